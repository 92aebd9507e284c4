import type { Place } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
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
import { DiskFiles } from './disk-files.js';
import { kindOfFile } from './file-kind.js';
import { filesToRun } from './folder-files.js';
import { homeFolder } from './home.js';

/** Bytes of paths that are kept to be written one by one; more are sketched, and cannot be. */
const TRAJECTORY_BYTES = 4e9;

/** What to run, before anything has run: {@link load} makes it, `run` and `writeResults` take it. */
export interface Study {
  /** The baseline first. */
  readonly scenarios: readonly Scenario[];
  readonly plan: Plan;
  readonly worlds: Worlds;
  /** How many threads run it, if the options said. */
  readonly workers?: number;
  /** Which paths the runs keep. */
  readonly paths: PathRequest;
  /** Bytes of paths above which they are sketched, if not as usual. */
  readonly pathBytes?: number;
  /** Warnings; a study with errors is never made. */
  readonly diagnostics: Diagnostics;
  /** What the files were read from; the manifest of the results hashes what was read. */
  readonly files: Files;
}

/** What {@link load} may be told beside the files. What is absent stands as the baseline's file says. */
export interface LoadOptions extends PlanOverrides {
  /** Name of the scenario that the others are compared with. */
  readonly baseline?: string | undefined;
  /** How many threads run it: as many as the machine has when absent. */
  readonly workers?: number | undefined;
  /** Which paths the runs keep; those of the metrics when absent, or all that are reported for trajectories. */
  readonly paths?: PathRequest | undefined;
  /** Every path will be written, so none may be summed up before. */
  readonly trajectories?: 'csv' | 'parquet' | undefined;
  /** Levers to hold, such as `jobs=4000@mopti`: together they make one more scenario. */
  readonly set?: readonly string[] | undefined;
  /** Where problems are gathered: a new list when absent. */
  readonly diagnostics?: Diagnostics | undefined;
}

/**
 * Reads scenario files, or one model file, or those of folders, with all they stand on, and draws their worlds.
 * The files are read at once; nothing runs yet.
 *
 * ```ts
 * const study = load(['scenarios/mali/jobs_first.yaml'], { worlds: 200 });
 * for (const one of study.diagnostics.list()) console.warn(one.message);
 * ```
 *
 * @param paths files or folders, relative to the working folder. The baseline is added when it is not among them.
 * @throws InputError with all problems, when any is an error.
 */
export function load(
  paths: readonly string[],
  options: LoadOptions = {},
  files: Files = new DiskFiles(),
): Study {
  const diagnostics = options.diagnostics ?? new Diagnostics();
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
  return { scenarios, plan: counted, worlds, ...workers, ...pathsOf(options), diagnostics, files };
}

function pathsOf(options: LoadOptions): Pick<Study, 'paths' | 'pathBytes'> {
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
  files: Files,
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
