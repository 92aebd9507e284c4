import { describe, expect, it } from 'vitest';
import { chooseTables, type TableOptions } from '../../src/cli/run-tables.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { modelOf } from '../model/reading.js';

const model = modelOf(`title: Small
time: {unit: month, start: 0, end: 3}
units: unchecked
parameters: {toString: {title: A name of every object, value: 1, grade: assumed}}
stocks:
  fighters: {initial: 10, inflows: [joining]}
  trust: {initial: 1}
flows:
  joining: {equation: toString * trust}
metrics:
  members: {title: Members, equation: fighters, over_time: end, better: lower}
report: [fighters, trust]
`);

function choose(options: TableOptions) {
  const diagnostics = new Diagnostics();
  const chosen = chooseTables(options, model, diagnostics);
  const problems = diagnostics.list().map(({ place, message, nearest }) => {
    const near = nearest === undefined ? '' : ` (${nearest})`;
    return `${place.file}:${place.column}: ${message}${near}`;
  });
  return { ...chosen, problems };
}
const out = 'results';

describe('which paths a run keeps', () => {
  it.each([
    [{ out }, []],
    [{ out, detail: 'regions' }, ['fighters', 'trust']],
    [{ out, trajectories: 'csv' }, ['fighters', 'trust']],
    [{ out, variables: 'joining' }, ['joining']],
    [{ out, variables: 'trust,fighters,trust' }, ['trust', 'fighters']],
    [{ out, variables: 'joining', trajectories: 'parquet' }, ['joining']],
    [{ out, variables: 'joining', detail: 'regions' }, ['fighters', 'trust', 'joining']],
  ] as const)('with %j: %j, and those of the headline metrics', (options, variables) => {
    const { paths: found, problems } = choose(options);
    expect(problems).toEqual([]);
    expect(found).toEqual({ variables, metrics: ['members'] });
  });

  it('keeps none where nothing is written: the printed table needs no paths', () => {
    expect(choose({}).paths).toEqual({ variables: [], metrics: [] });
  });
});

describe('what is written', () => {
  it('is the headline metrics, a column a statistic, as CSV, unless more is asked for', () => {
    expect(choose({ out }).write).toEqual({
      metrics: 'headline',
      detail: undefined,
      trajectories: undefined,
      shape: 'wide',
      format: 'csv',
    });
    expect(choose({ out, all: true, long: true, format: 'parquet' }).write).toMatchObject({
      metrics: 'all',
      shape: 'long',
      format: 'parquet',
    });
  });

  it('has the same variables in detail and trajectories', () => {
    const { write } = choose({ out, variables: 'joining', trajectories: 'csv' });
    expect(write.detail).toEqual(['joining']);
    expect(write.trajectories).toEqual({ format: 'csv', variables: ['joining'] });
    expect(choose({ out, trajectories: 'csv' }).write).toMatchObject({
      detail: undefined,
      trajectories: { variables: ['fighters', 'trust'] },
    });
  });
});

describe('names that are wrong', () => {
  it('are all told at once, with their place and the nearest right one', () => {
    const { problems } = choose({
      out,
      variables: 'fightrs, members,,constructor,metric__members,toString',
      sort: 'member',
    });
    expect(problems).toEqual([
      '--sort:1: there is no metric "member" (members)',
      '--variables:1: there is no variable "fightrs" (fighters)',
      '--variables:10: there is no variable "members"',
      '--variables:18: a name is missing',
      '--variables:19: there is no variable "constructor"',
      '--variables:31: there is no variable "metric__members"',
    ]);
  });

  it('of files that nobody asked to be written are a slip', () => {
    expect(choose({ detail: 'regions', format: 'parquet', long: false }).problems).toEqual([
      '--detail:1: --detail says what is written, and nothing is',
      '--format:1: --format says what is written, and nothing is',
    ]);
  });
});
