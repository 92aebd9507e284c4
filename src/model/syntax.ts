import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { MathNode } from './mathjs.js';
import { mathjsTree } from './mathjs.js';
import { syntaxProblem } from './syntax-problem.js';
import type { Token } from './tokens.js';
import { tokenise } from './tokens.js';

/** An expression as written: whitelisted kinds only, names not yet looked up. */
export type Syntax =
  | { readonly kind: 'number'; readonly value: number; readonly at: Place }
  | { readonly kind: 'name'; readonly name: string; readonly at: Place }
  | {
      readonly kind: 'element';
      readonly name: string;
      readonly index: readonly Name[];
      readonly at: Place;
    }
  | {
      readonly kind: 'operator';
      readonly op: string;
      readonly args: readonly Syntax[];
      readonly at: Place;
    }
  | {
      readonly kind: 'call';
      readonly fn: string;
      readonly args: readonly Syntax[];
      readonly at: Place;
    };

export interface Name {
  readonly name: string;
  readonly at: Place;
}

/** Gives the place of characters of an expression in its file. */
export type PlaceIn = (offset: number, length: number) => Place;

const NO_TOKEN: Token = { kind: 'bracket', text: '', offset: 0 };
const MAX_TOKENS = 1000;
const MAX_DEPTH = 60;

/**
 * Reads an expression with mathjs and keeps it only if every node is of an allowed kind.
 * @returns undefined after one diagnostic.
 */
export function parseExpression(
  text: string,
  placeIn: PlaceIn,
  diagnostics: Diagnostics,
): Syntax | undefined {
  const tokens = tokenise(text);
  if (!isTokens(tokens)) {
    diagnostics.error('expression', placeIn(tokens.offset, tokens.length), tokens.message, tokens);
    return undefined;
  }
  const problem = complain(tokens);
  if (problem !== undefined) {
    diagnostics.error('expression', placeIn(problem.offset, 1), problem.message);
    return undefined;
  }
  const parsed = mathjsTree(text.replace(/\s/g, ' '));
  if ('problem' in parsed) {
    const [first = NO_TOKEN, ...rest] = tokens;
    const found = syntaxProblem(parsed.problem, parsed.offset, [first, ...rest]);
    const place = placeIn(found.at.offset, found.at.text.length);
    diagnostics.error('expression', place, found.message, { expected: found.expected });
    return undefined;
  }
  const words = tokens.filter((token) => token.kind !== 'bracket');
  return new SyntaxReader(words, placeIn, diagnostics).read(parsed.tree);
}

function isTokens(found: readonly Token[] | { message: string }): found is readonly Token[] {
  return Array.isArray(found);
}

function complain(tokens: readonly Token[]): { offset: number; message: string } | undefined {
  if (tokens.length === 0) return { offset: 0, message: 'the expression is empty' };
  if (tokens.length > MAX_TOKENS) {
    return {
      offset: 0,
      message: `the expression has more than ${MAX_TOKENS} parts: split it into auxiliaries`,
    };
  }
  let depth = 0;
  let signs = 0;
  for (const token of tokens) {
    if (token.text === '(' || token.text === '[') depth += 1;
    if (token.text === ')' || token.text === ']') depth -= 1;
    // A row of prefix operators and of powers nests as parentheses do.
    signs = /^(?:[-+^]|not)$/.test(token.text) ? signs + 1 : signs;
    if (depth > MAX_DEPTH || signs > 10 * MAX_DEPTH) {
      return {
        offset: token.offset,
        message: `the expression nests deeper than ${MAX_DEPTH} levels`,
      };
    }
  }
  return undefined;
}

const OPERATORS = new Set([
  '+',
  '-',
  '*',
  '/',
  '^',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  'and',
  'or',
  'not',
]);

// Fields of mathjs's nodes that are read here.
interface Tree {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: string;
  readonly op?: string;
  readonly implicit?: boolean;
  readonly args?: readonly Tree[];
  readonly content?: Tree;
  readonly object?: Tree;
  readonly index?: { readonly dimensions: readonly Tree[]; readonly dotNotation?: boolean };
  readonly fn?: Tree | string;
}

/**
 * mathjs's nodes carry no positions. Walked from left to right, though, they name the same words in the same
 * order as the text does, so a cursor over the words gives each node its place.
 */
class SyntaxReader {
  readonly #words: readonly Token[];
  readonly #placeIn: PlaceIn;
  readonly #diagnostics: Diagnostics;
  #next = 0;

  constructor(words: readonly Token[], placeIn: PlaceIn, diagnostics: Diagnostics) {
    this.#words = words;
    this.#placeIn = placeIn;
    this.#diagnostics = diagnostics;
  }

  read(tree: MathNode): Syntax | undefined {
    return this.#read(tree as unknown as Tree);
  }

