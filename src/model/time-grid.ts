import type { Fraction } from './fraction.js';
import { fraction, fractionOf, numberOf } from './fraction.js';

/**
 * How far a time may be from a report and still mean it, as a share of the reporting interval: a time such as
 * 2000.0833333 is written with few digits.
 */
export const ON_GRID = 1e-6;

/** How far switches in equations look ahead, as a share of a step: a sum such as 0.1 + 0.2 is not 0.3. */
export const SWITCH_SLACK = 1e-6;

/** Where the steps and reports of a run stand: report k at `start + k * report`. */
export interface Spacing {
  readonly start: number;
  readonly report: number;
  readonly stepsPerReport: number;
}

/**
 * The times of a run's steps and reports. Each is the number nearest to the exact time, wherever the run starts and
 * however often it reports: the third step of 0.1 is at 0.3, the fifth of 1/12 at 5/12.
 */
export class TimeGrid {
  /** Length of a step. */
  readonly dt: number;
  readonly #spacing: Spacing;
  // In halves of a step, which Runge-Kutta looks at too: time h is `(first + h * each) / under`.
  readonly #exact: readonly [first: bigint, each: bigint, under: bigint];
  readonly #numbers: readonly [first: number, each: number, under: number];

  constructor(spacing: Spacing) {
    this.#spacing = spacing;
    const start = fractionOf(spacing.start);
    const half = part(fractionOf(spacing.report), 2 * spacing.stepsPerReport);
    this.dt = numberOf(fraction(2n * half.over, half.under));
    const common = fraction(start.under, half.under);
    const under = start.under * common.under;
    this.#exact = [start.over * common.under, half.over * common.over, under];
    this.#numbers = [Number(this.#exact[0]), Number(this.#exact[1]), Number(under)];
  }

  /** The time of a step, or of the half or the end of it. */
  atStep(step: number, share: 0 | 0.5 | 1 = 0): number {
    const halves = 2 * (step + share);
    const [first, each, under] = this.#numbers;
    const over = first + halves * each;
    // Where the sum is exact the division is rounded once, to the nearest number.
    if (Math.abs(over) < MOST_EXACT && Math.abs(first) < MOST_EXACT && under < MOST_EXACT)
      return over / under;
    const [exactFirst, exactEach, exactUnder] = this.#exact;
    return numberOf(fraction(exactFirst + BigInt(halves) * exactEach, exactUnder));
  }

  /** The time of a report. */
  atReport(report: number): number {
    return this.atStep(report * this.#spacing.stepsPerReport);
  }

  /** The number of the report that a time is nearest to; below 0 before the start. */
  nearestReport(time: number): number {
    return Math.round((time - this.#spacing.start) / this.#spacing.report);
  }

  /** The number of the report that stands at a time, or undefined when the time is between two. */
  reportAt(time: number): number | undefined {
    const { report } = this.#spacing;
    const nearest = this.nearestReport(time);
    const off = Math.abs(time - this.atReport(nearest));
    return off <= ON_GRID * report ? nearest : undefined;
  }

  /** The time of the step that a time means when it is written with few digits; the time itself between steps. */
  onStep(time: number): number {
    const step = Math.round((time - this.#spacing.start) / this.dt);
    const nearest = this.atStep(step);
    const slack = Math.min(ON_GRID * this.#spacing.report, this.dt / 4);
    return Math.abs(time - nearest) <= slack ? nearest : time;
  }
}

/** The time of a report of a run. */
export function timeOfReport(report: number, spacing: Spacing): number {
  return new TimeGrid(spacing).atReport(report);
}

const MOST_EXACT = Number.MAX_SAFE_INTEGER / 4;

function part({ over, under }: Fraction, count: number): Fraction {
  return fraction(over, under * BigInt(count));
}
