import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ElementsAtHand } from '../../src/engine/random/element-words.js';
import { elementWords } from '../../src/engine/random/element-words.js';
import { plain, ran } from './running.js';

interface Written {
  readonly regions: readonly string[];
  readonly groups?: readonly string[];
  /** Dimensions in the order of the file. */
  readonly order?: readonly ('region' | 'group')[];
  readonly before?: string;
}

function text({
  regions,
  groups = ['red', 'blue'],
  order = ['region', 'group'],
  before = '',
}: Written) {
  const elements = { region: regions, group: groups };
  const dimensions = order.map((dim) => `  ${dim}: {elements: [${elements[dim].join(', ')}]}`);
  const pair = `[${order.join(', ')}]`;
  return plain(
    'start: 0, end: 4',
    `dimensions:\n${dimensions.join('\n')}
auxiliaries:
${before}  single: {equation: "normal(0, 1)"}
  by_region: {over: region, equation: "poisson(30)"}
  by_pair: {over: ${pair}, equation: "normal(0, 1)"}
  inside: {over: region, equation: "sum(uniform(0, 1), group)"}
  held: {over: region, equation: "previous(exponential(1), 0)"}
`,
  );
}

/** The paths of all elements by their names, the dimensions in alphabetical order. */
function paths(written: Written): Map<string, readonly number[]> {
  const { model, path } = ran(text(written), { count: 2, first: 3 });
  const found = new Map<string, readonly number[]>();
  for (const name of ['single', 'by_region', 'by_pair', 'inside', 'held']) {
    const { dims = [], size = 0 } = model.variables.get(name) ?? {};
    for (let element = 0; element < size; element++) {
      let rest = element;
      const at: string[] = [];
      for (const dim of [...dims].reverse()) {
        const elements = model.dimensions.get(dim)?.elements ?? [];
        at.push(`${dim}=${elements[rest % elements.length]}`);
        rest = Math.floor(rest / elements.length);
      }
      found.set(`${name} ${at.sort()}`, path(name, element, 1));
    }
  }
  return found;
}

describe('a random draw', () => {
  const base = paths({ regions: ['mopti', 'gao'] });

  it('depends on the name of its element, not on its number', () => {
    const more = paths({ regions: ['kidal', 'mopti', 'segou', 'gao'] });
    for (const [name, path] of base) expect(more.get(name), name).toEqual(path);
    expect(more.get('by_region region=kidal')).not.toEqual(base.get('by_region region=mopti'));
  });

  it('does not depend on the order of dimensions, nor on what else is in the model', () => {
    const other = paths({
      regions: ['gao', 'mopti'],
      order: ['group', 'region'],
      before: '  first: {over: group, equation: "poisson(3) + poisson(4)"}\n',
    });
    for (const [name, path] of base) {
      if (name.startsWith('inside')) continue;
      expect(other.get(name), name).toEqual(path);
    }
  });

  it('stays when elements of another dimension are added', () => {
    const wider = paths({ regions: ['mopti', 'gao'], groups: ['green', 'red', 'blue'] });
    for (const [name, path] of base) {
      if (name.startsWith('inside')) continue;
      expect(wider.get(name), name).toEqual(path);
    }
  });

  it('stays under any choice and order of regions', () => {
    const all = ['mopti', 'gao', 'kidal', 'segou', 'sikasso', 'kayes'];
    const whole = paths({ regions: all });
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 1 }), (regions) => {
        for (const [name, path] of paths({ regions })) expect(path).toEqual(whole.get(name));
      }),
      { numRuns: 15, seed: 1 },
    );
  });
});

describe('the words of an element', () => {
  it('leave the lowest 12 bits of the second to the attempts', () => {
    for (let i = 0; i < 1000; i++)
      expect((elementWords([['region', `r${i}`]])[1] & 4095) === 0).toBe(true);
  });

  it('differ between two hundred thousand elements', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 500; i++)
      for (let j = 0; j < 400; j++)
        seen.add(
          elementWords([
            ['region', `r${i}`],
            ['other', `r${j}`],
          ]).join(),
        );
    expect(seen.size).toBe(200_000);
  });

  it('tell a pair from the pair turned round, and one dimension from another', () => {
    const pairs: ElementsAtHand[] = [
      [
        ['region', 'a'],
        ['other', 'b'],
      ],
      [
        ['region', 'b'],
        ['other', 'a'],
      ],
      [['region', 'a']],
      [['other', 'a']],
      [],
    ];
    expect(new Set(pairs.map((pair) => elementWords(pair).join())).size).toBe(pairs.length);
  });
});