  #read(tree: Tree): Syntax | undefined {
    switch (tree.type) {
      case 'ParenthesisNode':
        return tree.content === undefined ? undefined : this.#read(tree.content);
      case 'ConstantNode':
        return this.#number(tree);
      case 'SymbolNode':
        return { kind: 'name', name: tree.name ?? '', at: this.#take() };
      case 'OperatorNode':
        return this.#operator(tree);
      case 'FunctionNode':
        return this.#call(tree);
      case 'AccessorNode':
        return this.#element(tree);
      case 'RelationalNode':
        return this.#refuse('comparisons cannot be chained', 'a < b and b < c');
      default:
        return this.#refuse(`${kindWord(tree.type)} are not part of the language`);
    }
  }

  #number(tree: Tree): Syntax | undefined {
    const at = this.#take();
    if (typeof tree.value === 'number' && Number.isFinite(tree.value)) {
      return { kind: 'number', value: tree.value, at };
    }
    const word = this.#words[this.#next - 1]?.text ?? '';
    const shown = word.length > 40 ? `${word.slice(0, 40)}...` : word;
    this.#diagnostics.error('expression', at, `${JSON.stringify(shown)} is not a finite number`);
    return undefined;
  }

  #operator(tree: Tree): Syntax | undefined {
    const op = tree.op ?? '';
    const args = tree.args ?? [];
    if (tree.implicit === true) {
      for (const arg of args.slice(0, 1)) this.#read(arg);
      return this.#refuse('an operator is missing before this', 'a product is written with *');
    }
    if (!OPERATORS.has(op) || args.length > 2) {
      for (const arg of args.slice(0, 1)) this.#read(arg);
      return this.#refuse(
        `the operator ${op} is not part of the language`,
        op === 'mod' ? 'mod(a, b)' : undefined,
      );
    }
    if (args.length === 1) {
      const at = this.#take();
      const only = args[0] && this.#read(args[0]);
      return only && { kind: 'operator', op: op === 'not' ? op : `${op}x`, args: [only], at };
    }
    const left = args[0] && this.#read(args[0]);
    const bare = args[0]?.type === 'OperatorNode' && args[0].op === 'not';
    if (bare && op !== 'and' && op !== 'or') {
      const meant = `not (a ${op} b), or (not a) ${op} b`;
      return this.#refuse(`not binds tighter than ${op}, which few readers expect`, meant);
    }
    const at = this.#take();
    const right = args[1] && this.#read(args[1]);
    return left && right && { kind: 'operator', op, args: [left, right], at };
  }

  #call(tree: Tree): Syntax | undefined {
    const fn = typeof tree.fn === 'string' ? tree.fn : (tree.fn?.name ?? '');
    if (typeof tree.fn !== 'string' && tree.fn?.type !== 'SymbolNode') {
      return this.#refuse('only a function named by its name can be called');
    }
    const at = this.#take();
    const args = (tree.args ?? []).map((arg) => this.#read(arg));
    const read = args.filter((arg) => arg !== undefined);
    return read.length === args.length ? { kind: 'call', fn, args: read, at } : undefined;
  }

  #element(tree: Tree): Syntax | undefined {
    if (tree.object?.type !== 'SymbolNode' || tree.index === undefined) {
      return this.#refuse('only a variable has elements', 'x[element]');
    }
    if (tree.index.dimensions.length === 0)
      return this.#refuse('no element stands in the brackets', 'x[element]');
    const at = this.#take();
    const index: Name[] = [];
    for (const part of tree.index.dimensions) {
      if (part.type !== 'SymbolNode' || tree.index.dotNotation === true) {
        return this.#refuse('an element is picked by its name', 'x[element]');
      }
      index.push({ name: part.name ?? '', at: this.#take() });
    }
    return { kind: 'element', name: tree.object.name ?? '', index, at };
  }

  #take(): Place {
    const word = this.#words[this.#next];
    this.#next += 1;
    return this.#placeIn(word?.offset ?? 0, word?.text.length ?? 1);
  }

  #refuse(message: string, expected?: string): undefined {
    const word = this.#words[Math.min(this.#next, this.#words.length - 1)];
    const place = this.#placeIn(word?.offset ?? 0, word?.text.length ?? 1);
    this.#diagnostics.error('expression', place, message, { expected });
    return undefined;
  }
}

function kindWord(type: string): string {
  const words: Record<string, string> = {
    ArrayNode: 'matrices',
    RangeNode: 'ranges',
    ObjectNode: 'objects',
    AssignmentNode: 'assignments',
    FunctionAssignmentNode: 'function definitions',
    BlockNode: 'several expressions in one',
    ConditionalNode: 'the signs ? and :',
  };
  return words[type] ?? `${type}s`;
}
