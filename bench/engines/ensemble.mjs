/**
 * A whole ensemble of W2 in a fresh process, through the library: model file, worlds, runs, and the quantiles of the
 * four reported variables at every step. Prints what each part took, in milliseconds since the process began, and the
 * most memory it held, as JSON.
 *
 *   node ensemble.mjs WORLDS WORKERS      with 0 workers it runs on its own thread
 */
import { readFileSync } from 'node:fs';
import { DIST } from './toguna-build.mjs';

const [worldCount, workers] = process.argv.slice(2).map(Number);
const MODEL = new URL('../models/w2.yaml', import.meta.url);
// Worlds that a worker takes at a time.
const CHUNK = 64;

const laps = { start: performance.now() };
let lapEnd = laps.start;
const lap = (name) => {
  const now = performance.now();
  laps[name] = now - lapEnd;
  lapEnd = now;
};

const toguna = await import(new URL('index.js', DIST));
lap('load');

const files = new toguna.TextFiles({ 'w2.yaml': readFileSync(MODEL, 'utf8') });
const diagnostics = new toguna.Diagnostics();
const model = toguna.readModel('w2.yaml', files, diagnostics);
const scenarios = toguna.scenariosOfModel(model, files, diagnostics);
lap('read');

const plan = { worlds: worldCount, design: 'latin_hypercube', seed: 'bench' };
const worlds = toguna.makeWorlds(model, plan, diagnostics);
lap('draw');

let compile = 0;
const engine = {
  name: toguna.kernelEngine.name,
  prepare(...args) {
    const start = performance.now();
    const program = toguna.kernelEngine.prepare(...args);
    compile += performance.now() - start;
    return program;
  },
};
const ensemble =
  workers === 0
    ? await toguna.runEnsemble(scenarios, worlds, plan, { engine })
    : await toguna.runInPool(scenarios, worlds, plan, {
        engine,
        workers,
        chunk: CHUNK,
        workerUrl: new URL('worker.js', DIST),
      });
lap('run');
laps.run -= compile;
laps.compile = compile;

const [runs] = ensemble.scenarios;
const paths = model.report.map((name) => toguna.pathSummary(runs, ensemble.completed, name));
lap('summarise');

const failed = runs.failures.length;
if (ensemble.completed !== worldCount || failed > 0)
  throw new Error(`${ensemble.completed} of ${worldCount} worlds ran, ${failed} failed`);
const medians = Object.fromEntries(paths.map((one) => [one.variable, one.quantiles[2].at(-1)]));
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ laps, megabytes, sketched: runs.sketches !== undefined, medians }));
