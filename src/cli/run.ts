import process from 'node:process';
import type { Ensemble } from '../ensemble/ensemble.js';
import { elementLabels, elementName } from '../model/elements.js';
import { momentLabel } from '../model/moments.js';
import { plainTable } from '../report/plain-table.js';
import { startProgress } from '../report/progress.js';
import type { Language } from '../report/words.js';
import { NOTICE } from '../results/notice.js';
import { writeResults } from '../results/write.js';
import type { Findings } from './compute.js';
import { compute, ENGINE, findings } from './compute.js';
import { DiskFiles } from './disk-files.js';
import { version } from './home.js';
import type { Comparison, LoadOptions } from './load.js';
import { loadComparison } from './load.js';
import { EXIT, print, say, showDiagnostics } from './output.js';

export interface RunOptions extends LoadOptions {
  readonly out?: string | undefined;
  readonly trajectories?: 'csv' | 'parquet' | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly language: Language;
}

/** `toguna run`: compares scenarios, prints the comparison, and writes the results where `--out` says. */
export async function run(paths: readonly string[], options: RunOptions): Promise<number> {
  const started = performance.now();
  const files = new DiskFiles();
  const comparison = loadComparison(paths, options, files);
  await showDiagnostics(comparison.diagnostics);
  const read = performance.now();
  const ensemble = await computeAloud(comparison, options.quiet === true);
  const ran = performance.now();
  const found = findings(ensemble);
  tellFailures(ensemble);
  if (options.out !== undefined) {
    const timings = { read: (read - started) / 1000, run: (ran - read) / 1000 };
    await write(options.out, ensemble, comparison, files, timings, options);
  }
  await print(
    options.json === true
      ? comparisonJson(ensemble, found)
      : table(comparison, ensemble, found, options.language),
  );
  const partial = ensemble.completed < comparison.worlds.count;
  if (partial)
    say(
      `interrupted: ${ensemble.completed} of ${comparison.worlds.count} worlds are in these results`,
    );
  if (partial) return EXIT.interrupted;
  return ensemble.scenarios.some((one) => one.failures.length >= ensemble.completed)
    ? EXIT.failed
    : EXIT.done;
}

/** Runs with progress on standard error. The first Ctrl-C ends the run and keeps what is whole, the second quits. */
async function computeAloud(comparison: Comparison, quiet: boolean): Promise<Ensemble> {
  const total = comparison.worlds.count * comparison.scenarios.length;
  const progress = quiet ? undefined : startProgress(total, process.stderr);
  const abort = new AbortController();
  const interrupt = () => (abort.signal.aborted ? process.exit(EXIT.interrupted) : abort.abort());
  process.on('SIGINT', interrupt);
  try {
    return await compute(comparison, ({ done }) => progress?.update(done), abort.signal);
  } finally {
    progress?.end();
    process.off('SIGINT', interrupt);
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

async function write(
  folder: string,
  ensemble: Ensemble,
  { scenarios }: Comparison,
  files: DiskFiles,
  timings: Readonly<Record<string, number>>,
  options: RunOptions,
): Promise<void> {
  const sketched = ensemble.scenarios.some((one) => one.sketches !== undefined);
  if (sketched) {
    say(
      'so many worlds are summarised as they run: quantiles of paths are within 0.4 % of their value',
    );
    if (options.trajectories !== undefined)
      say('their paths were not kept, so no trajectories are written');
  }
  const paths = [...new Set(scenarios.flatMap((one) => one.files))];
  const written = await writeResults(folder, ensemble, {
    version: version(),
    inputs: paths.map((path) => ({ path, content: files.contentOf(path) })),
    trajectories: sketched ? undefined : options.trajectories,
    language: options.language,
    versions: { engine: ENGINE.name },
    timings,
  });
  if (options.quiet !== true)
    say(`wrote ${written.map((one) => one.path).join(', ')} to ${folder}`);
}

/** The comparison as text for a terminal of this width. */
export function table(
  comparison: Comparison,
  ensemble: Ensemble,
  found: Findings,
  language: Language,
): string {
  return plainTable({
    scenarios: comparison.scenarios,
    ...found,
    worlds: ensemble.completed,
    seed: comparison.plan.seed,
    unitsChecked: comparison.scenarios.every((one) => one.model.unitsChecked),
    language,
    width: process.stdout.columns ?? 100,
  });
}

function comparisonJson(ensemble: Ensemble, { comparisons, assumedShares }: Findings): string {
  const rows = comparisons.map(({ metric, ...rest }) => ({
    metric: metric.name,
    better: metric.better,
    ...rest,
  }));
  const failures = ensemble.scenarios.flatMap(({ scenario, failures: list }) =>
    list.map((one) => ({ scenario: scenario.name, ...one })),
  );
  const { plan, completed } = ensemble;
  return JSON.stringify(
    { notice: NOTICE, plan, completed, comparisons: rows, assumedShares, failures },
    undefined,
    2,
  );
}
