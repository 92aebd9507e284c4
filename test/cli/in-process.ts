import { EventEmitter } from 'node:events';
import type { Host, TextStream } from '../../src/cli/host.js';
import { main } from '../../src/cli/main.js';
import type { Ended } from './program.js';

/** A stream that keeps what is written to it, or fails each time with the error of this code. */
export class TestStream implements TextStream {
  text = '';
  readonly #code: string | undefined;

  constructor(code?: string) {
    this.#code = code;
  }

  write(text: string, done?: (error?: Error | null) => void): void {
    if (this.#code === undefined) this.text += text;
    const error =
      this.#code === undefined ? null : Object.assign(new Error(), { code: this.#code });
    setImmediate(() => done?.(error));
  }
}

/** A host off a terminal, whose streams are kept. `signals.emit('SIGINT')` is a Ctrl-C. */
export class TestHost implements Host {
  readonly stdin = {};
  readonly stdout: TestStream;
  readonly stderr: TestStream;
  readonly env = { LC_ALL: 'C' };
  readonly signals = new EventEmitter();
  /** What `exit` was called with. */
  exited: number | undefined;

  constructor(stdout = new TestStream(), stderr = new TestStream()) {
    this.stdout = stdout;
    this.stderr = stderr;
  }

  on = (signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void) => {
    this.signals.on(signal, listener);
  };
  off = (signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void) => {
    this.signals.off(signal, listener);
  };
  exit = (code: number) => {
    this.exited ??= code;
  };

  signal(name: NodeJS.Signals): void {
    this.signals.emit(name, name);
  }
}

/** Runs a command line in this process, in the folder of the project. */
export async function toguna(...args: readonly string[]): Promise<Ended> {
  const own = new TestHost();
  const code = await main(args, own);
  return { code, stdout: own.stdout.text, stderr: own.stderr.text };
}
