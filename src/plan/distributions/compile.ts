import type { Distribution } from '../../model/distribution.js';
import { distributionProblem } from '../../model/distribution-check.js';
import { beta, betaThrough, pert } from './beta.js';
import type { CompiledDistribution, Family, Problem } from './family.js';
import { isDistributionProblem } from './family.js';
import type { Finite } from './finite.js';
import { discrete, fixed } from './finite.js';
import { gamma, gammaThrough } from './gamma.js';
import type { Part } from './mixture.js';
import { mixture } from './mixture.js';
import { throughWithMode } from './mode-fit.js';
import { lognormal, normal, normalThrough } from './normal.js';
import { triangular } from './triangular.js';
import { fitTruncated, truncate } from './truncate.js';
import { uniform, uniformBetween } from './uniform.js';

type Mixture = Extract<Distribution, { kind: 'mixture' }>;
type Simple = Exclude<Distribution, { kind: 'mixture' }>;

/**
 * Makes a distribution of a file ready to draw from, or says why it cannot be. Where `p05` and `p95` are
 * given they are met by the distribution that comes out, `min` and `max` included.
 *
 * Quantiles and shares are accurate to about 1e-14 in relative terms. They rest on Math.exp and Math.log,
 * whose last bit may differ from one JavaScript engine to another.
 */
export function compileDistribution(spec: Distribution): CompiledDistribution | Problem {
  const problem = distributionProblem(spec);
  if (problem !== undefined) return { problem };
  const compiled = spec.kind === 'mixture' ? compileMixture(spec) : compileSimple(spec);
  if (isDistributionProblem(compiled)) return compiled;
  // The lowest and highest quantile that a sampling design can ask for.
  const ends = [compiled.quantile(2 ** -54), compiled.quantile(1 - 2 ** -53), compiled.mean];
  return ends.every(Number.isFinite) ? compiled : { problem: 'some of its values are too large' };
}

function compileMixture(spec: Mixture): CompiledDistribution | Problem {
  const parts: Part[] = [];
  for (const [i, { weight, distribution }] of spec.parts.entries()) {
    const compiled = compileSimple(distribution);
    if (isDistributionProblem(compiled)) return { problem: `part ${i + 1}: ${compiled.problem}` };
    parts.push({ weight, distribution: compiled });
  }
  return mixture(parts);
}

function compileSimple(spec: Simple): Family | Finite | Problem {
  switch (spec.kind) {
    case 'fixed':
      return fixed(spec.value);
    case 'discrete':
      return discrete(spec.values, spec.weights);
    case 'uniform':
      return 'low' in spec ? uniform(spec.low, spec.high) : uniformBetween(spec.p05, spec.p95);
    case 'triangular':
      return 'low' in spec
        ? triangular(spec.low, spec.mode, spec.high)
        : withMode(spec, triangular);
    case 'pert':
      return 'low' in spec ? pert(spec.low, spec.mode, spec.high) : withMode(spec, pert);
    case 'normal':
      return 'sd' in spec
        ? truncate(normal(spec.mean, spec.sd), spec)
        : fitTruncated((p, q) => normalFit(spec, p, q), spec.p05, spec, impossible(spec));
    case 'lognormal':
      return 'sigma' in spec
        ? truncate(lognormal(spec.median, spec.sigma), spec)
        : fitTruncated((p, q) => lognormalFit(spec, p, q), spec.p05, spec, impossible(spec));
    case 'beta':
      return 'alpha' in spec
        ? beta(spec.alpha, spec.beta, spec.low ?? 0, spec.high ?? 1)
        : betaThrough(spec.p05, spec.p95, spec.low ?? 0, spec.high ?? 1);
    case 'gamma':
      return 'shape' in spec ? gamma(spec.shape, spec.scale) : gammaThrough(spec.p05, spec.p95);
  }
}

interface Percentiles {
  readonly kind: string;
  readonly p05: number;
  readonly p95: number;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

function normalFit({ p05, p95 }: Percentiles, p: number, q: number): Family {
  const { mean, sd } = normalThrough(p05, p95, p, q);
  return normal(mean, sd);
}

function lognormalFit({ p05, p95 }: Percentiles, p: number, q: number): Family {
  const { mean, sd } = normalThrough(Math.log(p05), Math.log(p95), p, q);
  return lognormal(Math.exp(mean), sd);
}

function withMode(
  spec: Percentiles & { readonly mode: number },
  make: (low: number, mode: number, high: number) => Family,
): Family | Problem {
  const fit = (p: number, q: number) => throughWithMode(make, spec.mode, spec.p05, spec.p95, p, q);
  return fitTruncated(fit, spec.p05, spec, impossible(spec));
}

function impossible({ kind, p05, p95, min, max }: Percentiles): string {
  const bounds = [
    ...(min === undefined ? [] : [`above min (${min})`]),
    ...(max === undefined ? [] : [`below max (${max})`]),
  ];
  const where = bounds.length === 0 ? '' : ` ${bounds.join(' and ')}`;
  return `no ${kind} distribution${where} has the 5th percentile ${p05} and the 95th ${p95}`;
}
