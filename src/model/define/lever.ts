import type { Path } from '../../diagnostics/yaml.js';
import type { Definition } from '../definitions.js';
import type { Defining, Entry } from './defining.js';
import { equationFrom, readHead } from './head.js';

export function defineLever(d: Defining, key: string, entry: Entry<'levers'>): Definition {
  const path: Path = ['levers', key];
  const described = readHead(d, 'levers', key, entry);
  const min = entry.min ?? Math.min(0, entry.default ?? 0);
  const max = entry.max ?? Number.POSITIVE_INFINITY;
  const level = entry.default ?? Math.min(Math.max(0, min), max);
  if (min > max)
    d.diagnostics.error(
      'range',
      d.yaml.placeOf([...path, 'min']),
      `min (${min}) is above max (${max})`,
    );
  else if (level < min || level > max) {
    d.diagnostics.error(
      'range',
      d.yaml.placeOf([...path, 'default']),
      `the default (${level}) is outside ${min} to ${max}`,
    );
  }
  const cost =
    entry.cost === undefined
      ? undefined
      : equationFrom(d, entry.cost, [...path, 'cost'], `cost_of_${key}`);
  return {
    ...described,
    kind: 'lever',
    source: key,
    default: level,
    min,
    max,
    step: entry.step ?? (Number.isFinite(max) ? (max - min) / 100 : 1),
    group: entry.kind ?? key,
    ...(cost === undefined ? {} : { cost }),
  };
}
