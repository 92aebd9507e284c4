/** A vertical axis over rows of characters. */
export interface RowScale {
  /** The values at the lower edge of the lowest row and at the upper edge of the highest. */
  readonly low: number;
  readonly high: number;
  /** Round values, rising, and the row (from the top) that each stands in. */
  readonly ticks: readonly { readonly value: number; readonly row: number }[];
}

// Zero is shown when the data come down to this share of their top: below it, a cut axis would flatter.
const NEAR_ZERO = 0.5;
// How much of the height even spacing of the ticks is worth, and each tick more or less than is best.
const EVEN = 0.08;
const TICK = 0.04;
const MISSING_TICK = 0.08;
const CLOSE = 2.5;

/**
 * The scale on which the data from `low` to `high` fill `height` rows best. The lowest row holds a tick,
 * the highest the top of the data. Steps are 1, 2 or 5 times a power of ten.
 * @param height three rows or more.
 * @returns a scale from 0 to 1 when there are no finite data.
 */
export function rowScale(low: number, high: number, height: number): RowScale {
  if (!(Number.isFinite(low) && Number.isFinite(high)) || low > high) return rowScale(0, 1, height);
  const from = low > 0 && low < NEAR_ZERO * high ? 0 : low;
  const to = high < 0 && high > NEAR_ZERO * low ? 0 : high;
  const size = Math.max(Math.abs(from), Math.abs(to));
  // Less than this apart, ticks would differ by no more than rounding.
  if (to - from <= Math.max(1e-9 * size, 1e-250)) {
    const room = size > 1e-200 ? size * 0.1 : 1;
    return rowScale(from - room, to + room, height);
  }
  const rows = height - 1;
  const best = Math.max(3, Math.min(8, height / 3));
  let chosen: { step: Step; first: number; spacing: number; score: number } | undefined;
  for (const step of stepsFor(to - from)) {
    const first = Math.floor(tidy(ratio(from, step)));
    const span = Math.max(1, tidy(ratio(to, step)) - first);
    const ticks = Math.floor(span) + 1;
    if (ticks < 2 || ticks > Math.max(2, (height + 1) / 2)) continue;
    for (const spacing of [Math.floor(rows / span), rows / span]) {
      // Rounded to rows, ticks this close would stand now one, now two rows apart.
      if (spacing < 1 || (spacing < CLOSE && !Number.isInteger(spacing))) continue;
      const filled = ((ratio(to, step) - ratio(from, step)) * spacing) / rows;
      const even = Number.isInteger(spacing) ? EVEN : 0;
      const off = ticks < best ? MISSING_TICK * (best - ticks) : TICK * (ticks - best);
      const score = filled + even - off;
      if (score > (chosen?.score ?? Number.NEGATIVE_INFINITY)) {
        chosen = { step, first, spacing, score };
      }
    }
  }
  // With three rows or more, a step much wider than the data always fits.
  if (chosen === undefined) throw new RangeError(`no room for a scale in ${height} rows`);
  const { step, first, spacing } = chosen;
  const perRow = multiple(1, step) / spacing;
  const bottom = multiple(first, step);
  const count = Math.floor(tidy(rows / spacing)) + 1;
  return {
    low: bottom - perRow / 2,
    high: bottom + perRow * (rows + 0.5),
    ticks: Array.from({ length: count }, (_, i) => ({
      value: multiple(first + i, step),
      row: rows - Math.round(i * spacing),
    })),
  };
}

/** `digit * 10^exponent`. */
interface Step {
  readonly digit: 1 | 2 | 5;
  readonly exponent: number;
}

function stepsFor(span: number): Step[] {
  const exponent = Math.floor(Math.log10(span));
  return [exponent - 2, exponent - 1, exponent, exponent + 1].flatMap((power) =>
    ([1, 2, 5] as const).map((digit) => ({ digit, exponent: power })),
  );
}

// `3 * 10^-1` as 0.3 and not 0.30000000000000004.
function multiple(count: number, { digit, exponent }: Step): number {
  return exponent < 0 ? (count * digit) / 10 ** -exponent : count * digit * 10 ** exponent;
}

function ratio(value: number, step: Step): number {
  return value / multiple(1, step);
}

// A tick that the data touch but for rounding is enough.
function tidy(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-9 ? whole : value;
}
