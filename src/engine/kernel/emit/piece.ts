import type { Piece } from '../plan/pieces.js';
import type { Frame } from './frame.js';
import { NestEmitter } from './nest.js';

/** Writes the code of a piece, loop after loop. */
export function writePiece(piece: Piece, frame: Omit<Frame, 'locals'>): void {
  const locals: Frame['locals'] = new Map();
  const own: Frame = {
    ...frame,
    locals,
    slotOf: (node) => piece.temporary.get(node) ?? frame.slotOf(node),
  };
  for (const nest of piece.schedule.nests)
    new NestEmitter(own, nest, piece.schedule.stored).write();
}

/** Whether a piece does anything. */
export function isEmpty(piece: Piece): boolean {
  return piece.schedule.nests.length === 0;
}
