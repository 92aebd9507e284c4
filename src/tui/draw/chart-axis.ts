/** A label on the time axis: the column it starts in, and the column of its tick. */
export interface TimeLabel {
  readonly text: string;
  readonly column: number;
  readonly tick: number;
}

const MONTH = /^(\d{4,})-(\d\d)$/;
// Months between labels that people count in; then years by the same.
const MONTH_STRIDES = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

/**
 * Labels for a time axis of `width` columns, none of which touch. Months are labelled at rounds of the
 * calendar, years by their number alone.
 * @param labels the times as people read them, in order.
 * @param shares where each stands on the axis, 0 for its left end and 1 for its right end.
 */
export function timeLabels(
  labels: readonly string[],
  shares: readonly number[],
  width: number,
): TimeLabel[] {
  if (labels.length === 0 || width <= 0) return [];
  const calendar = labels.every((label) => MONTH.test(label));
  for (const chosen of calendar ? monthChoices(labels) : plainChoices(labels)) {
    const placed = place(chosen, shares, width);
    if (placed !== undefined) return placed;
  }
  return [];
}

interface Choice {
  readonly index: number;
  readonly text: string;
}

function* monthChoices(labels: readonly string[]): Generator<Choice[]> {
  for (const stride of MONTH_STRIDES) {
    yield labels.flatMap((label, index) => {
      const [, year = '', month = ''] = MONTH.exec(label) ?? [];
      const count = Number(year) * 12 + Number(month) - 1;
      if (count % stride !== 0) return [];
      return [{ index, text: stride % 12 === 0 ? year : label }];
    });
  }
}

function* plainChoices(labels: readonly string[]): Generator<Choice[]> {
  for (let power = 1; power <= labels.length; power *= 10) {
    for (const digit of [1, 2, 5]) {
      yield labels.flatMap((text, index) =>
        index % (digit * power) === 0 ? [{ index, text }] : [],
      );
    }
  }
}

const GAP = 2;

function place(
  chosen: readonly Choice[],
  shares: readonly number[],
  width: number,
): TimeLabel[] | undefined {
  const placed: TimeLabel[] = [];
  let free = 0;
  for (const { index, text } of chosen) {
    const tick = Math.round((shares[index] ?? 0) * (width - 1));
    const column = Math.max(0, Math.min(width - text.length, tick - Math.floor(text.length / 2)));
    if (column < free || text.length > width) return undefined;
    placed.push({ text, column, tick });
    free = column + text.length + GAP;
  }
  return placed.length === 0 ? undefined : placed;
}
