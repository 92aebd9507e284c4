import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostics, InputError } from '../../src/diagnostics/diagnostic.js';
import type { Plan, Worlds } from '../../src/plan/plan.js';
import { readWorlds } from '../../src/plan/posterior.js';
import { makeWorlds } from '../../src/plan/worlds.js';
import { columnOf } from './designs/spread.js';
import { SMALL_COLUMNS, smallModel } from './small-model.js';

const plan: Plan = { worlds: 4, design: 'latin_hypercube', seed: 'demo' };
const FILE = 'posterior.csv';

function read(text: string, diagnostics = new Diagnostics(), asked = plan): Worlds {
  return readWorlds(FILE, text, smallModel(), asked, diagnostics);
}

function problems(text: string): string[] {
  const diagnostics = new Diagnostics();
  expect(() => read(text, diagnostics)).toThrow(InputError);
  return diagnostics
    .list()
    .map(
      ({ place, message, expected, nearest }) =>
        `${place.line}:${place.column} ${message}; ${expected ?? ''}; ${nearest ?? ''}`,
    );
}

describe('readWorlds', () => {
  const text = 'world,beta,rate,"link[segou, isgs]"\n0,0.5,1,7\n1,0.2,2,8\n2,0.5,3,5\n3,0.9,4,6\n';

  it('takes columns from the file and draws the rest as usual', () => {
    const worlds = read(text);
    const drawn = makeWorlds(smallModel(), plan);
    expect(worlds.columns).toEqual([...SMALL_COLUMNS, 'rate']);
    const column = (name: string) => columnOf(worlds.values, 10, worlds.columns.indexOf(name));
    expect([...column('beta')]).toEqual([0.5, 0.2, 0.5, 0.9]);
    expect([...column('rate')]).toEqual([1, 2, 3, 4]);
    expect([...column('link[segou,isgs]')]).toEqual([7, 8, 5, 6]);
    expect(column('trust[segou]')).toEqual(columnOf(drawn.values, 9, 2));
    expect(worlds.key).toEqual(drawn.key);
  });

  it.each(['latin_hypercube', 'monte_carlo', 'sobol'] as const)(
    'draws what is not read with the design %s as if nothing were read, also what goes with it',
    (design) => {
      const asked = { ...plan, design };
      const correlations = [{ a: 'beta', b: 'trust[segou]', rank: 0.5 }];
      for (const options of [{}, { correlations }]) {
        const worlds = readWorlds(FILE, text, smallModel(), asked, new Diagnostics(), options);
        const drawn = makeWorlds(smallModel(), asked, new Diagnostics(), options);
        for (const [c, name] of SMALL_COLUMNS.entries()) {
          if (name === 'beta' || name === 'link[segou,isgs]') continue;
          for (const what of ['values', 'quantiles'] as const)
            expect(columnOf(worlds[what], 10, c)).toEqual(columnOf(drawn[what], 9, c));
        }
      }
    },
  );
  it('puts rows where their numbers say, whatever order they stand in', () => {
    const [head, ...rows] = text.trimEnd().split('\n');
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 4, maxLength: 4 }), (shuffled) => {
        expect(read([head, ...shuffled].join('\n'))).toEqual(read(text));
      }),
    );
    const moved = 'beta,world\n0.9,1\n0.1,0\n';
    expect([...columnOf(read(moved).values, 9, 0)]).toEqual([0.1, 0.9, 0.1, 0.9]);
  });

  it('knows a column under two spellings', () => {
    expect(problems('"link[segou,isgs]","link[segou, isgs]"\n1,2\n')).toEqual([
      '1:20 a second column for link[segou,isgs]; one; ',
    ]);
  });

  it('takes ranks as quantiles, the middle one for equal values', () => {
    const worlds = read(text);
    expect([...columnOf(worlds.quantiles, 10, 0)]).toEqual([0.5, 0.125, 0.5, 0.875]);
  });

  it('uses rows again when there are too few, and says so', () => {
    const diagnostics = new Diagnostics();
    const worlds = read('beta\n0.1\n0.2\n0.3\n', diagnostics);
    expect([...columnOf(worlds.values, 9, 0)]).toEqual([0.1, 0.2, 0.3, 0.1]);
    expect(diagnostics.list().map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', 'the file holds 3 worlds, and the plan asks for 4: rows are used again'],
    ]);
  });

  it('takes the first rows when there are more', () => {
    const diagnostics = new Diagnostics();
    const worlds = read(text, diagnostics, { ...plan, worlds: 2 });
    expect([...columnOf(worlds.values, 10, 0)]).toEqual([0.5, 0.2]);
    expect(diagnostics.list()).toEqual([]);
  });

  it('reads a stretch as the whole has it', () => {
    const options = { stretch: { first: 2, count: 1 } };
    const part = readWorlds(FILE, text, smallModel(), plan, new Diagnostics(), options);
    expect(part.values).toEqual(read(text).values.slice(20, 30));
  });

  it('reports columns that are no parameter, each at its place', () => {
    expect(problems('world,betta,trust,jobs,x y\n0,1,1,1,1\n')).toEqual([
      '1:7 the model has no parameter "betta"; a parameter, or one element of it as in trust[mopti]; beta',
      '1:13 trust has 2 elements, and a column holds one; a column such as trust[mopti]; ',
      '1:19 jobs is not a parameter (lever); a parameter, or one element of it as in trust[mopti]; ',
      '1:24 the model has no parameter "x y"; a parameter, or one element of it as in trust[mopti]; ',
    ]);
  });

  it('reports cells that are no number, at their line', () => {
    expect(problems('beta,rate\n0.1,2\n0.2,many\n,1\n')).toEqual([
      '3:5 "many" is not a number; a number with a dot, such as 1234.5; ',
      '4:1 the cell is empty; a number with a dot, such as 1234.5; ',
    ]);
  });

  it('reports a file without worlds', () => {
    expect(problems('beta,rate\n')).toEqual([
      '1:1 the file holds no worlds; a row for each world; ',
    ]);
  });

  it('stops after twenty problems', () => {
    const rows = Array.from({ length: 100 }, () => 'x').join('\n');
    expect(problems(`beta\n${rows}\n`).length).toBe(20);
  });
});
