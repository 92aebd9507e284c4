/** What is believed of the drift factor of an element: its mean and variance. */
export interface Drift {
  readonly mean: number;
  readonly variance: number;
}

/** A factor about 1 that wanders: standard deviation, and the share of it that is left after one report. */
export interface DriftRule {
  readonly spread: number;
  readonly persistence: number;
}

/** A count to come: negative binomial with this mean and dispersion. */
export interface CountForecast {
  readonly mean: number;
  readonly dispersion: number;
}

/** Nothing known of the factor yet. */
export function driftAtStart({ spread }: DriftRule): Drift {
  return { mean: 1, variance: spread * spread };
}

/** The factor some reports later: it returns to 1, and what is known of it fades. */
export function driftAhead(
  drift: Drift,
  { spread, persistence }: DriftRule,
  reports: number,
): Drift {
  const left = persistence ** reports;
  return {
    mean: 1 + left * (drift.mean - 1),
    variance: left * left * drift.variance + (1 - left * left) * spread * spread,
  };
}

/** The count that follows from the model's mean, the factor, and the dispersion of a count about both. */
export function countForecast(expected: number, drift: Drift, dispersion: number): CountForecast {
  const ratio = drift.variance / (drift.mean * drift.mean);
  return { mean: expected * drift.mean, dispersion: ratio + dispersion * (1 + ratio) };
}

/**
 * The factor after a count was seen: the best linear estimate from mean and variance alone, as in the dynamic
 * generalised linear models of West, Harrison & Migon (1985), JASA 80, 73-83. The factor stays positive.
 */
export function driftAfter(
  drift: Drift,
  expected: number,
  dispersion: number,
  count: number,
): Drift {
  if (expected <= 0) return drift;
  const { mean, dispersion: wide } = countForecast(expected, drift, dispersion);
  const gain = (expected * drift.variance) / (mean + wide * mean * mean);
  return {
    mean: drift.mean + gain * (count - mean),
    variance: drift.variance * (1 - gain * expected),
  };
}
