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

type Listener = (signal: NodeJS.Signals) => void;

/** A host off a terminal, whose streams are kept. */
export class TestHost implements Host {
  readonly stdin = {};
  readonly stdout: TestStream;
  readonly stderr: TestStream;
  readonly env = { LC_ALL: 'C' };
  /** What `exit` was called with. */
  exited: number | undefined;
  /** Is called with every listener for signals, as it is put on; it may call it. */
  listening: (signal: NodeJS.Signals, listener: Listener) => void = () => {};

  constructor(stdout = new TestStream(), stderr = new TestStream()) {
    this.stdout = stdout;
    this.stderr = stderr;
  }

  on = (signal: NodeJS.Signals, listener: Listener) => this.listening(signal, listener);
  off = () => {};
  exit = (code: number) => {
    this.exited ??= code;
  };
}

/** Runs a command line in this process, in the folder of the project. */
export function toguna(...args: readonly string[]): Promise<Ended> {
  return togunaOn(new TestHost(), ...args);
}

export async function togunaOn(own: TestHost, ...args: readonly string[]): Promise<Ended> {
  const code = await main(args, own);
  return { code, stdout: own.stdout.text, stderr: own.stderr.text };
}
