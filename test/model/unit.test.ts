import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Unit } from '../../src/model/unit.js';
import {
  baseUnit,
  builtInUnits,
  DIMENSIONLESS,
  formatUnit,
  isDimensionless,
  isUnitProblem,
  multiplyUnits,
  parseUnit,
  powerOfUnit,
  sameUnit,
} from '../../src/model/unit.js';

const known = new Map([
  ...builtInUnits(),
  ...['person', 'USD', 'km'].map((name) => [name, baseUnit(name)] as const),
  ['fighter', baseUnit('person')] as const,
]);

function unitOf(text: string): Unit {
  const unit = parseUnit(text, known);
  if (isUnitProblem(unit)) throw new Error(unit.message);
  return unit;
}

const unit = fc
  .dictionary(
    fc.constantFrom('person', 'month', 'km', 'USD'),
    fc.integer({ min: -3, max: 3 }).filter((n) => n !== 0),
  )
  .map((powers): Unit => new Map(Object.entries(powers)));

describe('the algebra of units', () => {
  it('divides what it multiplied, in any order', () => {
    fc.assert(
      fc.property(unit, unit, unit, (a, b, c) => {
        expect(sameUnit(multiplyUnits(multiplyUnits(a, b), b, -1), a)).toBe(true);
        expect(sameUnit(multiplyUnits(a, b), multiplyUnits(b, a))).toBe(true);
        const left = multiplyUnits(multiplyUnits(a, b), c);
        expect(sameUnit(left, multiplyUnits(a, multiplyUnits(b, c)))).toBe(true);
        expect(isDimensionless(multiplyUnits(a, a, -1))).toBe(true);
      }),
    );
  });

  it('takes powers and roots back', () => {
    const power = fc.constantFrom(2, 3, 4, 5, 6, 10, 12, 0.5, 0.25, 1.5, -1, -2);
    fc.assert(
      fc.property(unit, power, (a, n) => {
        expect(sameUnit(powerOfUnit(powerOfUnit(a, n), 1 / n), a)).toBe(true);
        expect(sameUnit(multiplyUnits(powerOfUnit(a, n), a), powerOfUnit(a, n + 1))).toBe(true);
      }),
    );
    expect(isDimensionless(powerOfUnit(unitOf('person'), 0))).toBe(true);
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(unit, (a) => {
        expect(sameUnit(unitOf(formatUnit(a)), a)).toBe(true);
      }),
    );
  });

  it('tells different units apart', () => {
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        expect(sameUnit(a, b)).toBe(formatUnit(a).length === 0 || sameUnit(b, a));
        if (!isDimensionless(b)) expect(sameUnit(multiplyUnits(a, b), a)).toBe(false);
      }),
    );
  });
});

it.each([
  ['1', '1'],
  ['dimensionless', '1'],
  ['share', '1'],
  ['index', '1'],
  ['probability', '1'],
  ['person', 'person'],
  ['person/month', 'person/month'],
  ['1/month', '1/month'],
  ['person / (km^2 * month)', 'person/(km^2*month)'],
  ['person/km/month', 'person/(km*month)'],
  ['person*person', 'person^2'],
  ['person^2/person', 'person'],
  ['km^-1', '1/km'],
  ['km^0.5', 'km^0.5'],
  ['(person/month)^2', 'person^2/month^2'],
  ['fighter', 'person'],
  ['share/month', '1/month'],
])('%s is %s', (text, shown) => {
  expect(formatUnit(unitOf(text))).toBe(shown);
});

it.each([
  ['', 0, 1, 'the unit is not complete'],
  ['person/', 6, 1, 'the unit is not complete'],
  ['persn', 0, 5, 'unknown unit "persn"'],
  ['person/mnth', 7, 4, 'unknown unit "mnth"'],
  ['person month', 7, 5, '"month" cannot stand here in a unit'],
  ['2*person', 0, 1, '"2" cannot stand here in a unit'],
  ['(person', 6, 1, 'a closing parenthesis is missing in the unit'],
  ['person)', 6, 1, '")" cannot stand here in a unit'],
  ['km^x', 3, 1, 'a power of a unit must be a number'],
  ['person+km', 6, 1, '"+" cannot stand here in a unit'],
  ['$', 0, 1, '"$" cannot stand here in a unit'],
])('%j is no unit', (text, offset, length, message) => {
  expect(parseUnit(text, known)).toMatchObject({ offset, length, message });
});

it('has no unit for a plain number', () => {
  expect(DIMENSIONLESS.size).toBe(0);
  expect(formatUnit(DIMENSIONLESS)).toBe('1');
});
