/** Largest model, in elements of all its variables together. */
export const MAX_ELEMENTS = 200_000;
/** Most elements of one dimension. */
export const MAX_DIMENSION = 500;
/** Most numbers that the data of a model may hold: series, networks, rows of files that are read. */
export const MAX_NUMBERS = 20_000_000;
/** Most numbers that one world may report: reports times elements of what is reported. */
export const MAX_REPORTED = 50_000_000;

/** A number with commas between thousands, as in English: 200,000. */
export function grouped(count: number): string {
  return count.toLocaleString('en', { maximumFractionDigits: 0 });
}

/** Counts what is taken from a limit, before room is made for it. */
export class Budget {
  readonly most: number;
  #taken = 0;
  #exceeded = false;

  constructor(most: number, taken = 0) {
    this.most = most;
    this.#taken = taken;
  }

  /** How much has been asked for, also beyond the limit. */
  get taken(): number {
    return this.#taken;
  }

  get exceeded(): boolean {
    return this.#exceeded;
  }

  /** @returns `ok`; `first` when this goes beyond the limit, and `beyond` when an earlier call has. */
  take(count: number): 'ok' | 'first' | 'beyond' {
    this.#taken += count;
    if (this.#taken <= this.most) return 'ok';
    const answer = this.#exceeded ? 'beyond' : 'first';
    this.#exceeded = true;
    return answer;
  }
}
