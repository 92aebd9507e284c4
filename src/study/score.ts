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
import type { Progress } from '../ensemble/ensemble.js';
import { reportOf } from '../model/read-moment.js';
import { yearsPer } from '../model/time-units.js';
import { streamKey } from '../plan/key.js';
import { DiskFiles } from './disk-files.js';
import type { ReadingOptions } from './explain.js';
import { homeFolder } from './home.js';
import { writeTexts } from './posterior-files.js';
import type { Posterior } from './read-posterior.js';
import { posteriorAt, readPosteriors } from './read-posterior.js';
import type { ScoreSummary } from './score-report.js';
import { scoreCsv, scoreSvg } from './score-report.js';

/** How {@link score} goes. */
export interface ScoreOptions extends ReadingOptions {
  /** A CSV whose rows replace and extend those of the scored series. */
  readonly data?: string | undefined;
  /** The folder that a fit wrote its posterior into: that of the file when absent. */
  readonly posterior?: string | undefined;
  /** First and last month that is scored, as text (`2019-01`): as the file says when absent. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Called when the files are read, before anything runs, with the warnings. */
  readonly onRead?: ((diagnostics: Diagnostics) => void | Promise<void>) | undefined;
  /** Called as the forecasts begin, and after each origin. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

const COMMAND_LINE: Place = { file: 'command line', line: 1, column: 1 };

/**
 * Scores forecasts of a fitted model from rolling origins, against simple benchmarks.
 *
 * ```ts
 * const { rows } = await score('models/sahel/calibration.yaml');
 * rows.filter((one) => one.place === 'all' && one.forecaster === 'model').map((one) => one.scores.crps);
 * ```
 *
 * @returns a row for each place, lead and forecaster. Scores are in the unit of the series; lead 0 is the long run.
 * @throws InputError when the file, its data or its posterior are wrong, or there is no posterior yet.
 */
export async function score(path: string, options: ScoreOptions = {}): Promise<ScoreSummary> {
  const { files = new DiskFiles(), diagnostics = new Diagnostics(), data } = options;
  const calibration = readCalibration(path, files, diagnostics, { roots: [homeFolder()], data });
  diagnostics.throwIfErrors();
  if (calibration === undefined) throw new Error('no calibration was read');
  const wish = wishOf(calibration, path, diagnostics);
  const window = windowOf(calibration, wish, options, diagnostics);
  const folder = options.posterior ?? folderOf(path);
  const posteriors = readPosteriors(calibration, folder, files, diagnostics);
  diagnostics.throwIfErrors();
  if (posteriors === undefined || window === undefined) throw new Error('no posterior was read');
  await options.onRead?.(diagnostics);
  const rows = await scored(calibration, wish, posteriors, window, options.onProgress);
  return { calibration, wish, window, rows, posteriors };
}

/**
 * Writes scores as `score.csv` and small charts of them as `score.svg`: both or none.
 *
 * ```ts
 * await writeScore('out', await score('models/sahel/calibration.yaml'));
 * ```
 *
 * @throws OutputError when the system refuses to write.
 */
export function writeScore(folder: string, summary: ScoreSummary): Promise<void> {
  return writeTexts(folder, {
    'score.csv': scoreCsv(summary.rows),
    'score.svg': scoreSvg(summary),
  });
}

function wishOf(calibration: Calibration, path: string, diagnostics: Diagnostics): ScoreWish {
  const wish = calibration.score;
  if (wish !== undefined) return wish;
  const place = { file: path, line: 1, column: 1 };
  diagnostics.error('score', place, 'the file does not say what is scored', {
    expected: 'score: {series: ..., from: ..., leads: [1, 3, 6, 12], reweight: 12}',
  });
  diagnostics.throwIfErrors();
  throw new Error('a file without a score is an error');
}

interface Window {
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
  onProgress: ScoreOptions['onProgress'],
): Promise<readonly ScoreRow[]> {
  const { model, inputs, horizon, seed, columns } = calibration;
  const plans = originPlans(from, to, wish.leads);
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
  onProgress?.({ done: 0, total: plans.length });
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
    onProgress?.({ done: k + 1, total: plans.length });
    await setImmediate();
  }
  return book.rows(seed);
}

// Numbers of worlds that no run of a fit has used.
const WORLDS = 1.2e9;
