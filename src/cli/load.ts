import type { Place } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { MAX_CSV_BYTES } from '../diagnostics/files.js';
import { horizonOf } from '../engine/horizon.js';
import { walk } from '../model/expr.js';
import type { Model } from '../model/model.js';
import { readModel } from '../model/read.js';
import type { PlanOverrides } from '../plan/defaults.js';
import { resolvePlan } from '../plan/defaults.js';
import type { Plan, Worlds } from '../plan/plan.js';
import { readWorlds } from '../plan/posterior.js';
import { checkAssumptions } from '../plan/validate.js';
import { makeWorlds } from '../plan/worlds.js';
import { chooseBaseline } from '../scenario/baseline.js';
import type { Chain } from '../scenario/chain.js';
import type { LoadedScenario, Readers } from '../scenario/read.js';
import { createReaders, loadScenario } from '../scenario/read.js';
import { resolveScenario } from '../scenario/resolve.js';
import type { Scenario } from '../scenario/scenario.js';
import { readSettings } from '../scenario/what-if.js';
import type { DiskFiles } from './disk-files.js';
import { kindOfFile } from './file-kind.js';
import { homeFolder } from './home.js';
import { stopOnErrors } from './output.js';

/** What to compare, before anything has run. */
export interface Comparison {
  /** The baseline first. */
  readonly scenarios: readonly Scenario[];
  readonly plan: Plan;
  readonly worlds: Worlds;
  readonly diagnostics: Diagnostics;
}

export interface LoadOptions extends PlanOverrides {
  readonly baseline?: string | undefined;
  /** Texts of `--set`. */
  readonly set?: readonly string[] | undefined;
}

/**
 * Reads the scenario (or model) files of a command with all they stand on, and draws their worlds.
 * @throws InputError when anything is wrong; nothing has run then.
 */
export function loadComparison(
  paths: readonly string[],
  options: LoadOptions,
  files: DiskFiles,
  diagnostics = new Diagnostics(),
): Comparison {
  const readers = createReaders(files, diagnostics, [homeFolder()]);
  const [first] = paths;
  const scenarios =
    first !== undefined && paths.length === 1 && kindOfFile(first, files) === 'model'
      ? scenariosOfModel(first, options, files, diagnostics)
      : scenariosOfFiles(paths, options, readers, files, diagnostics);
  const [baseline] = scenarios;
  stopOnErrors(diagnostics);
  if (baseline === undefined) throw new Error('no scenario was read');
  checkOneModel(scenarios, diagnostics);
  for (const one of scenarios) checkAssumptions(one.assumptions, placeOf(one), diagnostics);
  const plan = resolvePlan(baseline.plan, options, placeOf(baseline), diagnostics);
  stopOnErrors(diagnostics);
  const worlds = drawWorlds(baseline, plan, options, files, diagnostics);
  stopOnErrors(diagnostics);
  return { scenarios, plan: { ...plan, worlds: worlds.count }, worlds, diagnostics };
}

function placeOf(scenario: Scenario): Place {
  return { file: scenario.file, line: 1, column: 1 };
}

function scenariosOfFiles(
  paths: readonly string[],
  options: LoadOptions,
  readers: Readers,
  files: DiskFiles,
  diagnostics: Diagnostics,
): Scenario[] {
  const loaded = [...new Set(paths)].flatMap(
    (path) => loadScenario(path, readers, files, diagnostics) ?? [],
  );
  const chains = loaded.map((one) => one.chain);
  const [first, ...rest] = chains;
  if (first === undefined) return [];
  const baselineFile = chooseBaseline([first, ...rest], options.baseline, files, diagnostics);
  const has = (chain: Chain) => chain[0].yaml.file === baselineFile;
  const all = [...loaded];
  if (baselineFile !== undefined && !chains.some(has)) {
    all.push(
      ...[loadScenario(baselineFile, readers, files, diagnostics)].flatMap((one) => one ?? []),
    );
  }
  all.sort((a, b) => Number(has(b.chain)) - Number(has(a.chain)));
  checkNames(all, diagnostics);
  const resolve = (one: LoadedScenario) =>
    one.model && resolveScenario(one.merged, one.model, files, diagnostics);
  const scenarios = all.flatMap((one) => resolve(one) ?? []);
  const [head] = all;
  if (head?.model !== undefined && (options.set ?? []).length > 0) {
    const whatIf = setScenario(head, head.model, options.set ?? [], files, diagnostics);
    if (whatIf !== undefined) scenarios.push(whatIf);
  }
  return scenarios;
}

