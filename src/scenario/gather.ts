import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import type { Model } from '../model/model.js';
import { labelOfReport } from '../model/moments.js';
import { chooseBaseline } from './baseline.js';
import type { Chain } from './chain.js';
import type { MergedScenario } from './merge.js';
import { placeOf } from './part.js';
import type { LoadedScenario, Readers } from './read.js';
import { loadScenario } from './read.js';
import { resolveScenario } from './resolve.js';
import type { Scenario } from './scenario.js';
import { readSettings } from './what-if.js';

/** What the command line may ask beside the files. */
export interface GatherOptions {
  /** Name of the baseline. */
  readonly baseline?: string | undefined;
  /** Levers to hold, such as `jobs=4000@mopti`: together they make one more scenario. */
  readonly set?: readonly string[] | undefined;
}

/**
 * Reads the scenarios that are compared with one another: those given, and the baseline even when it was not.
 * @returns the baseline first, then the others in the order given; undefined when there is an error.
 */
export function readScenarios(
  paths: readonly string[],
  readers: Readers,
  files: Files,
  diagnostics: Diagnostics,
  options: GatherOptions = {},
): readonly [Scenario, ...Scenario[]] | undefined {
  const before = diagnostics.errorCount;
  const load = (path: string) => loadScenario(path, readers, files, diagnostics);
  const loaded = [...new Set(paths)].flatMap((path) => load(path) ?? []);
  const [first, ...rest] = loaded.map((one) => one.chain);
  if (first === undefined) return undefined;
  const chains: readonly [Chain, ...Chain[]] = [first, ...rest];
  const chosen = chooseBaseline(chains, options.baseline, files, diagnostics);
  if (chosen === undefined) {
    for (const one of loaded) resolve(one, files, diagnostics);
    return undefined;
  }
  const baseline = loaded.find((one) => one.merged.file === chosen) ?? load(chosen);
  if (baseline === undefined) return undefined;
  const all = [baseline, ...loaded.filter((one) => one !== baseline)];
  checkTogether(all, diagnostics);
  // What the baseline is judged by, all are judged by: they are one comparison.
  const together = all.map((one) =>
    one.model === undefined ? one : { ...one, model: baseline.model },
  );
  const scenarios = together.flatMap((one) => resolve(one, files, diagnostics) ?? []);
  const whatIf = whatIfOf(baseline, options.set ?? [], all, files, diagnostics);
  if (diagnostics.errorCount > before) return undefined;
  const [head, ...tail] = [...scenarios, ...whatIf];
  if (head === undefined) return undefined;
  for (const one of tail) warnOfHorizon(one, head, diagnostics);
  return [head, ...tail];
}

/**
 * A model on its own, compared with a what-if: its own months, no policy, no events.
 * @returns the baseline, named as the model, then the what-if if there is one; undefined when there is an error.
 */
export function scenariosOfModel(
  model: Model,
  files: Files,
  diagnostics: Diagnostics,
  options: Pick<GatherOptions, 'set'> = {},
): readonly [Scenario, ...Scenario[]] | undefined {
  const { name, file, title, about } = model;
  const merged: MergedScenario = {
    ...{ name, file, title, ...(about === undefined ? {} : { about }) },
    ...{ ancestors: [], files: [], plan: {}, assumptions: [], policy: [], events: [] },
    at: { file, line: 1, column: 1 },
  };
  const before = diagnostics.errorCount;
  const baseline = resolveScenario(merged, model, files, diagnostics);
  const whatIf = whatIfOf({ merged, model }, options.set ?? [], [{ merged }], files, diagnostics);
  if (baseline === undefined || diagnostics.errorCount > before) return undefined;
  return [baseline, ...whatIf];
}

function resolve(
  { merged, model }: LoadedScenario,
  files: Files,
  diagnostics: Diagnostics,
): Scenario | undefined {
  return model && resolveScenario(merged, model, files, diagnostics);
}

/** Scenarios are told apart by name and compared world by world, so names differ and the model does not. */
function checkTogether(all: readonly LoadedScenario[], diagnostics: Diagnostics): void {
  const names = new Map<string, string>();
  const [baseline] = all;
  for (const { merged, model } of all) {
    const other = names.get(merged.name);
    if (other !== undefined) {
      diagnostics.error(
        'duplicate-name',
        merged.at,
        `two scenarios are called ${merged.name}: ${other} and ${merged.file}`,
        { expected: 'file names that differ' },
      );
    }
    names.set(merged.name, merged.file);
    const common = baseline?.model;
    if (model === undefined || common === undefined || model.file === common.file) continue;
    diagnostics.error(
      'different-models',
      merged.model === undefined ? merged.at : placeOf(merged.model),
      `${merged.name} uses the model ${model.name} (${model.file}), the baseline ${baseline?.merged.name ?? ''} uses ${common.name} (${common.file})`,
      { expected: 'scenarios of one model' },
    );
  }
}

function whatIfOf(
  { merged, model }: Pick<LoadedScenario, 'merged' | 'model'>,
  texts: readonly string[],
  all: readonly Pick<LoadedScenario, 'merged'>[],
  files: Files,
  diagnostics: Diagnostics,
): Scenario[] {
  if (texts.length === 0 || model === undefined) return [];
  const settings = readSettings(texts, model, diagnostics);
  if (settings === undefined) return [];
  const taken = new Set(all.map((one) => one.merged.name));
  let name = 'set';
  for (let number = 2; taken.has(name); number++) name = `set_${number}`;
  const own = {
    ...merged,
    name,
    title: texts.join(', '),
    ancestors: [merged.name, ...merged.ancestors],
  };
  const scenario = resolveScenario(own, model, files, diagnostics, settings);
  return scenario === undefined ? [] : [scenario];
}

// A sum over five years is no more or less than one over ten.
function warnOfHorizon(scenario: Scenario, baseline: Scenario, diagnostics: Diagnostics): void {
  const { horizon: a } = scenario;
  const { horizon: b } = baseline;
  if (a.start === b.start && a.reports === b.reports) return;
  const span = ({ horizon, base }: Scenario) =>
    [0, horizon.reports - 1]
      .map((interval) => labelOfReport(interval, horizon, base.time))
      .join(' to ');
  const place: Place = { file: scenario.file, line: 1, column: 1 };
  diagnostics.warning(
    'different-horizon',
    place,
    `${scenario.name} runs from ${span(scenario)}, the baseline from ${span(baseline)}: what is summed over time is not alike`,
  );
}
