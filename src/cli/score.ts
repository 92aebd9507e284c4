import { setImmediate } from 'node:timers/promises';
import type { Calibration, ScoreWish } from '../calibration/calibration.js';
import type { KnownThen } from '../calibration/fit/known-then.js';
import { knownThen } from '../calibration/fit/known-then.js';
import { pastOf } from '../calibration/fit/past.js';
import type { Paths } from '../calibration/fit/runs.js';
import { agreeUpTo, PathRunner } from '../calibration/fit/runs.js';
import { readCalibration } from '../calibration/read/read.js';
import type { KnownWorlds } from '../calibration/score/forecast.js';
import { forecast } from '../calibration/score/forecast.js';
import type { ScoreRow } from '../calibration/score/score.js';
import { originPlans, ScoreBook } from '../calibration/score/score.js';
import type { Place } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import { folderOf } from '../diagnostics/files.js';
import { kernelEngine } from '../engine/kernel/index.js';
import { reportOf } from '../model/read-moment.js';
import { yearsPer } from '../model/time-units.js';
import { streamKey } from '../plan/key.js';
import { startProgress } from '../report/progress.js';
import { probeFolder } from '../results/folder.js';
import { DiskFiles } from '../study/disk-files.js';
import { homeFolder } from '../study/home.js';
import { writeTexts } from '../study/posterior-files.js';
import type { Posterior } from '../study/read-posterior.js';
import { posteriorAt, readPosteriors } from '../study/read-posterior.js';
import { scoreCsv, scoreJson, scoreSvg, scoreText } from '../study/score-report.js';
import { errorOf, tellStop } from './errors.js';
import { host } from './host.js';
import { EXIT, print, printJson, say, showDiagnostics } from './output.js';

export interface ScoreOptions {
  readonly data?: string | undefined;
  readonly posterior?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly out?: string | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  /** Show where in the program an error arose. */
  readonly debug?: boolean | undefined;
}

const COMMAND_LINE: Place = { file: 'command line', line: 1, column: 1 };

/** `toguna score`: forecasts from rolling origins, against simple benchmarks. */
export async function score(path: string, options: ScoreOptions): Promise<number> {
  const files = new DiskFiles();
  const diagnostics = new Diagnostics();
  const { data } = options;
  const calibration = readCalibration(path, files, diagnostics, { roots: [homeFolder()], data });
  diagnostics.throwIfErrors();
  if (calibration === undefined) throw new Error('no calibration was read');
  const wish = calibration.score;
  if (wish === undefined) {
    diagnostics.error(
      'score',
      { file: path, line: 1, column: 1 },
      'the file does not say what is scored',
      {
        expected: 'score: {series: ..., from: ..., leads: [1, 3, 6, 12], reweight: 12}',
      },
    );
    diagnostics.throwIfErrors();
    return EXIT.wrongInput;
  }
  const window = windowOf(calibration, wish, options, diagnostics);
  const folder = options.posterior ?? folderOf(path);
  const posteriors = readPosteriors(calibration, folder, files, diagnostics);
  diagnostics.throwIfErrors();
  await showDiagnostics(diagnostics);
  if (posteriors === undefined || window === undefined) throw new Error('no posterior was read');
  const { out } = options;
  // Before the forecasts, not after them.
  if (out !== undefined) probeFolder(out);
  const found = await scored(calibration, wish, posteriors, window, options.quiet === true);
  const summary = { calibration, wish, window, rows: found, posteriors };
  const unwritten = await errorOf(async () => {
    if (out === undefined) return;
    await writeTexts(out, { 'score.csv': scoreCsv(found), 'score.svg': scoreSvg(summary) });
    if (options.quiet !== true) say(`wrote score.csv and score.svg to ${out}`);
  });
  if (unwritten !== undefined) tellStop(unwritten.error, options.debug === true);
  await (options.json === true ? printJson(scoreJson(summary)) : print(scoreText(summary)));
  return unwritten === undefined ? EXIT.done : EXIT.failed;
}

export interface Window {
  readonly from: number;
  readonly to: number;
}

/** The reports that are scored: the command line's, else the months that only its data hold, else the file's. */
function windowOf(
  calibration: Calibration,
  wish: ScoreWish,
  options: ScoreOptions,
  diagnostics: Diagnostics,
): Window | undefined {
  const { model, horizon, freshFrom, targets } = calibration;
  const at = (text: string | undefined, name: string): number | undefined => {
    if (text === undefined) return undefined;
    return reportOf(text, horizon, {
      time: model.time,
      name,
      tell: ({ severity, code, message, expected, nearest }) =>
        diagnostics.add(severity, code, COMMAND_LINE, message, { expected, nearest }),
    });
  };
  const observed = targets.find((one) => one.name === wish.series)?.observed;
  const last = observed === undefined ? 0 : observed.first + observed.count - 1;
  const from = at(options.from, '--from') ?? freshFrom ?? wish.from;
  const to = at(options.to, '--to') ?? (freshFrom === undefined ? (wish.to ?? last) : last);
  if (from >= 1 && from <= to && to <= last) return { from, to };
  diagnostics.error('window', COMMAND_LINE, 'the months to be scored are not all in the data', {
    expected: 'months from the second of the model to the last with data',
  });
  return undefined;
}

async function scored(
  calibration: Calibration,
  wish: ScoreWish,
  posteriors: readonly Posterior[],
  { from, to }: Window,
  quiet: boolean,
): Promise<readonly ScoreRow[]> {
  const { model, inputs, horizon, seed, columns } = calibration;
  const plans = originPlans(from, to, wish.leads);
  const progress = quiet ? undefined : startProgress(plans.length, host().stderr);
  const year = 1 / yearsPer(model.time.unit);
  const season = Math.max(1, Math.round(year / horizon.report));
  const book = new ScoreBook(calibration, wish, season);
  const target = calibration.targets.findIndex((one) => one.name === wish.series);
  // What a posterior makes of the past is worked out once, and serves every origin up to which its runs agree.
  const whole = new Map<Posterior, KnownWorlds>();
  const runOf = (posterior: Posterior, until: number, known?: KnownThen): Paths => {
    const runner = new PathRunner(calibration, kernelEngine, streamKey(seed), until, known);
    return runner.run(posterior.rows, posterior.rows.length / columns.length, WORLDS);
  };
  const withPast = (posterior: Posterior, paths: Paths, last: number): KnownWorlds => ({
    ...posterior,
    paths,
    past: pastOf(calibration, target, posterior.rows, paths, last),
  });
  for (const [k, plan] of plans.entries()) {
    const posterior = posteriorAt(posteriors, plan.origin);
    if (posterior === undefined) throw new Error('no posterior was read');
    const leads = [...plan.leads, ...plan.long];
    const known = knownThen(model, inputs, horizon, plan.origin, wish.knownAhead);
    const all = whole.get(posterior) ?? withPast(posterior, runOf(posterior, to), to);
    whole.set(posterior, all);
    const own = known.changed
      ? runOf(posterior, plan.origin + Math.max(...leads), known)
      : all.paths;
    const worlds = agreeUpTo(all.paths, own, target, plan.origin)
      ? { ...all, paths: own }
      : withPast(posterior, own, plan.origin);
    book.add(plan, forecast(calibration, wish, worlds, plan.origin, leads));
    progress?.update(k + 1);
    await setImmediate();
  }
  progress?.end();
  return book.rows(seed);
}

// Numbers of worlds that no run of a fit has used.
const WORLDS = 1.2e9;
