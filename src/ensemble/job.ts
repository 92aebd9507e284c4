import type { Engine, Failure, Program, RunBlock } from '../engine/engine.js';
import type { Model } from '../model/model.js';
import { applyAssumptions, readyAssumptions } from '../plan/assumptions.js';
import type { Worlds } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { ScenarioRuns } from './ensemble.js';
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
export const PATH_BYTES = 2e9;
/** Fewer worlds than this are always kept whole. */
const LEAST_SKETCHED = 2000;
/** Above this many bytes of metrics, an ensemble is refused. */
const METRIC_BYTES = 4e9;

/**
 * One scenario of an ensemble, ready to run: plain data, so that workers can be given it. With shared arrays
 * every worker writes into the same results.
 */
export interface Job {
  readonly scenario: Scenario;
  /** As in `ScenarioRuns`. */
  readonly metricValues: Float64Array;
  /** Room for all paths; none when they are sketched. */
  readonly series: ReadonlyMap<string, Float64Array>;
  readonly sketched: boolean;
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
 * @param withPaths leaves the room for paths to the caller when false.
 * @throws EnsembleTooLarge when the plan asks for more than fits.
 */
export function prepareJobs(
  scenarios: readonly Scenario[],
  worlds: Worlds,
  shared: boolean,
  pathBytes = PATH_BYTES,
  leastSketched = pathBytes < PATH_BYTES ? 1 : LEAST_SKETCHED,
  withPaths = true,
): readonly Job[] {
  const tooLarge = ensembleTooLarge(scenarios, worlds);
  if (tooLarge !== undefined) throw tooLarge;
  const points = scenarios.map(pathPoints);
  const cells = points.reduce((sum, one) => sum + [...one.values()].reduce((a, b) => a + b, 0), 0);
  // A sketch of a few worlds is larger than the worlds.
  const sketched = 8 * worlds.count * cells > pathBytes && worlds.count >= leastSketched;
  return scenarios.map((scenario, index) => {
    const sizes = sketched || !withPaths ? [] : [...(points[index] ?? [])];
    return {
      scenario,
      metricValues: roomFor(worlds.count * scenario.model.metrics.length, shared).fill(Number.NaN),
      series: new Map(sizes.map(([name, size]) => [name, roomFor(worlds.count * size, shared)])),
      sketched,
    };
  });
}

/**
 * Points (reports times elements) of each variable whose paths are kept: what the base model reports (a lever that
 * a scenario replaced must not come and go between scenarios), and what the metrics gather.
 */
export function pathPoints({ base, model, horizon }: Scenario): ReadonlyMap<string, number> {
  const names = new Set([...base.report, ...model.metrics.map((one) => one.variable)]);
  return new Map([...names].map((name) => [name, horizon.reports * sizeOfVariable(model, name)]));
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
  const outputs = base.report;
  const program = engine.prepare(model, { horizon, inputs, metrics: model.metrics, outputs });
  return { job, program, assume: readyAssumptions(worlds, base, assumptions) };
}

/** Runs some worlds of a job, from number `first` on, and puts the results in their places. */
export function runChunk({ job, program, assume }: Task, worlds: Worlds, first: number): RunBlock {
  const { count, key } = worlds;
  const block = program.run({ first, count, ...assume(worlds, first), key });
  job.metricValues.set(block.metrics, first * job.scenario.model.metrics.length);
  for (const [name, target] of job.series) {
    const found = block.series.get(name);
    if (found !== undefined) target.set(found, (first * found.length) / count);
  }
  return block;
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

function sizeOfVariable(model: Model, name: string): number {
  return model.variables.get(name)?.size ?? 0;
}
