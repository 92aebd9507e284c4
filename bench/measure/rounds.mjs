/** Times engines in turn, round by round, so that what disturbs the machine disturbs all of them alike. */
import { ENGINES } from '../engines/index.mjs';
import { expectedStates, largestDifference } from '../workload.mjs';
import { EngineProcess } from './engine-process.mjs';

/** An engine that differs more than this from the end states of the workload is not timed. */
const AGREEMENT = 1e-9;

const WARM_UP_MS = 600;
const TURN_MS = 250;

/**
 * Starts every engine on a workload and compares its end states with those expected.
 * @returns for each `{ engine, difference, process }`, or `{ engine, problem }`.
 */
export async function startEngines(workload, say) {
  const expected = expectedStates(workload);
  const started = [];
  for (const engine of ENGINES) {
    if (engine.only !== undefined && engine.only !== workload.key) continue;
    try {
      const process = new EngineProcess(engine.start(workload.key));
      const difference = largestDifference(expected, await process.check(expected.length));
      const agrees = difference <= AGREEMENT;
      if (!agrees) process.end();
      started.push(
        agrees
          ? { engine, difference, process }
          : { engine, difference, problem: `differs by ${difference.toExponential(1)}: not timed` },
      );
    } catch (error) {
      started.push({ engine, problem: error.message });
    }
    const last = started.at(-1);
    say(`  ${engine.name}: ${last.problem ?? `differs by ${last.difference.toExponential(1)}`}`);
  }
  return started;
}

/**
 * Times the engines that agree, in `rounds` rounds.
 * @returns for each of all engines `{ ...as given, count, times }`: nanoseconds per variable update by round.
 */
export async function timeRounds(workload, started, rounds, say) {
  const updates = workload.steps * workload.updates_per_step;
  const able = started.filter((one) => one.process !== undefined);
  const turns = [];
  for (const one of able) turns.push({ ...one, count: await warmUp(one), times: [] });
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another engine.
    for (let k = 0; k < turns.length; k++) {
      const turn = turns[(round + k) % turns.length];
      turn.times.push((await turn.process.run(turn.count)) / (turn.count * updates));
    }
    say(`  round ${round + 1} of ${rounds}`);
  }
  for (const { process } of able) process.end();
  return started.map((one) => turns.find((turn) => turn.engine === one.engine) ?? one);
}

/** Runs an engine until it is warm, and gives how many worlds last about one turn. */
async function warmUp({ engine, process }) {
  let count = engine.block;
  let each = Infinity;
  const end = performance.now() + WARM_UP_MS;
  do {
    each = (await process.run(count)) / count;
    if (each * count < 20e6) count *= 2;
  } while (performance.now() < end);
  return Math.max(1, Math.round((TURN_MS * 1e6) / each / engine.block)) * engine.block;
}
