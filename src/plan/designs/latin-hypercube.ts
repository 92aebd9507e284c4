import { columnKey, fillUniform, insideUnit } from './column-stream.js';
import type { SamplingDesign } from './design.js';
import { permutation } from './permutation.js';

/**
 * Each column has one quantile in each of as many equal strata as there are worlds, at a random place in
 * the stratum; the strata are shuffled for each column by itself. A plan of another size is another plan.
 * McKay, Beckman and Conover (1979), "A comparison of three methods for selecting values of input
 * variables", Technometrics 21, 239-245.
 */
export const latinHypercube: SamplingDesign = (
  worlds,
  columns,
  seed,
  { first, count } = { first: 0, count: worlds },
) => {
  const width = columns.length;
  const quantiles = new Float64Array(count * width);
  for (const [c, column] of columns.entries()) {
    const key = columnKey(seed, 'latin_hypercube', column);
    const stratumOf = permutation(worlds, key);
    fillUniform(key, first, count, quantiles, c, width);
    for (let i = 0; i < count; i++) {
      const at = i * width + c;
      quantiles[at] = insideUnit((stratumOf(first + i) + quantiles[at]!) / worlds);
    }
  }
  return quantiles;
};
