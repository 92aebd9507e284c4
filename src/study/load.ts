import type { Place } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { MAX_CSV_BYTES, readText } from '../diagnostics/files.js';
import { ensembleTooLarge } from '../ensemble/job.js';
import type { PathRequest } from '../ensemble/path-request.js';
import { walk } from '../model/expr.js';
import type { Model } from '../model/model.js';
import { readModel } from '../model/read.js';
import type { PlanOverrides } from '../plan/defaults.js';
import { COMMAND_LINE, resolvePlan } from '../plan/defaults.js';
import type { Plan, Worlds } from '../plan/plan.js';
import { checkScenarioValues } from '../plan/plausible.js';
import { readWorlds } from '../plan/posterior.js';
import { checkAssumptions } from '../plan/validate.js';
import { makeWorlds } from '../plan/worlds.js';
import { readScenarios, scenariosOfModel } from '../scenario/gather.js';
import { createReaders } from '../scenario/read.js';
import type { Scenario } from '../scenario/scenario.js';
import type { DiskFiles } from './disk-files.js';
import { kindOfFile } from './file-kind.js';
import { filesToRun } from './folder-files.js';
import { homeFolder } from './home.js';

/** Bytes of paths that are kept to be written one by one; more are sketched, and cannot be. */
const TRAJECTORY_BYTES = 4e9;

/** What to compare, before anything has run. */
export interface Comparison {
  /** The baseline first. */
  readonly scenarios: readonly Scenario[];
  readonly plan: Plan;
  readonly worlds: Worlds;
  /** How many threads run it, if the command line says. */
  readonly workers?: number;
  /** Which paths the runs keep. */
  readonly paths: PathRequest;
  /** Bytes of paths above which they are sketched, if not as usual. */
  readonly pathBytes?: number;
  readonly diagnostics: Diagnostics;
}

export interface LoadOptions extends PlanOverrides {
  readonly baseline?: string | undefined;
  readonly workers?: number | undefined;
  /** Which paths the runs keep; those of the metrics when absent, or all that are reported for trajectories. */
  readonly paths?: PathRequest | undefined;
  /** Every path will be written, so none may be summed up before. */
  readonly trajectories?: 'csv' | 'parquet' | undefined;
  /** Texts of `--set`. */
  readonly set?: readonly string[] | undefined;
}

/**
 * Reads the scenario (or model) files of a command, or those of folders, with all they stand on, and draws their worlds.
 * @throws InputError when anything is wrong; nothing has run then.
 */
export function loadComparison(
  paths: readonly string[],
  options: LoadOptions,
  files: DiskFiles,
  diagnostics = new Diagnostics(),
): Comparison {
  const readers = createReaders(files, diagnostics, [homeFolder()]);
  const named = filesToRun(paths, files, diagnostics);
  diagnostics.throwIfErrors();
  const [first] = named;
  const alone = first !== undefined && named.length === 1 && kindOfFile(first, files) === 'model';
  const model = alone ? readModel(first, files, diagnostics) : undefined;
  const read = model
    ? scenariosOfModel(model, files, diagnostics, options)
    : alone
      ? undefined
      : readScenarios(named, readers, files, diagnostics, options);
  const scenarios = read ?? [];
  const [baseline] = scenarios;
  diagnostics.throwIfErrors();
  if (baseline === undefined) throw new Error('no scenario was read');
  for (const one of scenarios) {
    checkAssumptions(one.assumptions, placeOf(one), diagnostics);
    checkScenarioValues(one, diagnostics);
  }
  const plan = resolvePlan(baseline.plan, options, placeOf(baseline), diagnostics);
  diagnostics.throwIfErrors();
  const worlds = drawWorlds(baseline, plan, options, files, diagnostics);
  const tooLarge = ensembleTooLarge(scenarios, worlds);
  if (tooLarge !== undefined) {
    const place = options.worlds === undefined ? placeOf(baseline) : COMMAND_LINE;
    diagnostics.error('plan', place, tooLarge.message);
  }
  diagnostics.throwIfErrors();
  const workers = options.workers === undefined ? {} : { workers: options.workers };
  const counted = { ...plan, worlds: worlds.count };
  return { scenarios, plan: counted, worlds, ...workers, ...pathsOf(options), diagnostics };
}

function pathsOf(options: LoadOptions): Pick<Comparison, 'paths' | 'pathBytes'> {
  if (options.trajectories === undefined) return { paths: options.paths ?? 'metrics' };
  return { paths: options.paths ?? 'reported', pathBytes: TRAJECTORY_BYTES };
}

function placeOf(scenario: Scenario): Place {
  return { file: scenario.file, line: 1, column: 1 };
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
    const at = baseline.plan.worldsFileAt ?? placeOf(baseline);
    const text = readText(files, worldsFile, MAX_CSV_BYTES, at, diagnostics);
    diagnostics.throwIfErrors();
    return readWorlds(worldsFile, text ?? '', base, plan, diagnostics);
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
