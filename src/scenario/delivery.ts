/**
 * The calendar of an intervention or event, in months counted from the first month of the run (so `start` may
 * be negative), or in reporting intervals where the model has no calendar.
 */
export interface Delivery {
  /** First month in which anything is delivered. */
  readonly start: number;
  /** Months until full delivery; 0 and 1 both deliver all of it from the first month on. */
  readonly ramp: number;
  readonly shape: 'linear' | 's_curve';
  /** Last month before it fades; none when absent. */
  readonly end?: number;
  /** Months in which it fades after `end`; 0 and 1 both stop at once. */
  readonly windDown: number;
}

/**
 * The share of its level that an intervention delivers in a month: 0 to 1. Month `start + k` of a ramp r
 * delivers min(1, (k + 1) / r); month `end + k` of a wind-down w delivers max(0, 1 - k / w) of what month
 * `end` delivered.
 */
export function shareAt(month: number, delivery: Delivery): number {
  const { start, end, windDown } = delivery;
  if (month < start) return 0;
  if (end === undefined || month <= end) return rampShare(month - start, delivery);
  const left = windDown <= 1 ? 0 : Math.max(0, 1 - (month - end) / windDown);
  return left * rampShare(end - start, delivery);
}

/** The shares of months 0 to `months - 1`. */
export function sharesOf(delivery: Delivery, months: number): Float64Array {
  return Float64Array.from({ length: months }, (_, month) => shareAt(month, delivery));
}

/** The share x along an S: x^2 (3 - 2x), flat at both ends (Hermite's smooth step). */
export function sCurve(x: number): number {
  return x * x * (3 - 2 * x);
}

function rampShare(monthsSinceStart: number, { ramp, shape }: Delivery): number {
  if (ramp <= 1) return 1;
  const share = Math.min(1, (monthsSinceStart + 1) / ramp);
  return shape === 's_curve' ? sCurve(share) : share;
}
