import { readdirSync } from 'node:fs';
import { DiskFiles } from '../../src/cli/disk-files.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { formatDiagnostics } from '../../src/diagnostics/format.js';
import type { Model } from '../../src/model/model.js';
import type { Plan } from '../../src/plan/plan.js';
import { createReaders, readScenario } from '../../src/scenario/read.js';
import type { Scenario } from '../../src/scenario/scenario.js';

const diskFiles = new DiskFiles();

const MALI = 'scenarios/mali';

/** The names of the shipped Mali scenarios, the baseline first. */
export const SCENARIOS: readonly string[] = [
  'baseline',
  ...readdirSync(MALI)
    .map((file) => file.replace('.yaml', ''))
    .filter((name) => name !== 'baseline')
    .sort(),
];

/** Reads shipped scenarios and gives what is said of them: nothing, when all is well. */
export function readShipped(names: readonly string[]): {
  scenarios: Scenario[];
  problems: string;
} {
  const diagnostics = new Diagnostics();
  const readers = createReaders(diskFiles, diagnostics);
  const scenarios = names.flatMap((name) => {
    const scenario = readScenario(`${MALI}/${name}.yaml`, readers, diskFiles, diagnostics);
    return scenario === undefined ? [] : [scenario];
  });
  return { scenarios, problems: formatDiagnostics(diagnostics) };
}

export function shippedBaseline(): Scenario {
  const [baseline] = readShipped(['baseline']).scenarios;
  if (baseline === undefined) throw new Error('the baseline cannot be read');
  return baseline;
}

export function shippedModel(): Model {
  return shippedBaseline().base;
}

export function planOf(worlds: number): Plan {
  return { worlds, design: 'latin_hypercube', seed: 'mali' };
}
