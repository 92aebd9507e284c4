import type { WorldRecipe } from '../plan/draw.js';
import { drawerOf } from '../plan/draw.js';
import type { Worlds } from '../plan/plan.js';
import { sharedCopy } from './shared-numbers.js';

/** Worlds as a thread is given them: all, in memory that may be shared, or what to draw them from. */
export interface GivenWorlds extends Pick<Worlds, 'count' | 'columns' | 'key'> {
  readonly source: Pick<Worlds, 'quantiles' | 'values'> | WorldRecipe;
}

export function givenWorlds(worlds: Worlds, shared: boolean): GivenWorlds {
  const { count, columns, key, recipe } = worlds;
  if (recipe !== undefined) return { count, columns, key, source: recipe };
  const { quantiles, values } = worlds;
  const source = shared
    ? { quantiles: sharedCopy(quantiles), values: sharedCopy(values) }
    : { quantiles, values };
  return { count, columns, key, source };
}

/** Worlds `first` to `first + count - 1`. */
export type Stretches = (first: number, count: number) => Worlds;

// Drawn at once, since making ready to draw takes as long as a few worlds.
const BLOCK = 256;
// Who looks ahead goes back as well.
const KEPT_BLOCKS = 2;

/** Gives the worlds in stretches, as far as they are needed. */
export function stretchesOf(given: GivenWorlds): Stretches {
  const { source, columns, key } = given;
  const width = columns.length;
  const part = (all: Pick<Worlds, 'quantiles' | 'values'>, from: number, count: number): Worlds => {
    const cut = (numbers: Float64Array) => numbers.subarray(from * width, (from + count) * width);
    return { count, columns, key, quantiles: cut(all.quantiles), values: cut(all.values) };
  };
  if ('values' in source) return (first, count) => part(source, first, count);
  const draw = drawerOf(source);
  const blocks: { readonly first: number; readonly worlds: Worlds }[] = [];
  const blockWith = (first: number, count: number) => {
    const holds = (one: (typeof blocks)[number]) =>
      first >= one.first && first + count <= one.first + one.worlds.count;
    const kept = blocks.find(holds);
    if (kept !== undefined) return kept;
    const from = first - (first % BLOCK);
    const wanted = Math.max(BLOCK, first + count - from);
    const size = Math.min(wanted, given.count - from);
    const drawn = { first: from, worlds: draw({ first: from, count: size }) };
    if (blocks.length >= KEPT_BLOCKS) blocks.shift();
    blocks.push(drawn);
    return drawn;
  };
  return (first, count) => {
    const block = blockWith(first, count);
    return part(block.worlds, first - block.first, count);
  };
}
