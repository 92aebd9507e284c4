/** toguna's engines: `kernel` or `reference`, on the model file of the workload. Keeps all states at both ends. */
import { readFileSync } from 'node:fs';
import { converse } from './conversation.mjs';
import { DIST } from './toguna-build.mjs';

const toguna = await import(new URL('index.js', DIST));

// Worlds in a block, as ensembles run them.
const BLOCK = 256;

const [, , key, engineName] = process.argv;

await converse((workload) => {
  const columns = Object.keys(workload.parameters);
  const stocks = Object.keys(workload.stocks);
  const program = prepare(workload, stocks);
  return (values, first, count) => {
    let end = [];
    for (let at = first; at < first + count; at += BLOCK) {
      const size = Math.min(BLOCK, first + count - at);
      const block = program.run({
        first: at,
        count: size,
        columns,
        values: values.subarray(at * columns.length, (at + size) * columns.length),
        key: [0, 0],
      });
      if (block.failures.length > 0) throw new Error(JSON.stringify(block.failures[0]));
      end = stocks.flatMap((name) => [...block.series.get(name).slice(-workload.regions)]);
    }
    return end;
  };
});

function prepare(workload, outputs) {
  const engine = toguna[`${engineName}Engine`];
  if (engine === undefined) throw new Error(`the build exports no ${engineName}Engine`);
  const file = new URL(`../models/${key}.yaml`, import.meta.url);
  const files = new toguna.TextFiles({ [key]: readFileSync(file, 'utf8') });
  const diagnostics = new toguna.Diagnostics();
  const model = toguna.readModel(key, files, diagnostics);
  if (model === undefined) throw new Error(toguna.formatDiagnostics(diagnostics.all, files));
  const horizon = {
    start: 0,
    report: workload.steps * workload.dt,
    stepsPerReport: workload.steps,
    reports: 2,
    steps: workload.steps,
    method: 'euler',
  };
  const inputs = { levers: new Map(), jumps: [] };
  return engine.prepare(model, { horizon, inputs, metrics: [], outputs });
}
