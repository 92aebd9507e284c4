import { PassThrough } from 'node:stream';
import { backgroundIn, type PointerEvent, splitInput } from './input.js';
import type { Background } from './terminal.js';

/** The keyboard of the terminal: process.stdin, or a stand-in for a test. */
export interface TerminalIn {
  readonly isTTY?: boolean;
  on(event: 'data', listener: (data: Buffer | string) => void): unknown;
  off(event: 'data', listener: (data: Buffer | string) => void): unknown;
  setRawMode?(on: boolean): unknown;
  pause(): unknown;
  resume(): unknown;
  ref?(): unknown;
  unref?(): unknown;
}

// The rest of a sequence follows within this, even over a slow line; Escape alone has no rest.
const REST_MS = 40;

/**
 * The stdin that Ink is given: keys go through, while reports of the mouse and answers of the terminal are taken
 * out, which Ink 6 would hand on as letters.
 */
export class Keyboard extends PassThrough {
  readonly isTTY = true;
  readonly #in: TerminalIn;
  readonly #pointers = new Set<(event: PointerEvent) => void>();
  readonly #grounds = new Set<(background: Background) => void>();
  #held = '';
  #timer: NodeJS.Timeout | undefined;
  readonly #heard = (data: Buffer | string) => this.#take(String(data));

  constructor(input: TerminalIn) {
    super();
    this.#in = input;
    input.on('data', this.#heard);
  }

  setRawMode(on: boolean): this {
    this.#in.setRawMode?.(on);
    return this;
  }

  ref(): this {
    this.#in.resume();
    this.#in.ref?.();
    return this;
  }

  unref(): this {
    this.#in.pause();
    this.#in.unref?.();
    return this;
  }

  /** @returns a function that stops listening. */
  onPointer(listener: (event: PointerEvent) => void): () => void {
    this.#pointers.add(listener);
    return () => this.#pointers.delete(listener);
  }

  onBackground(listener: (background: Background) => void): () => void {
    this.#grounds.add(listener);
    return () => this.#grounds.delete(listener);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#in.off('data', this.#heard);
    this.#in.pause();
  }

  #take(data: string): void {
    clearTimeout(this.#timer);
    const { keys, pointers, answers, rest } = splitInput(this.#held + data);
    this.#held = rest;
    if (rest !== '') this.#timer = setTimeout(() => this.#release(), REST_MS);
    for (const event of pointers) for (const tell of this.#pointers) tell(event);
    for (const answer of answers) {
      const background = backgroundIn(answer);
      if (background !== undefined) for (const tell of this.#grounds) tell(background);
    }
    if (keys !== '') this.write(keys);
  }

  #release(): void {
    const held = this.#held;
    this.#held = '';
    this.write(held);
  }
}
