import { tableMetrics } from '../analysis/headline.js';
import { rankByDifference } from '../analysis/rank.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import { elementLabels, elementName } from '../model/elements.js';
import { momentLabel } from '../model/moments.js';
import { plainTable } from '../report/plain-table.js';
import { startProgress } from '../report/progress.js';
import type { Language } from '../report/words.js';
import { probeFolder } from '../results/folder.js';
import { NOTICE } from '../results/notice.js';
import { worldsSource } from '../results/worlds-source.js';
import { readFileOf, SPREADSHEET_ROWS } from '../results/write.js';
import type { Findings } from '../study/compare.js';
import { compare } from '../study/compare.js';
import type { LoadOptions, Study } from '../study/load.js';
import { load } from '../study/load.js';
import { run as runStudy, warmUp } from '../study/run.js';
import { inputsOf, writeResults } from '../study/write-results.js';
import { tellStop } from './errors.js';
import { host } from './host.js';
import { Interrupts } from './interrupts.js';
import { EXIT, print, printJson, say, showDiagnostics } from './output.js';
import { type ChosenTables, chooseTables, type TableOptions } from './run-tables.js';

export interface RunOptions extends LoadOptions, TableOptions {
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  /** Show where in the program an error arose. */
  readonly debug?: boolean | undefined;
  readonly language: Language;
}

/** `toguna run`: compares scenarios, prints the comparison, and writes the results where `--out` says. */
export async function run(paths: readonly string[], options: RunOptions): Promise<number> {
  const started = performance.now();
  warmUp(options.workers);
  const { study, tables } = loadRun(paths, options);
  await showDiagnostics(study.diagnostics);
  // Before the run, not after hours of it.
  if (options.out !== undefined) probeFolder(options.out);
  const read = performance.now();
  const interrupts = new Interrupts();
  const ensemble = await interrupts.during((abort) =>
    runAloud(study, options.quiet === true, abort),
  );
  const ran = performance.now();
  const partial = ensemble.completed < study.worlds.count;
  if (partial && ensemble.completed === 0) {
    say('interrupted before the first world was whole: nothing was written');
    return interrupts.code ?? EXIT.failed;
  }
  const found = compare(ensemble);
  tellFailures(ensemble);
  const timings = { read: (read - started) / 1000, run: (ran - read) / 1000 };
  const written = await interrupts.during((abort) =>
    tryToWrite(ensemble, { study, tables, timings }, { ...options, abort }),
  );
  // Whatever became of the files: it is all that is left of the run.
  await (options.json === true
    ? printJson(comparisonJson(ensemble, found, study))
    : print(table(study, ensemble, found, options)));
  if (partial)
    say(`interrupted: ${ensemble.completed} of ${study.worlds.count} worlds are in these results`);
  if (partial || (!written && interrupts.code !== undefined)) return interrupts.code ?? EXIT.failed;
  if (!written) return EXIT.failed;
  return ensemble.scenarios.some((one) => one.failures.length >= ensemble.completed)
    ? EXIT.failed
    : EXIT.done;
}

/**
 * Reads what is compared, and what is to be written of it.
 * @throws InputError when anything is wrong; nothing has run then.
 */
function loadRun(paths: readonly string[], options: RunOptions) {
  const study = load(paths, options);
  const [baseline] = study.scenarios;
  if (baseline === undefined) throw new Error('no scenario was read');
  const tables = chooseTables(options, baseline.base, study.diagnostics);
  study.diagnostics.throwIfErrors();
  return { study: { ...study, paths: tables.paths }, tables };
}

/** Runs with progress on standard error. */
async function runAloud(study: Study, quiet: boolean, signal: AbortSignal): Promise<Ensemble> {
  const total = study.worlds.count * study.scenarios.length;
  const progress = quiet ? undefined : startProgress(total, host().stderr);
  try {
    return await runStudy(study, { onProgress: ({ done }) => progress?.update(done), signal });
  } finally {
    progress?.end();
  }
}

const MOST_FAILURES = 5;

