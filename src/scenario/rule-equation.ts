import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Model } from '../model/model.js';
import type { Syntax } from '../model/syntax.js';
import { parseExpression } from '../model/syntax.js';
import type { Unit } from '../model/unit.js';

/** A number in a rule that stands for a quantity with a unit. */
export interface RuleNumber {
  readonly offset: number;
  readonly length: number;
  readonly value: number;
  readonly unit: Unit;
}

const COMPARISONS = new Set(['<', '<=', '>', '>=', '==', '!=']);

// Functions whose result has the unit of their first argument.
const SAME_UNIT = new Set([
  ...['sum', 'mean', 'min', 'max', 'abs', 'floor', 'ceil', 'round', 'neighbours'],
  ...['smooth', 'delay', 'delay_fixed', 'previous'],
]);

/**
 * The numbers that a rule compares quantities with, in order. In a model a number is a plain number, and a
 * quantity is compared with a parameter; a rule has no parameters of its own, so there a number takes the
 * unit of what it is compared with: `fighters > 500` means 500 people.
 */
export function comparedNumbers(text: string, model: Model): readonly RuleNumber[] {
  // Places are turned into offsets: a single line, columns from 1. Errors are reported elsewhere.
  const offsets = (offset: number, length: number) => ({
    file: '',
    line: 1,
    column: offset + 1,
    length,
  });
  const syntax = parseExpression(text, offsets, new Diagnostics());
  const found: RuleNumber[] = [];
  if (syntax !== undefined) collect(syntax, model, found);
  return found.sort((a, b) => a.offset - b.offset);
}

function collect(syntax: Syntax, model: Model, found: RuleNumber[]): void {
  if (syntax.kind !== 'operator' && syntax.kind !== 'call') return;
  for (const arg of syntax.args) collect(arg, model, found);
  const [left, right] = syntax.args;
  if (syntax.kind === 'call' || !COMPARISONS.has(syntax.op) || !left || !right) return;
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const number = side.kind === 'operator' && side.op === '-x' ? side.args[0] : side;
    const unit = unitOf(other, model);
    if (number?.kind !== 'number' || unit === undefined || unit.size === 0) continue;
    const { at, value } = number;
    found.push({ offset: at.column - 1, length: at.length ?? 1, value, unit });
  }
}

/** The unit of a part of a rule as far as its names tell; undefined for what only the whole check can know. */
function unitOf(syntax: Syntax, model: Model): Unit | undefined {
  switch (syntax.kind) {
    case 'name':
    case 'element':
      return model.variables.get(syntax.name)?.unit;
    case 'call':
      return SAME_UNIT.has(syntax.fn) && syntax.args[0] ? unitOf(syntax.args[0], model) : undefined;
    case 'operator': {
      if (!['+', '-', '-x', '+x'].includes(syntax.op)) return undefined;
      const units = syntax.args.map((arg) => unitOf(arg, model));
      return units.find((unit) => unit !== undefined);
    }
    default:
      return undefined;
  }
}
