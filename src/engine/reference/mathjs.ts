import type { MathNode } from 'mathjs';
import { create, parseDependencies } from 'mathjs/number';
import { NUMBER_FUNCTIONS } from './numbers.js';

// The expressions that this engine evaluates are built by `scalar.ts` from checked parts, never parsed from text.

interface Math {
  import(functions: Record<string, unknown>, options: { override: boolean }): void;
  readonly ConstantNode: new (value: number) => MathNode;
  readonly SymbolNode: new (name: string) => MathNode;
  readonly OperatorNode: new (op: string, fn: string, args: MathNode[]) => MathNode;
  readonly FunctionNode: new (fn: string, args: MathNode[]) => MathNode;
}

/** A mathjs with the language's functions and nothing else to call. */
export const math = create({ parseDependencies } as unknown as Parameters<
  typeof create
>[0]) as unknown as Math;

math.import(NUMBER_FUNCTIONS, { override: true });

export type { MathNode };

/** Sign and mathjs name of the functions that are operators. */
const OPERATORS: Readonly<Record<string, readonly [string, string]>> = {
  add: ['+', 'add'],
  subtract: ['-', 'subtract'],
  multiply: ['*', 'multiply'],
  divide: ['/', 'divide'],
  pow: ['^', 'pow'],
  negate: ['-', 'unaryMinus'],
  lt: ['<', 'smaller'],
  le: ['<=', 'smallerEq'],
  gt: ['>', 'larger'],
  ge: ['>=', 'largerEq'],
  eq: ['==', 'equal'],
  ne: ['!=', 'unequal'],
  and: ['and', 'and'],
  or: ['or', 'or'],
  not: ['not', 'not'],
};

/** The node of a function of the language. */
export function callNode(fn: string, args: MathNode[]): MathNode {
  const operator = OPERATORS[fn];
  if (operator !== undefined) return new math.OperatorNode(operator[0], operator[1], args);
  return new math.FunctionNode(fn === 'if' ? 'choose' : fn, args);
}
