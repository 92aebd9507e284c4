import { createContext } from 'react';

/** Encoded lines and where their upper left corner stands. */
interface Part {
  readonly left: number;
  readonly top: number;
  readonly lines: readonly string[];
}

/**
 * Finished lines on their way to the screen, past Ink: Ink would take every character of a frame apart and put it
 * together again, which takes longer than drawing it.
 */
export class Canvas {
  readonly #parts = new Set<Part>();
  readonly #draw: (rows: readonly string[]) => void;

  /** @param draw is given whole frames, row by row. */
  constructor(draw: (rows: readonly string[]) => void) {
    this.#draw = draw;
  }

  /** @returns a function that takes the part away again. */
  put(part: Part): () => void {
    this.#parts.add(part);
    return () => this.#parts.delete(part);
  }

  /** Sends what there is as one frame; parts beside each other must fill their rows. */
  show(): void {
    const rows: string[] = [];
    for (const { top, lines } of [...this.#parts].sort((a, b) => a.left - b.left)) {
      for (const [i, line] of lines.entries()) rows[top + i] = (rows[top + i] ?? '') + line;
    }
    this.#draw(Array.from(rows, (row) => row ?? ''));
  }
}

/** Where rasters draw; through Ink where there is none. */
export const CanvasContext = createContext<Canvas | undefined>(undefined);
