import type { Failure } from '../../src/engine/engine.js';
import type { Ensemble, ScenarioRuns } from '../../src/ensemble/ensemble.js';
import type { Expr } from '../../src/model/expr.js';
import type { Dimension, Metric, Model, Variable } from '../../src/model/model.js';
import { baseUnit, type Unit } from '../../src/model/unit.js';
import type { Scenario } from '../../src/scenario/scenario.js';

const place = { file: 'models/pilot/model.yaml', line: 1, column: 1 };
const zero: Expr = { op: 'number', value: 0, at: place, dims: [] };
const common = { hidden: false, place, evidence: [] as string[] };
const person = baseUnit('person');

function dimension(name: string, title: string, elements: Record<string, string>): Dimension {
  const titles = Object.values(elements);
  const networks = new Map();
  return { name, title, elements: Object.keys(elements), elementTitles: titles, networks };
}

function auxiliary(name: string, title: string, dims: readonly string[], size: number, unit: Unit) {
  const shape = { ...common, name, title, dims, size, unit };
  return { ...shape, kind: 'auxiliary', equation: zero, text: '0' } satisfies Variable;
}

function parameter(name: string, title: string, unit: Unit, more: Partial<Variable>): Variable {
  const values = Float64Array.of(0);
  const shape = { ...common, name, title, unit, dims: [], size: 1, kind: 'parameter', values };
  return { ...shape, ...more } as Variable;
}

function metric(name: string, title: string, better: Metric['better'], unit: Unit): Metric {
  return {
    name,
    title,
    unit,
    variable: `${name}__metric`,
    better,
    overTime: 'sum',
    discount: 0,
    place,
  };
}

const distribution = { kind: 'uniform', low: 0, high: 1 } as const;

/** Two months, two regions, two groups; `contact` is measured, `spill` assumed by region. */
export function pilotModel(changes: Partial<Model> = {}): Model {
  const variables: Variable[] = [
    auxiliary('deaths__metric', 'Civilian deaths', [], 1, new Map([...person, ['month', -1]])),
    auxiliary('cost__metric', 'Cost', [], 1, baseUnit('USD')),
    auxiliary('all_fighters', 'Fighters in all regions', [], 1, person),
    auxiliary('fighters', 'Fighters', ['region', 'group'], 4, person),
    parameter('contact', 'Contact rate', new Map([['month', -1]]), {
      evidence: ['E01'],
      distribution,
    }),
    parameter('spill', 'Weight of neighbours', new Map(), {
      grade: 'assumed',
      distribution,
      dims: ['region'],
      size: 2,
      values: Float64Array.of(0, 0),
    }),
    parameter('carried', 'State of a fitted world', new Map(), { grade: 'assumed' }),
  ];
  return {
    name: 'pilot',
    file: 'models/pilot/model.yaml',
    title: { en: 'Pilot', fr: 'Pilote' },
    source: 'Author (2020). A paper.',
    time: {
      unit: 'month',
      calendar: { origin: 2022 * 12 },
      start: 0,
      end: 23,
      stepsPerReport: 1,
      report: 1,
      method: 'euler',
    },
    unitsChecked: true,
    dimensions: new Map([
      ['region', dimension('region', 'Region', { mopti: 'Mopti', segou: 'Ségou' })],
      ['group', dimension('group', 'Group', { jnim: 'JNIM', is_sahel: 'IS Sahel' })],
    ]),
    tables: new Map(),
    variables: new Map(variables.map((one) => [one.name, one])),
    metrics: [
      metric('deaths', 'Civilian deaths', 'lower', person),
      metric('cost', 'Cost', 'neither', baseUnit('USD')),
    ],
    report: ['all_fighters', 'fighters'],
    order: [],
    initialOrder: [],
    evidence: {
      E01: {
        citation: 'Survey, "Sahel" (2021)',
        finding: 'a rate',
        grade: 'SUR',
        tag: 'P',
        source: 'https://example.org/survey',
      },
    },
    files: ['models/pilot/model.yaml', 'models/pilot/evidence.yaml'],
    // Only readers of models look at these.
    definitions: undefined as never,
    ...changes,
  };
}

export function pilotScenario(
  name: string,
  model: Model,
  changes: Partial<Scenario> = {},
): Scenario {
  return {
    name,
    file: `scenarios/pilot/${name}.yaml`,
    title: { en: `The ${name}`, fr: `Le ${name}` },
    ancestors: [],
    base: model,
    model,
    horizon: { start: 11, report: 1, stepsPerReport: 1, reports: 2, steps: 2, method: 'euler' },
    assumptions: [],
    inputs: { levers: new Map(), jumps: [] },
    interventions: [],
    events: [],
    plan: {},
    files: [`scenarios/pilot/${name}.yaml`, ...model.files],
    ...changes,
  };
}

/** Numbers that differ by world, report and element, and are exact in binary; NaN for the failed world. */
function series(worlds: number, reports: number, size: number, base: number, failed: number) {
  return Float64Array.from({ length: worlds * reports * size }, (_, i) => {
    const world = Math.floor(i / (reports * size));
    return world === failed ? Number.NaN : base + 8 * world + (i % (reports * size)) / 4;
  });
}

const failure: Failure = {
  world: 3,
  step: 1,
  time: 12,
  variable: 'fighters',
  element: 2,
  value: Number.POSITIVE_INFINITY,
  operand: 'fighters / 0',
};

function runs(
  scenario: Scenario,
  base: number,
  failed: number,
  values: readonly number[],
): ScenarioRuns {
  return {
    scenario,
    metrics: scenario.model.metrics,
    metricValues: Float64Array.from(values),
    series: new Map([
      ['deaths__metric', series(5, 2, 1, base / 10, failed)],
      ['cost__metric', series(5, 2, 1, 0, failed)],
      ['all_fighters', series(5, 2, 1, base, failed)],
      ['fighters', series(5, 2, 4, base, failed)],
    ]),
    values: new Float64Array(0),
    failures: failed < 0 ? [] : [failure],
  };
}

/** `baseline` and `jobs`, five worlds of which world 3 fails under `jobs`. */
export function smallEnsemble(changes: Partial<Ensemble> = {}, model = pilotModel()): Ensemble {
  const none = Number.NaN;
  return {
    plan: { worlds: 5, design: 'latin_hypercube', seed: 'demo' },
    worlds: {
      count: 5,
      columns: ['contact', 'spill[mopti]'],
      quantiles: Float64Array.of(0.1, 0.9, 0.3, 0.7, 0.5, 0.5, 0.7, 0.3, 0.9, 0.1),
      values: Float64Array.of(0.1, 1 / 3, 0.2, 1e-7, 0.3, -2.5, 0.4, 1e21, 0.5, 0),
      key: [1, 2],
    },
    scenarios: [
      runs(pilotScenario('baseline', model), 100, -1, [10, 0, 20, 0, 30, 0, 40, 0, 50, 0]),
      runs(pilotScenario('jobs', model), 90, 3, [8, 5, 20, 5, 25.5, 5, none, none, 60, 5]),
    ],
    completed: 5,
    ...changes,
  };
}
