import { AsyncLocalStorage } from 'node:async_hooks';
import process from 'node:process';

/** Where text is written: a stream of the process, or a stand-in for a test. */
export interface TextStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  /** @param done is called when the text is out, or with why it is not. */
  write(text: string, done?: (error?: Error | null) => void): unknown;
}

type Listener = (signal: NodeJS.Signals) => void;

/** What a command may touch of the process it runs in. */
export interface Host {
  readonly stdin: { readonly isTTY?: boolean | undefined };
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Listens to signals, as `process.on` does. */
  on(signal: NodeJS.Signals, listener: Listener): void;
  off(signal: NodeJS.Signals, listener: Listener): void;
  /** Ends the program at once. */
  exit(code: number): void;
}

const storage = new AsyncLocalStorage<Host>();

/** The host of the command that runs; the process itself when there is no command yet. */
export function host(): Host {
  return storage.getStore() ?? processHost;
}

export function withHost<T>(own: Host, work: () => T): T {
  return storage.run(own, work);
}

/** The process: its streams, signals and environment. */
export const processHost: Host = {
  // Looked up when they are used: to open a stream costs time, and may fail.
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return process.stdout;
  },
  get stderr() {
    return process.stderr;
  },
  env: process.env,
  on: (signal, listener) => void process.on(signal, listener),
  off: (signal, listener) => void process.off(signal, listener),
  exit: (code) => process.exit(code),
};
