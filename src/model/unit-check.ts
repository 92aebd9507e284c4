import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { constantOf } from './constant.js';
import type { Expr } from './expr.js';
import { SIGNS } from './functions.js';
import type { ModelTime, Table } from './model.js';
import { stepForm } from './step-forms.js';
import { yearsIn } from './time-units.js';
import type { Unit } from './unit.js';
import {
  DIMENSIONLESS,
  formatUnit,
  isDimensionless,
  multiplyUnits,
  powerOfUnit,
  sameUnit,
} from './unit.js';

/** The unit of a name; undefined when it is not known (yet another problem, or a hidden variable in a loop). */
export type UnitOf = (name: string) => Unit | undefined;

/**
 * Works out the unit of expressions by algebra and reports, at the operator, where units do not fit.
 * An undefined unit fits everything: it is that of the number 0, and of what has been reported already.
 */
export class UnitChecker {
  readonly #unitOf: UnitOf;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #timeUnit: Unit;
  readonly #diagnostics: Diagnostics;

  constructor(
    unitOf: UnitOf,
    tables: ReadonlyMap<string, Table>,
    time: ModelTime,
    units: ReadonlyMap<string, Unit>,
    diagnostics: Diagnostics,
  ) {
    this.#unitOf = unitOf;
    this.#tables = tables;
    this.#timeUnit = units.get(time.unit) ?? DIMENSIONLESS;
    this.#diagnostics = diagnostics;
  }

  get timeUnit(): Unit {
    return this.#timeUnit;
  }

