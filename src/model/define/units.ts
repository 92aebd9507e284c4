import { nearest } from '../../diagnostics/nearest.js';
import type { Path } from '../../diagnostics/yaml.js';
import type { Unit } from '../unit.js';
import { baseUnit, isUnitProblem, PLAIN_NUMBERS, parseUnit } from '../unit.js';
import type { Defining } from './defining.js';

/** Adds the units that the file declares to those that are built in. */
export function declareUnits(d: Defining): void {
  const { units } = d;
  const declared = d.yaml.value.units;
  if (declared === undefined || declared === 'unchecked') return;
  const entries: [string, string | undefined, Path][] = Array.isArray(declared)
    ? declared.map((name, index) => [name, undefined, ['units', index]])
    : Object.entries(declared).map(([name, entry]) => [
        name,
        entry.equals,
        ['units', name, 'equals'],
      ]);
  const known = new Set(units.keys());
  for (const [name, , path] of entries) {
    const place = Array.isArray(declared)
      ? d.yaml.placeOf(path)
      : d.yaml.placeOfKey(['units', name]);
    if (PLAIN_NUMBERS.has(name))
      d.diagnostics.error('duplicate-name', place, `${name} means a plain number already`);
    else if (known.has(name))
      d.diagnostics.error('duplicate-name', place, `the unit ${name} is already known`);
    known.add(name);
  }
  for (const [name, equals] of entries) if (equals === undefined) units.set(name, baseUnit(name));
  for (const [name, equals, path] of entries) {
    if (equals !== undefined) units.set(name, unitFrom(d, equals, path) ?? baseUnit(name));
  }
}

/** The unit that a text of the file means; undefined after a diagnostic. */
export function unitFrom(d: Defining, text: string | number, path: Path): Unit | undefined {
  if (!d.unitsChecked) {
    // Nothing is checked, so any word is a unit; it is only shown.
    for (const word of String(text).match(/[A-Za-z][A-Za-z0-9_]*/g) ?? [])
      if (!d.units.has(word)) d.units.set(word, baseUnit(word));
  }
  const unit = parseUnit(String(text), d.units);
  if (!isUnitProblem(unit)) return unit;
  const place = d.yaml.placeInText(path, unit.offset, unit.length);
  const near = () =>
    unit.unknown === undefined ? undefined : nearest(unit.unknown, d.units.keys());
  const expected =
    unit.unknown === undefined
      ? 'a unit such as person/month'
      : 'a unit declared under units, or one of time';
  d.diagnostics.error('unit', place, unit.message, { nearest: near, expected });
  return undefined;
}
