import type { Engine, Failure, Program } from '../engine/engine.js';
import type { Model } from '../model/model.js';
import type { AssumedValues } from '../plan/assumptions.js';
import { applyAssumptions } from '../plan/assumptions.js';
import type { Worlds } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { ScenarioRuns } from './ensemble.js';

/** Results that would not fit in memory: the plan asks for too much. */
export class EnsembleTooLarge extends Error {
  readonly bytes: number;
  constructor(bytes: number) {
    super(
      `the paths of all worlds would take ${(bytes / 1e9).toFixed(1)} GB of memory: ask for fewer worlds, or report fewer variables`,
    );
    this.name = 'EnsembleTooLarge';
    this.bytes = bytes;
  }
}

const MOST_BYTES = 6e9;

/**
 * One scenario of an ensemble, ready to run: plain data, so that workers can be given it. With shared arrays
 * every worker reads the same worlds and writes into the same results.
 */
export interface Job {
  readonly scenario: Scenario;
  readonly columns: readonly string[];
  /** `values[world * columns.length + c]`. */
  readonly values: Float64Array;
  /** As in `ScenarioRuns`. */
  readonly metricValues: Float64Array;
  readonly series: ReadonlyMap<string, Float64Array>;
}

/** Makes the jobs of an ensemble, with room for all results. */
export function prepareJobs(
  scenarios: readonly Scenario[],
  worlds: Worlds,
  shared: boolean,
): readonly Job[] {
  const bytes = scenarios.reduce((sum, one) => sum + bytesOf(one, worlds.count), 0);
  if (bytes > MOST_BYTES) throw new EnsembleTooLarge(bytes);
  const own = shared ? sharedCopy(worlds.values) : worlds.values;
  return scenarios.map((scenario) => {
    const { model, horizon } = scenario;
    const applied = applyAssumptions(worlds, scenario.base, scenario.assumptions);
    const same = applied.values === worlds.values;
    // What is reported is what the base model reports: a replaced lever must not come and go between scenarios.
    const sizes = scenario.base.report.map(
      (name) => [name, worlds.count * horizon.reports * sizeOfVariable(model, name)] as const,
    );
    return {
      scenario,
      columns: applied.columns,
      values: same ? own : shared ? sharedCopy(applied.values) : applied.values,
      metricValues: numbers(worlds.count * model.metrics.length, shared).fill(Number.NaN),
      series: new Map(sizes.map(([name, size]) => [name, numbers(size, shared)])),
    };
  });
}

/** Runs some worlds of a job and puts the results in their places. */
export function runChunk(
  job: Job,
  program: Program,
  first: number,
  count: number,
  key: Worlds['key'],
): readonly Failure[] {
  const { columns, values, scenario } = job;
  const block = program.run({
    first,
    count,
    columns,
    values: values.subarray(first * columns.length, (first + count) * columns.length),
    key,
  });
  job.metricValues.set(block.metrics, first * scenario.model.metrics.length);
  for (const [name, numbersOfBlock] of block.series) {
    const width = sizeOfVariable(scenario.model, name) * scenario.horizon.reports;
    job.series.get(name)?.set(numbersOfBlock, first * width);
  }
  return block.failures;
}

/** A scenario's model, compiled for what a job keeps. */
export function programOf({ scenario }: Job, engine: Engine): Program {
  const { model, horizon, inputs } = scenario;
  return engine.prepare(model, {
    horizon,
    inputs,
    metrics: model.metrics,
    outputs: scenario.base.report,
  });
}

/** What a job amounts to, for those who read results. */
export function runsOf(job: Job, worlds: Worlds, failures: readonly Failure[]): ScenarioRuns {
  const { scenario, metricValues, series } = job;
  const values = ownColumns(job, worlds);
  return { scenario, metrics: scenario.model.metrics, metricValues, series, values, failures };
}

// A parameter that did not vary may have got a column behind those of the worlds: it is not kept.
function ownColumns(applied: AssumedValues, worlds: Worlds): Float64Array {
  const [from, to] = [applied.columns.length, worlds.columns.length];
  if (from === to) return applied.values;
  const own = new Float64Array(worlds.count * to);
  for (let i = 0; i < worlds.count; i++) {
    own.set(applied.values.subarray(i * from, i * from + to), i * to);
  }
  return own;
}

function numbers(length: number, shared: boolean): Float64Array {
  return shared ? new Float64Array(new SharedArrayBuffer(8 * length)) : new Float64Array(length);
}

function sharedCopy(values: Float64Array): Float64Array {
  const copy = numbers(values.length, true);
  copy.set(values);
  return copy;
}

function bytesOf({ base, model, horizon }: Scenario, worlds: number): number {
  const cells = base.report.reduce((sum, name) => sum + sizeOfVariable(model, name), 0);
  return 8 * worlds * (cells * horizon.reports + model.metrics.length);
}

function sizeOfVariable(model: Model, name: string): number {
  return model.variables.get(name)?.size ?? 0;
}
