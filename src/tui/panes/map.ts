import type { Tile } from '../../live/bench.js';
import type { RegionValues } from '../../live/shown.js';
import { formatNumber } from '../../report/number.js';
import { padRight, truncate, widthOf } from '../../report/text-width.js';
import type { Size } from '../draw/layout.js';
import { fitLine, framed, span } from '../draw/lines.js';
import { markOf as letterFor, regionTitle, type Scene, textIn } from '../draw/scene.js';
import type { Line } from '../draw/style.js';
import { actsIn, type LeverRow } from '../state/editing.js';
import { selectedRegion, selectedRow } from '../state/selectors.js';

const WIDEST = 14;
const LEVELS = 5;

/**
 * The regions as tiles where they lie, shaded by the outcome in the charts under the scenario at the cursor; a mark
 * where the lever at the cursor applies.
 */
export function mapPane(scene: Scene, size: Size): Line[] {
  const { state, theme, words } = scene;
  const tiles = state.lab?.bench.tiles ?? [];
  const { columns, rows, width, gap } = geometry(tiles, size);
  const values = valuesOf(scene);
  const extent = extentOf(values);
  const lines = Array.from({ length: rows }, (_, row): Line[] => {
    const line: Line = Array.from({ length: columns }, (_, column) => {
      const index = tiles.findIndex((one) => one.row === row && one.column === column);
      return tileSpans(scene, tiles, index, values, extent, width);
    }).flat();
    return gap > 0 ? [line, []] : [line];
  }).flat();
  const title = [
    span(words.map, theme.roles.title),
    ...leverTitle(scene),
    ...(state.region === undefined
      ? []
      : [span(` ${regionTitle(scene, state.region)}`, theme.roles.alarm)]),
  ];
  const content = [...lines, ...legend(scene, values, extent, size.width - 4)];
  const focused = state.focus === 'map';
  const note = [span(focused ? letterFor(scene, state.cursor) : '', theme.roles.muted)];
  return framed(content, size.width, size.height, theme, title, note, focused);
}

// The lever whose regions are marked, with the mark that they have.
function leverTitle(scene: Scene): Line {
  const row = selectedRow(scene.state);
  if (row === undefined || row.lever.regions.length === 0) return [];
  const { roles } = scene.theme;
  return [
    span(`  ${markOf(scene, row)} `, roles.title),
    span(textIn(scene, row.title), roles.muted),
  ];
}

// Where the lever acts; hollow while its level is 0, for where it would act.
function markOf({ theme }: Scene, row: LeverRow): string {
  return row.level === 0 ? theme.glyphs.unpinned : theme.glyphs.pinned;
}

/** The tile at a place of the pane. */
export function tileAt(scene: Scene, size: Size, column: number, row: number): number | undefined {
  const tiles = scene.state.lab?.bench.tiles ?? [];
  const { width, gap } = geometry(tiles, size);
  const found = tiles.findIndex(
    (one) =>
      one.row === Math.floor((row - 1) / (1 + gap)) &&
      one.column === Math.floor((column - 2) / (width + 1)),
  );
  return found < 0 ? undefined : found;
}

function geometry(tiles: readonly Tile[], size: Size) {
  const columns = 1 + Math.max(0, ...tiles.map((one) => one.column));
  const rows = 1 + Math.max(0, ...tiles.map((one) => one.row));
  const width = Math.max(3, Math.min(WIDEST, Math.floor((size.width - 4) / columns) - 1));
  const gap = size.height - 2 >= rows * 2 + 3 ? 1 : 0;
  return { columns, rows, width, gap };
}

function valuesOf({ state, source, snapshot }: Scene): RegionValues | undefined {
  const name = source.scenarios[state.cursor]?.name;
  const variable = source.views[state.view]?.variable;
  return snapshot?.regions?.find((one) => one.scenario === name && one.variable === variable);
}

function extentOf(values: RegionValues | undefined): readonly [number, number] {
  const finite = Array.from(values?.values ?? []).filter(Number.isFinite);
  return [Math.min(...finite), Math.max(...finite)];
}

function levelOf(value: number, [low, high]: readonly [number, number]): number {
  if (!(high > low)) return 0;
  return Math.min(LEVELS - 1, Math.floor(((value - low) / (high - low)) * LEVELS));
}

function tileSpans(
  scene: Scene,
  tiles: readonly Tile[],
  index: number,
  values: RegionValues | undefined,
  extent: readonly [number, number],
  width: number,
): Line {
  const { state, theme } = scene;
  const tile = tiles[index];
  if (tile === undefined) return [span(' '.repeat(width + 1))];
  const value = values?.values[regionIndex(scene, tile.region)];
  const level = value === undefined ? undefined : levelOf(value, extent);
  const style = level === undefined ? theme.roles.muted : theme.shade(level);
  const plain = Object.keys(style).length === 0;
  const here = index === state.tile && state.focus === 'map';
  const lever = selectedRow(state);
  const acts = lever !== undefined && actsIn(lever)?.includes(tile.region) === true;
  const mark = acts ? markOf(scene, lever) : ' ';
  const shade = plain && level !== undefined ? (theme.glyphs.shades[level] ?? '') : '';
  const name = truncate(regionTitle(scene, tile.region), width - 1 - widthOf(shade), '');
  const shown = here || tile.region === state.region;
  // The cursor stands before the tile, where it hides no mark.
  return [
    span(here ? theme.glyphs.cursor : ' ', theme.roles.title),
    span(padRight(mark + shade + name, width), {
      ...style,
      ...(shown ? { bold: true } : {}),
      ...(here && plain ? { inverse: true } : {}),
    }),
  ];
}

// Tiles stand in the order of the regions.
function regionIndex({ state }: Scene, region: string): number {
  return state.lab?.bench.tiles.findIndex((one) => one.region === region) ?? -1;
}

function legend(
  scene: Scene,
  values: RegionValues | undefined,
  [low, high]: readonly [number, number],
  width: number,
): Line[] {
  const { state, theme, words, language, source } = scene;
  const { muted } = theme.roles;
  const view = source.views[state.view];
  if (values === undefined || view === undefined) {
    const known = view?.regionTitle !== undefined;
    const text = known ? words.recomputing : words.noMap;
    const name = state.focus === 'map' ? regionTitle(scene, selectedRegion(state) ?? '') : '';
    return [[span(truncate(text, width), muted)], [span(truncate(name, width))]];
  }
  const number = (value: number) => formatNumber(value, language);
  const ramp = Array.from({ length: LEVELS }, (_, level) => {
    const style = theme.shade(level);
    const plain = Object.keys(style).length === 0;
    return span(plain ? (theme.glyphs.shades[level] ?? ' ') : '  ', style);
  });
  const gathered = words.overTime[values.gathered];
  const region = selectedRegion(state) ?? '';
  const value = values.values[regionIndex(scene, region)];
  const here = value === undefined ? '' : `${regionTitle(scene, region)} ${number(value)}`;
  return [
    fitLine(
      [span(`${number(low)} `, muted), ...ramp, span(` ${number(high)}  ${gathered}`, muted)],
      width,
    ),
    [
      span(
        truncate(
          state.focus === 'map' ? here : textIn(scene, view.regionTitle ?? view.title),
          width,
        ),
        state.focus === 'map' ? undefined : muted,
      ),
    ],
  ];
}
