import fc from 'fast-check';
import { plain } from './running.js';

/** A model of stocks with floors, flows between them, and flows and auxiliaries that read those flows. */
export interface CoflowModel {
  readonly text: string;
  /** The same model, written the other way round. */
  readonly reversed: string;
  readonly method: 'euler' | 'rk4';
  readonly flows: readonly MadeFlow[];
  readonly stocks: readonly { readonly name: string; readonly floor: number | undefined }[];
  readonly regions: number;
}

export interface MadeFlow {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

const part = fc.record({
  from: fc.integer({ min: -1, max: 3 }),
  to: fc.integer({ min: -1, max: 3 }),
  rate: fc.integer({ min: -6, max: 24 }).map((n) => n / 3),
  pull: fc.integer({ min: 0, max: 3 }),
  /** What it reads beside: an earlier flow, an auxiliary of one, the sum of one, its neighbours', its past. */
  reads: fc.constantFrom(
    '',
    '',
    'F',
    '2 - F / 3',
    'aF',
    'sum(F) / 4',
    'neighbours(F)',
    'smooth(F, 4)',
  ),
  of: fc.nat({ max: 8 }),
});

/** With arithmetic alone, so that both engines give the same bits. */
export const coflowModels: fc.Arbitrary<CoflowModel> = fc
  .record({
    regions: fc.constantFrom(0, 0, 2, 3),
    floors: fc.array(fc.constantFrom(undefined, 0, 0, 1.1), { minLength: 4, maxLength: 4 }),
    initial: fc.array(fc.integer({ min: 4, max: 90 }), { minLength: 4, maxLength: 4 }),
    parts: fc.array(part, { minLength: 2, maxLength: 8 }),
    method: fc.constantFrom('euler' as const, 'rk4' as const),
    step: fc.constantFrom('1', '0.5'),
  })
  .map(({ regions, floors, initial, parts, method, step }) => {
    const over = regions === 0 ? '' : 'over: region, ';
    const flows = parts.map(({ from, to }, i) => ({
      name: `f${i}`,
      from,
      to: to !== from ? to : from < 0 ? 0 : -1,
    }));
    const lines = parts.map(({ rate, pull, reads, of }, i) => {
      const { name, from, to } = flows[i] as MadeFlow;
      const read = i === 0 ? '' : readsOf(reads, `f${of % i}`, regions);
      const ends = `${from >= 0 ? `from: s${from}, ` : ''}${to >= 0 ? `to: s${to}, ` : ''}`;
      const pulled = from >= 0 ? ` + ${pull} * s${from} / 7` : '';
      return `  ${name}: {${over}${ends}equation: '${rate}${pulled}${read && ` + (${read})`}'}`;
    });
    const stocks = floors.map((floor, i) => ({ name: `s${i}`, floor }));
    const paid = flows.map(({ name }) => `  paid_${name}: {initial: 0, inflows: [pay_${name}]}`);
    const held = stocks.map(({ name, floor }, i) => {
      const own = floor === undefined ? '' : `, floor: ${floor}`;
      return `  ${name}: {${over}initial: ${floor ?? 0} + scale * ${(initial[i] ?? 0) / 3}${own}}`;
    });
    const told = ({ name }: MadeFlow) => (regions === 0 ? name : `sum(${name})`);
    const sections = [
      ['stocks:', ...held, ...paid],
      [
        'flows:',
        ...lines,
        ...flows.map(({ name }) => `  pay_${name}: {equation: 3 * told_${name}}`),
      ],
      [
        'auxiliaries:',
        ...flows.map(({ name }) => `  a${name}: {${over}equation: ${name} / 2}`),
        ...flows.map((flow) => `  told_${flow.name}: {equation: ${told(flow)}}`),
        ...flows.map(({ name }) => `  past_${name}: {equation: 'previous(told_${name}, 0)'}`),
      ],
    ];
    const metrics = flows.map(
      ({ name }) => `  ${name}: {title: F, equation: told_${name}, over_time: sum, better: lower}`,
    );
    const textOf = (order: (list: string[]) => string[]) =>
      plain(
        `start: 0, end: 6, step: ${step}, report: ${step}, method: ${method}`,
        [
          `${dimension(regions)}parameters: {scale: {title: Scale, value: 1, grade: assumed}}`,
          ...sections.flatMap(([title = '', ...entries]) => [title, ...order(entries)]),
          'metrics:',
          ...metrics,
        ].join('\n'),
      );
    const text = textOf((list) => list);
    const reversed = textOf((list) => list.reverse());
    return { text, reversed, method, flows, stocks, regions };
  });

function dimension(regions: number): string {
  if (regions === 0) return '';
  const names = ['north', 'mid', 'south'].slice(0, regions);
  const rows = names.map((_, r) => `[${names.map((_, s) => (r === s ? 0 : r + 1)).join(', ')}]`);
  return `dimensions:
  region: {elements: [${names.join(', ')}], networks: {near: {matrix: [${rows.join(', ')}]}}}
`;
}

function readsOf(reads: string, flow: string, regions: number): string {
  if (regions === 0 && /sum|neighbours/.test(reads)) return flow;
  return reads.replace('F', flow);
}
