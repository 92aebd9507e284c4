import { StringDecoder } from 'node:string_decoder';
import { backgroundIn } from '../terminal/background.js';
import type { Background } from '../terminal/terminal.js';
import { type InputEvent, InputReader } from './input.js';
import type { PointerEvent } from './pointer-event.js';

/** The keyboard of the terminal: process.stdin, or a stand-in for a test. */
export interface TerminalIn {
  readonly isTTY?: boolean;
  on(event: 'data', listener: (data: Buffer | string) => void): unknown;
  off(event: 'data', listener: (data: Buffer | string) => void): unknown;
  setRawMode?(on: boolean): unknown;
  pause(): unknown;
  resume(): unknown;
}

/** What was typed at once: names of keys, or text that was pasted. */
export type Typed =
  | { readonly type: 'keys'; readonly names: readonly string[] }
  | { readonly type: 'paste'; readonly text: string };

// The rest of a sequence follows within this, even over a slow line; Escape alone has no rest.
const REST_MS = { nothing: 0, escape: 40, rest: 150, paste: 1000 } as const;

/**
 * All that comes from the terminal, told to those who listen. Ink is given nothing of it: Ink 6 stops at key
 * sequences that it does not know (ink#901), and takes answers of the terminal for letters.
 */
export class Keyboard {
  readonly #in: TerminalIn;
  readonly #reader = new InputReader();
  readonly #decoder = new StringDecoder('utf8');
  readonly #typed = new Set<(typed: Typed) => void>();
  readonly #pointers = new Set<(event: PointerEvent) => void>();
  readonly #grounds = new Set<(background: Background) => void>();
  #timer: NodeJS.Timeout | undefined;
  readonly #heard = (data: Buffer | string) => this.#take(data);

  constructor(input: TerminalIn) {
    this.#in = input;
    input.on('data', this.#heard);
  }

  get isTTY(): boolean {
    return this.#in.isTTY === true;
  }

  setRawMode(on: boolean): void {
    if (this.isTTY) this.#in.setRawMode?.(on);
  }

  /** Listens from now on. */
  open(): void {
    this.setRawMode(true);
    this.#in.resume();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#in.off('data', this.#heard);
    this.setRawMode(false);
    this.#in.pause();
  }

  /** @returns a function that stops listening. */
  onTyped(listener: (typed: Typed) => void): () => void {
    this.#typed.add(listener);
    return () => this.#typed.delete(listener);
  }

  onPointer(listener: (event: PointerEvent) => void): () => void {
    this.#pointers.add(listener);
    return () => this.#pointers.delete(listener);
  }

  onBackground(listener: (background: Background) => void): () => void {
    this.#grounds.add(listener);
    return () => this.#grounds.delete(listener);
  }

  #take(data: Buffer | string): void {
    clearTimeout(this.#timer);
    this.#tell(this.#reader.read(typeof data === 'string' ? data : this.#decoder.write(data)));
    const { waiting } = this.#reader;
    if (waiting === 'nothing') return;
    this.#timer = setTimeout(() => this.#tell(this.#reader.flush()), REST_MS[waiting]);
  }

  // Keys in a row are told together, so that the screen is drawn once.
  #tell(events: readonly InputEvent[]): void {
    let names: string[] = [];
    const tellKeys = () => {
      if (names.length > 0) for (const tell of this.#typed) tell({ type: 'keys', names });
      names = [];
    };
    for (const one of events) {
      if (one.kind === 'key') {
        names.push(one.name);
        continue;
      }
      tellKeys();
      if (one.kind === 'pointer') for (const tell of this.#pointers) tell(one.event);
      if (one.kind === 'paste')
        for (const tell of this.#typed) tell({ type: 'paste', text: one.text });
      if (one.kind === 'answer') this.#answer(one.text);
    }
    tellKeys();
  }

  #answer(text: string): void {
    const background = backgroundIn(text);
    if (background !== undefined) for (const tell of this.#grounds) tell(background);
  }
}
