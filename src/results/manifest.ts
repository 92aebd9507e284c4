import { provenance } from '../analysis/provenance.js';
import type { Failure } from '../engine/engine.js';
import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';
import { momentText, textOfReport } from '../model/moments.js';
import { inLanguage } from '../model/names.js';
import { NOTICE } from './notice.js';
import { elementNames } from './place-columns.js';
import type { WorldsSource } from './worlds-source.js';

/** What the manifest says that is not in the ensemble. */
export interface ManifestFacts {
  readonly language: string;
  readonly inputs: readonly HashedInput[];
  readonly worlds: WorldsSource;
  readonly versions: Readonly<Record<string, string>>;
  readonly platform: Readonly<Record<string, string>>;
  /** Seconds, by what they were spent on. */
  readonly timings: Readonly<Record<string, number>>;
  /** Names of the files written beside it. */
  readonly files: readonly string[];
}

/** A file that the run read. */
export interface HashedInput {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * `manifest.json` as plain data: what makes a result repeatable, and what a reader must know of it. Numbers that
 * JSON does not have (the value that failed) are text.
 */
export function manifest(ensemble: Ensemble, facts: ManifestFacts) {
  const { plan, worlds, completed, scenarios } = ensemble;
  const models = new Map(scenarios.map(({ scenario }) => [scenario.base.file, scenario.base]));
  const unchecked = [...models.values()].filter((model) => !model.unitsChecked);
  return {
    notice: NOTICE,
    versions: facts.versions,
    seed: plan.seed,
    plan: { worlds: plan.worlds, ...facts.worlds, parameters: worlds.columns.length },
    partial: completed < worlds.count,
    completed_worlds: completed,
    units_unchecked: unchecked.map((model) => model.name),
    scenarios: scenarios.map((runs) => scenarioFacts(runs, completed, facts.language)),
    failures: scenarios.flatMap((runs) =>
      runs.failures
        .filter((failure) => failure.world < completed)
        .map((failure) => failureFacts(runs, failure)),
    ),
    spread_on_assumed_numbers: scenarios.flatMap((runs) => spreadFacts(ensemble, runs)),
    inputs: facts.inputs,
    files: facts.files,
    platform: facts.platform,
    timings_seconds: facts.timings,
  };
}

function scenarioFacts(runs: ScenarioRuns, completed: number, language: string) {
  const { scenario } = runs;
  const { horizon } = scenario;
  const { time } = scenario.model;
  const failed = failedWorlds(runs, completed);
  return {
    name: scenario.name,
    title: inLanguage(scenario.title, language),
    file: scenario.file,
    extends: scenario.ancestors,
    model: { name: scenario.base.name, file: scenario.base.file },
    from: textOfReport(0, horizon, time),
    to: textOfReport(horizon.reports - 1, horizon, time),
    assumptions: scenario.assumptions,
    interventions: scenario.interventions.map((one) => one.name),
    events: scenario.events.map((one) => one.name),
    worlds: completed - failed,
    failed_worlds: failed,
  };
}

// A world may fail at several variables, so failures are not counted but the worlds they are in.
function failedWorlds(runs: ScenarioRuns, completed: number): number {
  const worlds = runs.failures.map((failure) => failure.world);
  return new Set(worlds.filter((world) => world < completed)).size;
}

function failureFacts({ scenario }: ScenarioRuns, failure: Failure) {
  const { model } = scenario;
  const dims = model.variables.get(failure.variable)?.dims ?? [];
  return {
    scenario: scenario.name,
    world: failure.world,
    [model.time.calendar === undefined ? 'time' : 'month']: momentText(failure.time, model.time),
    variable: failure.variable,
    element: Object.fromEntries(elementNames(model, dims, failure.element)),
    value: String(failure.value),
    operand: failure.operand,
  };
}

// A metric is not there when too few worlds ran, or when no parameter explains its spread.
function spreadFacts(ensemble: Ensemble, runs: ScenarioRuns) {
  return runs.metrics.flatMap((metric) => {
    const found = provenance(ensemble, runs, metric.name);
    if (found === undefined) return [];
    return {
      scenario: runs.scenario.name,
      metric: metric.name,
      assumed_share: found.assumedShare,
      assumed_share_error: found.error,
      too_few_worlds: found.tooFew,
      explained: found.explained,
      worlds: found.worlds,
    };
  });
}
