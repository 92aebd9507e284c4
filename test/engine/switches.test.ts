import { describe, expect, it } from 'vitest';
import { plain, ran } from './running.js';

const paths = (equation: string, end: number, stepsPerReport = 1, start = 0) =>
  ran(plain(`start: ${start}, end: ${end}`, `auxiliaries: {y: {equation: "${equation}"}}`), {
    stepsPerReport,
  }).path('y');

// Reports every tenth of a unit, so that every step shows.
const tenths = (equation: string, end: number) =>
  ran(
    plain(
      `start: 0, end: ${end}, step: 0.1, report: 0.1`,
      `auxiliaries: {y: {equation: "${equation}"}}`,
    ),
  ).path('y');

describe('step', () => {
  it('is 0 before its start, and its height from then on', () => {
    expect(paths('step(5, 2)', 4)).toEqual([0, 0, 5, 5, 5]);
    expect(paths('step(5, 0)', 2)).toEqual([5, 5, 5]);
    expect(paths('step(5, -3)', 2)).toEqual([5, 5, 5]);
    expect(paths('step(5, 1.5)', 3)).toEqual([0, 0, 5, 5]);
    expect(paths('step(-5, 9)', 3)).toEqual([0, 0, 0, 0]);
  });

  it('starts at its tick, whatever the rounding of tenths', () => {
    for (let tick = 0; tick <= 40; tick++) {
      const y = tenths(`step(1, ${tick / 10})`, 4);
      expect(y.indexOf(1)).toBe(tick);
    }
  });
});

describe('ramp', () => {
  it('rises from its start to its end and stays there', () => {
    expect(paths('ramp(2, 1, 4)', 6)).toEqual([0, 0, 2, 4, 6, 6, 6]);
    expect(paths('ramp(-1, 0.5, 2)', 4)).toEqual([-0, -0.5, -1.5, -1.5, -1.5]);
    expect(paths('ramp(2, -2, 1)', 3)).toEqual([4, 6, 6, 6]);
  });

  it('is 0 when it ends before it starts', () => {
    expect(paths('ramp(2, 3, 1 + 0 * time)', 5)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('pulse', () => {
  it('is its height for its length', () => {
    expect(paths('pulse(3, 1, 2)', 5)).toEqual([0, 3, 3, 0, 0, 0]);
    expect(paths('pulse(3, -1, 2)', 3)).toEqual([3, 0, 0, 0]);
  });

  it('lasts a step at least', () => {
    expect(paths('pulse(3, 1, 0)', 3)).toEqual([0, 3, 0, 0]);
    expect(paths('pulse(3, 1, 0.2)', 3)).toEqual([0, 3, 0, 0]);
  });

  it('comes again', () => {
    expect(paths('pulse(1, 2, 1, 3)', 9)).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1, 0]);
    expect(paths('pulse(1, 0, 2, 4)', 8)).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 1]);
    expect(paths('pulse(1, 1, 5, 3)', 5)).toEqual([0, 1, 1, 1, 1, 1]);
    expect(paths('pulse(1, 1, 1, 0)', 4)).toEqual([0, 1, 0, 0, 0]);
  });

  it('keeps its ticks, whatever the rounding of tenths', () => {
    for (let tick = 0; tick <= 20; tick++) {
      const y = tenths(`pulse(1, ${tick / 10}, 0.3)`, 4);
      expect(y.map((on, k) => (on === 1 ? k : -1)).filter((k) => k >= 0)).toEqual([
        tick,
        tick + 1,
        tick + 2,
      ]);
    }
    const again = tenths('pulse(1, 0.7, 0.2, 0.9)', 30);
    again.forEach((on, k) => {
      expect(on, `tick ${k}`).toBe(k >= 7 && (k - 7) % 9 < 2 ? 1 : 0);
    });
  });
});

it('a switch of Runge-Kutta stands at the start of a step: the solution is exact on either side', () => {
  // s' = step(6, 2) + ramp(1, 0, 9) - pulse(4, 3, 1): between switches a polynomial of degree 2.
  const { path } = ran(
    plain(
      'start: 0, end: 6, method: rk4',
      'stocks: {s: {initial: 0}}\nflows: {f: {to: s, equation: "step(6, 2) + ramp(1, 0, 9) - pulse(4, 3, 1)"}}',
    ),
  );
  const exact = (t: number) =>
    t ** 2 / 2 + 6 * Math.max(0, t - 2) - 4 * Math.min(1, Math.max(0, t - 3));
  path('s').forEach((value, t) => {
    expect(value).toBeCloseTo(exact(t), 13);
  });
});

it('times count from the start of the model, wherever a run begins', () => {
  const model = plain(
    'start: 0, end: 9',
    'auxiliaries: {y: {equation: "step(1, 6) + 10 * pulse(1, 1, 1, 3)"}}',
  );
  expect(ran(model, { from: 4, to: 8 }).path('y')).toEqual([10, 0, 1, 11, 1]);
});
