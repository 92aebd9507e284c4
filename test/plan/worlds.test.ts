import { describe, expect, it } from 'vitest';
import { Diagnostics, InputError } from '../../src/diagnostics/diagnostic.js';
import { streamKey } from '../../src/plan/key.js';
import type { Plan } from '../../src/plan/plan.js';
import { DESIGNS } from '../../src/plan/plan.js';
import { checkModelDistributions } from '../../src/plan/validate.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import { columnOf, correlation, ranksOf } from './designs/spread.js';
import { PARAMETERS, parameterLine, SMALL_COLUMNS, smallModel } from './small-model.js';

const plan: Plan = { worlds: 100, design: 'latin_hypercube', seed: 'demo' };
const width = SMALL_COLUMNS.length;

describe('makeWorlds', () => {
  it('has a column for each element of each parameter with a distribution', () => {
    const worlds = makeWorlds(smallModel(), plan);
    expect(worlds.columns).toEqual(SMALL_COLUMNS);
    expect(worlds.count).toBe(100);
    expect(worlds.key).toEqual(streamKey('demo'));
  });

  it('gives each value the quantile beside it', () => {
    const worlds = makeWorlds(smallModel(), plan);
    const ready = checkModelDistributions(smallModel(), new Diagnostics());
    const specs = SMALL_COLUMNS.map((name) => ready.get(name.split('[')[0]!)!);
    worlds.quantiles.forEach((u, at) => {
      expect(worlds.values[at]).toBe(specs[at % width]!.quantile(u));
    });
  });

  it.each(DESIGNS)('draws a parameter alike whatever is declared after it, with %s', (design) => {
    const more = [...PARAMETERS, parameterLine('late', 'kind: uniform, low: 0, high: 1')];
    const a = makeWorlds(smallModel(), { ...plan, design });
    const b = makeWorlds(smallModel(more), { ...plan, design });
    expect(b.columns).toEqual([...SMALL_COLUMNS, 'late']);
    for (const c of SMALL_COLUMNS.keys()) {
      expect(columnOf(b.values, width + 1, c)).toEqual(columnOf(a.values, width, c));
    }
  });

  it.each(['monte_carlo', 'latin_hypercube'] as const)(
    'draws an element alike in any order of parameters, regions and dimensions, with %s',
    (design) => {
      const a = makeWorlds(smallModel(), { ...plan, design });
      const turned = [
        '  group: {elements: [other, new, isgs, jnim]}',
        '  region: {elements: [gao, segou, mopti]}',
      ];
      const parameters = PARAMETERS.toReversed().map((line) =>
        line.replace('[region, group]', '[group, region]'),
      );
      const b = makeWorlds(smallModel(parameters, turned), { ...plan, design });
      for (const [c, name] of a.columns.entries()) {
        const other = name.replace(/^link\[(\w+),(\w+)\]$/, 'link[$2,$1]');
        const at = b.columns.indexOf(other);
        expect(columnOf(b.values, b.columns.length, at), name).toEqual(
          columnOf(a.values, width, c),
        );
      }
    },
  );

  it('draws a stretch of a plan as the whole plan has it', () => {
    const whole = makeWorlds(smallModel(), plan);
    const part = makeWorlds(smallModel(), plan, new Diagnostics(), {
      stretch: { first: 40, count: 7 },
    });
    expect(part.count).toBe(7);
    expect(part.values).toEqual(whole.values.slice(40 * width, 47 * width));
  });

  it('has no columns when nothing varies', () => {
    const worlds = makeWorlds(smallModel([PARAMETERS[1]!]), plan);
    expect([worlds.columns, worlds.count, worlds.values.length]).toEqual([[], 100, 0]);
  });

  it('reports every distribution that cannot be, at its parameter', () => {
    const diagnostics = new Diagnostics();
    const model = smallModel([
      parameterLine('a', 'kind: normal, p05: 0.02, p95: 2, min: 0'),
      parameterLine('b', 'kind: gamma, p05: 1, p95: 1.0001'),
    ]);
    expect(() => makeWorlds(model, plan, diagnostics)).toThrow(InputError);
    expect(diagnostics.list().map(({ message, place }) => `${place.line}: ${message}`)).toEqual([
      '10: invalid distribution of a: no normal distribution above min (0) has the 5th percentile 0.02 and the 95th 2',
      '11: invalid distribution of b: p05 (1) and p95 (1.0001) are too close for a gamma distribution',
    ]);
  });

  it('says when too many numbers vary for a Sobol plan', () => {
    const many = Array.from({ length: 1025 }, (_, i) =>
      parameterLine(`x${i}`, 'kind: uniform, low: 0, high: 1'),
    );
    expect(() => makeWorlds(smallModel(many), { ...plan, design: 'sobol' })).toThrow(
      '1025 numbers vary, too many for the design sobol',
    );
  });

  it('gives columns the rank correlations that are stated', () => {
    const options = { correlations: [{ a: 'beta', b: 'trust[mopti]', rank: 0.6 }] };
    const large = { ...plan, worlds: 4000 };
    const worlds = makeWorlds(smallModel(), large, new Diagnostics(), options);
    const ranks = (c: number) => ranksOf(columnOf(worlds.values, width, c));
    expect(Math.abs(correlation(ranks(0), ranks(1)) - 0.6)).toBeLessThan(3 / Math.sqrt(4000));
    const diagnostics = new Diagnostics();
    const wrong = { correlations: [{ a: 'beta', b: 'trust[moptii]', rank: 0.6 }] };
    expect(() => makeWorlds(smallModel(), plan, diagnostics, wrong)).toThrow(
      'trust[moptii] does not vary, so it cannot be correlated (did you mean trust[mopti]?)',
    );
  });
});
