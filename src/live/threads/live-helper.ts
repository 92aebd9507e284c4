import { parentPort, workerData } from 'node:worker_threads';
import { kernelEngine } from '../../engine/kernel/index.js';
import { type HelpAsked, Helper } from '../helper.js';
import { isOther, type ThreadStart } from './ports.js';

// The second thread: takes a part of the worlds of each urgent chunk.
const start = workerData as ThreadStart;
const helper = new Helper(start, kernelEngine);

parentPort?.on('message', async (asked: HelpAsked) => {
  const newer = () => isOther(start.newest, asked.request);
  parentPort?.postMessage(await helper.run(asked, newer));
});
