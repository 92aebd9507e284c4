import seedrandom from 'seedrandom';
import type { Calibration } from '../calibration.js';
import { observedAt } from '../read/observed.js';
import { pathOf } from './posterior-density.js';
import { replicate } from './replicate.js';
import type { Paths } from './runs.js';

/** A property of an observed series against the same property of series that the posterior would give. */
export interface PredictiveCheck {
  readonly series: string;
  readonly element: string;
  readonly property: Property;
  readonly observed: number;
  readonly p05: number;
  readonly median: number;
  readonly p95: number;
  /** Share of replicates below what was observed, ties counted half: far from 0 and 1 when the model can do it. */
  readonly share: number;
}

export const PROPERTIES = ['mean', 'largest', 'share_of_zeros', 'autocorrelation'] as const;
const FEW = 12;
type Property = (typeof PROPERTIES)[number];

const MEASURES: Readonly<Record<Property, (values: ArrayLike<number>) => number>> = {
  mean: meanOf,
  largest: (values) => Math.max(...Array.from(values)),
  share_of_zeros: (values) => meanOf(Array.from(values, (one) => (one === 0 ? 1 : 0))),
  autocorrelation: (values) => lagOne(Array.from(values, (one) => Math.log1p(Math.max(0, one)))),
};

/**
 * Posterior predictive checks over the fit window: each world of the posterior gives one series with noise, and
 * its properties are compared with those observed. Gelman, Meng & Stern (1996), Statistica Sinica 6, 733-807.
 */
export function predictiveChecks(
  calibration: Calibration,
  rows: Float64Array,
  paths: Paths,
): readonly PredictiveCheck[] {
  const { targets, from, to, columns, seed } = calibration;
  const width = columns.length;
  return targets.flatMap((target, t) =>
    target.observed.labels.flatMap((label, element) => {
      const random = seedrandom(`${seed}/check/${target.name}/${label}`);
      const seen = Array.from({ length: to - from + 1 }, (_, k) =>
        observedAt(target.observed, from + k, element),
      );
      const at = [...seen.keys()].filter((k) => !Number.isNaN(seen[k]));
      if (at.length === 0) return [];
      const series = Array.from({ length: paths.count }, (_, i) => {
        const row = rows.subarray(i * width, (i + 1) * width);
        const whole = replicate(target, row, pathOf(paths, t, i, element), from, to, random);
        return at.map((k) => whole[k]!);
      });
      // Of a few dates, the other properties say nothing.
      const properties = at.length < FEW ? PROPERTIES.slice(0, 1) : PROPERTIES;
      return properties.map((property) => {
        const measure = MEASURES[property];
        const all = Float64Array.from(series, measure).sort();
        const observed = measure(at.map((k) => seen[k]!));
        const quantile = (share: number) =>
          all[Math.min(all.length - 1, Math.floor(share * all.length))]!;
        const below = all.reduce(
          (sum, one) => sum + (one < observed ? 1 : one === observed ? 0.5 : 0),
          0,
        );
        return {
          series: target.name,
          element: label,
          property,
          observed,
          p05: quantile(0.05),
          median: quantile(0.5),
          p95: quantile(0.95),
          share: below / all.length,
        };
      });
    }),
  );
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

function lagOne(values: readonly number[]): number {
  const mean = meanOf(values);
  let own = 0;
  let with_ = 0;
  for (let i = 0; i < values.length; i++) {
    own += (values[i]! - mean) ** 2;
    if (i > 0) with_ += (values[i]! - mean) * (values[i - 1]! - mean);
  }
  return own > 0 ? with_ / own : 0;
}
