import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { applyAssumptions } from '../../src/plan/assumptions.js';
import { drawerOf, worldsOf } from '../../src/plan/draw.js';
import { DESIGNS } from '../../src/plan/plan.js';
import { readWorlds } from '../../src/plan/posterior.js';
import { checkedRecipe } from '../../src/plan/worlds.js';
import type { Assumption } from '../../src/scenario/scenario.js';
import { smallModel } from './small-model.js';

const model = smallModel();
const correlations = [
  { a: 'beta', b: 'trust[mopti]', rank: 0.6 },
  { a: 'trust[mopti]', b: 'trust[segou]', rank: -0.3 },
];
// One of each kind, on parameters that vary and on one that does not.
const ASSUMPTIONS: readonly Assumption[] = [
  { parameter: 'beta', change: { kind: 'scale', factor: 1.5 } },
  { parameter: 'trust', elements: [1], change: { kind: 'shift', amount: -1 } },
  {
    parameter: 'trust',
    elements: [0],
    change: { kind: 'distribution', distribution: { kind: 'gamma', shape: 2, scale: 3 } },
  },
  {
    parameter: 'rate',
    change: { kind: 'distribution', distribution: { kind: 'pert', low: 0, mode: 1, high: 3 } },
  },
  { parameter: 'rate', change: { kind: 'scale', factor: 2 } },
];
// Fewer rows than worlds: they are used again.
const POSTERIOR = `world,beta,trust[segou]\n${Array.from({ length: 37 }, (_, i) => `${i},${(7 * i) % 37},${i / 37}`).join('\n')}\n`;

const plan = fc.record({
  worlds: fc.integer({ min: 1, max: 1500 }),
  design: fc.constantFrom(...DESIGNS),
  seed: fc.string({ maxLength: 4 }),
});
const cuts = fc.array(fc.nat({ max: 1500 }), { maxLength: 5 });

/** Stretches that together are all worlds. */
function stretches(worlds: number, at: readonly number[]) {
  const ends = [...new Set([...at.map((one) => one % worlds), worlds])].sort((a, b) => a - b);
  return ends.map((end, k) => ({ first: ends[k - 1] ?? 0, count: end - (ends[k - 1] ?? 0) }));
}

describe('worlds in stretches are those drawn whole, to the bit', () => {
  const sources = {
    drawn: [],
    'drawn with rank correlations': correlations,
    'read from a file, the others drawn': correlations.slice(1),
  };
  it.each(Object.entries(sources))('%s', (name, correlated) => {
    fc.assert(
      fc.property(plan, cuts, (wish, at) => {
        const diagnostics = new Diagnostics();
        const options = { correlations: correlated };
        const all = { first: 0, count: wish.worlds };
        const make = (stretch: typeof all) =>
          name.startsWith('read')
            ? readWorlds('w.csv', POSTERIOR, model, wish, diagnostics, { ...options, stretch })
            : drawerOf(checkedRecipe(model, wish, diagnostics, options))(stretch);
        const whole = make(all);
        const assumed = applyAssumptions(whole, model, ASSUMPTIONS);
        for (const stretch of stretches(wish.worlds, at)) {
          const part = make(stretch);
          const values = applyAssumptions(part, model, ASSUMPTIONS, stretch.first).values;
          const cut = (from: Float64Array) => {
            const width = from.length / wish.worlds;
            return from.slice(stretch.first * width, (stretch.first + stretch.count) * width);
          };
          expect(part.quantiles).toEqual(cut(whole.quantiles));
          expect(part.values).toEqual(cut(whole.values));
          expect(values).toEqual(cut(assumed.values));
        }
      }),
      { numRuns: 8, seed: 1 },
    );
  });

  it('too many to be held are drawn when they are looked at, and say from what', () => {
    const recipe = checkedRecipe(
      model,
      { worlds: 300, design: 'sobol', seed: 'demo' },
      new Diagnostics(),
      { correlations },
    );
    const [held, large] = [worldsOf(recipe), worldsOf(recipe, undefined, 0)];
    expect(held.recipe).toBeUndefined();
    expect(large.recipe).toBe(recipe);
    expect([large.count, large.columns, large.key]).toEqual([held.count, held.columns, held.key]);
    expect(large.values).toEqual(held.values);
    expect(large.quantiles).toEqual(held.quantiles);
    expect(large.values).toBe(large.values);
  });
});
