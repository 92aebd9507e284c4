import type { Engine, Failure, Program } from '../engine/engine.js';
import type { Model } from '../model/model.js';
import type { AssumedValues } from '../plan/assumptions.js';
import { applyAssumptions } from '../plan/assumptions.js';
import type { Plan, Worlds } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Ensemble, Progress, ScenarioRuns } from './ensemble.js';

export interface EnsembleOptions {
  readonly engine: Engine;
  /** Called after every chunk, with what is whole so far. */
  readonly onProgress?: (progress: Progress, soFar: Ensemble) => void;
  /** Stops between chunks; the ensemble then holds the worlds that ran under every scenario. */
  readonly signal?: AbortSignal;
  /** Lets the rest of the program breathe between chunks. */
  readonly pause?: () => Promise<void>;
}

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
// A chunk lasts about this long, so that an interrupt is heard and progress moves.
const CHUNK_MS = 40;

interface Job {
  readonly scenario: Scenario;
  readonly program: Program;
  readonly columns: readonly string[];
  readonly values: Float64Array;
  readonly runs: ScenarioRuns & { readonly failures: Failure[] };
}

/**
 * Runs every scenario over every world, world by world, so that what is done at any time is whole: the first
 * worlds under all scenarios.
 * @param scenarios the baseline first.
 */
export async function runEnsemble(
  scenarios: readonly Scenario[],
  worlds: Worlds,
  plan: Plan,
  options: EnsembleOptions,
): Promise<Ensemble> {
  const jobs = prepareJobs(scenarios, worlds, options.engine);
  const soFar = (completed: number): Ensemble => ({
    plan,
    worlds,
    scenarios: jobs.map((job) => job.runs),
    completed,
  });
  const total = worlds.count * jobs.length;
  const pause = options.pause ?? (() => Promise.resolve());
  let chunk = 1;
  let first = 0;
  while (first < worlds.count) {
    const count = Math.min(chunk, worlds.count - first);
    const start = now();
    for (const [index, job] of jobs.entries()) {
      if (options.signal?.aborted === true) return soFar(first);
      runChunk(job, first, count, worlds);
      options.onProgress?.(
        { done: first * jobs.length + (index + 1) * count, total },
        soFar(first),
      );
      await pause();
    }
    first += count;
    options.onProgress?.({ done: first * jobs.length, total }, soFar(first));
    const each = (now() - start) / (count * jobs.length);
    chunk = Math.max(1, Math.min(256, Math.round(CHUNK_MS / Math.max(each, 1e-3))));
  }
  return soFar(first);
}

// Only the size of chunks depends on it, and results do not depend on that.
function now(): number {
  return performance.now();
}

function prepareJobs(
  scenarios: readonly Scenario[],
  worlds: Worlds,
  engine: Engine,
): readonly Job[] {
  const bytes = scenarios.reduce((sum, one) => sum + bytesOf(one, worlds.count), 0);
  if (bytes > MOST_BYTES) throw new EnsembleTooLarge(bytes);
  return scenarios.map((scenario) => {
    const { model, horizon, inputs } = scenario;
    const applied = applyAssumptions(worlds, scenario.base, scenario.assumptions);
    const program = engine.prepare(model, {
      horizon,
      inputs,
      metrics: model.metrics,
      outputs: model.report,
    });
    const runs = {
      scenario,
      metrics: model.metrics,
      metricValues: new Float64Array(worlds.count * model.metrics.length).fill(Number.NaN),
      series: new Map(
        model.report.map((name) => [
          name,
          new Float64Array(worlds.count * horizon.reports * sizeOfVariable(model, name)),
        ]),
      ),
      values: ownColumns(applied, worlds),
      failures: [] as Failure[],
    };
    return { scenario, program, columns: applied.columns, values: applied.values, runs };
  });
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

function bytesOf({ model, horizon }: Scenario, worlds: number): number {
  const cells = model.report.reduce((sum, name) => sum + sizeOfVariable(model, name), 0);
  return 8 * worlds * (cells * horizon.reports + model.metrics.length);
}

function sizeOfVariable(model: Model, name: string): number {
  return model.variables.get(name)?.size ?? 0;
}

function runChunk(job: Job, first: number, count: number, worlds: Worlds): void {
  const width = job.columns.length;
  const block = job.program.run({
    first,
    count,
    columns: job.columns,
    values: job.values.subarray(first * width, (first + count) * width),
    key: worlds.key,
  });
  job.runs.metricValues.set(block.metrics, first * job.runs.metrics.length);
  for (const [name, values] of block.series) {
    const target = job.runs.series.get(name);
    const size = sizeOfVariable(job.scenario.model, name) * job.scenario.horizon.reports;
    target?.set(values, first * size);
  }
  job.runs.failures.push(...block.failures);
}
