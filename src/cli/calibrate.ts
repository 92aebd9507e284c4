import { existsSync, readFileSync, unlinkSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Calibration } from '../calibration/calibration.js';
import { fingerprint } from '../calibration/fit/fingerprint.js';
import type { FitState } from '../calibration/fit/fit.js';
import {
  advanceFit,
  fitDone,
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
import { folderOf, joinPath } from '../diagnostics/files.js';
import { kernelEngine } from '../engine/kernel/index.js';
import { streamKey } from '../plan/key.js';
import { DiskFiles } from '../study/disk-files.js';
import { fitReport, fitText } from '../study/fit-report.js';
import { homeFolder, version } from '../study/home.js';
import {
  POSTERIOR,
  refitsCsv,
  withFileDigits,
  worldsCsv,
  writeTexts,
} from '../study/posterior-files.js';
import { errorOf, tellStop } from './errors.js';
import { host } from './host.js';
import { Interrupts } from './interrupts.js';
import { EXIT, print, printJson, say, showDiagnostics } from './output.js';

export interface CalibrateOptions {
  readonly out?: string | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  /** Show where in the program an error arose. */
  readonly debug?: boolean | undefined;
}

/** `toguna calibrate`: fits a model to observed series and writes the posterior as worlds. */
export async function calibrate(path: string, options: CalibrateOptions): Promise<number> {
  const files = new DiskFiles();
  const diagnostics = new Diagnostics();
  const read = readCalibration(path, files, diagnostics, { roots: [homeFolder()] });
  diagnostics.throwIfErrors();
  await showDiagnostics(diagnostics);
  if (read === undefined) throw new Error('no calibration was read');
  const folder = options.out ?? folderOf(path);
  const runnerOf = (last?: number) =>
    new PathRunner(read, kernelEngine, streamKey(read.seed), last);
  const hash = fingerprint([version(), ...read.files.map((one) => textOf(files, one))]);
  const interrupts = new Interrupts();
  const statePath = joinPath(folder, POSTERIOR.state);
  let state: FitState | undefined;
  try {
    state = await interrupts.during((abort) =>
      sample(read, runnerOf, statePath, folder, hash, { ...options, abort }),
    );
  } catch (error) {
    const expected = cureOf(error);
    if (expected === undefined || !(error instanceof Error)) throw error;
    const place = { file: path, line: 1, column: 1 };
    diagnostics.error('likelihood', place, error.message, { expected });
    diagnostics.throwIfErrors();
  }
  if (state === undefined) return interrupts.code ?? EXIT.failed;
  const rows = withFileDigits(posteriorRows(state, read), read.columns.length);
  const report = fitReport(read, state, rows, runnerOf().run(rows, read.worlds, POSTERIOR_WORLDS));
  const observation = worldsCsv(read, rows, 'observation');
  const { handover } = read;
  const handed =
    handover === undefined
      ? []
      : handedOver(read, handover, rows, kernelEngine, streamKey(read.seed), POSTERIOR_WORLDS);
  const earlier = refitRows(state, read).map((one, k) => ({
    seen: read.refits[k] ?? 0,
    rows: withFileDigits(one, read.columns.length),
  }));
  const json = `${JSON.stringify(report.json, undefined, 2)}\n`;
  const texts = {
    [POSTERIOR.worlds]: worldsCsv(read, rows, 'model', handed, handover?.open) ?? 'world\n',
    [POSTERIOR.refits]: read.refits.length > 0 ? refitsCsv(read, earlier) : undefined,
    [POSTERIOR.observation]: observation,
    [POSTERIOR.diagnostics]: json,
    [POSTERIOR.plots]: report.svg,
  };
  const unwritten = await errorOf(async () => {
    await writeTexts(folder, texts);
    unlinkSync(statePath);
  });
  // Whatever became of the files; the state of the fit stays where they could not be written.
  if (unwritten !== undefined) tellStop(unwritten.error, options.debug === true);
  await (options.json === true ? printJson(json) : print(fitText(report)));
  if (unwritten !== undefined) return EXIT.failed;
  if (options.quiet !== true)
    say(`wrote ${POSTERIOR.worlds} and what goes with it to ${folder || '.'}`);
  return EXIT.done;
}

/** What helps against what a sampler refuses; undefined for any other error. */
function cureOf(error: unknown): string | undefined {
  if (error instanceof NoLikelihood)
    return 'priors, a background or an observation model under which what was observed can happen';
  if (error instanceof TooManyStages)
    return 'more worlds, wider priors, or an observation model with more spread';
  return undefined;
}

// Numbers of worlds that no run of the fit has used.
const POSTERIOR_WORLDS = 9e8;
const SAVE_MS = 5000;
const SAY_MS = 500;

interface Sampling extends CalibrateOptions {
  readonly abort: AbortSignal;
}

/** Samples, saving every few seconds; what an earlier fit of the same files left is taken up. */
async function sample(
  calibration: Calibration,
  runnerOf: (last: number) => PathRunner,
  path: string,
  folder: string,
  hash: string,
  options: Sampling,
): Promise<FitState | undefined> {
  const { stderr } = host();
  let state = savedState(path, hash);
  if (state !== UNSTARTED && options.quiet !== true)
    say(`taking up the fit that stopped after ${runsDone(state)} runs`);
  const density = likelihoodOf(calibration, runnerOf);
  const save = (now: FitState) =>
    writeTexts(folder, {
      [POSTERIOR.state]: JSON.stringify({ fingerprint: hash, ...now }),
    });
  // That the folder can be written to is known before hours are spent.
  await save(state);
  const started = performance.now();
  const begun = shareDone(state, calibration);
  let [saved, said] = [started, started];
  try {
    while (!fitDone(state, calibration) && !options.abort.aborted) {
      state = advanceFit(state, calibration, density);
      const now = performance.now();
      if (now - saved > SAVE_MS) {
        await save(state);
        saved = performance.now();
      }
      if (options.quiet !== true && now - said > (stderr.isTTY === true ? SAY_MS : 10 * SAY_MS)) {
        tell(state, shareDone(state, calibration), begun, now - started);
        said = now;
      }
      await setImmediate();
    }
  } finally {
    if (stderr.isTTY === true && said > started) stderr.write('\r\u001B[K');
  }
  await save(state);
  if (fitDone(state, calibration)) return state;
  say(`stopped after ${runsDone(state)} runs; the same command goes on from there`);
  return undefined;
}

function savedState(path: string, hash: string): FitState {
  if (!existsSync(path)) return UNSTARTED;
  try {
    const saved = JSON.parse(readFileSync(path, 'utf8')) as FitState & { fingerprint?: string };
    if (saved.fingerprint !== hash) {
      say('the files changed since the fit that was stopped; starting anew');
      return UNSTARTED;
    }
    // JSON has no minus infinity: it writes null.
    const islands = saved.islands.map((one) => ({
      ...one,
      logs: one.logs.map(notNull),
      before: one.before.map(notNull),
    }));
    return { islands };
  } catch {
    say('the file of the fit that was stopped cannot be read; starting anew');
    return UNSTARTED;
  }
}

function notNull(log: number | null): number {
  return log ?? Number.NEGATIVE_INFINITY;
}

function tell(state: FitState, share: number, begun: number, elapsed: number): void {
  const left = share > begun ? (elapsed * (1 - share)) / (share - begun) : Number.NaN;
  const seconds = Math.round(left / 1000);
  const eta = Number.isFinite(left)
    ? `, about ${seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} left`
    : '';
  const text = `population ${state.islands.length} of 4, ${runsDone(state)} runs, ${Math.floor(100 * share)} %${eta}`;
  const { stderr } = host();
  stderr.write(stderr.isTTY === true ? `\r${text}\u001B[K` : `${text}\n`);
}

function textOf(files: DiskFiles, path: string): string {
  return new TextDecoder().decode(files.contentOf(path));
}
