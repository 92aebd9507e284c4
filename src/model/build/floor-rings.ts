import { elementLabels, elementName } from '../elements.js';
import type { Plumbing } from '../plumbing.js';
import { settlingIn } from '../settle/index.js';
import type { FloorRing, RingMember } from '../settle/settling.js';
import type { Building } from './building.js';
import { shortened, visible } from './orders.js';

/** Reports flows that depend on what the floor of the stock that they drain leaves them. */
export function checkFloorRings(
  b: Building,
  order: readonly string[],
  initialOrder: readonly string[],
): void {
  const { variables } = b;
  const settling = settlingIn({ variables, dimensions: b.source.dimensions, order, initialOrder });
  if (!('rings' in settling)) return;
  for (const ring of settling.rings) reportRing(b, ring, settling.plumbing);
}

function reportRing(b: Building, { members }: FloorRing, plumbing: Plumbing): void {
  const words = members
    .map((one) => wordOf(b, one, plumbing))
    .filter((word, index, all) => word !== all[index - 1]);
  const [first] = members;
  const known = first?.kind === 'variable' ? b.variables.get(first.name)?.place : undefined;
  const place = known ?? { file: b.source.file, line: 1, column: 1 };
  // A ring goes through the floor of a stock, which stands after a flow as it is read.
  const at = members.findIndex((one) => one.kind === 'floor');
  const floor = members[at];
  const stock = floor?.kind === 'floor' ? plumbing.slots[floor.slot]?.stock.name : undefined;
  const [reader, flow] = [members.at(at - 2), members.at(at - 1)].map((one) =>
    one?.kind === 'variable' ? visible(one.name) : undefined,
  );
  b.diagnostics.error(
    'loop',
    place,
    `a ring through the floor of ${stock}: ${shortened([...words, words[0] ?? '']).join(' -> ')}`,
    {
      expected:
        flow === undefined || reader === undefined
          ? `previous(...) in the ring, or no floor for ${stock}`
          : `previous(${flow}) in place of ${flow} in ${reader}, or no floor for ${stock}`,
    },
  );
}

function wordOf(b: Building, member: RingMember, { slots }: Plumbing): string {
  if (member.kind === 'variable') return visible(member.name);
  const { stock, element } = slots[member.slot] ?? {};
  const labels = elementLabels(stock?.dims ?? [], b.source.dimensions);
  return `floor of ${elementName(stock?.name ?? '', labels[element ?? 0] ?? '')}`;
}
