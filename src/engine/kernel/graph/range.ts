import type { Node, Op } from './node.js';

/** What can become of an operation on given arguments. */
export interface Range {
  readonly mayBeInfinite: boolean;
  readonly mayBeNaN: boolean;
}

const FINITE: Range = { mayBeInfinite: false, mayBeNaN: false };

/** Whether an operation can overflow or have no value, from what its arguments can be. */
export function rangeOf(op: Op, args: readonly Node[]): Range {
  const nan = args.some((one) => one.mayBeNaN);
  const infinite = args.filter((one) => one.mayBeInfinite).length;
  const [a, b] = args;
  switch (op) {
    case 'const':
    case 'leaf':
    case 'ringRead':
    case 'and':
    case 'or':
    case 'not':
    case 'truth':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
    case 'eq':
    case 'ne':
      return FINITE;
    case 'neg':
    case 'abs':
    case 'floor':
    case 'ceil':
    case 'round':
    case 'min':
    case 'max':
      return { mayBeInfinite: infinite > 0, mayBeNaN: nan };
    case 'sign':
    case 'atan':
    case 'tanh':
    case 'lookup':
      return { mayBeInfinite: false, mayBeNaN: nan };
    case 'exp':
      return { mayBeInfinite: true, mayBeNaN: nan };
    case 'add':
    case 'sub':
      return { mayBeInfinite: true, mayBeNaN: nan || infinite > 1 };
    case 'mul':
      return { mayBeInfinite: true, mayBeNaN: nan || infinite > 0 };
    case 'div': {
      const safe = (b?.atLeast ?? 0) > 0 || (b?.op === 'const' && b.value !== 0);
      // Something finite over 1 or more cannot overflow.
      const small = (b?.atLeast ?? 0) >= 1 && a?.mayBeInfinite === false;
      return {
        mayBeInfinite: !small,
        mayBeNaN: nan || !safe || (a?.mayBeInfinite === true && b?.mayBeInfinite === true),
      };
    }
    case 'select': {
      const branches = args.slice(1);
      return {
        mayBeInfinite: branches.some((one) => one.mayBeInfinite),
        mayBeNaN: branches.some((one) => one.mayBeNaN),
      };
    }
    case 'pick':
    case 'assemble':
      return {
        mayBeInfinite: args.some((one) => one.mayBeInfinite),
        mayBeNaN: nan,
      };
    case 'reduce':
    case 'network':
      return { mayBeInfinite: true, mayBeNaN: nan || (a?.mayBeInfinite ?? true) };
    default:
      return { mayBeInfinite: true, mayBeNaN: true };
  }
}

/** A number that an operation's value, when it is one, is never below. */
export function leastOf(op: Op, args: readonly Node[]): number {
  const [a = Number.NEGATIVE_INFINITY, b = Number.NEGATIVE_INFINITY] = args.map(
    (one) => one.atLeast,
  );
  switch (op) {
    case 'exp':
    case 'abs':
    case 'sqrt':
    case 'truth':
      return 0;
    case 'add':
      return a + b;
    case 'mul':
      return args[0] === args[1] || (a >= 0 && b >= 0) ? 0 : Number.NEGATIVE_INFINITY;
    case 'div':
      return a >= 0 && b >= 0 ? 0 : Number.NEGATIVE_INFINITY;
    case 'max':
      return Math.max(a, b);
    case 'min':
      return Math.min(a, b);
    case 'pick':
    case 'floor':
      return op === 'pick' ? a : Math.floor(a);
    case 'select':
      return Math.min(...args.slice(1).map((one) => one.atLeast));
    default:
      return Number.NEGATIVE_INFINITY;
  }
}

/**
 * Whether a value that is not finite, as argument `position` of this node, surely makes the node's value not
 * finite too: then checking the node is enough.
 */
export function passesOn(
  node: Node,
  position: number,
  networkIsComplete: (node: Node) => boolean,
): boolean {
  switch (node.op) {
    case 'add':
    case 'sub':
    case 'mul':
    case 'neg':
    case 'abs':
    case 'sqrt':
    case 'log':
    case 'floor':
    case 'ceil':
    case 'round':
    case 'sin':
    case 'cos':
    case 'tan':
      return true;
    case 'div':
      return position === 0;
    case 'reduce':
      return node.reduction === 'sum' || node.reduction === 'product';
    case 'network':
      return networkIsComplete(node);
    default:
      return false;
  }
}
