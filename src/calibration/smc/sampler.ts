import seedrandom from 'seedrandom';
import { latinHypercube } from '../../plan/designs/latin-hypercube.js';
import { normalQuantile } from '../../plan/distributions/normal-function.js';
import type { Density } from './density.js';
import { choleskyOf, weightedCovariance } from './spread.js';
import { effectiveSize, powerFor, systematic, temperedWeights } from './weights.js';

/**
 * Sequential Monte Carlo from the prior to the posterior through tempered likelihoods (Del Moral, Doucet & Jasra
 * 2006, JRSS B 68, 411-436), with temperatures chosen by effective sample size (Jasra, Stephens, Doucet & Tsagaris
 * 2011, Scand. J. Statistics 38, 1-22) and random-walk Metropolis moves scaled to the spread of the particles.
 * For a stochastic model a point is moved together with new random streams, so that the chain is exact on both.
 */
export interface SmcOptions {
  readonly particles: number;
  readonly dims: number;
  readonly seed: string;
}

/** Where the sampler is: plain data, so that it can be kept in a file and taken up again to the same bits. */
export interface SmcState {
  readonly points: readonly number[];
  readonly logs: readonly number[];
  readonly temperature: number;
  readonly stages: readonly Stage[];
  /** Runs so far: the number of the next world. */
  readonly runs: number;
  /** Logarithm of the probability of the data under the prior, so far. */
  readonly evidence: number;
  /** The moves of the stage under way; none between stages. */
  readonly moving?: Moving;
}

interface Moving {
  readonly lower: readonly number[];
  readonly scale: number;
  readonly moves: number;
  readonly accepted: number;
  /** Mean squared distance moved so far, in standard deviations, by dimension. */
  readonly moved: number;
}

/** One step from a temperature to the next. */
export interface Stage {
  readonly temperature: number;
  readonly effectiveSize: number;
  readonly moves: number;
  readonly acceptance: number;
  /** Different points after resampling, of all. */
  readonly distinct: number;
}

/** Every world of the prior has likelihood 0. */
export class NoLikelihood extends Error {
  constructor(share: number) {
    super(
      share === 0
        ? 'no world of the prior gives the observed series any likelihood'
        : `only ${(100 * share).toPrecision(2)} % of the worlds of the prior give the observed series any likelihood`,
    );
    this.name = 'NoLikelihood';
  }
}

const KEPT = 0.5;
// Points have forgotten where they were once they moved this many variances on average.
const MOVED_ENOUGH = 2;
const MOST_MOVES = 60;
const TARGET_ACCEPTANCE = 0.25;

/** Draws the prior and weighs it. @throws NoLikelihood when nearly nothing of it is possible. */
export function startSmc(options: SmcOptions, density: Density): SmcState {
  const { particles, dims, seed } = options;
  const names = Array.from({ length: dims }, (_, d) => `d${d}`);
  const points = latinHypercube(particles, names, `${seed}/prior`).map(normalQuantile);
  const logs = density(points, particles, 0);
  const possible = logs.filter((one) => one > Number.NEGATIVE_INFINITY).length;
  if (possible < Math.max(2, particles * 0.01)) throw new NoLikelihood(possible / particles);
  return {
    points: Array.from(points),
    logs: Array.from(logs),
    temperature: 0,
    stages: [],
    runs: particles,
    evidence: 0,
  };
}

export function isDone({ temperature, moving }: SmcState): boolean {
  return temperature === 1 && moving === undefined;
}

/** One step on: a new temperature with resampling, or one move of every point. */
export function advance(state: SmcState, options: SmcOptions, density: Density): SmcState {
  return state.moving === undefined
    ? nextTemperature(state, options)
    : move(state, state.moving, options, density);
}

function nextTemperature(state: SmcState, { particles, dims, seed }: SmcOptions): SmcState {
  const { points, logs, temperature, stages } = state;
  const possible = logs.filter((one) => one > Number.NEGATIVE_INFINITY).length;
  const rise = powerFor(logs, 1 - temperature, Math.max(2, KEPT * possible));
  const next = rise >= 1 - temperature ? 1 : temperature + Math.max(rise, 1e-12);
  const weights = temperedWeights(logs, next - temperature);
  const top = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const mean = weights.reduce((a, b) => a + b, 0) / particles;
  const random = seedrandom(`${seed}/resample/${stages.length}`);
  const chosen = systematic(weights, particles, random());
  const lower = choleskyOf(weightedCovariance(points, weights, dims), dims);
  const stage: Stage = {
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
    temperature: next,
    stages: [...stages, stage],
    evidence: state.evidence + Math.log(mean) + (next - temperature) * top,
    moving: {
      lower: Array.from(lower),
      scale: 2.38 / Math.sqrt(Math.max(1, dims)),
      moves: 0,
      accepted: 0,
      moved: 0,
    },
  };
}

function move(
  state: SmcState,
  moving: Moving,
  { particles, dims, seed }: SmcOptions,
  density: Density,
): SmcState {
  const { temperature, stages } = state;
  const random = seedrandom(`${seed}/move/${stages.length}/${moving.moves}`);
  const points = Float64Array.from(state.points);
  const logs = Float64Array.from(state.logs);
  const steps = new Float64Array(particles * dims);
  const proposals = proposed(points, moving, steps, dims, random);
  const proposedLogs = density(proposals, particles, state.runs);
  let accepted = 0;
  let moved = 0;
  for (let i = 0; i < particles; i++) {
    const prior = squares(points, i, dims) - squares(proposals, i, dims);
    const ratio = temperature * (proposedLogs[i]! - logs[i]!) + prior / 2;
    const mark = Math.log(random());
    if (!(mark < ratio)) continue;
    points.set(proposals.subarray(i * dims, (i + 1) * dims), i * dims);
    logs[i] = proposedLogs[i]!;
    accepted += 1;
    moved += squares(steps, i, dims);
  }
  const acceptance = accepted / particles;
  const distance = moving.moved + (moving.scale ** 2 * moved) / (particles * Math.max(1, dims));
  const moves = moving.moves + 1;
  const after = { ...moving, moves, accepted: moving.accepted + accepted, moved: distance };
  const shared = {
    ...state,
    points: Array.from(points),
    logs: Array.from(logs),
    runs: state.runs + particles,
  };
  if (distance < MOVED_ENOUGH && moves < MOST_MOVES) {
    const scale = moving.scale * Math.exp(acceptance - TARGET_ACCEPTANCE);
    return { ...shared, moving: { ...after, scale } };
  }
  const { moving: _, ...rest } = shared;
  const last = stages[stages.length - 1]!;
  const stage = { ...last, moves, acceptance: after.accepted / (particles * moves) };
  return { ...rest, stages: [...stages.slice(0, -1), stage] };
}

/** A step of every point; `steps` takes the steps before they are stretched to the spread of the points. */
function proposed(
  points: Float64Array,
  { lower, scale }: Moving,
  steps: Float64Array,
  dims: number,
  random: () => number,
): Float64Array {
  const result = Float64Array.from(points);
  for (let i = 0; i < steps.length; i++) steps[i] = normalQuantile(random() || 2 ** -53);
  for (let at = 0; at < points.length; at += dims) {
    for (let a = 0; a < dims; a++) {
      let step = 0;
      for (let b = 0; b <= a; b++) step += lower[a * dims + b]! * steps[at + b]!;
      result[at + a]! += scale * step;
    }
  }
  return result;
}

function squares(values: Float64Array, i: number, dims: number): number {
  let sum = 0;
  for (let d = i * dims; d < (i + 1) * dims; d++) sum += values[d]! * values[d]!;
  return sum;
}
