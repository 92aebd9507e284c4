import type { Design } from '../plan.js';
import type { SamplingDesign } from './design.js';
import { latinHypercube } from './latin-hypercube.js';
import { monteCarlo } from './monte-carlo.js';
import { sobol } from './sobol.js';

/** Every design by its name in files. */
export const SAMPLING_DESIGNS: Readonly<Record<Design, SamplingDesign>> = {
  monte_carlo: monteCarlo,
  latin_hypercube: latinHypercube,
  sobol,
};
