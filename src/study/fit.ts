import { existsSync, readFileSync, unlinkSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Calibration } from '../calibration/calibration.js';
import { fingerprint } from '../calibration/fit/fingerprint.js';
import type { FitState } from '../calibration/fit/fit.js';
import {
  advanceFit,
  fitDone,
  ISLANDS,
  posteriorRows,
  refitRows,
  runsDone,
  shareDone,
  UNSTARTED,
} from '../calibration/fit/fit.js';
import { handedOver } from '../calibration/fit/hand-over.js';
import { likelihoodOf } from '../calibration/fit/posterior-density.js';
import { PathRunner } from '../calibration/fit/runs.js';
import { NoLikelihood } from '../calibration/fit/smc/no-likelihood.js';
import { TooManyStages } from '../calibration/fit/smc/too-many-stages.js';
import { readCalibration } from '../calibration/read/read.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { folderOf, joinPath } from '../diagnostics/files.js';
import { kernelEngine } from '../engine/kernel/index.js';
import { streamKey } from '../plan/key.js';
import { DiskFiles } from './disk-files.js';
import type { ReadingOptions } from './explain.js';
import type { FitReport } from './fit-report.js';
import { fitReport } from './fit-report.js';
import { homeFolder, version } from './home.js';
import { POSTERIOR, refitsCsv, withFileDigits, worldsCsv, writeTexts } from './posterior-files.js';
import { contentOf } from './write-results.js';

/** How {@link fit} goes. */
export interface FitOptions extends ReadingOptions {
  /** The folder where a fit that is stopped leaves its state: that of the file when absent. */
  readonly folder?: string | undefined;
  /** Called when the files are read, before anything runs, with the warnings. */
  readonly onRead?: ((diagnostics: Diagnostics) => void | Promise<void>) | undefined;
  /** Called as sampling begins, and after each step of the sampler. */
  readonly onProgress?: ((progress: FitProgress) => void) | undefined;
  /** Told what becomes of the state that an earlier fit left. */
  readonly onEarlier?: ((earlier: EarlierFit) => void) | undefined;
  /** Stops the fit between two steps; the same call goes on from there. */
  readonly signal?: AbortSignal | undefined;
}

/** How far a fit is. */
export interface FitProgress {
  /** Which of the populations is sampled, from 1, and how many there are. */
  readonly population: number;
  readonly populations: number;
  readonly runs: number;
  /** 0 to 1. */
  readonly share: number;
}

/** A fit that was stopped: it is taken up, its files changed since, or its state cannot be read. */
export type EarlierFit =
  | { readonly kind: 'taken-up'; readonly runs: number }
  | { readonly kind: 'changed' }
  | { readonly kind: 'unreadable' };

/** What came of a fit. */
export type Fit =
  | FinishedFit
  /** A signal stopped it after so many runs. */
  | { readonly kind: 'stopped'; readonly runs: number };

/** A fit that was sampled to its end. */
export interface FinishedFit {
  readonly kind: 'done';
  readonly calibration: Calibration;
  /** The posterior: `rows[world * calibration.columns.length + column]`, with the digits that its file has. */
  readonly rows: Float64Array;
  /** Diagnostics of the sampler, what the data said of each parameter, predictive checks; and charts of them. */
  readonly report: FitReport;
  /** The files that {@link writeFit} writes, by name. */
  readonly texts: Readonly<Record<string, string | undefined>>;
  /** The folder that holds the state of the fit. */
  readonly folder: string;
}

// Numbers of worlds that no run of the fit has used.
const POSTERIOR_WORLDS = 9e8;
const SAVE_MS = 5000;

/**
 * Fits a model to observed series by sampling: what a calibration file asks for. Its state is saved every few seconds,
 * so that a fit that was stopped goes on. The same files give the same posterior.
 *
 * ```ts
 * const found = await fit('models/sahel/calibration.yaml', { folder: 'out' });
 * if (found.kind === 'done') await writeFit('out', found);
 * ```
 *
 * @throws InputError when the file or its data are wrong, or nothing that the priors allow gives what was observed.
 * @throws OutputError when the folder cannot be written to.
 */
export async function fit(path: string, options: FitOptions = {}): Promise<Fit> {
  const { files = new DiskFiles(), diagnostics = new Diagnostics(), signal } = options;
  const calibration = readCalibration(path, files, diagnostics, { roots: [homeFolder()] });
  diagnostics.throwIfErrors();
  if (calibration === undefined) throw new Error('no calibration was read');
  await options.onRead?.(diagnostics);
  const folder = options.folder ?? folderOf(path);
  const hash = fingerprint([version(), ...calibration.files.map((one) => textOf(files, one))]);
  let state: FitState;
  try {
    state = await sample(calibration, folder, hash, options);
  } catch (error) {
    const expected = cureOf(error);
    if (expected === undefined || !(error instanceof Error)) throw error;
    const place = { file: path, line: 1, column: 1 };
    diagnostics.error('likelihood', place, error.message, { expected });
    diagnostics.throwIfErrors();
    throw error;
  }
  const stopped = { kind: 'stopped', runs: runsDone(state) } as const;
  if (!fitDone(state, calibration)) return stopped;
  const finished = finish(calibration, state, folder);
  return signal?.aborted === true ? stopped : finished;
}

