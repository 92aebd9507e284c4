import type { LiveReply, LiveRequest } from '../../src/live/protocol.js';
import type { AskerPort, RunnerPort } from '../../src/live/transport.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A line within one thread: no shared memory, every message a copy, delivered in a later turn. */
export class MemoryLine {
  readonly requests: LiveRequest[] = [];
  readonly replies: LiveReply[] = [];
  /** Called once, between two slices of a chunk. */
  betweenSlices: (() => void) | undefined;
  #pending = 0;
  #heard = 0;
  #asker: (reply: LiveReply) => void = () => {};
  #runner: (request: LiveRequest) => void = () => {};

  readonly asker: AskerPort = {
    post: (request) => {
      this.requests.push(request);
      const copy = structuredClone(request);
      void this.#later(() => {
        this.#heard = copy.number;
        this.#runner(copy);
      });
    },
    onMessage: (listener) => {
      this.#asker = listener;
    },
  };

  /** A new end for a runner: it takes the place of the one before. */
  runner(): RunnerPort {
    return {
      post: (reply) => {
        this.replies.push(reply);
        const copy = structuredClone(reply);
        void this.#later(() => this.#asker(copy));
      },
      onMessage: (listener) => {
        this.#runner = listener;
      },
      newer: async (number) => {
        const act = this.betweenSlices;
        this.betweenSlices = undefined;
        act?.();
        await this.#later(() => {});
        return this.#heard !== number;
      },
      pause: () => this.#later(() => {}),
    };
  }

  /** Waits until the runner is idle and all messages have been heard. */
  async quiet(): Promise<void> {
    do await turn();
    while (this.#pending > 0);
  }

  async #later(act: () => void): Promise<void> {
    this.#pending += 1;
    await turn();
    this.#pending -= 1;
    act();
  }
}
