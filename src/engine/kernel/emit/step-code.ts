import type { Node } from '../graph/node.js';
import { sourceOf } from '../plan/segment.js';
import type { Base } from '../plan/slot.js';
import type { Code, Emit, Local } from '../wasm/code.js';
import { choose, f64, i32, ltu, splat } from '../wasm/ops.js';
import type { Frame } from './frame.js';
import type { ModuleWriter } from './write-module.js';

type I = Emit<'i32'>;
type V = Emit<'v128'>;

/** What the code of a step shares. */
export interface StepCode {
  readonly code: Code;
  readonly writer: ModuleWriter;
  /** The number of the step, and its row of the table of times. */
  readonly step: I;
  readonly row: I;
  /** Stocks at its start, and where those of its end go. */
  readonly state: I;
  readonly next: I;
  readonly verdicts: readonly Local<'v128'>[];
  /** Present where fast functions are used. */
  readonly fine?: readonly Local<'v128'>[];
  readonly rings: ReadonlyMap<Base, I>;
  readonly takes: V;
}

/** A frame for code within a step. */
export function frameOf(
  own: StepCode,
  more: ReadonlyMap<Base, I> = new Map(),
): Omit<Frame, 'locals'> {
  const { code, writer, step, row, state, next, verdicts, fine, rings, takes } = own;
  const pointers = new Map<Base, I>([
    ['state', state],
    ['next', next],
    ['row', row],
    ['kept', i32(writer.addresses.kept)],
    ...rings,
    ...more,
  ]);
  const frame = writer.frame(code, pointers, verdicts, {
    step,
    takes,
    inlines: writer.inlines,
    ...(fine === undefined ? {} : { fine }),
  });
  // Past the last step there is one stage, not six sixths of a step.
  const weights = splat(choose(f64(6), f64(1), ltu(step, i32(writer.shape.steps))));
  return withNumbers(frame, new Map([['weights', weights]]));
}

/** Gives the numbers of a stage their values: they are worked out where they are used. */
export function withNumbers(
  frame: Omit<Frame, 'locals'>,
  numbers: ReadonlyMap<string, V>,
): Omit<Frame, 'locals'> {
  const numberOf = (node: Node): V | undefined =>
    node.leaf === 'stageNumber' ? numbers.get(node.name) : undefined;
  return { ...frame, numberOf: (node: Node) => numberOf(sourceOf(node)) };
}
