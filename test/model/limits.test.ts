import { describe, expect, it } from 'vitest';
import { messagesOf, modelOf } from './reading.js';

const time = (keys: string) => `title: T\ntime: {${keys}}\nunits: unchecked\n`;

describe('time', () => {
  const timeOf = (keys: string) => modelOf(time(keys)).time;

  it.each([
    ['unit: month, start: 0, end: 10', { start: 0, end: 10, report: 1, stepsPerReport: 1 }],
    ['unit: month, start: 0, end: 10, step: 0.25', { report: 1, stepsPerReport: 4 }],
    ['unit: month, start: 0, end: 10, step: 0.1', { report: 1, stepsPerReport: 10 }],
    ['unit: year, start: 0, end: 10, step: 5', { report: 5, stepsPerReport: 1 }],
    ['unit: day, start: 0, end: 1.5, step: 0.3', { report: 0.3, stepsPerReport: 1 }],
    ['unit: day, start: 0, end: 3, step: 0.3, report: 1.5', { report: 1.5, stepsPerReport: 5 }],
    ['unit: day, start: -5, end: 5, method: rk4', { start: -5, method: 'rk4' }],
    [
      'unit: month, start: 2022-03, end: 2023-02',
      { start: 0, end: 11, report: 1, stepsPerReport: 1 },
    ],
    [
      'unit: month, start: 2022-03, end: 2022-03, step: 0.5',
      { start: 0, end: 0, stepsPerReport: 2 },
    ],
  ])('{%s}', (keys, expected) => {
    expect(timeOf(keys)).toMatchObject(expected);
  });

  it.each([
    [
      'unit: month, start: 0, end: 10, step: 0.3, report: 1',
      'the step (0.3) does not divide the reporting interval (1)',
    ],
    [
      'unit: month, start: 0, end: 10, report: 3',
      'the reporting interval (3) does not divide the time from 0 to 10',
    ],
    ['unit: month, start: 5, end: 5', 'the end of the run (5) is the same as its start (5)'],
    [
      'unit: month, start: 2022-05, end: 2022-04',
      'the end of the run (2022-04) is before its start (2022-05)',
    ],
    ['unit: month, start: 2022-05, end: 12', 'start and end are of different kinds'],
    ['unit: year, start: 2022-05, end: 2022-12', 'a calendar counts months, and the unit is year'],
    ['unit: month, start: 2022-05, end: 2022-12, report: 2', 'a calendar reports every month'],
    ['unit: day, start: 0, end: 1000001', 'the run takes 1000001 steps'],
  ])('not {%s}', (keys, message) => {
    expect(messagesOf(time(keys))).toContain(message);
  });

  it('may take a million steps, and be in a unit of its own', () => {
    expect(timeOf('unit: day, start: 0, end: 1000000').end).toBe(1_000_000);
    expect(messagesOf('title: T\ntime: {unit: round, start: 0, end: 1}\nunits: [round]\n')).toEqual(
      [],
    );
    expect(messagesOf('title: T\ntime: {unit: rnd, start: 0, end: 1}\nunits: [round]\n')).toEqual([
      'unknown unit of time "rnd"',
    ]);
  });
});

describe('size', () => {
  const elements = (n: number) => Array.from({ length: n }, (_, i) => `e${i}`).join(', ');
  const dimensions = (sizes: readonly number[]) =>
    `dimensions:\n${sizes.map((n, i) => `  d${i}: {elements: [${elements(n)}]}`).join('\n')}\n`;

  it('ends at two hundred thousand elements', () => {
    const text = `${time('unit: day, start: 0, end: 1')}${dimensions([500, 401])}auxiliaries:\n  a: {over: [d0, d1], equation: 1}\n`;
    expect(messagesOf(text)).toEqual(['the model has 200,500 elements']);
  });

  it('ends at four dimensions of a quantity', () => {
    const over = (list: string) =>
      messagesOf(
        `${time('unit: day, start: 0, end: 1')}${dimensions([2, 2, 2, 2, 2])}auxiliaries:\n  a: {over: [${list}], equation: 1}\n`,
      );
    expect(over('d0, d1, d2, d3')).toEqual([]);
    expect(over('d0, d1, d2, d3, d4')).toHaveLength(1);
  });
});
