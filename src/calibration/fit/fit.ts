import seedrandom from 'seedrandom';
import type { Calibration } from '../calibration.js';
import { phaseEnds, pointOrder, rowsAt } from './posterior-density.js';
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
  const { worlds, seed } = calibration;
  const from = Math.floor((island * worlds) / ISLANDS);
  const to = Math.floor(((island + 1) * worlds) / ISLANDS);
  const { columns, walked } = pointOrder(calibration);
  const particles = to - from;
  return {
    particles,
    dims: columns.length,
    walked,
    phases: phaseEnds(calibration).length,
    kept: Math.min(particles, KEPT_WORLDS / ISLANDS),
    seed: `${seed}/island/${island}`,
  };
}

// Worlds that are kept of what was known at a refit: enough for the quantiles of a forecast.
const KEPT_WORLDS = 200;

export function fitDone({ islands }: FitState, calibration: Calibration): boolean {
  return (
    islands.length === ISLANDS &&
    islands.every((one, at) => isDone(one, optionsOf(calibration, at)))
  );
}

/** One step on; islands are sampled one after the other. @throws NoLikelihood from the start of an island. */
export function advanceFit(state: FitState, calibration: Calibration, density: Density): FitState {
  const { islands } = state;
  const at = islands.length - 1;
  const last = islands[at];
  // Each island has runs, and so random streams, of its own.
  const own =
    (island: number): Density =>
    (points, count, first, phase) =>
      density(points, count, first + island * STREAMS, phase);
  if (last === undefined || isDone(last, optionsOf(calibration, at))) {
    const next = startSmc(optionsOf(calibration, at + 1), own(at + 1));
    return { islands: [...islands, next] };
  }
  const moved = advance(last, optionsOf(calibration, at), own(at));
  return { islands: [...islands.slice(0, at), moved] };
}

const STREAMS = 1e8;

/**
 * About how much of a fit is done, 0 to 1. The first phase leads from the prior and takes about as long as all
 * others; within one, temperatures rise by about the same factor each time.
 */
export function shareDone({ islands }: FitState, calibration: Calibration): number {
  const last = islands[islands.length - 1];
  if (last === undefined) return 0;
  const { phase, temperature, stages } = last;
  const phases = phaseEnds(calibration).length;
  const first = stages.find((one) => one.phase === phase)?.temperature ?? 1e-4;
  const start = Math.log(Math.min(first, 0.5));
  const within = temperature === 0 ? 0 : 1 - Math.log(Math.max(temperature, first)) / start;
  const weightOf = (one: number) => (phases === 1 ? 1 : one === 0 ? 0.5 : 0.5 / (phases - 1));
  const over = phase === 0 ? 0 : 0.5 + (phase - 1) * weightOf(1);
  const done = isDone(last, optionsOf(calibration, islands.length - 1));
  // The last temperature of a phase is reached before its moves are made.
  const share = done ? 1 : over + weightOf(phase) * 0.9 * within;
  return (islands.length - 1 + share) / ISLANDS;
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
  return shuffled(rows, calibration.columns.length, `${calibration.seed}/shuffle`);
}

/** The worlds of the posterior as it was at each refit, in the order of the refits. */
export function refitRows(state: FitState, calibration: Calibration): readonly Float64Array[] {
  const width = pointOrder(calibration).columns.length;
  return calibration.refits.map((_, k) => {
    const points = Float64Array.from(state.islands.flatMap((one) => one.reached[k] ?? []));
    const rows = rowsAt(calibration, points, points.length / width);
    return shuffled(rows, calibration.columns.length, `${calibration.seed}/shuffle/${k}`);
  });
}

function shuffled(rows: Float64Array, width: number, seed: string): Float64Array {
  const random = seedrandom(seed);
  for (let i = rows.length / width - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = rows.slice(i * width, (i + 1) * width);
    rows.copyWithin(i * width, j * width, (j + 1) * width);
    rows.set(kept, j * width);
  }
  return rows;
}

/** The normal scores of number `dim` of the points, by island. */
export function scoresOf(
  { islands }: FitState,
  dim: number,
  dims: number,
): readonly Float64Array[] {
  return islands.map(({ points, logs }) =>
    Float64Array.from(logs, (_, i) => points[i * dims + dim]!),
  );
}
