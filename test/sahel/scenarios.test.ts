import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import { applyAssumptions } from '../../src/plan/assumptions.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { CENTRAL, readShipped, SCENARIOS } from './shipped.js';

/** A metric of the run in which every parameter has its value, or what the scenario assumes. */
function atValues(scenario: Scenario, metric: string): number {
  const { columns, values } = applyAssumptions(CENTRAL, scenario.base, scenario.assumptions);
  const { model, horizon, inputs } = scenario;
  const request = { horizon, inputs, metrics: model.metrics, outputs: [] };
  const { metrics } = kernelEngine.prepare(model, request).run({ ...CENTRAL, columns, values });
  return metrics[model.metrics.findIndex(({ name }) => name === metric)] ?? Number.NaN;
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
    ['mali', 40e6],
    ['liptako', 55e6],
    ['from_2026', 40e6],
  ])('those of equal cost in %s cost the same at central values', (folder, cost) => {
    const equal = SCENARIOS.filter((path) => path.startsWith(`${folder}/equal_`));
    expect(equal.length).toBe(5);
    // Levels are written with three or four digits.
    for (const scenario of readShipped(equal).scenarios)
      expect(Math.abs(atValues(scenario, 'cost') / cost - 1), scenario.name).toBeLessThan(0.005);
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
