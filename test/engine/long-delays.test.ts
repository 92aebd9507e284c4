import { describe, expect, it } from 'vitest';
import { delaySteps } from '../../src/engine/remembered.js';
import { plain, ran } from './running.js';

const REGIONS = Array.from({ length: 500 }, (_, i) => `r${i}`);
const text = (time: string, delay: string) =>
  plain(
    time,
    `dimensions: {region: {elements: [${REGIONS.join()}]}}
parameters:
  tau: {title: T, value: 3, grade: assumed}
  w: {title: W, over: region, value: 1, grade: assumed}
auxiliaries: {y: {over: region, equation: "delay_fixed(w * time, ${delay}, -1)"}}`,
  );

describe('a delay_fixed longer than the run', () => {
  it.each([
    ['999999', {}],
    ['tau', { worlds: { tau: [13, 999_999, 2e9, 1e300] } }],
  ])('of %s gives its first value, in no more room than the run needs', (delay, given) => {
    // A ring of a million steps for each of 500 regions would not fit into any memory.
    const { path, failures } = ran(text('start: 0, end: 12', delay), given);
    expect(failures).toEqual([]);
    for (const world of Array(delay === 'tau' ? 4 : 1).keys())
      expect(path('y', 499, world)).toEqual(Array(13).fill(-1));
  });

  it('just within the run gives what entered first', () => {
    const { path } = ran(text('start: 0, end: 12', 'tau'), { worlds: { tau: [12, 11] } });
    expect(path('y', 7, 0)).toEqual([...Array(12).fill(-1), 0]);
    expect(path('y', 7, 1)).toEqual([...Array(11).fill(-1), 0, 1]);
  });

  it('fails a world in which all delays together would remember too much', () => {
    const long = 'start: 0, end: 10000, report: 5000, step: 1';
    const { failures } = ran(text(long, 'tau'), { worlds: { tau: [1e4] } });
    expect(failures.map(({ variable, operand }) => [variable, operand])).toEqual([
      ['y__delay_fixed1', 'the time of delay_fixed, of which at most 8388 steps can be remembered'],
    ]);
  });
});

describe('the steps of a delay', () => {
  const limits = { whole: 101, most: 80 };
  it.each([
    [0, 1],
    [0.2, 1],
    [2.49, 5],
    [39.9, 80],
    [50, undefined],
    [1e9, undefined],
    [-0.1, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
  ])('of %d, half a unit a step, are %s', (delay, steps) => {
    expect(delaySteps(delay, 0.5, limits)).toBe(steps);
  });
});