/** Says which worlds gave a value that is not finite, and why. */
function tellFailures(ensemble: Ensemble): void {
  for (const { scenario, failures } of ensemble.scenarios) {
    for (const one of failures.slice(0, MOST_FAILURES)) {
      const variable = scenario.model.variables.get(one.variable);
      const label =
        elementLabels(variable?.dims ?? [], scenario.model.dimensions)[one.element] ?? '';
      const name = elementName(one.variable, label);
      const when = momentLabel(one.time, scenario.model.time, scenario.horizon.report);
      say(
        `${scenario.name}: world ${one.world} left out: ${name} is ${one.value} at ${when}: ${one.operand}`,
      );
    }
    const more = failures.length - MOST_FAILURES;
    if (more > 0)
      say(`${scenario.name}: ${more} more ${more === 1 ? 'world' : 'worlds'} left out likewise`);
  }
}

interface Written {
  readonly study: Study;
  readonly tables: ChosenTables;
  readonly timings: Readonly<Record<string, number>>;
}

interface Writing extends RunOptions {
  readonly abort: AbortSignal;
}

/** Writes the results if that is asked for. @returns whether nothing is missing; what failed has been told. */
async function tryToWrite(
  ensemble: Ensemble,
  written: Written,
  options: Writing,
): Promise<boolean> {
  if (options.out === undefined) return true;
  try {
    await write(options.out, ensemble, written, options);
    return true;
  } catch (error) {
    if (options.abort.aborted)
      say(`interrupted while writing: ${options.out} holds what it held before`);
    else tellStop(error, options.debug === true);
    return false;
  }
}

async function write(
  folder: string,
  ensemble: Ensemble,
  { study, tables, timings }: Written,
  options: Writing,
): Promise<void> {
  const sketched = ensemble.scenarios.some((one) => one.sketches !== undefined);
  if (sketched) {
    say(
      'so many worlds are summarised as they run: quantiles of paths are within 0.4 % of their value',
    );
    if (options.trajectories !== undefined)
      say('their paths were not kept, so no trajectories are written');
  }
  const written = await writeResults(folder, ensemble, study, {
    ...tables.write,
    trajectories: sketched ? undefined : tables.write.trajectories,
    onLarge: tellLarge,
    language: options.language,
    timings,
    signal: options.abort,
  });
  if (options.quiet !== true)
    say(`wrote ${written.map((one) => one.path).join(', ')} to ${folder}`);
}

function tellLarge(file: string, rows: number): void {
  const count = (value: number) => value.toLocaleString('en-US');
  const option = file.startsWith('trajectories') ? '--trajectories parquet' : '--format parquet';
  say(
    `${file} has ${count(rows)} rows, and a spreadsheet opens ${count(SPREADSHEET_ROWS)}: ${option} writes a file for R and Python; for a spreadsheet, run fewer scenarios at a time`,
  );
}

/** The comparison as text for a terminal of this width. */
export function table(
  study: Study,
  ensemble: Ensemble,
  found: Findings,
  options: Pick<RunOptions, 'all' | 'sort' | 'language'>,
): string {
  const { sort } = options;
  const { scenarios } = study;
  return plainTable({
    scenarios:
      sort === undefined ? scenarios : rankByDifference(scenarios, found.comparisons, sort),
    ...found,
    ...tableMetrics(ensemble, options.all === true, sort),
    worlds: ensemble.completed,
    seed: study.plan.seed,
    unitsChecked: scenarios.every((one) => one.model.unitsChecked),
    language: options.language,
    // Without a terminal nobody says how wide it may be.
    width: host().stdout.columns ?? 100,
  });
}

function comparisonJson(
  ensemble: Ensemble,
  { comparisons, assumedShares }: Findings,
  study: Study,
): string {
  const rows = comparisons.map(({ metric, ...rest }) => ({
    metric: metric.name,
    better: metric.better,
    ...rest,
  }));
  const failures = ensemble.scenarios.flatMap(({ scenario, failures: list }) =>
    list.map((one) => ({ scenario: scenario.name, ...one })),
  );
  const { completed } = ensemble;
  const { worlds, seed } = ensemble.plan;
  const inputs = inputsOf(study);
  const source = worldsSource(ensemble, (path) => readFileOf(inputs, path));
  const plan = { worlds, seed, ...source };
  return JSON.stringify(
    { notice: NOTICE, plan, completed, comparisons: rows, assumedShares, failures },
    undefined,
    2,
  );
}
