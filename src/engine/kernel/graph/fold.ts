import type { Op } from './node.js';

/**
 * The value of an operation on numbers, where JavaScript gives the same bits everywhere; undefined where it does
 * not (exp, log and their like are left to the module's own functions).
 */
export function fold(op: Op, values: readonly number[]): number | undefined {
  const [a = Number.NaN, b = Number.NaN] = values;
  switch (op) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      return a / b;
    case 'neg':
      return -a;
    case 'abs':
      return Math.abs(a);
    case 'sqrt':
      return Math.sqrt(a);
    case 'floor':
      return Math.floor(a);
    case 'ceil':
      return Math.ceil(a);
    case 'round':
      return Math.sign(a) * Math.round(Math.abs(a));
    case 'sign':
      return Math.sign(a);
    case 'min':
      return Math.min(a, b);
    case 'max':
      return Math.max(a, b);
    case 'lt':
      return Number(a < b);
    case 'le':
      return Number(a <= b);
    case 'gt':
      return Number(a > b);
    case 'ge':
      return Number(a >= b);
    case 'eq':
      return Number(a === b);
    case 'ne':
      return Number(a !== b);
    case 'and':
      return Number(a !== 0 && b !== 0);
    case 'or':
      return Number(a !== 0 || b !== 0);
    case 'not':
      return Number(a === 0);
    case 'truth':
      return a;
    default:
      return undefined;
  }
}
