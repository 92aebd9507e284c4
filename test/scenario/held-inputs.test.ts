import { describe, expect, it } from 'vitest';
import { read } from './small-model.js';

const model = (input: string, time = 'unit: month, start: 2022-01, end: 2023-12') => `title: Held
time: {${time}}
units: unchecked
inputs:
  gold: {title: Gold, ${input}}
metrics:
  m: {title: M, equation: gold, over_time: mean, better: lower}
`;

const said = (input: string, csv = '', keys = '', time?: string) =>
  read(keys, { 'models/small/gold.csv': csv }, model(input, time)).problems.map((one) =>
    one.replace(/^\S+ warning: inputs\.gold: /, '').replace(/; expected .*/, ''),
  );

const rows = (...months: readonly string[]) =>
  `month,gold\n${months.map((month, k) => `${month},${k}`).join('\n')}\n`;

describe('a series that does not meet the run', () => {
  it('is held for all of it', () => {
    const before =
      'its series ends in 2019-12, before the run (2022-01 to 2023-12): its last value is held for all of it';
    const after =
      'its series begins in 2030-01, after the run (2022-01 to 2023-12): its first value is held for all of it';
    expect(said('csv: gold.csv', rows('2019-01', '2019-12'))).toEqual([before]);
    expect(said('csv: gold.csv', rows('2030-01', '2030-12'))).toEqual([after]);
    expect(said('points: [[2019-01, 1], [2019-12, 2]]')).toEqual([before]);
    expect(said('points: [[2030-01, 1], [2030-12, 2]]')).toEqual([after]);
    expect(said('csv: gold.csv', rows('2019-12'))).toEqual([before]);
  });

  it('is judged by the months of the scenario, not of the model', () => {
    const csv = rows('2019-01', '2019-12');
    expect(said('csv: gold.csv', csv, 'from: 2019-01\nto: 2019-12\n')).toEqual([]);
    expect(
      said('csv: gold.csv', rows('2022-01', '2023-12'), 'from: 2024-01\nto: 2024-12\n'),
    ).toEqual([
      'its series ends in 2023-12, before the run (2024-01 to 2024-12): its last value is held for all of it',
    ]);
  });

  it('may be meant to hold', () => {
    expect(said('csv: gold.csv, held: true', rows('2019-01', '2019-12'))).toEqual([]);
    expect(said('points: [[2019-01, 1], [2019-12, 2]], held: true')).toEqual([]);
    expect(said('value: 3')).toEqual([]);
  });

  it('in plain numbers too', () => {
    const years = 'unit: year, start: 2000, end: 2010, step: 0.25';
    expect(said('points: [[1990, 1], [1999.75, 2]]', '', '', years)).toEqual([
      'its series ends in 1999.75, before the run (2000 to 2010): its last value is held for all of it',
    ]);
    expect(said('points: [[1990, 1], [2000, 2]]', '', '', years)).toEqual([]);
  });
});

describe('data that cover a part of the run', () => {
  it('may be held for a quarter of it, not more', () => {
    expect(said('csv: gold.csv', rows('2022-01', '2023-07'))).toEqual([]);
    expect(said('csv: gold.csv', rows('2022-06', '2023-12'))).toEqual([]);
    expect(said('csv: gold.csv', rows('2022-01', '2023-06'))).toEqual([
      'its series covers only a part of the run (2022-01 to 2023-12): its last value is held from 2023-06 to 2023-12',
    ]);
    expect(said('csv: gold.csv', rows('2022-09', '2023-03'))).toEqual([
      'its series covers only a part of the run (2022-01 to 2023-12): its first value is held from 2022-01 to 2022-09, and its last value is held from 2023-03 to 2023-12',
    ]);
  });

  it('are not points that somebody wrote, nor a single row', () => {
    expect(said('points: [[2022-01, 0], [2022-07, 1]]')).toEqual([]);
    expect(said('csv: gold.csv', rows('2022-01'))).toEqual([]);
  });
});
