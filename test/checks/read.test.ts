import { describe, expect, it } from 'vitest';
import { readSmall } from './small-model.js';

/** The problems of one check, as `line:column message (expected; nearest)`. */
function problems(check: string, head = ''): readonly string[] {
  const { diagnostics, checks } = readSmall(`${head}checks:\n${check}`);
  const list = diagnostics.list();
  expect(checks === undefined).toBe(list.length > 0);
  return list.map(({ place, message, expected, nearest }) => {
    const more = [expected, nearest && `did you mean ${nearest}`].filter(Boolean).join('; ');
    return `${place.line}:${place.column} ${message}${more === '' ? '' : ` (${more})`}`;
  });
}

const expects = (expectation: string) => problems(`  - {title: T, expect: [${expectation}]}`);
const with_ = (changes: string) =>
  problems(`  - {title: T, ${changes}, expect: [{metric: joined, above: 0}]}`);

describe('names', () => {
  it('that the model lacks come with the nearest', () => {
    expect(expects('{variable: fihgters, at: end, above: 0}')).toEqual([
      '2:36 the model has no variable "fihgters" (did you mean fighters)',
    ]);
    expect(expects('{metric: joind, above: 0}')).toEqual([
      '2:34 the model has no metric "joind" (did you mean joined)',
    ]);
    expect(expects('{variable: fighters, of: mopty, at: end, above: 0}')).toEqual([
      '2:50 "mopty" is not an element of region or group (did you mean mopti)',
    ]);
    expect(expects('{variable: all_fighters, of: mopti, at: end, above: 0}')).toEqual([
      '2:54 all_fighters has no elements',
    ]);
    expect(with_('set: {raet: 1}')).toEqual([
      '2:22 the model has no parameter or input "raet" (a parameter or input; did you mean rate)',
    ]);
    expect(with_('set: {rate: {mopty: 1}}')).toEqual([
      '2:29 "mopty" is not an element of region (did you mean mopti)',
    ]);
  });

  it('of another kind say what they are', () => {
    expect(with_('set: {fighters: 1}')).toEqual([
      '2:22 fighters is a stock of the model (a parameter or input)',
    ]);
    expect(with_('initial: {rate: 1}')).toEqual([
      '2:26 rate is a parameter of the model (a stock)',
    ]);
    expect(with_('levers: {rate: 1}')).toEqual(['2:25 rate is a parameter of the model (a lever)']);
  });

  it('of the model must be that of the file', () => {
    expect(
      problems('  - {title: T, expect: [{metric: joined, above: 0}]}', 'model: other\n'),
    ).toEqual(['1:8 these checks are of the model other, and the model beside them is m (m)']);
  });
});

describe('values', () => {
  it('must be given for every element of a stock', () => {
    expect(with_('initial: {fighters: {mopti: 1}}')).toEqual([
      '2:26 fighters is not given for every element (a number, or a map that names every element of region and group)',
    ]);
  });

  it('must fit the dimensions', () => {
    expect(with_('set: {loss: {mopti: 1}}')).toEqual([
      '2:28 there is a map here, but no dimension left for it (a number)',
    ]);
  });

  it('of levers must be in their range, of stocks not below their floor', () => {
    expect(with_('levers: {jobs: 4}')).toEqual(['2:31 jobs is 4, outside its range (0 to 3)']);
    expect(with_('initial: {fighters: -1}')).toEqual([
      '2:36 fighters starts at -1, below its floor (at least 0)',
    ]);
  });
});

