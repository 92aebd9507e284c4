import seedrandom from 'seedrandom';
import { latinHypercube } from '../../../plan/designs/latin-hypercube.js';
import { normalQuantile } from '../../../plan/distributions/normal-function.js';
import type { Density } from './density.js';
import { NoLikelihood } from './no-likelihood.js';
import { propose } from './proposal.js';
import { choleskyOf, weightedCovariance } from './spread.js';
import { TooManyStages } from './too-many-stages.js';
import { effectiveSize, powerFor, systematic, temperedWeights } from './weights.js';

/**
 * Sequential Monte Carlo from the prior to the posterior through tempered likelihoods (Del Moral, Doucet & Jasra
 * 2006, JRSS B 68, 411-436), with temperatures chosen by effective sample size (Jasra, Stephens, Doucet & Tsagaris
 * 2011, Scand. J. Statistics 38, 1-22) and Metropolis moves scaled to the spread of the particles.
 *
 * The data may come in phases, one stretch of time after another (Chopin 2002, Biometrika 89, 539-552): each phase
 * goes from the posterior of what came before to that of one stretch more, and what it reaches is kept.
 * For a stochastic model a point is moved together with new random streams, so that the chain is exact on both.
 */
export interface SmcOptions {
  readonly particles: number;
  readonly dims: number;
  /** How many numbers at the start of a point walk; all when absent. The others move towards their prior. */
  readonly walked?: number;
  /** How many stretches of data there are; 1 when absent. */
  readonly phases?: number;
  /** How many points of each phase but the last are kept; none when absent. */
  readonly kept?: number;
  readonly seed: string;
}

/** Where the sampler is: plain data, so that it can be kept in a file and taken up again to the same bits. */
export interface SmcState {
  readonly points: readonly number[];
  /** The log-likelihood of the data of the phase, and of all data before it. */
  readonly logs: readonly number[];
  readonly before: readonly number[];
  readonly phase: number;
  /** Power of the likelihood of the phase. */
  readonly temperature: number;
  readonly stages: readonly Stage[];
  /** Runs so far: the number of the next world. */
  readonly runs: number;
  /** Logarithm of the probability of the data under the prior, so far. */
  readonly evidence: number;
  /** Points of the posterior at the end of each phase that is over, but the last. */
  readonly reached: readonly (readonly number[])[];
  /** The moves of the stage under way; none between stages. */
  readonly moving?: Moving;
}

interface Moving {
  readonly lower: readonly number[];
  readonly scale: number;
  readonly moves: number;
  readonly accepted: number;
  /** Mean squared distance moved so far, in standard deviations, by walked number. */
  readonly moved: number;
}

/** One step from a temperature to the next. */
export interface Stage {
  readonly phase: number;
  readonly temperature: number;
  readonly effectiveSize: number;
  readonly moves: number;
  readonly acceptance: number;
  /** Different points after resampling, of all. */
  readonly distinct: number;
}

const KEPT = 0.5;
// Of few possible points no temperature keeps two: one and a half is what can be asked for.
const LEAST_KEPT = 1.5;
// The next temperature is at least this much above the last one, and this share of it: a population that no rise suits
// goes on all the same, with fewer different points, which `distinct` and R-hat then show.
const LEAST_RISE = 1e-9;
const LEAST_GROWTH = 0.02;
/** Temperatures of one phase: from 1e-9 to 1 in the smallest steps takes about as many. */
export const MOST_STAGES = 1200;
// Points have forgotten where they were once they moved this many variances on average. Between two temperatures
// of one phase less will do: what is passed on there is only the start of the next moves.
const MOVED_ENOUGH = 2;
const MOVED_BETWEEN = 0.5;
const MOST_MOVES = 60;
const TARGET_ACCEPTANCE = 0.25;

/** Draws the prior and weighs it. @throws NoLikelihood when nearly nothing of it is possible. */
export function startSmc(options: SmcOptions, density: Density): SmcState {
  const { particles, dims, seed } = options;
  const names = Array.from({ length: dims }, (_, d) => `d${d}`);
  const points = latinHypercube(particles, names, `${seed}/prior`).map(normalQuantile);
  const { before, within } = density(points, particles, 0, 0);
  const possible = within.filter((one) => one > Number.NEGATIVE_INFINITY).length;
  if (possible < Math.max(2, particles * 0.01)) throw new NoLikelihood(possible / particles);
  return {
    points: Array.from(points),
    logs: Array.from(within),
    before: Array.from(before),
    phase: 0,
    temperature: 0,
    stages: [],
    runs: particles,
    evidence: 0,
    reached: [],
  };
}

export function isDone({ temperature, moving, phase }: SmcState, { phases }: SmcOptions): boolean {
  return temperature === 1 && moving === undefined && phase === (phases ?? 1) - 1;
}

/** One step on: a new phase, a new temperature with resampling, or one move of every point. */
export function advance(state: SmcState, options: SmcOptions, density: Density): SmcState {
  if (state.moving !== undefined) return move(state, state.moving, options, density);
  return state.temperature === 1
    ? nextPhase(state, options, density)
    : nextTemperature(state, options);
}

