import { elementLabels, elementName } from '../../model/elements.js';
import type { MathNode } from './mathjs.js';
import type { Formula, ScalarProgram } from './program.js';
import { variableOf } from './scalar.js';
import type { Scope } from './scope.js';

// Fields of mathjs's nodes that are read here.
interface Named {
  readonly name?: string;
  readonly value?: number;
  readonly fn?: { readonly name?: string };
  readonly args?: readonly MathNode[];
}

const MOST_TEXT = 120;
const MOST_VALUES = 6;

/**
 * Says which part of a formula is not finite though all its own parts are, in the words of the model and with
 * the values it had: `a / b[mopti] with a = 3, b[mopti] = 0`.
 */
export function operandOf(formula: Formula, scope: Scope, program: ScalarProgram): string {
  const culprit = smallest(formula.node, scope);
  const values = new Map<string, number>();
  const print = (node: MathNode): string => {
    const { name = '', value = 0, fn, args = [] } = node as unknown as Named;
    if (node.type === 'ConstantNode') return value < 0 ? `(${value})` : String(value);
    if (node.type === 'SymbolNode') {
      const word = wordOf(name, program);
      // mathjs prints the names of functions too, and they have no value.
      if (name.includes('#') || name === 'time') values.set(word, scope.number(name));
      return word;
    }
    if (node.type !== 'FunctionNode') return node.toString({ handler });
    // Made of smooth and delay, which authors write.
    if (fn?.name === 'stage_time')
      return `the time of smooth or delay, ${args.slice(0, 1).map(print)},`;
    const call = callOf(fn?.name ?? '', args, program);
    return `${call.fn}(${call.args.map(print).join(', ')})`;
  };
  const handler = (node: MathNode) => (node.type === 'OperatorNode' ? undefined : print(node));
  const text = shorten(print(culprit));
  const known = [...values].slice(0, MOST_VALUES).map(([word, value]) => `${word} = ${value}`);
  if (culprit.type === 'SymbolNode') return known.join();
  return known.length === 0 ? text : `${text} with ${known.join(', ')}`;
}

function smallest(node: MathNode, scope: Scope): MathNode {
  const parts: MathNode[] = [];
  node.forEach((part) => parts.push(part));
  for (const part of parts) {
    // The name of a called function is a part too; it evaluates to no number.
    const value: unknown = part.compile().evaluate(scope as unknown as Map<string, unknown>);
    if (typeof value === 'number' && !Number.isFinite(value)) return smallest(part, scope);
  }
  return node;
}

/** `x#3` is how an element is named inside; people know it as `x[mopti]`. */
function wordOf(name: string, program: ScalarProgram): string {
  const [, element] = name.split('#');
  if (element === undefined) return name;
  const variable = variableOf(name);
  const { variables, dimensions } = program.model;
  const labels = elementLabels(variables.get(variable)?.dims ?? [], dimensions);
  return elementName(variable, labels[Number(element)] ?? '');
}

/** A call as the author wrote it, without what `scalar.ts` added. */
function callOf(
  fn: string,
  args: readonly MathNode[],
  program: ScalarProgram,
): { readonly fn: string; readonly args: readonly MathNode[] } {
  const numberAt = (index: number) => (args[index] as unknown as Named | undefined)?.value ?? 0;
  switch (fn) {
    case 'choose':
      return { fn: 'if', args };
    case 'lookup':
      return { fn: program.tables[numberAt(0)]?.name ?? fn, args: args.slice(1) };
    case 'draw':
      return { fn: program.draws[numberAt(0)]?.fn ?? fn, args: args.slice(1) };
    case 'step':
      return { fn, args: args.slice(0, 2) };
    case 'ramp':
      return { fn, args: args.slice(0, 3) };
    case 'pulse':
      return { fn, args: args.slice(0, numberAt(3) === 0 && isConstant(args[3]) ? 3 : 4) };
    default:
      return { fn, args };
  }
}

function isConstant(node: MathNode | undefined): boolean {
  return node?.type === 'ConstantNode';
}

function shorten(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT - 3)}...` : text;
}