/**
 * Writes the posterior of a fit as worlds, with its diagnostics and charts: all files or none. The saved state of the
 * fit is removed.
 *
 * ```ts
 * if (found.kind === 'done') await writeFit('out', found);
 * ```
 *
 * @throws OutputError when the system refuses to write; the state then stays.
 */
export async function writeFit(folder: string, done: FinishedFit): Promise<void> {
  await writeTexts(folder, done.texts);
  const state = joinPath(done.folder, POSTERIOR.state);
  if (existsSync(state)) unlinkSync(state);
}

function finish(calibration: Calibration, state: FitState, folder: string): FinishedFit {
  const { columns, worlds, handover, refits } = calibration;
  const rows = withFileDigits(posteriorRows(state, calibration), columns.length);
  const key = streamKey(calibration.seed);
  const paths = new PathRunner(calibration, kernelEngine, key).run(rows, worlds, POSTERIOR_WORLDS);
  const report = fitReport(calibration, state, rows, paths);
  const handed =
    handover === undefined
      ? []
      : handedOver(calibration, handover, rows, kernelEngine, key, POSTERIOR_WORLDS);
  const earlier = refitRows(state, calibration).map((one, k) => ({
    seen: refits[k] ?? 0,
    rows: withFileDigits(one, columns.length),
  }));
  const texts = {
    [POSTERIOR.worlds]: worldsCsv(calibration, rows, 'model', handed, handover?.open) ?? 'world\n',
    [POSTERIOR.refits]: refits.length > 0 ? refitsCsv(calibration, earlier) : undefined,
    [POSTERIOR.observation]: worldsCsv(calibration, rows, 'observation'),
    [POSTERIOR.diagnostics]: `${JSON.stringify(report.json, undefined, 2)}\n`,
    [POSTERIOR.plots]: report.svg,
  };
  return { kind: 'done', calibration, rows, report, texts, folder };
}

/** What helps against what a sampler refuses; undefined for any other error. */
function cureOf(error: unknown): string | undefined {
  if (error instanceof NoLikelihood)
    return 'priors, a background or an observation model under which what was observed can happen';
  if (error instanceof TooManyStages)
    return 'more worlds, wider priors, or an observation model with more spread';
  return undefined;
}

/** Samples, saving every few seconds; what an earlier fit of the same files left is taken up. */
async function sample(
  calibration: Calibration,
  folder: string,
  hash: string,
  { onEarlier, onProgress, signal }: FitOptions,
): Promise<FitState> {
  const key = streamKey(calibration.seed);
  const density = likelihoodOf(
    calibration,
    (last: number) => new PathRunner(calibration, kernelEngine, key, last),
  );
  let state = savedState(joinPath(folder, POSTERIOR.state), hash, onEarlier);
  const save = (now: FitState) =>
    writeTexts(folder, { [POSTERIOR.state]: JSON.stringify({ fingerprint: hash, ...now }) });
  // That the folder can be written to is known before hours are spent.
  await save(state);
  const tell = (now: FitState) =>
    onProgress?.({
      population: Math.max(1, now.islands.length),
      populations: ISLANDS,
      runs: runsDone(now),
      share: shareDone(now, calibration),
    });
  tell(state);
  let saved = performance.now();
  while (!fitDone(state, calibration) && signal?.aborted !== true) {
    state = advanceFit(state, calibration, density);
    if (performance.now() - saved > SAVE_MS) {
      await save(state);
      saved = performance.now();
    }
    tell(state);
    await setImmediate();
  }
  await save(state);
  return state;
}

function savedState(path: string, hash: string, tell: FitOptions['onEarlier']): FitState {
  if (!existsSync(path)) return UNSTARTED;
  try {
    const saved = JSON.parse(readFileSync(path, 'utf8')) as FitState & { fingerprint?: string };
    if (saved.fingerprint !== hash) {
      tell?.({ kind: 'changed' });
      return UNSTARTED;
    }
    // JSON has no minus infinity: it writes null.
    const islands = saved.islands.map((one) => ({
      ...one,
      logs: one.logs.map(notNull),
      before: one.before.map(notNull),
    }));
    if (islands.length > 0) tell?.({ kind: 'taken-up', runs: runsDone({ islands }) });
    return { islands };
  } catch {
    tell?.({ kind: 'unreadable' });
    return UNSTARTED;
  }
}

function notNull(log: number | null): number {
  return log ?? Number.NEGATIVE_INFINITY;
}

function textOf(files: Files, path: string): string {
  const content = contentOf(path, files);
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}
