import type { ColumnSource } from 'hyparquet-writer';
import type { Write } from './atomic-file.js';
import type { Cell } from './csv.js';
import { NOTICE } from './notice.js';
import type { Column, ResultTable } from './table.js';

/** The values of a column in some rows. */
export type ColumnValues = Int32Array | Float64Array | (Cell | null)[];

/** Some rows, column by column. */
export interface RowGroup {
  readonly rows: number;
  /** In the order of the table's columns. */
  readonly columns: readonly ColumnValues[];
}

/** At most this many rows are held in memory at once. */
const GROUP_ROWS = 50_000;

/**
 * Writes a table as Parquet, one row group at a time. The columns are those of the CSV; text is not defused, since no
 * spreadsheet runs it, and a number that is not there is null.
 */
export async function writeParquet(
  table: ResultTable,
  groups: Iterable<RowGroup>,
  write: Write,
): Promise<void> {
  // Loaded when it is needed: most runs write no Parquet.
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const bytes = new ByteWriter();
  const flush = async () => {
    await write(bytes.getBytes());
    bytes.index = 0;
  };
  const schema = schemaFromColumnData({ columnData: columnData(table.columns, undefined) });
  const kvMetadata = [{ key: 'notice', value: NOTICE }];
  const writer = Object.assign(bytes, { flush, finish: flush });
  const parquet = new ParquetWriter({ writer, schema, kvMetadata, createdBy: 'toguna' });
  for (const group of groups) {
    if (group.rows === 0) continue;
    await parquet.write({
      columnData: columnData(table.columns, group),
      rowGroupSize: group.rows,
    });
  }
  await parquet.finish();
}

/** The rows of a table, some at a time, turned into columns. */
export function* rowGroups({ columns, rows }: ResultTable): Generator<RowGroup> {
  let group = columns.map((): (Cell | null)[] => []);
  const count = () => group[0]?.length ?? 0;
  for (const cells of rows()) {
    for (const [c, column] of columns.entries())
      group[c]?.push(parquetValue(cells[c] ?? '', column));
    if (count() < GROUP_ROWS) continue;
    yield { rows: count(), columns: group };
    group = columns.map(() => []);
  }
  yield { rows: count(), columns: group };
}

const isNumber = ({ type }: Column) => type === 'integer' || type === 'number';

// What is an empty cell in a CSV is null where a number is expected.
function parquetValue(cell: Cell, column: Column): Cell | null {
  if (!isNumber(column)) return String(cell);
  return typeof cell === 'number' && !Number.isNaN(cell) ? cell : null;
}

const TYPES = {
  string: 'STRING',
  yearmonth: 'STRING',
  boolean: 'STRING',
  integer: 'INT32',
  number: 'DOUBLE',
} as const;

// The columns of the table, filled from a group; empty ones for the schema.
function columnData(columns: readonly Column[], group: RowGroup | undefined): ColumnSource[] {
  return columns.map((column, c) => ({
    name: column.name,
    type: TYPES[column.type],
    nullable: isNumber(column) && column.required !== true,
    data: group?.columns[c] ?? [],
  }));
}
