import type { Model } from '../../model/model.js';
import type { Engine, Failure, Program, RunBlock, RunRequest, WorldBlock } from '../engine.js';
import type { ScalarProgram } from './program.js';
import { spellOut } from './program.js';
import { Run } from './run.js';

/** Evaluates every equation with mathjs, one element and one step at a time: slow, obvious, the oracle. */
export const referenceEngine: Engine = {
  name: 'reference',
  prepare(model: Model, request: RunRequest): Program {
    const program = spellOut(model, request);
    return { run: (worlds) => runBlock(program, worlds) };
  },
};

function runBlock(program: ScalarProgram, worlds: WorldBlock): RunBlock {
  const { request, model } = program;
  const metricCount = request.metrics.length;
  const metrics = new Float64Array(worlds.count * metricCount);
  const { reports } = request.horizon;
  const sizes = new Map(
    request.outputs.map((name) => [name, model.variables.get(name)?.size ?? 0]),
  );
  const series = new Map(
    [...sizes].map(([name, size]) => [name, new Float64Array(worlds.count * reports * size)]),
  );
  const failures: Failure[] = [];
  const width = worlds.columns.length;
  for (let i = 0; i < worlds.count; i++) {
    const values = worlds.values.subarray(i * width, (i + 1) * width);
    const failure = new Run(program, worlds.first + i, worlds.key).go(worlds.columns, values, {
      metric: (index, value) => {
        metrics[i * metricCount + index] = value;
      },
      output: (name, k, element, value) => {
        const size = sizes.get(name) ?? 0;
        const target = series.get(name);
        if (target !== undefined) target[(i * reports + k) * size + element] = value;
      },
    });
    if (failure === undefined) continue;
    failures.push(failure);
    metrics.fill(Number.NaN, i * metricCount, (i + 1) * metricCount);
    for (const [name, size] of sizes)
      series.get(name)?.fill(Number.NaN, i * reports * size, (i + 1) * reports * size);
  }
  return { first: worlds.first, count: worlds.count, metrics, series, failures, repaired: 0 };
}
