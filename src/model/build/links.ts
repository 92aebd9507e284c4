import { nearest } from '../../diagnostics/nearest.js';
import type { LinkDefinition, StockDefinition } from '../definitions.js';
import { KIND_WORDS } from '../kind-words.js';
import type { Link } from '../model.js';
import type { Building } from './building.js';

/** How a flow meets a stock; undefined after a diagnostic. */
export function linkOf(
  b: Building,
  link: LinkDefinition,
  stock: StockDefinition,
): Link | undefined {
  const flow = b.source.quantities.get(link.flow);
  const { uncertain } = b.source;
  if (uncertain.has(link.flow) || uncertain.has(stock.name)) return undefined;
  if (flow === undefined && b.source.unread.has(link.flow)) return undefined;
  if (flow?.kind !== 'flow') {
    const flows = [...b.source.quantities.values()].flatMap((one) =>
      one.kind === 'flow' ? [one.name] : [],
    );
    const what =
      flow === undefined
        ? `there is no flow ${JSON.stringify(link.flow)}`
        : `${link.flow} is ${KIND_WORDS[flow.kind]}, not a flow`;
    b.diagnostics.error('unknown-name', link.place, what, {
      nearest: () => nearest(link.flow, flows),
    });
    return undefined;
  }
  const picked = new Map<string, string>();
  for (const element of link.elements) {
    const [dim, other] = stock.dims.filter(
      (one) => !picked.has(one) && b.source.dimensions.get(one)?.elements.includes(element),
    );
    if (other !== undefined && link.elements.length < stock.dims.length) {
      b.diagnostics.error(
        'ambiguous',
        link.place,
        `${element} may belong to ${dim} or ${other} of ${stock.name}`,
        { expected: `an element for each of ${stock.dims.join(', ')}` },
      );
      return undefined;
    }
    if (dim === undefined) {
      const known = stock.dims.flatMap((one) => b.source.dimensions.get(one)?.elements ?? []);
      b.diagnostics.error(
        'unknown-name',
        link.place,
        `${JSON.stringify(element)} is not an element of ${stock.name}`,
        { nearest: () => nearest(element, known) },
      );
      return undefined;
    }
    picked.set(dim, element);
  }
  const free = stock.dims.filter((dim) => !picked.has(dim));
  if (free.join() !== flow.dims.join()) {
    const over = (dims: readonly string[]) => (dims.length === 0 ? 'nothing' : dims.join(' and '));
    const [dim] = free.filter((one) => !flow.dims.includes(one));
    const element = b.source.dimensions.get(dim ?? '')?.elements[0];
    const picking =
      element === undefined ? '' : `, or from or to an element: ${stock.name}[${element}]`;
    b.diagnostics.error(
      'dimension',
      link.place,
      `the flow ${flow.name} varies over ${over(flow.dims)}, the stock ${stock.name} over ${over(free)}`,
      {
        expected: `a flow over ${over(free)}${picking}`,
      },
    );
    return undefined;
  }
  let at = [0];
  for (const dim of stock.dims) {
    const elements = b.source.dimensions.get(dim)?.elements ?? [];
    const pick = picked.get(dim);
    const inner = pick === undefined ? elements.map((_, k) => k) : [elements.indexOf(pick)];
    at = at.flatMap((outer) => inner.map((k) => outer * elements.length + k));
  }
  return { flow: flow.name, at: Int32Array.from(at) };
}

/** A flow fills one stock and drains one stock, at most, and should do one of the two. */
export function checkFlows(b: Building): void {
  const ends = { inflows: new Map<string, string>(), outflows: new Map<string, string>() };
  for (const definition of b.source.quantities.values()) {
    if (definition.kind !== 'stock') continue;
    for (const side of ['inflows', 'outflows'] as const) {
      for (const link of definition[side]) {
        const other = ends[side].get(link.flow);
        if (other !== undefined) {
          const verb = side === 'inflows' ? 'fills' : 'drains';
          b.diagnostics.error(
            'flow',
            link.place,
            `the flow ${link.flow} ${verb} ${other} already`,
            { expected: `a flow that ${verb} one stock` },
          );
        }
        ends[side].set(link.flow, definition.name);
      }
    }
  }
  // A stock or key that could not be read may be the end that is missing.
  if (b.diagnostics.hasErrors) return;
  for (const definition of b.source.quantities.values()) {
    if (
      definition.kind !== 'flow' ||
      ends.inflows.has(definition.name) ||
      ends.outflows.has(definition.name)
    )
      continue;
    b.diagnostics.warning(
      'flow',
      definition.place,
      `the flow ${definition.name} neither fills nor drains a stock`,
      { expected: 'an auxiliary, or a stock that names it' },
    );
  }
}
