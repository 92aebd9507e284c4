import { parentPort, workerData } from 'node:worker_threads';
import { kernelEngine } from '../../engine/kernel/index.js';
import { givenWorlds, stretchesOf } from '../../ensemble/given-worlds.js';
import type { Job, Task } from '../../ensemble/job.js';
import { taskOf } from '../../ensemble/job.js';
import type { Model } from '../../model/model.js';
import { type PackedScenario, unpacked } from '../protocol.js';
import { runWorlds, type WorldsDone } from '../runs.js';
import { isOther, type ThreadStart } from './ports.js';

/** Some worlds of a scenario, for the second thread. */
export interface HelpAsked {
  readonly number: number;
  readonly key: string;
  /** Absent when the thread knows it already. Its model comes by number. */
  readonly scenario?: Omit<PackedScenario, 'model'>;
  /** The number of the model that runs, and the model itself the first time; scenarios share what is compiled. */
  readonly model: number;
  readonly made?: Model;
  readonly job: Omit<Job, 'scenario'>;
  readonly first: number;
  readonly count: number;
  /** The number of the request that it is for. */
  readonly request: number;
  /** Keys that are not needed any more. */
  readonly forget: readonly string[];
}

export interface HelpGiven extends WorldsDone {
  readonly number: number;
}

interface Known {
  readonly scenario: Job['scenario'];
  task: Task | undefined;
}

const start = workerData as ThreadStart;
const known = new Map<string, Known>();
const models = new Map<number, Model>();
const stretches = stretchesOf(givenWorlds(start.worlds, false));

parentPort?.on('message', async (asked: HelpAsked) => {
  for (const key of asked.forget) {
    known.get(key)?.task?.program.release?.();
    known.delete(key);
  }
  if (asked.made !== undefined) models.set(asked.model, asked.made);
  if (asked.scenario !== undefined) {
    const model = models.get(asked.model) ?? start.base;
    const scenario = unpacked({ ...asked.scenario, model }, start.base);
    known.set(asked.key, { scenario, task: undefined });
  }
  const own = known.get(asked.key);
  if (own === undefined) throw new Error('the helper was not told of a scenario');
  const job: Job = { ...asked.job, scenario: own.scenario };
  own.task ??= taskOf(job, start.worlds, kernelEngine);
  const newer = () => isOther(start.newest, asked.request);
  const done = await runWorlds({ ...own.task, job }, stretches, asked.first, asked.count, newer);
  parentPort?.postMessage({ ...done, number: asked.number } satisfies HelpGiven);
});
