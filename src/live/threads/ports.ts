import type { MessagePort, Worker } from 'node:worker_threads';
import type { RunnerStart } from '../protocol.js';
import type { AskerPort, RunnerPort } from '../transport.js';

/** What the thread of the runner is started with. */
export interface ThreadStart extends RunnerStart {
  /** Shared: the number of the newest request, so that a thread sees it before it hears the message. */
  readonly newest: Int32Array;
  /** Threads that run worlds. */
  readonly threads: number;
}

export function newestRequest(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4));
}

/** Whether a request of another number was posted. */
export function isOther(newest: Int32Array, number: number): boolean {
  return Atomics.load(newest, 0) !== number;
}

/** The asker's end of the line to a thread. */
export function portTo(worker: Worker, newest: Int32Array): AskerPort {
  return {
    post(request) {
      Atomics.store(newest, 0, request.number);
      worker.postMessage(request);
    },
    onMessage: (listener) => void worker.on('message', listener),
  };
}

/** The runner's end, in its thread. */
export function portOf(parent: MessagePort, newest: Int32Array): RunnerPort {
  return {
    post: (reply) => parent.postMessage(reply),
    onMessage: (listener) => void parent.on('message', listener),
    newer: (number) => isOther(newest, number),
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  };
}
