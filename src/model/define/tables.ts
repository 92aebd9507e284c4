import type { Path } from '../../diagnostics/yaml.js';
import type { Table } from '../model.js';
import type { Text } from '../names.js';
import { DIMENSIONLESS } from '../unit.js';
import type { Defining } from './defining.js';
import { shareOf } from './head.js';
import { unitFrom } from './units.js';

export function defineTables(d: Defining): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const [key, entry] of Object.entries(d.yaml.value.tables ?? {})) {
    const path: Path = ['tables', key];
    entry.points.forEach(([x, y], index) => {
      const before = entry.points[index - 1];
      if (before === undefined) return;
      const [previous, previousY] = before;
      const place = d.yaml.placeOf([...path, 'points', index, 0]);
      if (x <= previous) {
        d.diagnostics.error('value', place, `the x values do not rise: ${x} follows ${previous}`);
      } else if (
        entry.interpolation !== 'step' &&
        !Number.isFinite((x - previous) * (y - previousY))
      ) {
        const what = `too far from the point before it: ${x}, ${y} follows ${previous}, ${previousY}`;
        d.diagnostics.error('value', place, what, { expected: 'points with others between them' });
      }
    });
    const plain = (text: string | number | undefined, part: string) =>
      text === undefined ? DIMENSIONLESS : (unitFrom(d, text, [...path, part]) ?? DIMENSIONLESS);
    tables.set(key, {
      name: key,
      title: (entry.title ?? key) as Text,
      xs: Float64Array.from(entry.points, ([x]) => x),
      ys: Float64Array.from(entry.points, ([, y]) => y),
      interpolation: entry.interpolation ?? 'linear',
      unit: plain(entry.unit, 'unit'),
      ...shareOf(entry.unit),
      xUnit: plain(entry.x_unit, 'x_unit'),
      place: d.yaml.placeOfKey(path),
    });
  }
  return tables;
}
