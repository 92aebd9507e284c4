import type { ColumnSource } from 'hyparquet-writer';
import type { Write } from './atomic-file.js';
import { NOTICE } from './notice.js';
import type { Column } from './table.js';
import type { TrajectoryBlock, TrajectoryTable } from './trajectories.js';

/**
 * Writes trajectories as Parquet, one row group a block, so that one block is in memory at a time. The columns are
 * those of the CSV; text is not defused, since no spreadsheet runs it.
 */
export async function writeParquet(table: TrajectoryTable, write: Write): Promise<void> {
  // Loaded when it is needed: most runs write no Parquet.
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const flush = async () => {
    await write(bytes.getBytes());
    bytes.index = 0;
  };
  const schema = schemaFromColumnData({ columnData: columnsOf(table.columns, undefined) });
  const kvMetadata = [{ key: 'notice', value: NOTICE }];
  const writer = Object.assign(bytes, { flush, finish: flush });
  const parquet = new ParquetWriter({ writer, schema, kvMetadata, createdBy: 'toguna' });
  for (const block of table.blocks()) {
    if (block.values.length === 0) continue;
    const columnData = columnsOf(table.columns, block);
    await parquet.write({ columnData, rowGroupSize: block.values.length });
  }
  await parquet.finish();
}

const TYPES = {
  string: 'STRING',
  yearmonth: 'STRING',
  integer: 'INT32',
  number: 'DOUBLE',
} as const;

// The columns of the table, filled from a block; empty ones for the schema.
function columnsOf(columns: readonly Column[], block: TrajectoryBlock | undefined): ColumnSource[] {
  return columns.map((column, c) => ({
    name: column.name,
    type: TYPES[column.type],
    nullable: false,
    data: block === undefined ? [] : columnData(block, c),
  }));
}

function columnData(
  block: TrajectoryBlock,
  c: number,
): Int32Array | Float64Array | (string | number)[] {
  const dims = block.places[0]?.length ?? 0;
  const rows = block.values.length;
  const { length: elements } = block.places;
  const { length: times } = block.times;
  if (c === 0) return new Array<string>(rows).fill(block.scenario);
  if (c === 1) {
    const world = (i: number) => block.worlds[Math.floor(i / (times * elements))] ?? 0;
    return Int32Array.from({ length: rows }, (_, i) => world(i));
  }
  if (c === 2) return new Array<string>(rows).fill(block.variable);
  if (c < 3 + dims) {
    return Array.from({ length: rows }, (_, i) => block.places[i % elements]?.[c - 3] ?? '');
  }
  if (c === 3 + dims) {
    return Array.from(
      { length: rows },
      (_, i) => block.times[Math.floor(i / elements) % times] ?? '',
    );
  }
  return c === 4 + dims ? block.values : new Array<string>(rows).fill(block.unit);
}
