/** What the kernel alone needs for the shipped Mali comparison: the least that any run can take. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DIST } from '../engines/toguna-build.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WORLDS = 64;
const REPEATS = 3;

const files = {
  read(path) {
    try {
      return { text: readFileSync(`${ROOT}${path}`, 'utf8') };
    } catch {
      return { problem: 'missing' };
    }
  },
  isInside: () => true,
  list(folder) {
    const path = `${ROOT}${folder}`;
    return statSync(path, { throwIfNoEntry: false }) ? readdirSync(path).sort() : [];
  },
};

/**
 * Milliseconds a world under all scenarios, on one thread, compiled and warm: of each scenario the fastest of some
 * blocks, since what else runs on the machine only makes them slower.
 * @param paths the scenario files, as seen from the root of the project.
 */
export async function kernelTime(paths) {
  const toguna = await import(new URL('index.js', DIST));
  const diagnostics = new toguna.Diagnostics();
  const readers = toguna.createReaders(files, diagnostics);
  const scenarios = toguna.readScenarios(paths, readers, files, diagnostics);
  const plan = { worlds: WORLDS, design: 'latin_hypercube', seed: 'bench' };
  const worlds = toguna.makeWorlds(scenarios[0].base, plan, diagnostics);
  const { columns, values, key } = worlds;
  let sum = 0;
  for (const { model, horizon, inputs } of scenarios) {
    const request = { horizon, inputs, metrics: model.metrics, outputs: [] };
    const program = toguna.kernelEngine.prepare(model, request);
    const block = { first: 0, count: WORLDS, columns, values, key };
    // On a busy machine the clock counts others too; the processors' time counts V8's own other threads.
    const times = Array.from({ length: REPEATS + 2 }, () => {
      const start = performance.now();
      const before = process.cpuUsage();
      program.run(block);
      const { user, system } = process.cpuUsage(before);
      return Math.min(performance.now() - start, (user + system) / 1000);
    });
    program.release?.();
    // The first blocks are run while V8 still compiles.
    sum += Math.min(...times.slice(2)) / WORLDS;
  }
  return sum;
}
