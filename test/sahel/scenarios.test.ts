import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import { applyAssumptions } from '../../src/plan/assumptions.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { planOf, readShipped, SCENARIOS } from './shipped.js';

/** A metric in each of some worlds. */
function inWorlds(scenario: Scenario, metric: string, count: number): number[] {
  const worlds = makeWorlds(scenario.base, planOf(count), new Diagnostics());
  const { columns, values } = applyAssumptions(worlds, scenario.base, scenario.assumptions);
  const { model, horizon, inputs } = scenario;
  const request = { horizon, inputs, metrics: model.metrics, outputs: [] };
  const run = { first: 0, count, columns, values, key: worlds.key };
  const { metrics } = kernelEngine.prepare(model, request).run(run);
  const at = model.metrics.findIndex(({ name }) => name === metric);
  return Array.from({ length: count }, (_, i) => metrics[i * model.metrics.length + at]!);
}

describe('the scenarios of the Sahel model', () => {
  it.each(SCENARIOS)('%s says what it asks in three sentences', (path) => {
    const { title, about } = parse(readFileSync(`scenarios/${path}.yaml`, 'utf8')) as Record<
      string,
      string
    >;
    expect(title?.length).toBeGreaterThan(3);
    expect(about?.trim().match(/[.?!](\s|$)/g)).toHaveLength(3);
  });

  it.each([
    ['mali', 20e6],
    ['liptako', 30e6],
    ['from_2026', 20e6],
  ])('those of equal cost in %s cost the same in most worlds', (folder, budget) => {
    const equal = SCENARIOS.filter((path) => path.startsWith(`${folder}/equal_`));
    expect(equal.length).toBe(5);
    // Spent over the years from the first July, and discounted at 3 % a year.
    const costs = readShipped(equal).scenarios.map((scenario) => inWorlds(scenario, 'cost', 100));
    const full = Math.max(...costs.flat());
    expect(full / budget).toBeCloseTo(0.918, 3);
    for (const [i, values] of costs.entries()) {
      // Where a unit is cheapest, a lever reaches the end of its range first.
      const less = values.filter((one) => one < full * (1 - 1e-9)).length;
      expect(less, equal[i]).toBeLessThan(25);
      expect(Math.min(...values) / full, equal[i]).toBeGreaterThan(0.5);
    }
  });

  it('each begins from the estimates of the year that it begins in', () => {
    for (const { name, horizon, assumptions } of readShipped(SCENARIOS).scenarios) {
      const start = assumptions.find(({ parameter }) => parameter === 'start_year')?.change;
      const year = start?.kind === 'fixed' ? start.value : 2022;
      // Months since January 2022.
      expect(horizon.start, name).toBe((year - 2022) * 12);
    }
  });
});