  /** Reports at `at` when the unit of `expr` is not `declared`. */
  check(expr: Expr, declared: Unit, what: string, at: Place): void {
    const found = this.unit(expr);
    // A number that stands alone is in the unit of what it is given to.
    if (found === undefined || isPlainNumber(expr) || sameUnit(found, declared)) return;
    this.#diagnostics.error(
      'unit',
      at,
      `${what} is in ${formatUnit(declared)}, but its equation gives ${formatUnit(found)}`,
    );
  }

  unit(expr: Expr): Unit | undefined {
    switch (expr.op) {
      case 'number':
        if (expr.isTime === true) return this.#timeUnit;
        return expr.value === 0 ? undefined : DIMENSIONLESS;
      case 'time':
      case 'dt':
        return this.#timeUnit;
      case 'ref':
        return this.#unitOf(expr.name);
      case 'lookup': {
        const table = this.#tables.get(expr.table);
        if (table === undefined) return undefined;
        this.#want(expr.arg, table.xUnit, `the argument of ${expr.table}`);
        return table.unit;
      }
      case 'reduce': {
        const unit = this.unit(expr.body);
        if (expr.fn === 'product') this.#plain(expr.body, unit, 'product');
        return unit;
      }
      case 'network':
        return this.unit(expr.body);
      case 'draw':
        return this.#draw(expr);
      case 'call':
        return this.#call(expr);
    }
  }

  #call(expr: Extract<Expr, { op: 'call' }>): Unit | undefined {
    const [a, b, c] = expr.args as [Expr, Expr, Expr];
    switch (expr.fn) {
      case 'add':
      case 'subtract':
      case 'min':
      case 'max':
      case 'mod':
        return this.#alike(expr, expr.args);
      case 'lt':
      case 'le':
      case 'gt':
      case 'ge':
      case 'eq':
      case 'ne':
        this.#compare(expr, a, b);
        return DIMENSIONLESS;
      case 'if':
        this.unit(a);
        return this.#alike(expr, [b, c]);
      case 'and':
      case 'or':
      case 'not':
        for (const arg of expr.args) this.unit(arg);
        return DIMENSIONLESS;
      case 'multiply':
      case 'divide': {
        const [left, right] = [this.unit(a), this.unit(b)];
        if (left === undefined || right === undefined) return undefined;
        return multiplyUnits(left, right, expr.fn === 'multiply' ? 1 : -1);
      }
      case 'negate':
      case 'abs':
      case 'floor':
      case 'ceil':
      case 'round':
        return this.unit(a);
      case 'sign':
        this.unit(a);
        return DIMENSIONLESS;
      case 'sqrt': {
        const unit = this.unit(a);
        return unit && powerOfUnit(unit, 0.5);
      }
      case 'pow':
        return this.#power(expr, a, b);
      case 'step':
        this.#wantTime(b, 'the start of step');
        return this.unit(a);
      case 'ramp': {
        this.#wantTime(b, 'the start of ramp');
        this.#wantTime(c, 'the end of ramp');
        const slope = this.unit(a);
        return slope && multiplyUnits(slope, this.#timeUnit);
      }
      case 'pulse':
        for (const arg of expr.args.slice(1)) this.#wantTime(arg, 'a time of pulse');
        return this.unit(a);
      case 'stage_time':
        return this.#timeUnit;
      case 'stage_entry':
        return DIMENSIONLESS;
      default:
        // exp, log, sin and their like.
        this.#plain(a, this.unit(a), expr.fn);
        return DIMENSIONLESS;
    }
  }

  #draw(expr: Extract<Expr, { op: 'draw' }>): Unit | undefined {
    const [a, b] = expr.args as [Expr, Expr];
    switch (expr.fn) {
      case 'uniform':
      case 'normal':
        return this.#alike(expr, expr.args);
      case 'exponential':
        return this.unit(a);
      case 'poisson':
        return this.#count(expr, a);
      case 'binomial':
      case 'negative_binomial':
        this.#plain(b, this.unit(b), expr.fn);
        return this.#count(expr, a);
      case 'bernoulli':
        this.#plain(a, this.unit(a), expr.fn);
        return DIMENSIONLESS;
      case 'gamma':
        this.#plain(a, this.unit(a), 'the shape of gamma');
        return this.unit(b);
      default: {
        // lognormal(median, sigma): the first carries the unit.
        this.#plain(b, this.unit(b), expr.fn);
        return this.unit(a);
      }
    }
  }

  /** Counts are of what happens in a step: about a number a month they would be as noisy for any step. */
  #count(expr: Extract<Expr, { op: 'draw' }>, about: Expr): Unit | undefined {
    const unit = this.unit(about);
    if (unit === undefined || ![...unit.keys()].some((name) => this.#isTime(name))) return unit;
    this.#diagnostics.error(
      'unit',
      about.at,
      `${expr.fn} counts what happens in a step, and this is in ${formatUnit(unit)}`,
      { expected: `a number without time: ${stepForm(expr.fn)}` },
    );
    return undefined;
  }

  #isTime(base: string): boolean {
    return this.#timeUnit.has(base) || yearsIn(base) !== undefined;
  }

  #alike(expr: Expr & { fn: string }, parts: readonly Expr[]): Unit | undefined {
    let unit: Unit | undefined;
    for (const part of parts) {
      const found = this.unit(part);
      if (unit === undefined) unit = found;
      else if (found !== undefined && !sameUnit(unit, found)) {
        this.#mismatch(expr, unit, found);
        return undefined;
      }
    }
    return unit;
  }

  #compare(expr: Expr & { fn: string }, a: Expr, b: Expr): void {
    const [left, right] = [this.unit(a), this.unit(b)];
    if (left === undefined || right === undefined || sameUnit(left, right)) return;
    // `time > 12` reads as everyone means it.
    const literal = isPlainNumber(a) ? right : isPlainNumber(b) ? left : undefined;
    if (literal !== undefined && sameUnit(literal, this.#timeUnit)) return;
    this.#mismatch(expr, left, right);
  }

  #mismatch(expr: Expr & { fn: string }, left: Unit, right: Unit): void {
    const sign = SIGNS[expr.fn as keyof typeof SIGNS] ?? expr.fn;
    this.#diagnostics.error('unit', expr.at, mismatchText(sign, unitText(left), unitText(right)), {
      expected: 'the same unit on both sides',
    });
  }

  #power(expr: Expr, base: Expr, exponent: Expr): Unit | undefined {
    const unit = this.unit(base);
    this.#plain(exponent, this.unit(exponent), 'a power');
    if (unit === undefined || isDimensionless(unit)) return unit;
    const power = constantOf(exponent);
    if (power !== undefined) return powerOfUnit(unit, power);
    this.#diagnostics.error(
      'unit',
      expr.at,
      `^ raises ${formatUnit(unit)} to a power that varies`,
      { expected: 'a plain number below, or a power written as a number' },
    );
    return undefined;
  }

  #plain(expr: Expr, unit: Unit | undefined, what: string): void {
    if (unit === undefined || isDimensionless(unit)) return;
    this.#diagnostics.error(
      'unit',
      expr.at,
      `${what} wants a plain number, and this is in ${formatUnit(unit)}`,
    );
  }

  #want(expr: Expr, wanted: Unit, what: string): void {
    const unit = this.unit(expr);
    if (unit === undefined || sameUnit(unit, wanted)) return;
    this.#diagnostics.error('unit', expr.at, `${what} is in ${formatUnit(unit)}`, {
      expected: formatUnit(wanted),
    });
  }

  #wantTime(expr: Expr, what: string): void {
    if (expr.op !== 'number') this.#want(expr, this.#timeUnit, what);
  }

  /** The duration of smooth, delay and delay_fixed. */
  wantDuration(expr: Expr, what: string): void {
    this.#wantTime(expr, what);
  }
}

function isPlainNumber(expr: Expr): boolean {
  return expr.op === 'number' && expr.isTime !== true;
}

function mismatchText(sign: string, left: string, right: string): string {
  if (sign === '+') return `cannot add ${left} and ${right}`;
  if (sign === '-') return `cannot subtract ${right} from ${left}`;
  if (/^[<>=!]/.test(sign)) return `cannot compare ${left} with ${right}`;
  return `the arguments of ${sign} have different units: ${left} and ${right}`;
}

// The unit "1" would read as the number one.
function unitText(unit: Unit): string {
  return isDimensionless(unit) ? 'a plain number' : formatUnit(unit);
}
