import type { Place } from '../../diagnostics/diagnostic.js';
import { nearest } from '../../diagnostics/nearest.js';
import type { Path } from '../../diagnostics/yaml.js';
import type { Definition, Equation, LinkDefinition, StockDefinition } from '../definitions.js';
import { KIND_WORDS } from '../kind-words.js';
import type { Defining, Entry } from './defining.js';
import { equationFrom, readHead } from './head.js';

export function defineStock(d: Defining, key: string, entry: Entry<'stocks'>): StockDefinition {
  const path: Path = ['stocks', key];
  const links = (side: 'inflows' | 'outflows'): LinkDefinition[] =>
    (entry[side] ?? []).map((flow, index) => ({
      flow,
      elements: [],
      place: d.yaml.placeOf([...path, side, index]),
    }));
  return {
    ...readHead(d, 'stocks', key, entry),
    kind: 'stock',
    initial:
      equationFrom(d, entry.initial, [...path, 'initial'], `${key}__initial`) ??
      noEquation(d.yaml.placeOf(path)),
    inflows: links('inflows'),
    outflows: links('outflows'),
    ...(entry.floor === undefined ? {} : { floor: entry.floor }),
  };
}

export function defineEquation(
  d: Defining,
  section: 'flows' | 'auxiliaries',
  kind: 'flow' | 'auxiliary',
  key: string,
  entry: Entry<'auxiliaries'>,
): Definition {
  const equation = equationFrom(d, entry.equation, [section, key, 'equation'], key);
  return {
    ...readHead(d, section, key, entry),
    kind,
    equation: equation ?? noEquation(d.yaml.placeOf([section, key])),
  };
}

/**
 * A flow's own `from` and `to` join what the stocks say, in the order of their names: a stock adds up its flows
 * in the order of its lists, and sums must not change by a bit when flows are written in another order.
 */
export function linkFlows(d: Defining, quantities: Map<string, Definition>): void {
  const flows = Object.entries(d.yaml.value.flows ?? {});
  for (const [key, entry] of flows.sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const [end, side] of [
      ['from', 'outflows'],
      ['to', 'inflows'],
    ] as const) {
      const text = entry[end];
      if (text === undefined) continue;
      const place = d.yaml.placeOf(['flows', key, end]);
      const match = /^([A-Za-z][A-Za-z0-9_]*)(?:\[([A-Za-z0-9_, ]+)\])?$/.exec(text.trim());
      if (match === null) {
        const what = `${JSON.stringify(text)} is no stock, and no element of one`;
        d.diagnostics.error('unknown-name', place, what, { expected: 'stock, or stock[element]' });
        continue;
      }
      const [, wanted = ''] = match;
      const stock = quantities.get(wanted);
      if (stock === undefined && d.yaml.unread.has(wanted)) continue;
      if (stock?.kind !== 'stock') {
        const stocks = Object.keys(d.yaml.value.stocks ?? {});
        const what =
          stock === undefined
            ? `there is no stock ${JSON.stringify(wanted)}`
            : `${wanted} is ${KIND_WORDS[stock.kind]}, not a stock`;
        d.diagnostics.error('unknown-name', place, what, {
          nearest: () => nearest(wanted, stocks),
        });
        continue;
      }
      const elements = (match?.[2] ?? '')
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');
      const named = stock[side].some((link) => link.flow === key);
      if (named) {
        if (elements.length > 0)
          d.diagnostics.error(
            'duplicate-name',
            place,
            `${stock.name} already names ${key} among its ${side}`,
          );
        continue;
      }
      quantities.set(stock.name, {
        ...stock,
        [side]: [...stock[side], { flow: key, elements, place }],
      });
    }
  }
}

// Stands in for an equation that could not be read, so that names are still checked elsewhere.
function noEquation(at: Place): Equation {
  return { text: '', syntax: { kind: 'number', value: 0, at }, stream: '' };
}
