import type { Distribution } from './distribution.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What is wrong with the numbers of a distribution as far as their order tells, in a short sentence
 * without a full stop, such as `low (3) is above high (1)`. What needs quantiles to see (percentiles that
 * no distribution of the kind can have) `src/plan/` reports when it compiles the distribution.
 */
export function distributionProblem(spec: Distribution): string | undefined {
  if (spec.kind === 'discrete') return discreteProblem(spec.values, spec.weights);
  if (spec.kind !== 'mixture') return orderProblem(spec);
  if (!(sum(spec.parts.map((part) => part.weight)) > 0)) return 'the weights of the parts sum to 0';
  for (const [i, part] of spec.parts.entries()) {
    const problem = distributionProblem(part.distribution);
    if (problem !== undefined) return `part ${i + 1}: ${problem}`;
  }
  return undefined;
}

function discreteProblem(
  values: readonly number[],
  weights: readonly number[] | undefined,
): string | undefined {
  if (weights === undefined) return undefined;
  if (weights.length !== values.length) {
    return `there are ${count(values.length, 'value')} but ${count(weights.length, 'weight')}`;
  }
  return sum(weights) > 0 ? undefined : 'the weights sum to 0';
}

// Numbers that must rise in this order, each strictly unless the pair is named in MAY_MEET.
const RISING = ['min', 'low', 'p05', 'mode', 'p95', 'high', 'max'] as const;
const MAY_MEET = new Set(['low mode', 'mode high', 'p05 mode', 'mode p95']);

function orderProblem(spec: Exclude<Distribution, { kind: 'mixture' }>): string | undefined {
  const fields: Fields = spec.kind === 'beta' ? { low: 0, high: 1, ...given(spec) } : given(spec);
  const shown = (key: string, value: number) =>
    spec.kind === 'beta' && !Object.hasOwn(given(spec), key) ? `${value}, the default` : `${value}`;
  const present = RISING.flatMap((key) => {
    const value = fields[key];
    return typeof value === 'number' ? [{ key, value }] : [];
  });
  for (const [i, low] of present.entries()) {
    for (const high of present.slice(i + 1)) {
      if (low.value > high.value) {
        return `${low.key} (${shown(low.key, low.value)}) is above ${high.key} (${shown(high.key, high.value)})`;
      }
      if (low.value === high.value && !MAY_MEET.has(`${low.key} ${high.key}`)) {
        return `${low.key} and ${high.key} are both ${shown(low.key, low.value)}`;
      }
    }
  }
  const span = (present.at(-1)?.value ?? 0) - (present[0]?.value ?? 0);
  if (!Number.isFinite(span)) return 'its range is wider than the largest number';
  if (spec.kind === 'lognormal' && spec.max !== undefined && spec.max <= 0) {
    return `max (${spec.max}) is not above 0, and a lognormal value always is`;
  }
  return undefined;
}

// A key that stands there as undefined counts as absent.
function given(spec: object): Fields {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
