import { describe, expect, it } from 'vitest';
import type { Metric } from '../../src/model/model.js';
import { modelOf } from '../model/reading.js';
import { plain, ran } from './running.js';

const every = (equation: string) =>
  (['sum', 'mean', 'start', 'end', 'change', 'min', 'max'] satisfies Metric['overTime'][])
    .map(
      (over) =>
        `  ${over}_of: {title: M, equation: "${equation}", over_time: ${over}, better: lower}`,
    )
    .join('\n');

describe('metrics over plain time', () => {
  const text = plain(
    'start: 2, end: 6, step: 0.5',
    `auxiliaries: {x: {equation: (time - 3) ^ 2}}\nmetrics:\n${every('x')}`,
  );
  const { metric, path } = ran(text);

  it('are gathered from steps for sums and means, from reports else', () => {
    expect(path('x')).toEqual([1, 0, 1, 4, 9]);
    const steps = [2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5].map((t) => (t - 3) ** 2);
    const sum = steps.reduce((total, x) => total + x / 2, 0);
    expect(metric('sum_of')).toBe(sum);
    expect(metric('mean_of')).toBe(sum / 4);
    expect(metric('start_of')).toBe(1);
    expect(metric('end_of')).toBe(9);
    expect(metric('change_of')).toBe(8);
    expect(metric('min_of')).toBe(0);
    expect(metric('max_of')).toBe(9);
  });

  it('under Runge-Kutta sum as the method integrates', () => {
    const rk4 = ran(text, { method: 'rk4' });
    // The classical method is Simpson's rule when the equation depends on time alone: exact for a parabola.
    expect(rk4.metric('sum_of')).toBeCloseTo((3 ** 3 + 1) / 3, 13);
    expect(rk4.metric('mean_of')).toBeCloseTo((3 ** 3 + 1) / 12, 13);
  });

  it('follow the horizon', () => {
    const part = ran(text, { from: 3, to: 5 });
    expect(part.path('x')).toEqual([0, 1, 4]);
    expect(part.metric('sum_of')).toBe((0 + 0.25 + 1 + 2.25) / 2);
    expect(part.metric('change_of')).toBe(4);
  });
});

describe('metrics over a calendar', () => {
  const text = (step: string, method = 'euler') =>
    `title: T\ntime: {unit: month, start: 2022-01, end: 2026-12, step: ${step}, method: ${method}}\nunits: unchecked\nauxiliaries: {one: {equation: 1}, since: {equation: time}}\nmetrics:\n${every('one')}\n  since: {title: S, equation: since, over_time: end, better: lower}\n`;

  it.each(['1', '0.5', '0.25'])('sum 1 a month over five years to 60, in steps of %s', (step) => {
    for (const method of ['euler', 'rk4']) {
      const { metric, path } = ran(text(step, method));
      expect(metric('sum_of')).toBeCloseTo(60, 12);
      expect(metric('mean_of')).toBeCloseTo(1, 14);
      expect(path('one')).toHaveLength(60);
      // The last report is the beginning of December 2026, though the month itself is summed.
      expect(metric('since')).toBe(59);
    }
  });

  it('cover the months of the horizon, both ends included', () => {
    const { metric, path } = ran(text('1'), { from: 12, to: 23 });
    expect(metric('sum_of')).toBe(12);
    expect(path('since')).toEqual(Array.from({ length: 12 }, (_, k) => 12 + k));
    expect(ran(text('1'), { from: 7, to: 7 }).metric('sum_of')).toBe(1);
  });
});

describe('a discounted sum', () => {
  it.each([
    ['month', 1 / 12],
    ['year', 1],
    ['quarter', 1 / 4],
    ['week', 7 / 365.25],
    ['day', 1 / 365.25],
    ['hour', 1 / 8766],
  ])('in %ss is the geometric series by the year', (unit, years) => {
    const { metric } = ran(
      `title: T\ntime: {unit: ${unit}, start: 0, end: 30, step: 0.5}\nunits: unchecked\nauxiliaries: {one: {equation: 10}}\nmetrics:\n  m: {title: M, equation: one, over_time: sum, better: lower, discount: 0.08}\n  plain: {title: M, equation: one, over_time: sum, better: lower}\n`,
    );
    const q = 1.08 ** (-0.5 * years);
    const exact = (5 * (1 - q ** 60)) / (1 - q);
    // 60 terms of one rounding each; 1 - q loses the digits that q shares with 1.
    expect(Math.abs(metric('m') / exact - 1)).toBeLessThan(1e-9);
    expect(metric('m')).toBeLessThan(metric('plain'));
  });

  it('counts from the start of the run, and a unit of its own as a year', () => {
    const text =
      'title: T\ntime: {unit: round, start: 0, end: 9}\nunits: unchecked\nauxiliaries: {one: {equation: 1}}\nmetrics:\n  m: {title: M, equation: one, over_time: sum, better: lower, discount: 0.5}\n';
    expect(ran(text, { from: 6, to: 8 }).metric('m')).toBeCloseTo(1 + 1 / 1.5, 14);
  });

  it('is only for sums', () => {
    expect(() =>
      modelOf(
        plain(
          'start: 0, end: 1',
          'metrics:\n  m: {title: M, equation: 1, over_time: end, better: lower, discount: 0.1}',
        ),
      ),
    ).toThrow('only a sum over time can be discounted; expected over_time: sum');
  });
});

it('a metric that overflows fails its world', () => {
  const { failures, metric } = ran(
    plain(
      'start: 0, end: 5',
      'parameters: {p: {title: P, value: 1, grade: assumed}}\nmetrics:\n  m: {title: M, equation: p, over_time: sum, better: lower}',
    ),
    { worlds: { p: [1, 1e308] } },
  );
  expect(failures).toEqual([
    {
      world: 1,
      step: 5,
      time: 5,
      variable: 'm',
      element: 0,
      value: Number.POSITIVE_INFINITY,
      operand: 'm over time',
    },
  ]);
  expect(metric('m', 0)).toBe(5);
  expect(metric('m', 1)).toBeNaN();
});

it('least and most are found among many reports', () => {
  const { metric } = ran(
    plain(
      'start: 0, end: 200000',
      `auxiliaries: {x: {equation: "mod(time * 7919, 200001)"}}\nmetrics:\n${every('x')}`,
    ),
  );
  expect(metric('min_of')).toBe(0);
  expect(metric('max_of')).toBe(200_000);
});
