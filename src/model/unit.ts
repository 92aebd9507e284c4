import { TIME_UNITS } from './time-units.js';

/**
 * A unit as powers of base units: `person/month` is `{person: 1, month: -1}`. There is no conversion:
 * month and year are different units, as they are in a hand-checked model. No powers: dimensionless.
 */
export type Unit = ReadonlyMap<string, number>;

export const DIMENSIONLESS: Unit = new Map();

/** Names that mean a plain number. */
export const PLAIN_NUMBERS = new Set(['dimensionless', 'share', 'index', 'probability']);

export function baseUnit(name: string): Unit {
  return new Map([[name, 1]]);
}

export function multiplyUnits(a: Unit, b: Unit, power = 1): Unit {
  const result = new Map(a);
  for (const [name, exponent] of b) {
    const sum = tidy((result.get(name) ?? 0) + power * exponent);
    if (sum === 0) result.delete(name);
    else result.set(name, sum);
  }
  return result;
}

export function powerOfUnit(unit: Unit, power: number): Unit {
  return multiplyUnits(DIMENSIONLESS, unit, power);
}

export function sameUnit(a: Unit, b: Unit): boolean {
  return a.size === b.size && [...a].every(([name, exponent]) => b.get(name) === exponent);
}

export function isDimensionless(unit: Unit): boolean {
  return unit.size === 0;
}

// Exponents such as 1/3 must cancel: (x^(1/3))^3 is x.
function tidy(exponent: number): number {
  const sixtieths = Math.round(exponent * 60) / 60;
  return Math.abs(sixtieths - exponent) < 1e-9 ? sixtieths : exponent;
}

/** A unit as people write it: `person/month`, `USD/(person*month)`, `1`. */
export function formatUnit(unit: Unit): string {
  const side = (sign: number) =>
    [...unit]
      .filter(([, exponent]) => Math.sign(exponent) === sign)
      .map(([name, exponent]) => {
        const power = Math.abs(exponent);
        return power === 1 ? name : `${name}^${Number(power.toFixed(4))}`;
      });
  const above = side(1);
  const below = side(-1);
  const top = above.length === 0 ? '1' : above.join('*');
  if (below.length === 0) return top;
  return `${top}/${below.length === 1 ? below[0] : `(${below.join('*')})`}`;
}

export type UnitProblem = {
  readonly offset: number;
  readonly length: number;
  readonly message: string;
  readonly unknown?: string;
};

/**
 * Reads a unit such as `person/(km^2*month)`.
 * @param known what each declared name stands for.
 */
export function parseUnit(text: string, known: ReadonlyMap<string, Unit>): Unit | UnitProblem {
  const tokens = [...text.matchAll(/\s*([A-Za-z][A-Za-z0-9_]*|\d+(?:\.\d+)?|[*/^()-]|\S)/g)].map(
    (match) => ({
      text: match[1] ?? '',
      offset: (match.index ?? 0) + match[0].length - (match[1] ?? '').length,
    }),
  );
  let next = 0;
  const fail = (message: string, unknown?: string): UnitProblem => {
    const token = tokens[next] ?? { text: '', offset: Math.max(0, text.length - 1) };
    const about = unknown === undefined ? {} : { unknown };
    return { offset: token.offset, length: Math.max(1, token.text.length), message, ...about };
  };
  const product = (depth: number): Unit | UnitProblem => {
    let unit = factor(depth);
    while (!isUnitProblem(unit) && (tokens[next]?.text === '*' || tokens[next]?.text === '/')) {
      const sign = tokens[next]?.text === '*' ? 1 : -1;
      next += 1;
      const right = factor(depth);
      unit = isUnitProblem(right) ? right : multiplyUnits(unit, right, sign);
    }
    return unit;
  };
  const factor = (depth: number): Unit | UnitProblem => {
    const base = primary(depth);
    if (isUnitProblem(base) || tokens[next]?.text !== '^') return base;
    next += 1;
    const negative = tokens[next]?.text === '-';
    if (negative) next += 1;
    const power = Number(tokens[next]?.text);
    if (!Number.isFinite(power)) return fail('a power of a unit must be a number');
    next += 1;
    return powerOfUnit(base, negative ? -power : power);
  };
  const primary = (depth: number): Unit | UnitProblem => {
    const token = tokens[next];
    if (token === undefined || depth > 20) return fail('the unit is not complete');
    if (token.text === '(') {
      next += 1;
      const inner = product(depth + 1);
      if (isUnitProblem(inner)) return inner;
      if (tokens[next]?.text !== ')') return fail('a closing parenthesis is missing in the unit');
      next += 1;
      return inner;
    }
    if (token.text === '1' || PLAIN_NUMBERS.has(token.text)) {
      next += 1;
      return DIMENSIONLESS;
    }
    if (/^[A-Za-z]/.test(token.text)) {
      const unit = known.get(token.text);
      if (unit === undefined) return fail(`unknown unit ${JSON.stringify(token.text)}`, token.text);
      next += 1;
      return unit;
    }
    return fail(`${JSON.stringify(token.text)} cannot stand here in a unit`);
  };
  const unit = product(0);
  if (!isUnitProblem(unit) && next < tokens.length)
    return fail(`${JSON.stringify(tokens[next]?.text)} cannot stand here in a unit`);
  return unit;
}

export function isUnitProblem(unit: Unit | UnitProblem): unit is UnitProblem {
  return 'message' in unit;
}

/** The units that need no declaration: those of time. */
export function builtInUnits(): Map<string, Unit> {
  return new Map(TIME_UNITS.map((name) => [name, baseUnit(name)]));
}
