import { constants } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { host } from './host.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// npm passes a Ctrl-C on that the terminal has sent to its child already: what comes so soon is the same press.
const SAME_PRESS_MS = 150;

/**
 * What Ctrl-C, SIGTERM and SIGHUP mean while a command works: the first ends the work and keeps what is whole, the
 * second ends the program at once. Outside of {@link during} they end the program as the system has it.
 */
export class Interrupts {
  #first: { readonly signal: NodeJS.Signals; readonly at: number } | undefined;

  /** The exit code of a command that was interrupted: 130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP. */
  get code(): number | undefined {
    return this.#first === undefined ? undefined : codeOf(this.#first.signal);
  }

  /** Works until it is done or a signal comes, which aborts the signal that the work is given. */
  async during<T>(work: (abort: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const { on, off, exit } = host();
    const hear = (signal: NodeJS.Signals) => {
      const now = performance.now();
      if (this.#first === undefined) {
        this.#first = { signal, at: now };
        controller.abort();
      } else if (now - this.#first.at > SAME_PRESS_MS || signal !== this.#first.signal) {
        exit(codeOf(signal));
      }
    };
    for (const signal of SIGNALS) on(signal, hear);
    try {
      return await work(controller.signal);
    } finally {
      if (this.#first === undefined) for (const signal of SIGNALS) off(signal, hear);
      // The rest of a press that was told twice is heard here. Handlers stay: the command tells what is whole now, and
      // a second press in that time ends it with the same code as before.
      else await setTimeout(Math.max(0, this.#first.at + SAME_PRESS_MS - performance.now()));
    }
  }
}

// 128 + n is how a shell names a program that signal n ended.
function codeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
