/**
 * How run.mjs talks with an engine in a process of its own, the same for those written in C: each line on standard
 * input is a command. `check` prints the end states of the checked worlds, one line each; `run COUNT` runs that
 * many worlds and prints the nanoseconds that took.
 */
import { createInterface } from 'node:readline';
import { CHECKED, drawWorlds, readWorkload, WORLDS } from '../workload.mjs';

/**
 * Answers commands until standard input ends.
 * @param prepare given the workload, gives `run(values, first, count)`: runs worlds whose parameters are
 * `values[world * parameters + p]`, and gives the end state of the last.
 */
export async function converse(prepare) {
  const workload = readWorkload(process.argv[2]);
  const values = drawWorlds(workload);
  const run = await prepare(workload);
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, count] = line.split(' ');
    if (command === 'check') {
      for (const world of CHECKED) console.log([...run(values, world, 1)].join(' '));
    } else if (command === 'run') {
      const start = process.hrtime.bigint();
      for (let left = Number(count); left > 0; left -= WORLDS)
        run(values, 0, Math.min(left, WORLDS));
      console.log(String(process.hrtime.bigint() - start));
    }
  }
}
