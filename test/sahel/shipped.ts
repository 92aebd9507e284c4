import { readdirSync } from 'node:fs';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { formatDiagnostics } from '../../src/diagnostics/format.js';
import type { Model } from '../../src/model/model.js';
import type { Plan } from '../../src/plan/plan.js';
import { createReaders, readScenario } from '../../src/scenario/read.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { DiskFiles } from '../../src/study/disk-files.js';

const diskFiles = new DiskFiles();

const FOLDERS = ['mali', 'liptako', 'from_2026', 'hindcast'];

/** The shipped scenarios as folder and name, the baseline of each folder first where it has one. */
export const SCENARIOS: readonly string[] = FOLDERS.flatMap((folder) => {
  const paths = readdirSync(`scenarios/${folder}`)
    .map((file) => `${folder}/${file.replace('.yaml', '')}`)
    .sort();
  const isBaseline = (path: string) => path.endsWith('/baseline');
  return [...paths.filter(isBaseline), ...paths.filter((path) => !isBaseline(path))];
});

/** Those of one folder. */
export function scenariosIn(folder: string): readonly string[] {
  return SCENARIOS.filter((path) => path.startsWith(`${folder}/`));
}

/** Reads shipped scenarios and gives what is said of them: nothing, when all is well. */
export function readShipped(paths: readonly string[]): {
  scenarios: Scenario[];
  problems: string;
} {
  const diagnostics = new Diagnostics();
  const readers = createReaders(diskFiles, diagnostics);
  const scenarios = paths.flatMap((path) => {
    const scenario = readScenario(`scenarios/${path}.yaml`, readers, diskFiles, diagnostics);
    return scenario === undefined ? [] : [scenario];
  });
  return { scenarios, problems: formatDiagnostics(diagnostics) };
}

export function shippedBaseline(): Scenario {
  const [baseline] = readShipped(['mali/baseline']).scenarios;
  if (baseline === undefined) throw new Error('the baseline cannot be read');
  return baseline;
}

export function shippedModel(): Model {
  return shippedBaseline().base;
}

export function planOf(worlds: number): Plan {
  return { worlds, design: 'latin_hypercube', seed: 'mali' };
}

/** The world in which every parameter has its value. */
export const CENTRAL = {
  first: 0,
  count: 1,
  columns: [],
  values: new Float64Array(),
  quantiles: new Float64Array(),
  key: [0, 0] as const,
};
