import { Worker } from 'node:worker_threads';
import type { Model } from '../../model/model.js';
import type { Helpers } from '../runner.js';
import type { LiveHelper } from '../runs.js';
import type { HelpAsked, HelpGiven } from './live-helper.js';
import type { ThreadStart } from './ports.js';

/**
 * Starts a second thread that takes a part of the worlds.
 * @param request gives the number of the request that is worked for.
 */
export function startHelper(start: ThreadStart, request: () => number): Helpers {
  const worker = new Worker(new URL('./live-helper.js', import.meta.url), { workerData: start });
  const waiting = new Map<number, (given: HelpGiven) => void>();
  const told = new Set<string>();
  let forgotten: string[] = [];
  let number = 0;
  const models = new Map<Model, number>([[start.base, 0]]);
  worker.on('message', (given: HelpGiven) => {
    waiting.get(given.number)?.(given);
    waiting.delete(given.number);
  });
  worker.on('error', (reason) => {
    throw reason;
  });
  worker.on('exit', (code) => {
    // What was asked of it would be waited for without end.
    throw new Error(`the second thread ended early with code ${code}`);
  });
  return {
    for(purpose: string): LiveHelper {
      return (key, { scenario, ...job }, first, count) => {
        number += 1;
        const own = `${purpose} ${key}`;
        const { base: _, model: runs, ...rest } = scenario;
        const fresh = told.has(own) ? {} : { scenario: rest };
        const made = models.has(runs) ? {} : { made: runs };
        const at = models.get(runs) ?? models.size;
        models.set(runs, at);
        told.add(own);
        const forget = forgotten;
        forgotten = [];
        const asked = {
          number,
          key: own,
          ...fresh,
          ...made,
          model: at,
          job,
          first,
          count,
          request: request(),
          forget,
        };
        worker.postMessage(asked satisfies HelpAsked);
        return new Promise((resolve) => waiting.set(number, resolve));
      };
    },
    keep(purpose: string, keys: readonly string[]): void {
      const kept = new Set(keys.map((key) => `${purpose} ${key}`));
      for (const one of told) {
        if (!one.startsWith(`${purpose} `) || kept.has(one)) continue;
        told.delete(one);
        forgotten.push(one);
      }
    },
  };
}
