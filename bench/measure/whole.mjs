/** Whole ensembles of W2, each in a fresh process: from the model file to the quantiles. */
import { fileURLToPath } from 'node:url';
import { DIST } from '../engines/toguna-build.mjs';
import { runChild } from './child.mjs';
import { median } from './statistics.mjs';

const SCRIPT = fileURLToPath(new URL('../engines/ensemble.mjs', import.meta.url));
const MODEL = fileURLToPath(new URL('../models/w2.yaml', import.meta.url));

async function ensemble(worlds, workers) {
  const { output, wall } = await runChild([SCRIPT, String(worlds), String(workers)]);
  return { wall, ...JSON.parse(output) };
}

/**
 * 1,000 worlds from a cold start, `repeats` times: through the library on one thread, and with `toguna run`.
 * @returns medians in milliseconds, and what the parts took in the run of median length.
 */
export async function cold(repeats) {
  const library = [];
  const command = [];
  for (let k = 0; k < repeats; k++) {
    library.push(await ensemble(1000, 0));
    const cli = fileURLToPath(new URL('cli.js', DIST));
    const args = [cli, 'run', MODEL, '--worlds', '1000', '--quiet'];
    command.push((await runChild(args)).wall);
  }
  library.sort((a, b) => a.wall - b.wall);
  const middle = library[Math.floor(repeats / 2)];
  return {
    wall: middle.wall,
    laps: middle.laps,
    compile: median(library.map((one) => one.laps.compile)),
    command: median(command),
  };
}

/** A million worlds (or fewer) on two workers. */
export async function million(worlds) {
  return { worlds, ...(await ensemble(worlds, 2)) };
}

/** One worker and two by turns: milliseconds that the runs took, medians. */
export async function scaling(worlds, repeats) {
  const one = [];
  const two = [];
  for (let k = 0; k < repeats; k++) {
    one.push((await ensemble(worlds, 1)).laps.run);
    two.push((await ensemble(worlds, 2)).laps.run);
  }
  return { worlds, one: median(one), two: median(two) };
}
