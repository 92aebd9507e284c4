import { SUMMARY_PROBABILITIES } from '../analysis/paths.js';
import type { Cell } from './csv.js';
import { type Column, UNIT } from './table.js';

/**
 * How statistics over worlds stand in a table: `wide` has a column for each, for people; `long` has a row for each,
 * as the hubverse model output has them (`output_type`, `output_type_id`, `value`).
 */
export type Shape = 'wide' | 'long';

/** Mean and quantiles (of `SUMMARY_PROBABILITIES`) of one quantity over worlds. */
export interface Statistics {
  /** Worlds that the numbers are made of. */
  readonly worlds: number;
  readonly mean: number;
  readonly quantiles: readonly number[];
  readonly unit: string;
}

const DIGITS = 6;
const METRIC_DIGITS = 9;

/**
 * A metric of one world as it is written: nine significant digits, a thousand times more than a statistic has. All
 * seventeen would make the largest file of a run half as large again, and no reader could use them; the manifest
 * repeats the run to the last bit.
 */
export function roundedMetric(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(METRIC_DIGITS)) : value;
}

/**
 * A statistic as it is written: six significant digits. Few worlds know three, and the value of every metric in
 * every world is in `metrics.csv`.
 */
export function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : value;
}

export function statisticColumns(shape: Shape): readonly Column[] {
  return shape === 'long' ? [...LONG, UNIT] : [...WIDE, WORLDS, UNIT];
}

/** How many rows of a table one quantity takes. */
export function rowsOfShape(shape: Shape): number {
  return shape === 'long' ? 1 + SUMMARY_PROBABILITIES.length : 1;
}

/** The rows of one quantity: the cells that say what it is, then those of {@link statisticColumns}. */
export function* statisticRows(
  shape: Shape,
  head: readonly Cell[],
  { worlds, mean, quantiles, unit }: Statistics,
): Generator<Cell[]> {
  if (shape === 'wide') {
    yield [...head, rounded(mean), ...quantiles.map(rounded), worlds, unit];
    return;
  }
  yield [...head, 'mean', '', rounded(mean), unit];
  for (const [p, probability] of SUMMARY_PROBABILITIES.entries()) {
    yield [...head, 'quantile', probability, rounded(quantiles[p] ?? Number.NaN), unit];
  }
}

/** A column of a statistic; empty when every world failed. */
export function statistic(name: string, description: string): Column {
  return { name, type: 'number', description };
}

const NAMES = ['p05', 'p25', 'median', 'p75', 'p95'];

/** The columns of mean and quantiles, in the order of `SUMMARY_PROBABILITIES`. */
export const WIDE: readonly Column[] = [
  statistic('mean', 'Mean over worlds'),
  ...SUMMARY_PROBABILITIES.map((probability, p) => {
    const percent = Math.round(100 * probability);
    const what = percent === 50 ? 'Median' : `${percent}th percentile`;
    return statistic(NAMES[p] ?? `p${percent}`, `${what} over worlds`);
  }),
];

const WORLDS: Column = {
  name: 'worlds',
  type: 'integer',
  description: 'Worlds that the numbers of this row are made of',
  required: true,
  minimum: 0,
};

const LONG: readonly Column[] = [
  {
    name: 'output_type',
    type: 'string',
    description: 'Which statistic over worlds',
    required: true,
    enum: ['mean', 'quantile'],
  },
  {
    name: 'output_type_id',
    type: 'number',
    description: 'Probability of a quantile; empty for a mean',
    minimum: 0,
    maximum: 1,
  },
  statistic('value', 'The statistic, in the unit of the row; empty when every world failed'),
];
