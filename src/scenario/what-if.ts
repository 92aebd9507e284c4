import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import { numberOf } from '../diagnostics/number-text.js';
import type { Lever, Model } from '../model/model.js';
import { formatUnit } from '../model/unit.js';
import { maskOf, reportElement } from './target.js';

/** A lever held at a level in some elements, whatever else a policy does there: `jobs=4000@mopti+segou`. */
export interface LeverSetting {
  readonly text: string;
  /** Where its level stands, in a file named `--set`. */
  readonly at: Place;
  readonly lever: Lever;
  readonly value: number;
  /** 1 for each element that is held. */
  readonly mask: Uint8Array;
  /** Names of the elements, or `all`. */
  readonly where: readonly string[] | 'all';
}

const FORM = 'lever=level or lever=level@region+region, such as jobs=4000@mopti+segou';
// What people put between regions; it is + that joins them.
const SEPARATORS = /[,;&|/\s]+/;
// A shell cuts an argument at its spaces.
const ONE_PIECE = `${FORM}, without spaces or in quotes`;

/**
 * Reads the texts given to `--set`. Problems point into the text, as line n of a file named `--set`.
 * @returns undefined after at least one diagnostic.
 */
export function readSettings(
  texts: readonly string[],
  model: Model,
  diagnostics: Diagnostics,
): readonly LeverSetting[] | undefined {
  // One text a line, whatever line ends it holds.
  diagnostics.addSource('--set', texts.map((text) => text.replace(/[\r\n]/g, ' ')).join('\n'));
  const before = diagnostics.errorCount;
  const settings = texts.flatMap((text, index) => {
    const placeAt = (offset: number, length: number): Place => ({
      file: '--set',
      line: index + 1,
      column: offset + 1,
      length: Math.max(1, length),
    });
    return readSetting(text, placeAt, model, diagnostics) ?? [];
  });
  for (const [index, one] of settings.entries()) {
    const other = settings.slice(0, index).find((earlier) => overlaps(earlier, one));
    if (other === undefined) continue;
    const place = { file: '--set', line: texts.indexOf(one.text) + 1, column: 1 };
    diagnostics.error('set', place, `${other.text} and ${one.text} set the same lever twice`);
  }
  return diagnostics.errorCount > before ? undefined : settings;
}

function readSetting(
  text: string,
  placeAt: (offset: number, length: number) => Place,
  model: Model,
  diagnostics: Diagnostics,
): LeverSetting | undefined {
  const match = /^\s*([^=@\s]+)\s*=\s*([^@\s]+)\s*(?:@(.*))?$/.exec(text);
  const [, name, number, elements] = match ?? [];
  if (name === undefined || number === undefined) {
    const problem = `--set cannot read ${JSON.stringify(text)}`;
    diagnostics.error('set', placeAt(0, text.length), problem, { expected: ONE_PIECE });
    return undefined;
  }
  const lever = leverNamed(name, placeAt(text.indexOf(name), name.length), model, diagnostics);
  const at = text.indexOf(number, text.indexOf('=') + 1);
  const place = placeAt(at, number.length);
  const value = levelOf(number, place, lever, model, diagnostics);
  if (lever === undefined || value === undefined) return undefined;
  if (elements === undefined) {
    const mask = new Uint8Array(lever.size).fill(1);
    return { text, at: place, lever, value, mask, where: 'all' };
  }
  const start = text.indexOf('@') + 1;
  const chosen = readElements(elements, start, placeAt, lever, model, diagnostics);
  if (chosen === undefined) return undefined;
  const where = [...chosen.values()].flat();
  return { text, at: place, lever, value, mask: maskOf(lever, chosen, model), where };
}

function leverNamed(
  name: string,
  place: Place,
  model: Model,
  diagnostics: Diagnostics,
): Lever | undefined {
  const found = model.variables.get(name);
  if (found?.kind === 'lever') return found;
  const levers = [...model.variables.values()].filter((one) => one.kind === 'lever');
  const names = levers.map((one) => one.name);
  diagnostics.error(
    'unknown-lever',
    place,
    `the model ${model.name} has no lever ${JSON.stringify(name)}`,
    {
      expected: names.length === 0 ? 'a model with levers' : `one of ${names.join(', ')}`,
      nearest: () => nearest(name, names),
    },
  );
  return undefined;
}

function levelOf(
  text: string,
  place: Place,
  lever: Lever | undefined,
  model: Model,
  diagnostics: Diagnostics,
): number | undefined {
  const value = numberOf(text);
  if (value === undefined) {
    const grouped = /^[-+]?\d{1,3}([,'_\u00a0\u202f]\d{3})+$/.test(text);
    const plain = text.replace(/[^-+\d]/g, '');
    const expected = grouped ? `${plain}, without anything between the digits` : FORM;
    diagnostics.error('set', place, `${JSON.stringify(text)} is not a number`, { expected });
    return undefined;
  }
  if (lever === undefined || (value >= lever.min && value <= lever.max)) return value;
  const unit = model.unitsChecked ? ` ${formatUnit(lever.unit)}` : '';
  const expected = Number.isFinite(lever.max)
    ? `${lever.min} to ${lever.max}${unit}`
    : `at least ${lever.min}${unit}`;
  diagnostics.error('lever-range', place, `${lever.name} cannot be ${text}`, { expected });
  return undefined;
}

/** Elements joined by `+`, each of one of the lever's dimensions; a dimension not named is meant whole. */
function readElements(
  text: string,
  start: number,
  placeAt: (offset: number, length: number) => Place,
  lever: Lever,
  model: Model,
  diagnostics: Diagnostics,
): ReadonlyMap<string, readonly string[]> | undefined {
  const chosen = new Map<string, string[]>();
  const before = diagnostics.errorCount;
  const dimensions = lever.dims.flatMap((dim) => model.dimensions.get(dim) ?? []);
  const [first] = dimensions;
  let offset = start;
  for (const part of text.split('+')) {
    const name = part.trim();
    const place = placeAt(offset + part.indexOf(name), name.length);
    offset += part.length + 1;
    const dimension = dimensions.find((one) => one.elements.includes(name));
    const names = name.split(SEPARATORS).filter((one) => one !== '');
    if (names.length === 0) {
      diagnostics.error('set', place, 'a region is missing here', { expected: FORM });
    } else if (SEPARATORS.test(name)) {
      diagnostics.error('set', place, `${JSON.stringify(name)} is not one region`, {
        expected: `regions joined by +: ${names.join('+')}`,
      });
    } else if (first === undefined) {
      diagnostics.error('set', place, `${lever.name} is one number, not one for each region`, {
        expected: `${lever.name}=level`,
      });
    } else if (dimension !== undefined && chosen.get(dimension.name)?.includes(name)) {
      diagnostics.error('set', place, `${name} stands twice`, { expected: 'each region once' });
    } else if (dimension !== undefined) {
      chosen.set(dimension.name, [...(chosen.get(dimension.name) ?? []), name]);
    } else {
      reportElement(name, first, place, diagnostics);
    }
  }
  return diagnostics.errorCount > before ? undefined : chosen;
}

function overlaps(a: LeverSetting, b: LeverSetting): boolean {
  return a.lever === b.lever && a.mask.some((held, element) => held === 1 && b.mask[element] === 1);
}
