import { parentPort, workerData } from 'node:worker_threads';
import { kernelEngine } from '../engine/kernel/index.js';
import { readDraft } from '../live/read-draft.js';
import { Runner } from '../live/runner.js';
import { portOf, type ThreadStart } from '../live/threads/ports.js';
import { startHelper } from '../live/threads/start-helper.js';
import { DiskFiles } from '../study/disk-files.js';
import { homeFolder } from '../study/home.js';

// The thread of the runner: gives it the kernel, the disk and a second thread.
const start = workerData as ThreadStart;
if (parentPort === null) throw new Error('this is started as a thread');
new Runner(start, {
  engine: kernelEngine,
  port: portOf(parentPort, start.newest),
  // Files may have changed since the last draft: nothing is kept.
  readDraft: (draft, model) =>
    readDraft(draft, model, { files: new DiskFiles(), folders: [homeFolder()] }),
  failed: (reason) => {
    // Thrown outside of any promise, so that the thread ends and the asker is told.
    setImmediate(() => {
      throw reason;
    });
  },
  ...(start.threads > 1 ? { helpers: (number: () => number) => startHelper(start, number) } : {}),
});
