import type { Size } from '../draw/layout.js';
import type { Scene } from '../draw/scene.js';

const MOST_CHARTS = 6;
// The least room in which a small chart can be read.
const SMALL = { width: 38, height: 9 };

/** How many charts stand beside and below each other, and which view is the first. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
  readonly first: number;
}

export function gridOf({ state, source }: Scene, { width, height }: Size): Grid {
  const columns = Math.min(3, Math.floor(width / SMALL.width));
  const rows = Math.min(3, Math.floor(height / SMALL.height));
  const count = Math.min(MOST_CHARTS, columns * rows, source.views.length);
  if (!state.many || count < 2) return { columns: 1, rows: 1, count: 1, first: state.view };
  const used = Math.min(columns, count);
  const first = Math.floor(state.view / count) * count;
  return { columns: used, rows: Math.ceil(count / used), count, first };
}

/** Part of a whole number; all parts add up to it. */
export function share(all: number, parts: number, part: number): number {
  return Math.floor(((part + 1) * all) / parts) - Math.floor((part * all) / parts);
}

/** The variables whose charts are on screen, that of the chosen view first. */
export function shownVariables(scene: Scene, size: Size): readonly string[] {
  const { views } = scene.source;
  const { first, count } = gridOf(scene, size);
  const chosen = views.slice(scene.state.view, scene.state.view + 1);
  const others = views.slice(first, first + count);
  return [...new Set([...chosen, ...others].map((one) => one.variable))];
}

/** The view whose chart is at a place of the pane. */
export function viewAt(scene: Scene, size: Size, column: number, row: number): number | undefined {
  const { columns, rows, first, count } = gridOf(scene, size);
  const at =
    Math.floor((row * rows) / size.height) * columns + Math.floor((column * columns) / size.width);
  const view = first + at;
  return at < count && view < scene.source.views.length ? view : undefined;
}