describe('times', () => {
  it('must be months of the run', () => {
    expect(expects('{variable: all_fighters, at: 2023-01, above: 0}')).toEqual([
      '2:54 at is 2023-01, outside the run (a time from 2022-01 to 2022-12)',
    ]);
    expect(expects('{variable: all_fighters, at: 3, above: 0}')).toEqual([
      '2:54 at is 3, and the model counts months (a month such as 2022-01)',
    ]);
    expect(expects('{variable: all_fighters, at: {from: 2022-05, to: 2022-03}, above: 0}')).toEqual(
      ['2:54 the last time is before the first'],
    );
    expect(expects('{variable: all_fighters, above: 0}')).toEqual([
      '2:25 the check does not say when (a month or time, start, end, always, or {from, to})',
    ]);
    expect(expects('{variable: all_fighters, at: ends, above: 0}')).toEqual([
      '2:54 checks.0.expect.0.at is "ends" (a month such as 2022-01, start, end, always or a number)',
    ]);
  });

  it('may be stepped and reported by fractions', () => {
    expect(with_('time: {step: 1/3}')).toEqual([]);
    expect(with_('time: {step: 1/0}')).toHaveLength(1);
    expect(with_('time: {step: 0.3333}')).toEqual([
      '2:29 the step (0.3333) does not divide the reporting interval (1) (a whole fraction of it, such as 1/3)',
    ]);
  });

  it('that a check changes must fit together', () => {
    expect(with_('time: {step: 0.3}')).toEqual([
      '2:29 the step (0.3) does not divide the reporting interval (1) (a whole fraction of it, such as 1/3)',
    ]);
    expect(with_('time: {end: 2021-01}')).toEqual([
      '2:28 the end of the run (2021-01) is before its start (2022-01)',
    ]);
    expect(with_('time: {report: 2}')).toEqual(['2:31 a calendar reports every month (1)']);
    expect(with_('time: {end: 12}')).toEqual([
      '2:28 time.end is 12, and the model counts months (a month such as 2022-01)',
    ]);
    expect(with_('time: {step: 1e-6}')).toEqual([
      '2:22 the run takes 12000000 steps (at most 1000000)',
    ]);
  });
});

describe('conditions', () => {
  const end = 'variable: all_fighters, at: end';

  it('must be one', () => {
    const one = 'one of equals, between, above, below, trend';
    expect(expects(`{${end}}`)).toEqual([`2:25 the check does not say what it expects (${one})`]);
    expect(expects(`{${end}, above: 0, below: 1}`)).toEqual([
      `2:25 the check expects several things: above, below (${one})`,
    ]);
    expect(expects('{at: end, above: 0}')).toEqual([
      '2:25 the check does not say what it looks at (variable, or metric)',
    ]);
    expect(expects(`{${end}, metric: joined, above: 0}`)).toEqual([
      '2:67 a check looks at a variable or at a metric, not at both',
    ]);
  });

  it('must say how exact they are', () => {
    expect(expects(`{${end}, equals: 1}`)).toEqual([
      '2:25 the check does not say how exact it is (tolerance (in the unit of the value) or relative (a share of it))',
    ]);
    expect(expects(`{${end}, equals: 1, tolerance: 1, relative: 1}`)).toEqual([
      '2:94 there is a tolerance already (one of tolerance, relative)',
    ]);
    expect(expects(`{${end}, equals: 0, relative: 1e-9}`)).toEqual([
      '2:80 a share of 0 allows no difference at all (tolerance)',
    ]);
    expect(expects(`{${end}, above: 0, tolerance: 1}`)).toEqual([
      '2:80 tolerance goes with equals and trend only',
    ]);
    expect(expects(`{${end}, between: [2, 1]}`)).toEqual([
      '2:68 the lowest value is above the highest',
    ]);
  });

  it('on worlds need worlds', () => {
    expect(expects(`{${end}, above: 0, share: 0.5}`)).toEqual([
      '2:76 share needs several worlds (worlds: 200 beside expect)',
    ]);
    expect(with_('seed: x')).toEqual(['2:22 seed needs several worlds (worlds: 200 beside it)']);
  });

  it('on metrics take no time', () => {
    expect(expects('{metric: joined, at: end, above: 0}')).toEqual([
      '2:46 at does not go with a metric, which is one number for a whole run',
    ]);
  });
});

it('reports unknown keys and all problems of a file at once', () => {
  expect(
    problems('  - {title: T, tilte: T, expect: [{metric: joined, abvoe: 0}]}').map((one) =>
      one.replace(/\(.*(did you mean \w+)\)/, '($1)'),
    ),
  ).toEqual([
    '2:16 unknown key "tilte" in checks.0 (did you mean title)',
    '2:52 unknown key "abvoe" in checks.0.expect.0 (did you mean above)',
  ]);
  expect(
    problems(`
  - {title: A, set: {raet: 1}, expect: [{metric: joind, above: 0}]}
  - {title: B, expect: [{variable: all_fighters, at: 2030-01, above: 0}]}`),
  ).toHaveLength(3);
});
