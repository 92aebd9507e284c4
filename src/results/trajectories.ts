import { unitLabel } from '../analysis/unit-label.js';
import type { Ensemble, ScenarioRuns } from '../ensemble/ensemble.js';
import type { Cell } from './csv.js';
import type { ColumnValues, RowGroup } from './parquet.js';
import { type PlaceColumns, placeColumns, pointsOf } from './place-columns.js';
import { notKept } from './summary.js';
import { type Column, type ResultTable, SCENARIO, UNIT, VARIABLE, WORLD } from './table.js';
import { timeCells, timeColumn } from './time-column.js';

/** The long table of every reported variable in every world, and how to make its rows a block at a time. */
export interface TrajectoryTable extends ResultTable {
  readonly blocks: () => Iterable<TrajectoryBlock>;
}

/** The rows of one variable in some worlds of one scenario: what they share, and what differs. */
export interface TrajectoryBlock {
  readonly scenario: string;
  readonly variable: string;
  readonly unit: string;
  /** Numbers of the worlds, in order; failed worlds are not among them. */
  readonly worlds: readonly number[];
  readonly times: readonly Cell[];
  /** By element, the cells of its dimensions. */
  readonly places: readonly (readonly string[])[];
  /** `values[(i * times.length + k) * places.length + element]` for the i-th of `worlds`. */
  readonly values: Float64Array;
}

/** At most this many rows a block, or one world if that has more: what is held in memory at once. */
const BLOCK_ROWS = 50_000;

/**
 * `trajectories.csv` or `.parquet`: some variables in every world, month and element. Failed worlds have no rows.
 * @param variables names of variables of the base model, whose paths the run kept.
 */
export function trajectoryTable(ensemble: Ensemble, variables: readonly string[]): TrajectoryTable {
  const time = timeColumn(ensemble);
  const place = placeColumns(ensemble, variables, [
    'scenario',
    'world',
    'variable',
    time.name,
    'value',
    'unit',
  ]);
  const blocks = () => trajectoryBlocks(ensemble, variables, place, time);
  return {
    name: 'trajectories',
    title: 'Trajectories by scenario, variable, world, time and place',
    description: 'Paths of variables in every world; exact. Failed worlds have no rows.',
    columns: [
      SCENARIO,
      WORLD,
      VARIABLE,
      ...place.columns,
      { ...time, required: true },
      { name: 'value', type: 'number', description: 'In the unit of the row', required: true },
      UNIT,
    ],
    ofWorlds: true,
    count: ensemble.completed * pointsOf(ensemble, variables),
    blocks,
    rows: () => trajectoryRows(blocks()),
  };
}

function* trajectoryRows(blocks: Iterable<TrajectoryBlock>): Generator<Cell[]> {
  for (const { scenario, variable, unit, worlds, times, places, values } of blocks) {
    let next = 0;
    for (const world of worlds) {
      for (const at of times) {
        for (const where of places) {
          yield [scenario, world, variable, ...where, at, values[next] ?? Number.NaN, unit];
          next += 1;
        }
      }
    }
  }
}

function* trajectoryBlocks(
  ensemble: Ensemble,
  variables: readonly string[],
  place: PlaceColumns,
  time: Column,
): Generator<TrajectoryBlock> {
  for (const runs of ensemble.scenarios) {
    const { name, model, horizon } = runs.scenario;
    const times = timeCells(time, model.time, horizon);
    for (const variable of variables) {
      const found = model.variables.get(variable);
      if (found === undefined || !runs.series.has(variable)) throw notKept(variable);
      const unit = unitLabel(model, found.unit);
      const places = place.cells(model, variable);
      const shared = { scenario: name, variable, unit, times, places };
      const width = times.length * places.length;
      const step = Math.max(1, Math.floor(BLOCK_ROWS / Math.max(1, width)));
      for (let first = 0; first < ensemble.completed; first += step) {
        const last = Math.min(ensemble.completed, first + step);
        yield { ...shared, ...finished(runs, variable, width, first, last) };
      }
    }
  }
}

// The worlds from `first` to before `last` that did not fail, and their values side by side.
function finished(
  runs: ScenarioRuns,
  variable: string,
  width: number,
  first: number,
  last: number,
) {
  const series = runs.series.get(variable) ?? new Float64Array(0);
  const row = (world: number) => series.subarray(world * width, (world + 1) * width);
  const all = Array.from({ length: last - first }, (_, i) => first + i);
  const worlds = all.filter((world) => row(world).every(Number.isFinite));
  const values = new Float64Array(worlds.length * width);
  for (const [i, world] of worlds.entries()) values.set(row(world), i * width);
  return { worlds, values };
}

/** The rows of trajectories, a block at a time, turned into columns. */
export function* trajectoryGroups(table: TrajectoryTable): Generator<RowGroup> {
  for (const block of table.blocks()) {
    const columns = table.columns.map((_, c) => columnOf(block, c));
    yield { rows: block.values.length, columns };
  }
}

function columnOf(block: TrajectoryBlock, c: number): ColumnValues {
  const dims = block.places[0]?.length ?? 0;
  const rows = block.values.length;
  const { length: elements } = block.places;
  const { length: times } = block.times;
  const filled = (cell: (row: number) => Cell) => Array.from({ length: rows }, (_, i) => cell(i));
  if (c === 0) return filled(() => block.scenario);
  if (c === 1) {
    const world = (i: number) => block.worlds[Math.floor(i / (times * elements))] ?? 0;
    return Int32Array.from({ length: rows }, (_, i) => world(i));
  }
  if (c === 2) return filled(() => block.variable);
  if (c < 3 + dims) return filled((i) => block.places[i % elements]?.[c - 3] ?? '');
  if (c === 3 + dims) return filled((i) => block.times[Math.floor(i / elements) % times] ?? '');
  return c === 4 + dims ? block.values : filled(() => block.unit);
}
