import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { formatDiagnostics } from '../../src/diagnostics/format.js';
import type { Plan } from '../../src/plan/plan.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import { readScenarios } from '../../src/scenario/gather.js';
import { createReaders } from '../../src/scenario/read.js';

const MODEL = `title: A small model with uncertainty, draws and a division that can fail
time: {unit: month, start: 2022-01, end: 2022-12}
units: [person]
dimensions: {region: {elements: [north, south]}}
parameters:
  contact: {title: Contact, unit: 1/month, value: 0.1, distribution: {kind: uniform, low: 0, high: 0.3}, grade: assumed}
  exit: {title: Exit, unit: 1/month, value: 0.05, distribution: {kind: lognormal, p05: 0.02, p95: 0.1}, grade: assumed}
  edge: {title: Edge, unit: 1, value: 1, distribution: {kind: discrete, values: [0, 1], weights: [0.1, 0.9]}, grade: assumed}
levers:
  jobs: {title: Jobs, unit: 1, over: region, max: 1}
stocks:
  members: {title: Members, unit: person, over: region, initial: 100, inflows: [joining], outflows: [leaving], floor: 0}
flows:
  joining: {unit: person/month, over: region, equation: contact * (1 - jobs) * members / edge}
  leaving: {unit: person/month, over: region, equation: "exit * members * lognormal(1, 0.2)"}
auxiliaries:
  everyone: {title: All members, unit: person, equation: sum(members)}
metrics:
  members: {title: Members at the end, unit: person, equation: everyone, over_time: end, better: lower}
report: [everyone, members]
`;

const scenario = (extra: string) => `title: A scenario\n${extra}`;

const FILES = new TextFiles({
  'models/small/model.yaml': MODEL,
  's/base.yaml': scenario('model: small\nbaseline: true\n'),
  's/half.yaml': scenario(
    'extends: base\npolicy: {jobs: {lever: jobs, level: 0.5, regions: [north], start: 2022-04, ramp: 3}}\n',
  ),
  's/bold.yaml': scenario(
    'extends: base\nassumptions: {contact: {scale: 2}}\npolicy: {jobs: {lever: jobs, level: 0.5, when: {variable: everyone, above: 250, until: 150}}}\n',
  ),
});

export const PLAN: Plan = { worlds: 60, design: 'latin_hypercube', seed: 'test' };

/** Scenarios by name, and the worlds of a plan. */
export function small(names: readonly string[], plan = PLAN) {
  const diagnostics = new Diagnostics();
  const readers = createReaders(FILES, diagnostics);
  const paths = names.map((name) => `s/${name}.yaml`);
  const scenarios = readScenarios(paths, readers, FILES, diagnostics);
  const [baseline] = scenarios ?? [];
  if (scenarios === undefined || baseline === undefined) {
    throw new Error(formatDiagnostics(diagnostics));
  }
  return { scenarios, plan, worlds: makeWorlds(baseline.base, plan) };
}
