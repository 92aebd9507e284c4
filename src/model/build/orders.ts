import { namesIn } from '../expr.js';
import { orderByUse } from '../order.js';
import type { Building } from './building.js';
import { isEquation } from './building.js';

/** Flows and auxiliaries, each after what it uses; loops are reported. */
export function orderOf(b: Building): readonly string[] {
  const nodes = [...b.variables.values()].flatMap((one) => (isEquation(one) ? [one.name] : []));
  return orderedOrReported(
    b,
    nodes,
    (name) => usesOf(b, name),
    'an algebraic loop',
    'a stock, smooth, delay or previous in the loop',
  );
}

/** What the first values need, in order; loops are reported. */
export function initialOrderOf(b: Building): readonly string[] {
  const states = [...b.variables.values()].flatMap((one) =>
    one.kind === 'stock' || one.kind === 'memory' ? [one.name] : [],
  );
  const needed = new Set<string>();
  const queue = [...states];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    queue.push(...initialUsesOf(b, name));
  }
  // States first, in their own order; what they use is pulled in front of them.
  const nodes = [...b.variables.keys()].filter((name) => needed.has(name) && isComputed(b, name));
  return orderedOrReported(
    b,
    nodes,
    (name) => initialUsesOf(b, name),
    'a loop among initial values',
    'a first value that does not come back to itself; smooth, delay and previous take one last',
  );
}

/** Hidden variables bear the name of the one that they were made for. */
export function visible(name: string): string {
  return name.replace(/__.*$/, '');
}

function isComputed(b: Building, name: string): boolean {
  const kind = b.variables.get(name)?.kind;
  return kind === 'stock' || kind === 'memory' || kind === 'flow' || kind === 'auxiliary';
}

function orderedOrReported(
  b: Building,
  nodes: readonly string[],
  uses: (name: string) => readonly string[],
  what: string,
  expected: string,
): readonly string[] {
  const ordering = orderByUse(nodes, uses);
  if ('order' in ordering) return ordering.order;
  for (const found of ordering.cycles) {
    const cycle = fromFirst(found, nodes);
    const names = cycle
      .map(visible)
      .filter((name, index, all) => index === 0 || name !== all[index - 1]);
    const shown = shortened(names.length === 1 ? [...names, ...names] : names);
    const place = b.variables.get(cycle[0] ?? '')?.place;
    if (place !== undefined)
      b.diagnostics.error('loop', place, `${what}: ${shown.join(' -> ')}`, { expected });
  }
  return [];
}

// A circle of a thousand names is not read to its end.
export function shortened(names: readonly string[]): readonly string[] {
  if (names.length <= 12) return names;
  return [...names.slice(0, 6), `(${names.length - 11} more)`, ...names.slice(-5)];
}

/** A circle told from the member that the file defines first, which is repeated at the end. */
function fromFirst(cycle: readonly string[], nodes: readonly string[]): readonly string[] {
  const members = cycle.slice(0, -1);
  const first = nodes.find((one) => members.includes(one)) ?? members[0] ?? '';
  const at = members.indexOf(first);
  return [...members.slice(at), ...members.slice(0, at), first];
}

function usesOf(b: Building, name: string): readonly string[] {
  const variable = b.variables.get(name);
  return variable !== undefined && isEquation(variable) ? namesIn(variable.equation) : [];
}

function initialUsesOf(b: Building, name: string): readonly string[] {
  const variable = b.variables.get(name);
  if (variable?.kind === 'stock') return namesIn(variable.initial);
  if (variable?.kind === 'memory')
    return [...namesIn(variable.initial), ...(variable.delay ? namesIn(variable.delay) : [])];
  return usesOf(b, name);
}
