import { columnKey, fillUniform } from './column-stream.js';
import type { SamplingDesign } from './design.js';

/** Independent random quantiles. The first n worlds of a plan are the worlds of the plan of size n. */
export const monteCarlo: SamplingDesign = (
  worlds,
  columns,
  seed,
  { first, count } = { first: 0, count: worlds },
) => {
  const quantiles = new Float64Array(count * columns.length);
  for (const [c, column] of columns.entries()) {
    const key = columnKey(seed, 'monte_carlo', column);
    fillUniform(key, first, count, quantiles, c, columns.length);
  }
  return quantiles;
};
