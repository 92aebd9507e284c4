import { Worker } from 'node:worker_threads';
import { HelperLine, type HelpGiven } from '../helper.js';
import type { Helpers } from '../runner.js';
import type { ThreadStart } from './ports.js';

/**
 * Starts a second thread that takes a part of the worlds.
 * @param request gives the number of the request that is worked for.
 */
export function startHelper(start: ThreadStart, request: () => number): Helpers {
  const worker = new Worker(new URL('./live-helper.js', import.meta.url), { workerData: start });
  const line = new HelperLine(start.base, request, (asked) => worker.postMessage(asked));
  worker.on('message', (given: HelpGiven) => line.hear(given));
  worker.on('error', (reason) => {
    throw reason;
  });
  worker.on('exit', (code) => {
    // What was asked of it would be waited for without end.
    throw new Error(`the second thread ended early with code ${code}`);
  });
  return line;
}
