import { nearest } from '../../diagnostics/nearest.js';
import { reportTwice } from '../../diagnostics/twice.js';
import type { Path } from '../../diagnostics/yaml.js';
import type { Described, Equation } from '../definitions.js';
import { sizeOf } from '../elements.js';
import type { Grade } from '../grade.js';
import { betterGrade } from '../grade.js';
import type { Dimension, ShareWord } from '../model.js';
import { parseExpression } from '../syntax.js';
import type { Unit } from '../unit.js';
import type { Defining, Entry, Section } from './defining.js';
import { unitFrom } from './units.js';

export function readHead(
  d: Defining,
  section: Section,
  key: string,
  entry: Entry<Section>,
): Described {
  const path: Path = [section, key];
  const overs =
    entry.over === undefined ? [] : Array.isArray(entry.over) ? entry.over : [entry.over];
  for (const [index, name] of overs.entries()) {
    const place = d.yaml.placeOf([...path, 'over', ...(Array.isArray(entry.over) ? [index] : [])]);
    if (!d.dimensions.has(name)) d.uncertain.add(key);
    if (d.yaml.unread.has(name)) continue;
    if (!d.dimensions.has(name)) {
      d.diagnostics.error('unknown-name', place, `there is no dimension ${JSON.stringify(name)}`, {
        nearest: () => nearest(name, d.dimensions.keys()),
      });
    } else if (overs.indexOf(name) !== index) {
      d.diagnostics.error('duplicate-name', place, `the dimension ${name} stands twice`);
    }
  }
  const dims = [...d.dimensions.keys()].filter((name) => overs.includes(name));
  if (dims.length === overs.length && dims.some((name, index) => name !== overs[index])) {
    const place = d.yaml.placeOf([...path, 'over']);
    d.diagnostics.error(
      'order',
      place,
      'the dimensions stand in another order than under dimensions',
      { expected: `[${dims.join(', ')}]` },
    );
  }
  const unit = unitOf(d, entry.unit, path);
  const grade = gradeOf(d, entry, path);
  return {
    name: key,
    title: entry.title ?? key,
    ...(entry.about === undefined ? {} : { about: entry.about }),
    ...(unit === undefined ? {} : { unit }),
    ...shareOf(entry.unit),
    dims,
    size: sizeOf(dims, d.dimensions),
    hidden: false,
    place: d.yaml.placeOfKey(path),
    evidence: entry.evidence ?? [],
    ...(grade === undefined ? {} : { grade }),
  };
}

/** Whether a unit says that values lie between 0 and 1. */
export function shareOf(unit: string | number | undefined): { readonly share?: ShareWord } {
  const word = SHARES.find((one) => one === String(unit).trim());
  return word === undefined ? {} : { share: word };
}

const SHARES: readonly ShareWord[] = ['share', 'probability'];

export function unitOf(
  d: Defining,
  text: string | number | undefined,
  path: Path,
): Unit | undefined {
  if (text !== undefined) return unitFrom(d, text, [...path, 'unit']);
  if (d.unitsChecked && !d.yaml.unread.has([...path, 'unit'].join('.'))) {
    d.diagnostics.error(
      'missing-key',
      d.yaml.placeOfKey(path),
      `${path.join('.')} lacks the key "unit"`,
      {
        expected: 'a unit such as person/month; 1 for a plain number',
      },
    );
  }
  return undefined;
}

export function gradeOf(
  d: Defining,
  entry: { evidence?: string[] | undefined; grade?: Grade | undefined },
  path: Path,
): Grade | undefined {
  let grade: Grade | undefined;
  reportTwice(entry.evidence ?? [], (k) => d.yaml.placeOf([...path, 'evidence', k]), d.diagnostics);
  for (const [index, id] of (entry.evidence ?? []).entries()) {
    const { rows, file, unread } = d.evidence;
    const row = Object.hasOwn(rows, id) ? rows[id] : undefined;
    if (row === undefined) {
      if (unread === 'all' || unread.has(id)) continue;
      const place = d.yaml.placeOf([...path, 'evidence', index]);
      const what =
        file === undefined
          ? 'there is no evidence.yaml beside the model'
          : `evidence.yaml has no row ${JSON.stringify(id)}`;
      d.diagnostics.error('unknown-name', place, what, {
        nearest: () => nearest(id, Object.keys(rows)),
      });
    } else {
      grade = grade === undefined ? row.grade : betterGrade(grade, row.grade);
    }
  }
  return entry.grade ?? grade;
}

export function dimensionsOf(d: Defining, described: Described): Dimension[] {
  return described.dims.flatMap((name) => d.dimensions.get(name) ?? []);
}

export function equationFrom(
  d: Defining,
  text: string | number,
  path: Path,
  stream: string,
): Equation | undefined {
  const at = d.yaml.placeOf(path);
  if (typeof text === 'number')
    return { text: String(text), syntax: { kind: 'number', value: text, at }, stream };
  const placeIn = (offset: number, length: number) => d.yaml.placeInText(path, offset, length);
  const syntax = parseExpression(text, placeIn, d.diagnostics);
  return syntax && { text: text.replace(/\s+/g, ' ').trim(), syntax, stream };
}
