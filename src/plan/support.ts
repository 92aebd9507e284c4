import type { Distribution } from '../model/distribution.js';
import type { Parameter } from '../model/model.js';
import { compileDistribution } from './distributions/compile.js';
import type { CompiledDistribution } from './distributions/family.js';
import { isDistributionProblem } from './distributions/family.js';

/** The lowest and the highest value that something may have; infinite where there is no bound. */
export interface Range {
  readonly low: number;
  readonly high: number;
  /** Whether the lowest value itself is left out: no lognormal value is 0. */
  readonly above?: boolean;
}

const SHARE: Range = { low: 0, high: 1 };
const ANY: Range = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** Whether a distribution can give a value. */
export function canGive(spec: Distribution, value: number): boolean {
  if (spec.kind === 'fixed') return value === spec.value;
  if (spec.kind === 'discrete') return spec.values.includes(value);
  if (spec.kind === 'mixture')
    return spec.parts.some((part) => part.weight > 0 && canGive(part.distribution, value));
  const compiled = readyOnce(spec);
  return compiled === undefined || isIn(rangeOf(spec, compiled), value);
}

const cache = new WeakMap<Distribution, CompiledDistribution>();

/** A distribution ready to use, made once however many values are looked at; undefined when it cannot be. */
export function readyOnce(spec: Distribution): CompiledDistribution | undefined {
  const known = cache.get(spec);
  if (known !== undefined) return known;
  const compiled = compileDistribution(spec);
  if (isDistributionProblem(compiled)) return undefined;
  cache.set(spec, compiled);
  return compiled;
}

/** The range of the values that a distribution can give. */
export function rangeOf(spec: Distribution, { support }: CompiledDistribution): Range {
  const [low, high] = support;
  const positive = spec.kind === 'lognormal' || spec.kind === 'gamma';
  return { low, high, ...(positive && low === 0 ? { above: true } : {}) };
}

/** The values of a distribution as text: `0 to 1`, `above 0`, `1, 2 or 3`. */
export function valuesText(spec: Distribution, compiled: CompiledDistribution): string {
  if (spec.kind === 'fixed') return String(spec.value);
  if (spec.kind === 'discrete' && spec.values.length <= 6) return spec.values.join(', ');
  return rangeText(rangeOf(spec, compiled));
}

export function isIn({ low, high, above }: Range, value: number): boolean {
  // Ends that were fitted to percentiles are not exact.
  const width = Number.isFinite(high - low) ? high - low : Math.abs(value);
  const slack = above === true ? 0 : 1e-9 * width;
  return above === true && value <= low ? false : value >= low - slack && value <= high + slack;
}

/** A range in words: `0 to 1`, `above 0`, `at least 3`. */
export function rangeText({ low, high, above }: Range): string {
  const text = (value: number) => String(Number(value.toPrecision(6)));
  if (above === true)
    return Number.isFinite(high) ? `above ${text(low)}, to ${text(high)}` : `above ${text(low)}`;
  if (Number.isFinite(low))
    return Number.isFinite(high) ? `${text(low)} to ${text(high)}` : `at least ${text(low)}`;
  return Number.isFinite(high) ? `at most ${text(high)}` : 'any number';
}

/**
 * What the values of a parameter are by their kind, whatever is assumed of them: shares and probabilities lie
 * between 0 and 1, as do those with a beta distribution; what has only positive values stays so.
 */
export function naturalRange({ share, distribution: spec }: Parameter): Range {
  if (share !== undefined) return SHARE;
  if (spec?.kind === 'beta' && spec.low === undefined && spec.high === undefined) return SHARE;
  const compiled = spec && readyOnce(spec);
  if (compiled === undefined) return ANY;
  return compiled.support[0] >= 0 ? { low: 0, high: Number.POSITIVE_INFINITY } : ANY;
}

/** The part of a distribution that lies outside a range, once its values are multiplied and added to. */
export function massOutside(
  compiled: CompiledDistribution,
  { low, high }: Range,
  factor = 1,
  amount = 0,
): number {
  if (factor === 0) return isIn({ low, high }, amount) ? 0 : 1;
  const back = (value: number) => (value - amount) / factor;
  const [from, to] = factor > 0 ? [back(low), back(high)] : [back(high), back(low)];
  // What lies at the end itself is inside: a share may be 0 in a fifth of the worlds.
  const before = from - (1e-12 * Math.abs(from) || Number.MIN_VALUE);
  const below = Number.isFinite(from) ? compiled.cdf(before) : 0;
  const above = Number.isFinite(to) ? 1 - compiled.cdf(to) : 0;
  return Math.min(1, below + above);
}