function nextPhase(state: SmcState, options: SmcOptions, density: Density): SmcState {
  const { particles, dims, kept = 0 } = options;
  const phase = state.phase + 1;
  const points = Float64Array.from(state.points);
  const { before, within } = density(points, particles, state.runs, phase);
  if (!within.some((one) => one > Number.NEGATIVE_INFINITY)) throw new NoLikelihood(0);
  // Points that come from one ancestor stand beside each other: take them from all over.
  const some = Array.from({ length: kept }, (_, k) => {
    const from = Math.floor(((k + 0.5) * particles) / kept) * dims;
    return state.points.slice(from, from + dims);
  });
  return {
    ...state,
    logs: Array.from(within),
    before: Array.from(before),
    phase,
    temperature: 0,
    runs: state.runs + particles,
    reached: [...state.reached, some.flat()],
  };
}

function nextTemperature(state: SmcState, options: SmcOptions): SmcState {
  const { particles, dims, seed, walked = dims } = options;
  const { points, logs, before, temperature, stages, phase } = state;
  const possible = logs.filter((one) => one > Number.NEGATIVE_INFINITY).length;
  if (stages.filter((one) => one.phase === phase).length >= MOST_STAGES)
    throw new TooManyStages(MOST_STAGES, temperature);
  const wished = powerFor(logs, 1 - temperature, Math.max(LEAST_KEPT, KEPT * possible));
  const rise = Math.max(wished, LEAST_RISE, LEAST_GROWTH * temperature);
  const next = rise >= 1 - temperature ? 1 : temperature + rise;
  const weights = temperedWeights(logs, next - temperature);
  const top = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const mean = weights.reduce((a, b) => a + b, 0) / particles;
  const random = seedrandom(`${seed}/resample/${stages.length}`);
  const chosen = systematic(weights, particles, random());
  const walking = Float64Array.from({ length: particles * walked }, (_, at) => {
    const i = Math.floor(at / walked);
    return points[i * dims + (at % walked)]!;
  });
  const lower = choleskyOf(weightedCovariance(walking, weights, walked), walked);
  const stage: Stage = {
    phase,
    temperature: next,
    effectiveSize: effectiveSize(weights),
    moves: 0,
    acceptance: 0,
    distinct: new Set(chosen).size,
  };
  return {
    ...state,
    points: Array.from(chosen).flatMap((from) => points.slice(from * dims, (from + 1) * dims)),
    logs: Array.from(chosen, (from) => logs[from]!),
    before: Array.from(chosen, (from) => before[from]!),
    temperature: next,
    stages: [...stages, stage],
    evidence: state.evidence + Math.log(mean) + (next - temperature) * top,
    moving: {
      lower: Array.from(lower),
      scale: 2.38 / Math.sqrt(Math.max(1, walked)),
      moves: 0,
      accepted: 0,
      moved: 0,
    },
  };
}

function move(state: SmcState, moving: Moving, options: SmcOptions, density: Density): SmcState {
  const { particles, dims, seed, walked = dims } = options;
  const { temperature, stages, phase } = state;
  const random = seedrandom(`${seed}/move/${stages.length}/${moving.moves}`);
  const points = Float64Array.from(state.points);
  const logs = Float64Array.from(state.logs);
  const before = Float64Array.from(state.before);
  const { scale, lower } = moving;
  const proposal = propose(points, { dims, walked, scale, lower }, random);
  const proposed = density(proposal.points, particles, state.runs, phase);
  let accepted = 0;
  let moved = 0;
  for (let i = 0; i < particles; i++) {
    const prior = squares(points, i, dims, walked) - squares(proposal.points, i, dims, walked);
    const data = temperature * (proposed.within[i]! - logs[i]!) + proposed.before[i]! - before[i]!;
    const mark = Math.log(random());
    if (!(mark < data + prior / 2)) continue;
    points.set(proposal.points.subarray(i * dims, (i + 1) * dims), i * dims);
    logs[i] = proposed.within[i]!;
    before[i] = proposed.before[i]!;
    accepted += 1;
    moved += proposal.lengths[i]!;
  }
  const distance = moving.moved + moved / (particles * Math.max(1, walked));
  const moves = moving.moves + 1;
  const after = { ...moving, moves, accepted: moving.accepted + accepted, moved: distance };
  const shared = {
    ...state,
    points: Array.from(points),
    logs: Array.from(logs),
    before: Array.from(before),
    runs: state.runs + particles,
  };
  const enough = temperature === 1 ? MOVED_ENOUGH : MOVED_BETWEEN;
  if (distance < enough && moves < MOST_MOVES) {
    const next = scale * Math.exp(accepted / particles - TARGET_ACCEPTANCE);
    return { ...shared, moving: { ...after, scale: next } };
  }
  const { moving: _, ...rest } = shared;
  const last = stages[stages.length - 1]!;
  const stage = { ...last, moves, acceptance: after.accepted / (particles * moves) };
  return { ...rest, stages: [...stages.slice(0, -1), stage] };
}

// The prior of the walked numbers; the step of the others leaves theirs as it is.
function squares(values: Float64Array, i: number, dims: number, walked: number): number {
  let sum = 0;
  for (let d = i * dims; d < i * dims + walked; d++) sum += values[d]! * values[d]!;
  return sum;
}
