import type { Variable } from './model.js';

/** What kinds of variable are called in messages. */
export const KIND_WORDS: Readonly<Record<Variable['kind'], string>> = {
  parameter: 'a parameter',
  input: 'an input',
  lever: 'a lever',
  stock: 'a stock',
  flow: 'a flow',
  auxiliary: 'an auxiliary',
  memory: 'a memory',
};
