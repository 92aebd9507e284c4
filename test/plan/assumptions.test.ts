import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { applyAssumptions } from '../../src/plan/assumptions.js';
import type { Plan } from '../../src/plan/plan.js';
import { checkAssumptions } from '../../src/plan/validate.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import type { Assumption } from '../../src/scenario/scenario.js';
import { columnOf } from './designs/spread.js';
import { SMALL_COLUMNS, smallModel } from './small-model.js';

const model = smallModel();
const plan: Plan = { worlds: 50, design: 'sobol', seed: 'demo' };
const worlds = makeWorlds(model, plan);
const width = SMALL_COLUMNS.length;

function assume(...assumptions: Assumption[]) {
  return applyAssumptions(worlds, model, assumptions);
}

describe('applyAssumptions', () => {
  it('gives the worlds themselves without assumptions', () => {
    expect(assume().values).toBe(worlds.values);
  });

  it('keeps the quantile of each world under another distribution', () => {
    const { columns, values } = assume({
      parameter: 'trust',
      change: { kind: 'distribution', distribution: { kind: 'uniform', low: 2, high: 4 } },
    });
    expect(columns).toEqual(SMALL_COLUMNS);
    for (const c of [1, 2]) {
      const got = columnOf(values, width, c);
      columnOf(worlds.quantiles, width, c).forEach((u, i) => {
        expect(got[i]).toBeCloseTo(2 + 2 * u, 15);
      });
    }
    expect(columnOf(values, width, 0)).toEqual(columnOf(worlds.values, width, 0));
  });

  it('fixes, scales and shifts what was drawn, for the elements named', () => {
    const { values } = assume(
      { parameter: 'beta', change: { kind: 'fixed', value: 0.25 } },
      { parameter: 'trust', elements: [1], change: { kind: 'scale', factor: 1.5 } },
      { parameter: 'link', elements: [0, 5], change: { kind: 'shift', amount: -1 } },
    );
    const want = worlds.values.map((value, at) => {
      const column = SMALL_COLUMNS[at % width];
      if (column === 'beta') return 0.25;
      if (column === 'trust[segou]') return value * 1.5;
      return column === 'link[mopti,jnim]' || column === 'link[segou,other]' ? value - 1 : value;
    });
    expect(values).toEqual(want);
  });

  it('adds a column for a parameter that did not vary', () => {
    const { columns, values } = assume(
      { parameter: 'rate', change: { kind: 'scale', factor: 3 } },
      { parameter: 'rate', change: { kind: 'shift', amount: 1 } },
    );
    expect(columns).toEqual([...SMALL_COLUMNS, 'rate']);
    expect(columnOf(values, width + 1, width).every((value) => value === 0.02 * 3 + 1)).toBe(true);
    expect(columnOf(values, width + 1, 4)).toEqual(columnOf(worlds.values, width, 4));
    const fixed = assume({ parameter: 'rate', change: { kind: 'fixed', value: 0.5 } });
    expect(columnOf(fixed.values, width + 1, width).every((value) => value === 0.5)).toBe(true);
  });

  it('draws a parameter that did not vary from a stream of its own, alike in every stretch', () => {
    const change = {
      kind: 'distribution',
      distribution: { kind: 'uniform', low: 0, high: 1 },
    } as const;
    const rate: Assumption = { parameter: 'rate', change };
    const alone = assume(rate);
    const among = assume({ parameter: 'beta', change: { kind: 'fixed', value: 1 } }, rate);
    const column = columnOf(alone.values, width + 1, width);
    expect(columnOf(among.values, width + 1, width)).toEqual(column);
    expect(new Set(column).size).toBe(50);
    const options = { stretch: { first: 30, count: 20 } };
    const later = makeWorlds(model, plan, new Diagnostics(), options);
    const part = applyAssumptions(later, model, [rate], 30);
    expect(columnOf(part.values, width + 1, width)).toEqual(column.slice(30));
  });

  it('leaves the worlds as they were', () => {
    const before = worlds.values.slice();
    assume({ parameter: 'beta', change: { kind: 'fixed', value: 0.25 } });
    expect(worlds.values).toEqual(before);
  });
});

describe('checkAssumptions', () => {
  it('reports distributions that cannot be', () => {
    const diagnostics = new Diagnostics();
    const distribution = { kind: 'normal', p05: 0.02, p95: 2, min: 0 } as const;
    const place = { file: 'story.yaml', line: 4, column: 3 };
    checkAssumptions(
      [{ parameter: 'beta', change: { kind: 'distribution', distribution } }],
      place,
      diagnostics,
    );
    expect(diagnostics.list()).toEqual([
      {
        severity: 'error',
        code: 'distribution',
        place,
        message:
          'invalid distribution of beta: no normal distribution above min (0) has the 5th percentile 0.02 and the 95th 2',
      },
    ]);
  });
});
