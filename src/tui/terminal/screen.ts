import { EventEmitter } from 'node:events';

/** The terminal that is drawn on: process.stdout, or a stand-in for a test. */
export interface TerminalOut {
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  write(data: string): boolean;
  on(event: 'resize' | 'drain', listener: () => void): unknown;
  off(event: 'resize' | 'drain', listener: () => void): unknown;
}

// Presses, drags and the wheel, as SGR reports (xterm, ctlseqs).
const MOUSE_ON = '\u001B[?1000h\u001B[?1002h\u001B[?1006h';
const MOUSE_OFF = '\u001B[?1006l\u001B[?1002l\u001B[?1000l';
// Pasted text comes between marks, so that its letters are no keys.
const PASTE_ON = '\u001B[?2004h';
const PASTE_OFF = '\u001B[?2004l';
const ENTER = `\u001B[?1049h\u001B[?7l\u001B[?25l\u001B[0m\u001B[2J${MOUSE_ON}${PASTE_ON}`;
// Cleared first: tmux 3.3 leaves rows of the alternate screen behind when the window has grown meanwhile.
const LEAVE = `${PASTE_OFF}${MOUSE_OFF}\u001B[0m\u001B[2J\u001B[?7h\u001B[?25h\u001B[?1049l`;
const BEGIN = '\u001B[?2026h';
const END = '\u001B[?2026l';

/**
 * The stdout that Ink is given. Ink writes whole frames to it (with `debug: true`, as its testing
 * library has it), and only the rows that changed go to the terminal, at absolute positions inside one
 * synchronized update, on the alternate screen with line wrap off. Ink 6 alone repaints the whole
 * screen for each frame as tall as the window (ink#450).
 */
export class Screen extends EventEmitter {
  /** Ink's own cursor handling must keep off. */
  readonly isTTY = false;
  readonly #out: TerminalOut;
  readonly #resized = () => {
    this.#shown = [];
    this.#clear = true;
    this.emit('resize');
  };
  readonly #drained = () => {
    this.#blocked = false;
    this.#paint();
  };
  #open = false;
  #clear = false;
  #blocked = false;
  #drawn = false;
  /** The rows on the terminal, and the rows that should be there. */
  #shown: readonly string[] = [];
  #wanted: readonly string[] = [];

  constructor(out: TerminalOut) {
    super();
    this.setMaxListeners(50);
    this.#out = out;
  }

  get columns(): number {
    return this.#out.columns || 80;
  }

  get rows(): number {
    return this.#out.rows || 24;
  }

  /** Takes the terminal over, or again after {@link close}; the last frame is painted anew. */
  open(): void {
    if (this.#open) return;
    this.#open = true;
    this.#shown = [];
    this.#out.on('resize', this.#resized);
    this.#out.on('drain', this.#drained);
    this.#out.write(ENTER);
    this.#paint();
  }

  /** Gives the terminal back as it was. Safe to call more than once. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#blocked = false;
    this.#out.off('resize', this.#resized);
    this.#out.off('drain', this.#drained);
    this.#out.write(LEAVE);
  }

  /** Asks for the colour behind the text (OSC 11); terminals that do not know it say nothing. */
  askBackground(): void {
    if (this.#open) this.#out.write('\u001B]11;?\u001B\\');
  }

  /** A whole frame, row by row; frames from Ink are passed over from now on. */
  draw(rows: readonly string[]): void {
    this.#drawn = true;
    this.#wanted = rows.slice(0, this.rows);
    this.#paint();
  }

  /** A whole frame from Ink. */
  write(frame: string, done?: () => void): boolean {
    if (!this.#drawn && typeof frame === 'string' && frame !== '') {
      this.#wanted = frame.split('\n').slice(0, this.rows);
      this.#paint();
    }
    done?.();
    return true;
  }

  // On a line too slow for the frames, those in between are skipped and the last is sent.
  #paint(): void {
    if (!this.#open || this.#blocked || this.#wanted.length === 0) return;
    const changes: string[] = [];
    for (let row = 0; row < this.rows; row += 1) {
      const line = this.#wanted[row] ?? '';
      if (line === (this.#shown[row] ?? '')) continue;
      // Erased before it is written: afterwards, tmux would take the last character of a full row with it.
      changes.push(`\u001B[${row + 1};1H\u001B[0m\u001B[K${line}\u001B[0m`);
    }
    this.#shown = this.#wanted;
    if (changes.length === 0 && !this.#clear) return;
    const clear = this.#clear ? '\u001B[2J' : '';
    this.#clear = false;
    this.#blocked = !this.#out.write(`${BEGIN}${clear}${changes.join('')}${END}`);
  }
}
