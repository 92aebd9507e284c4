import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import { createReaders, readScenario } from '../../src/scenario/read.js';
import type { Scenario } from '../../src/scenario/scenario.js';

/** Two regions, two groups, a lever over each kind of place, a year by quarters of a month. */
export const MODEL = `title: Small
time: {unit: month, start: 2022-01, end: 2022-12, step: 0.25}
units: [person, USD]
dimensions:
  region: {elements: [north, south]}
  group: {elements: [red, blue]}
parameters:
  rate: {title: Rate, unit: 1/month, value: 0.1, grade: assumed, distribution: {kind: uniform, low: 0, high: 1}}
  trust: {title: Trust, unit: 1, over: region, value: {north: 0.2, south: 0.6}, grade: assumed}
  pull: {title: Pull, unit: 1, over: [region, group], value: 1, grade: assumed}
  wage: {title: Wage, unit: USD/(person*month), value: 10, grade: assumed}
inputs:
  price: {title: Price, unit: USD, points: [[2022-01, 100], [2022-12, 210]]}
levers:
  jobs: {title: Jobs, unit: person, over: region, max: 100, cost: wage}
  talks: {title: Talks, unit: 1, default: 0.25, max: 1}
  posts: {title: Posts, unit: 1, over: [region, group], max: 10}
stocks:
  fighters: {title: Fighters, unit: person, over: region, initial: 50, inflows: [recruits], outflows: [exits], floor: 0}
  unrest: {title: Unrest, unit: 1, over: [region, group], initial: 1}
flows:
  recruits: {title: Recruits, unit: person/month, over: region, equation: "rate * max(0, fighters - jobs)"}
  exits: {title: Exits, unit: person/month, over: region, equation: 0.5 * rate * trust * fighters + 0 * rate * fighters * talks}
auxiliaries:
  all_fighters: {title: All fighters, unit: person, equation: sum(fighters)}
  noise: {title: Noise, unit: 1, equation: "uniform(0, 1)"}
metrics:
  fighters: {title: Fighters, unit: person, equation: all_fighters, over_time: mean, better: lower}
  cost: {title: Cost, unit: USD, equation: policy_cost, over_time: sum, better: lower}
report: [fighters, jobs, talks, posts, recruits, exits, unrest, all_fighters, noise, price, trust, rate, pull]
`;

export interface Read {
  readonly scenario: Scenario | undefined;
  /** `file:line:column severity: message; expected ...; nearest ...` */
  readonly problems: readonly string[];
}

/** Reads `text` as `s/a.yaml` beside the other scenario files, with the model named small. */
export function read(text: string, others: Record<string, string> = {}, model = MODEL): Read {
  const files = new TextFiles({
    'models/small/model.yaml': model,
    's/a.yaml': `model: small\n${text}`,
    ...others,
  });
  const diagnostics = new Diagnostics();
  const scenario = readScenario('s/a.yaml', createReaders(files, diagnostics), files, diagnostics);
  return { scenario, problems: problemsOf(diagnostics) };
}

export function problemsOf(diagnostics: Diagnostics): string[] {
  return diagnostics.list().map(({ severity, place, message, expected, nearest }) => {
    const parts = [`${place.file}:${place.line}:${place.column} ${severity}: ${message}`];
    if (expected !== undefined) parts.push(`expected ${expected}`);
    if (nearest !== undefined) parts.push(`nearest ${nearest}`);
    return parts.join('; ');
  });
}

/** Reads a scenario that must be right. */
export function scenarioOf(text: string, model = MODEL): Scenario {
  const { scenario, problems } = read(text, {}, model);
  if (scenario === undefined || problems.length > 0) throw new Error(problems.join('\n'));
  return scenario;
}

/** The level of a lever in each month, for one element. */
export function levels(scenario: Scenario, lever: string, element = 0): number[] {
  const series = scenario.inputs.levers.get(lever);
  const size = scenario.base.variables.get(lever)?.size ?? 1;
  return Array.from({ length: scenario.horizon.reports }, (_, month) =>
    Number(series?.[month * size + element]),
  );
}

/** Runs a scenario in two worlds: every reported path and every metric, as one list of numbers each. */
export function run(scenario: Scenario, outputs = scenario.base.report) {
  const { model, horizon, inputs } = scenario;
  const request = { horizon, inputs, metrics: model.metrics, outputs };
  const program = referenceEngine.prepare(model, request);
  const block = program.run({
    first: 0,
    count: 2,
    columns: ['rate'],
    values: Float64Array.of(0.1, 0.35),
    key: [1, 2],
  });
  if (block.failures.length > 0) throw new Error(JSON.stringify(block.failures[0]));
  return block;
}

/** The path of one element of a variable in the first world, month by month. */
export function path(scenario: Scenario, variable: string, element = 0): number[] {
  const series = run(scenario, [variable]).series.get(variable);
  const size = scenario.base.variables.get(variable)?.size ?? 1;
  return Array.from({ length: scenario.horizon.reports }, (_, month) =>
    Number(series?.[month * size + element]),
  );
}
