import type { Engine, Failure, Program, RunBlock } from '../engine/engine.js';
import { applyAssumptions, readyAssumptions } from '../plan/assumptions.js';
import type { Worlds } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { ScenarioRuns } from './ensemble.js';
import type { PathRequest } from './path-request.js';
import { pathPoints } from './path-request.js';
import type { PathSketches } from './path-sketches.js';
import { roomFor } from './shared-numbers.js';

/** Results that would not fit in memory: the plan asks for too much. */
export class EnsembleTooLarge extends Error {
  constructor(bytes: number) {
    const size = `${(bytes / 1e9).toFixed(1)} GB`;
    super(
      `the metrics and parameters of all worlds would take ${size} of memory: ask for fewer worlds`,
    );
    this.name = 'EnsembleTooLarge';
  }
}

/** Above this many bytes of paths, sketches are kept instead; quantiles are then within `SKETCH_ERROR`. */
export const PATH_BYTES = 8e8;
/** Fewer worlds than this are always kept whole: a sketch of so few is as large as they are. */
const LEAST_SKETCHED = 256;
/** Above this many bytes of metrics, an ensemble is refused. */
const METRIC_BYTES = 4e9;

/** By variable, `series[(world * reports + k) * size + element]`. */
export type PathRoom = ReadonlyMap<string, Float64Array>;

/**
 * One scenario of an ensemble, ready to run: plain data, so that workers can be given it. With shared arrays
 * every worker writes into the same results.
 */
export interface Job {
  readonly scenario: Scenario;
  /** Points of each variable whose paths are kept. */
  readonly outputs: ReadonlyMap<string, number>;
  /** As in `ScenarioRuns`. */
  readonly metricValues: Float64Array;
  /** Room for all paths; none when they are sketched. */
  readonly series: PathRoom;
  readonly sketched: boolean;
  /** Whether `series` held zeros when the job was made. */
  readonly zeroed: boolean;
}

export interface JobOptions {
  /** Which paths are kept. */
  readonly paths: PathRequest;
  /** Who makes the room for paths: the job, or its caller, in arrays of any content. */
  readonly room: 'job' | 'caller';
  /** Whether threads share the memory. */
  readonly shared: boolean;
  /** Bytes of paths above which they are sketched; when absent, `PATH_BYTES` from `LEAST_SKETCHED` worlds on. */
  readonly pathBytes?: number | undefined;
}

/** What keeps an ensemble from being run, if its plan asks for more than fits; told before anything is drawn. */
export function ensembleTooLarge(
  scenarios: readonly Scenario[],
  worlds: Pick<Worlds, 'count' | 'columns'>,
): EnsembleTooLarge | undefined {
  const metricCount = scenarios.reduce((sum, one) => sum + one.model.metrics.length, 0);
  const bytes = 8 * worlds.count * (metricCount + worlds.columns.length);
  return bytes > METRIC_BYTES ? new EnsembleTooLarge(bytes) : undefined;
}

/**
 * Makes the jobs of an ensemble, with room for all results.
 * @throws EnsembleTooLarge when the plan asks for more than fits.
 */
export function prepareJobs(
  scenarios: readonly Scenario[],
  worlds: Worlds,
  { paths, room, shared, pathBytes }: JobOptions,
): readonly Job[] {
  const tooLarge = ensembleTooLarge(scenarios, worlds);
  if (tooLarge !== undefined) throw tooLarge;
  const points = scenarios.map((one) => pathPoints(one, paths));
  const whole = 8 * worlds.count * sum(points.map((one) => sum([...one.values()])));
  const sketched =
    room === 'job' &&
    whole > (pathBytes ?? PATH_BYTES) &&
    worlds.count >= (pathBytes === undefined ? LEAST_SKETCHED : 1);
  return scenarios.map((scenario, index) => {
    const outputs = points[index] ?? new Map<string, number>();
    const sizes = sketched || room === 'caller' ? [] : [...outputs];
    return {
      scenario,
      outputs,
      metricValues: roomFor(worlds.count * scenario.model.metrics.length, shared).fill(Number.NaN),
      series: new Map(sizes.map(([name, size]) => [name, roomFor(worlds.count * size, shared)])),
      sketched,
      zeroed: room === 'job',
    };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** A job with what runs it. */
export interface Task {
  readonly job: Job;
  readonly program: Program;
  /** The values of worlds under the scenario's assumptions. */
  readonly assume: ReturnType<typeof readyAssumptions>;
}

/** Compiles the model of a job for what is kept of it. */
export function taskOf(job: Job, worlds: Pick<Worlds, 'columns' | 'key'>, engine: Engine): Task {
  const { model, base, horizon, inputs, assumptions } = job.scenario;
  const outputs = [...job.outputs.keys()];
  const program = engine.prepare(model, { horizon, inputs, metrics: model.metrics, outputs });
  return { job, program, assume: readyAssumptions(worlds, base, assumptions) };
}

/**
 * Runs some worlds of a job, from number `first` on, and puts the results in their places.
 * @param paths where paths go, if not to the job's own room, and the number of the first world there.
 */
export function runChunk(
  { job, program, assume }: Task,
  worlds: Worlds,
  first: number,
  paths?: { readonly room: PathRoom; readonly from: number },
): RunBlock {
  const { count, key } = worlds;
  const block = program.run({ first, count, ...assume(worlds, first), key });
  job.metricValues.set(block.metrics, first * job.scenario.model.metrics.length);
  const { room, from } = paths ?? { room: job.series, from: 0 };
  for (const [name, target] of room) {
    const found = block.series.get(name);
    if (found === undefined || (job.zeroed && paths === undefined && isZero(found))) continue;
    target.set(found, ((first - from) * found.length) / count);
  }
  return block;
}

// What a lever that nobody uses costs is 0 in all worlds. Memory that is never written to takes none of the machine's.
function isZero(values: Float64Array): boolean {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let at = 0; at < words.length; at += 1) if (words[at] !== 0) return false;
  return true;
}

/** What a job amounts to, for those who read results. */
export function runsOf(
  job: Job,
  worlds: Worlds,
  failures: readonly Failure[],
  sketches?: PathSketches,
): ScenarioRuns {
  const { scenario, metricValues, series } = job;
  const metrics = scenario.model.metrics;
  const kept = sketches === undefined ? {} : { sketches };
  let own: Float64Array | undefined;
  return {
    scenario,
    metrics,
    metricValues,
    series,
    ...kept,
    // Few look at them, and they may be many.
    get values() {
      own ??= ownColumns(scenario, worlds);
      return own;
    },
    failures,
  };
}

// A parameter that did not vary may have got a column behind those of the worlds: it is not kept.
function ownColumns({ base, assumptions }: Scenario, worlds: Worlds): Float64Array {
  const applied = applyAssumptions(worlds, base, assumptions);
  const [from, to] = [applied.columns.length, worlds.columns.length];
  if (from === to) return applied.values;
  const own = new Float64Array(worlds.count * to);
  for (let i = 0; i < worlds.count; i++) {
    own.set(applied.values.subarray(i * from, i * from + to), i * to);
  }
  return own;
}
