import type { Distribution } from './distribution.js';

// 1.645 standard deviations from the mean of a normal distribution lie its 5th and 95th percentile.
const NINETY = 1.645;

/**
 * About the 5th and the 95th percentile of a distribution, or its ends where that is what its file gives: to warn
 * of what many worlds will have. `src/plan/` knows the exact ones.
 */
export function roughRange(spec: Distribution): readonly [number, number] {
  switch (spec.kind) {
    case 'fixed':
      return [spec.value, spec.value];
    case 'discrete': {
      const values = spec.values.filter((_, i) => (spec.weights?.[i] ?? 1) > 0);
      return [Math.min(...values), Math.max(...values)];
    }
    case 'mixture': {
      const parts = spec.parts.filter((part) => part.weight > 0);
      const ranges = parts.map((part) => roughRange(part.distribution));
      return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))];
    }
    default:
      return simpleRange(spec);
  }
}

type Continuous = Exclude<Distribution, { kind: 'fixed' | 'discrete' | 'mixture' }>;

function simpleRange(spec: Continuous): readonly [number, number] {
  if ('p05' in spec) return [spec.p05, spec.p95];
  switch (spec.kind) {
    case 'uniform':
    case 'triangular':
    case 'pert':
      return [spec.low, spec.high];
    case 'normal':
      return cut(spec, spec.mean - NINETY * spec.sd, spec.mean + NINETY * spec.sd);
    case 'lognormal': {
      const factor = Math.exp(NINETY * spec.sigma);
      return cut(spec, spec.median / factor, spec.median * factor);
    }
    case 'beta':
      return [spec.low ?? 0, spec.high ?? 1];
    case 'gamma': {
      const mean = spec.shape * spec.scale;
      const sd = Math.sqrt(spec.shape) * spec.scale;
      return [Math.max(0, mean - NINETY * sd), mean + NINETY * sd];
    }
  }
}

function cut(
  { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined },
  low: number,
  high: number,
): readonly [number, number] {
  return [Math.max(low, min ?? low), Math.min(high, max ?? high)];
}
