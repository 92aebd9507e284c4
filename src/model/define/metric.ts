import type { Path } from '../../diagnostics/yaml.js';
import type { MetricDefinition } from '../definitions.js';
import type { ModelDocument } from '../document.js';
import type { Defining } from './defining.js';
import { equationFrom, unitOf } from './head.js';

export function defineMetric(
  d: Defining,
  key: string,
  entry: NonNullable<ModelDocument['metrics']>[string],
): MetricDefinition | undefined {
  const path: Path = ['metrics', key];
  const equation = equationFrom(d, entry.equation, [...path, 'equation'], `metric__${key}`);
  const unit = unitOf(d, entry.unit, path);
  if (entry.discount !== undefined && entry.over_time !== 'sum') {
    d.diagnostics.error(
      'value',
      d.yaml.placeOf([...path, 'discount']),
      'only a sum over time can be discounted',
      { expected: 'over_time: sum' },
    );
  }
  if (equation === undefined) return undefined;
  return {
    metric: {
      name: key,
      title: entry.title,
      ...(entry.about === undefined ? {} : { about: entry.about }),
      better: entry.better,
      overTime: entry.over_time,
      discount: entry.discount ?? 0,
      ...(entry.harm === undefined ? {} : { harm: entry.harm }),
      place: d.yaml.placeOfKey(path),
    },
    ...(unit === undefined ? {} : { unit }),
    equation,
  };
}
