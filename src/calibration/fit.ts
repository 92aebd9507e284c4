import seedrandom from 'seedrandom';
import type { Calibration } from './calibration.js';
import { rowsAt } from './posterior-density.js';
import type { Density } from './smc/density.js';
import type { SmcOptions, SmcState } from './smc/sampler.js';
import { advance, isDone, startSmc } from './smc/sampler.js';

/** Populations that are sampled apart, so that their agreement says how far to trust them. */
export const ISLANDS = 4;

/** How far a fit is; plain data that goes into a file and back. */
export interface FitState {
  readonly islands: readonly SmcState[];
}

export const UNSTARTED: FitState = { islands: [] };

/** The sampler's options on an island. */
function optionsOf(calibration: Calibration, island: number): SmcOptions {
  const { worlds, seed, columns } = calibration;
  const from = Math.floor((island * worlds) / ISLANDS);
  const to = Math.floor(((island + 1) * worlds) / ISLANDS);
  const dims = columns.filter((one) => one.distribution !== undefined).length;
  return { particles: to - from, dims, seed: `${seed}/island/${island}` };
}

export function fitDone({ islands }: FitState): boolean {
  return islands.length === ISLANDS && islands.every(isDone);
}

/** One step on; islands are sampled one after the other. @throws NoLikelihood from the start of an island. */
export function advanceFit(state: FitState, calibration: Calibration, density: Density): FitState {
  const { islands } = state;
  const at = islands.length - 1;
  const last = islands[at];
  // Each island has runs, and so random streams, of its own.
  const own =
    (island: number): Density =>
    (points, count, first) =>
      density(points, count, first + island * STREAMS);
  if (last === undefined || isDone(last)) {
    const next = startSmc(optionsOf(calibration, at + 1), own(at + 1));
    return { islands: [...islands, next] };
  }
  const moved = advance(last, optionsOf(calibration, at), own(at));
  return { islands: [...islands.slice(0, at), moved] };
}

const STREAMS = 1e8;

/** About how much of a fit is done, 0 to 1: temperatures rise by about the same factor each time. */
export function shareDone({ islands }: FitState): number {
  const last = islands[islands.length - 1];
  if (last === undefined) return 0;
  const first = last.stages[0]?.temperature ?? 1e-4;
  const start = Math.log(Math.min(first, 0.5));
  const share =
    last.temperature === 0 ? 0 : 1 - Math.log(Math.max(last.temperature, first)) / start;
  // The last temperature is reached before its moves are made.
  return (islands.length - 1 + (isDone(last) ? 1 : 0.95 * share)) / ISLANDS;
}

/** The runs made so far. */
export function runsDone({ islands }: FitState): number {
  return islands.reduce((sum, one) => sum + one.runs, 0);
}

/**
 * The worlds of the posterior, each as likely: rows of all columns. They are shuffled, so that the first worlds of
 * the file are as good as any.
 */
export function posteriorRows(state: FitState, calibration: Calibration): Float64Array {
  const points = Float64Array.from(state.islands.flatMap((one) => one.points));
  const rows = rowsAt(calibration, points, calibration.worlds);
  const width = calibration.columns.length;
  const random = seedrandom(`${calibration.seed}/shuffle`);
  for (let i = calibration.worlds - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = rows.slice(i * width, (i + 1) * width);
    rows.copyWithin(i * width, j * width, (j + 1) * width);
    rows.set(kept, j * width);
  }
  return rows;
}

/** The normal scores of fitted number `dim`, by island. */
export function scoresOf(
  { islands }: FitState,
  dim: number,
  dims: number,
): readonly Float64Array[] {
  return islands.map(({ points, logs }) =>
    Float64Array.from(logs, (_, i) => points[i * dims + dim]!),
  );
}