function setScenario(
  { merged }: LoadedScenario,
  model: Model,
  texts: readonly string[],
  files: DiskFiles,
  diagnostics: Diagnostics,
): Scenario | undefined {
  const settings = readSettings(texts, model, diagnostics);
  const scenario = settings && resolveScenario(merged, model, files, diagnostics, settings);
  return scenario && { ...scenario, name: 'set', title: texts.join(', ') };
}

/** A model alone is its own baseline: no policy, no events. */
function scenariosOfModel(
  path: string,
  options: LoadOptions,
  files: DiskFiles,
  diagnostics: Diagnostics,
): Scenario[] {
  const model = readModel(path, files, diagnostics);
  if (model === undefined) return [];
  const baseline: Scenario = {
    name: model.name,
    file: path,
    title: model.title,
    ancestors: [],
    base: model,
    model,
    horizon: horizonOf(model.time),
    assumptions: [],
    inputs: { levers: new Map(), jumps: [] },
    interventions: [],
    events: [],
    plan: {},
    files: model.files,
  };
  const texts = options.set ?? [];
  if (texts.length === 0) return [baseline];
  const settings = readSettings(texts, model, diagnostics);
  if (settings === undefined) return [baseline];
  const levers = new Map(
    settings.map(({ lever, value, mask }) => {
      const held = Float64Array.from(mask, (on) => (on === 1 ? value : lever.default));
      const series = new Float64Array(held.length * baseline.horizon.reports);
      for (let k = 0; k < baseline.horizon.reports; k++) series.set(held, k * held.length);
      return [lever.source, series] as const;
    }),
  );
  return [
    baseline,
    { ...baseline, name: 'set', title: texts.join(', '), inputs: { levers, jumps: [] } },
  ];
}

function checkNames(loaded: readonly LoadedScenario[], diagnostics: Diagnostics): void {
  const seen = new Map<string, string>();
  for (const { merged, chain } of loaded) {
    const { file } = chain[0].yaml;
    const other = seen.get(merged.name);
    if (other !== undefined) {
      diagnostics.error(
        'duplicate-name',
        { file, line: 1, column: 1 },
        `two scenarios are named ${merged.name}: the other is ${other}`,
        {
          expected: 'files of different names',
        },
      );
    }
    seen.set(merged.name, file);
  }
}

function checkOneModel(scenarios: readonly Scenario[], diagnostics: Diagnostics): void {
  const [baseline, ...others] = scenarios;
  for (const one of others) {
    if (one.base.file === baseline?.base.file) continue;
    diagnostics.error(
      'model',
      placeOf(one),
      `${one.name} runs the model ${one.base.name}, and the baseline ${baseline?.base.name}`,
      {
        expected: 'scenarios of one model',
      },
    );
  }
}

function drawWorlds(
  baseline: Scenario,
  plan: Plan,
  options: LoadOptions,
  files: DiskFiles,
  diagnostics: Diagnostics,
): Worlds {
  const { base } = baseline;
  const { worldsFile } = baseline.plan;
  if (worldsFile !== undefined) {
    const found = files.read(worldsFile, MAX_CSV_BYTES);
    const text = 'text' in found ? found.text : '';
    return readWorlds(worldsFile, text, base, plan, diagnostics);
  }
  const worlds = makeWorlds(base, plan, diagnostics);
  if (options.worlds !== undefined || worlds.columns.length > 0 || isStochastic(base))
    return worlds;
  // Nothing varies, so all worlds are one.
  return makeWorlds(base, { ...plan, worlds: 1 }, diagnostics);
}

/** Whether a model draws random numbers as it runs. */
function isStochastic(model: Model): boolean {
  return [...model.variables.values()].some((one) => {
    const equation = one.kind === 'flow' || one.kind === 'auxiliary' ? one.equation : undefined;
    const expr = one.kind === 'stock' ? one.initial : equation;
    let draws = false;
    if (expr !== undefined) walk(expr, (part) => (draws ||= part.op === 'draw'));
    return draws;
  });
}
