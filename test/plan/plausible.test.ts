import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import type { Distribution } from '../../src/model/distribution.js';
import type { Parameter } from '../../src/model/model.js';
import { compileDistribution } from '../../src/plan/distributions/compile.js';
import { isDistributionProblem } from '../../src/plan/distributions/family.js';
import { checkAssumed, checkModelValues } from '../../src/plan/plausible.js';
import { canGive, massOutside } from '../../src/plan/support.js';
import { parameterLine, smallModel } from './small-model.js';

const DISTRIBUTIONS: readonly Distribution[] = [
  { kind: 'uniform', low: -1, high: 2 },
  { kind: 'uniform', p05: 1000, p95: 2000 },
  { kind: 'triangular', low: 0, mode: 0.1, high: 3 },
  { kind: 'triangular', p05: 0.83, mode: 1.05, p95: 1.34, min: 0.5 },
  { kind: 'pert', p05: 1, mode: 2, p95: 4 },
  { kind: 'normal', mean: 3, sd: 2, min: 0 },
  { kind: 'lognormal', p05: 0.1, p95: 0.9 },
  { kind: 'lognormal', median: 2, sigma: 1, min: 1, max: 3 },
  { kind: 'beta', p05: 0.3, p95: 0.6 },
  { kind: 'beta', alpha: 2, beta: 3, low: -1, high: 5 },
  { kind: 'gamma', shape: 2, scale: 3 },
  { kind: 'discrete', values: [1, 2, 5] },
  { kind: 'fixed', value: 7 },
  {
    kind: 'mixture',
    parts: [
      { weight: 1, distribution: { kind: 'fixed', value: 0 } },
      { weight: 3, distribution: { kind: 'uniform', low: 2, high: 3 } },
    ],
  },
];

function problems(look: (diagnostics: Diagnostics) => void): string[] {
  const diagnostics = new Diagnostics();
  look(diagnostics);
  return diagnostics
    .list()
    .map(({ severity, message, expected }) => `${severity}: ${message}; ${expected}`);
}

describe('what a distribution can give', () => {
  it.each(DISTRIBUTIONS.map((spec) => [JSON.stringify(spec), spec] as const))('%s', (_, spec) => {
    const compiled = compileDistribution(spec);
    if (isDistributionProblem(compiled)) throw new Error(compiled.problem);
    const [low, high] = compiled.support;
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (u) => {
        expect(canGive(spec, compiled.quantile(u))).toBe(true);
      }),
    );
    const far = 1e-6 * (Number.isFinite(high - low) ? high - low || 1 : 1);
    if (Number.isFinite(low)) expect(canGive(spec, low - far)).toBe(false);
    if (Number.isFinite(high)) expect(canGive(spec, high + far)).toBe(false);
    expect(massOutside(compiled, { low, high })).toBeCloseTo(0, 9);
  });

  it('leaves out 0 where all values are above it, and gaps', () => {
    expect(canGive({ kind: 'lognormal', p05: 1, p95: 2 }, 0)).toBe(false);
    expect(canGive({ kind: 'gamma', shape: 2, scale: 3 }, 0)).toBe(false);
    expect(canGive(DISTRIBUTIONS.at(-1) as Distribution, 1)).toBe(false);
    expect(canGive({ kind: 'discrete', values: [1, 2] }, 1.5)).toBe(false);
  });
});

describe('the part outside a range', () => {
  it('is that of the worlds, scaled and shifted', () => {
    const uniform = compileDistribution({ kind: 'uniform', low: 0, high: 1 });
    if (isDistributionProblem(uniform)) throw new Error(uniform.problem);
    fc.assert(
      fc.property(
        fc.integer({ min: -300, max: 300 }).map((percent) => (percent || 1) / 100),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (factor, amount) => {
          const outside = Array.from(
            { length: 1000 },
            (_, k) => factor * ((k + 0.5) / 1000) + amount,
          );
          const share = outside.filter((value) => value < 0 || value > 1).length / 1000;
          expect(massOutside(uniform, { low: 0, high: 1 }, factor, amount)).toBeCloseTo(share, 2);
        },
      ),
    );
  });
});

describe('the values of a model', () => {
  const model = (line: string) => smallModel([line]);

  it('are given by their distributions, unless they are said to be neutral', () => {
    const outside = parameterLine('x', 'kind: uniform, low: 2, high: 3');
    const check = (line: string) => problems((all) => checkModelValues(model(line), all));
    expect(check(outside)).toEqual([
      'error: x is 1, a value that its distribution never gives; 2 to 3',
    ]);
    expect(check(outside.replace('value: 1', 'value: 1, neutral: true'))).toEqual([]);
    expect(check(parameterLine('x', 'kind: uniform, low: 1, high: 3'))).toEqual([]);
  });
});

describe('what is assumed', () => {
  const line =
    '  p: {title: P, unit: probability, value: 0.45, grade: assumed, distribution: {kind: beta, p05: 0.3, p95: 0.6}}';
  const p = smallModel([line]).variables.get('p') as Parameter;
  const n = smallModel([parameterLine('n', 'kind: uniform, low: 0.5, high: 2')]).variables.get(
    'n',
  ) as Parameter;
  const at = { file: 's.yaml', line: 1, column: 1 };
  const said = (parameter: Parameter, change: Parameters<typeof checkAssumed>[1]) =>
    problems((all) => checkAssumed(parameter, change, at, all));

  it.each([
    ['inside', p, { kind: 'fixed', value: 0.9 }, undefined],
    [
      'a share of 5',
      p,
      { kind: 'fixed', value: 5 },
      'warning: p is a probability, and 5 is outside 0 to 1; 0 to 1; 5 % is 0.05',
    ],
    ['a small change', p, { kind: 'scale', factor: 1.1 }, undefined],
    ['half as much again', n, { kind: 'scale', factor: 1.5 }, undefined],
    [
      'the other sign',
      n,
      { kind: 'scale', factor: -1 },
      'warning: n is below 0 in 100 % of the worlds; at least 0',
    ],
    [
      'much less',
      n,
      { kind: 'shift', amount: -1 },
      'warning: n is below 0 in 33 % of the worlds; at least 0',
    ],
    [
      'more than the range',
      n,
      { kind: 'fixed', value: 3 },
      'warning: n is taken as 3, a value that its distribution in the model never gives; 0.5 to 2',
    ],
    [
      'a wider distribution',
      n,
      { kind: 'distribution', distribution: { kind: 'uniform', low: 0, high: 3 } },
      undefined,
    ],
    [
      'another distribution',
      n,
      { kind: 'distribution', distribution: { kind: 'uniform', low: 3, high: 4 } },
      'warning: most of what is assumed of n lies where its distribution in the model gives nothing; 0.5 to 2',
    ],
  ] as const)('%s', (_, parameter, change, warning) => {
    expect(said(parameter, change)).toEqual(warning === undefined ? [] : [warning]);
  });
});
