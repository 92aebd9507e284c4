import { describe, expect, it } from 'vitest';
import { readText } from './reading.js';

const text = (equation: string, time = 'start: 0, end: 24, step: 1') => `title: T
time: {unit: month, ${time}}
units: unchecked
parameters:
  short: {title: S, value: 0.5, grade: assumed}
  wide: {title: W, value: 6, grade: assumed, distribution: {kind: triangular, p05: 2, mode: 6, p95: 12}}
  long: {title: L, value: 60, grade: assumed}
auxiliaries:
  x: {equation: time}
  y: {equation: "${equation}"}
`;

const warnings = (equation: string, time?: string) =>
  readText(text(equation, time)).problems.map((one) => one.replace(/^10:\d+ /, ''));

describe('a time that the step is too long for', () => {
  it.each([
    [
      'smooth(x, 0.4)',
      'the time of smooth is 0.4, shorter than the step of 1: then it is taken as one step; expected at least 1 here, or a shorter step',
    ],
    [
      'delay(x, 1, 3)',
      'the time of delay is 1, and its 3 stages are shorter than the step of 1: then what enters comes out after that time all at once; expected at least 3 here, or a shorter step',
    ],
    [
      'smooth(x, short)',
      'the time of smooth is 0.5, shorter than the step of 1: then it is taken as one step; expected at least 1 here, or a shorter step',
    ],
    [
      'smooth(x, wide / 3)',
      'the time of smooth can be 0.666667, shorter than the step of 1: then it is taken as one step; expected at least 1 here, or a shorter step',
    ],
    [
      'delay(x, short - 2)',
      'the time of delay is -1.5, not above 0: then the world fails; expected above 0',
    ],
    [
      'delay_fixed(x, 0.3)',
      'the time of delay_fixed is 0.3, less than half a step of 1: then it is taken as one step; expected at least 1, or a shorter step',
    ],
    [
      'delay_fixed(x, long)',
      'the time of delay_fixed is 60, longer than the run: then it gives its first value throughout; expected at most 24',
    ],
    ['delay_fixed(x, short - 2)', 'the time of delay_fixed is -1.5, below 0: then the world fails'],
  ])('in %s is told', (equation, warning) => {
    expect(warnings(equation)).toEqual([`warning: ${warning}`]);
  });

  it.each([
    'smooth(x, 1)',
    'smooth(x, 3, 3)',
    'delay(x, wide)',
    'delay_fixed(x, 24)',
    // Of what moves nothing is known before a run.
    'smooth(x, 0.1 + x)',
  ])('is not seen in %s', (equation) => {
    expect(warnings(equation)).toEqual([]);
  });

  it('is judged by the step', () => {
    expect(warnings('smooth(x, 0.5)', 'start: 0, end: 24, step: 0.25')).toEqual([]);
    expect(warnings('smooth(x, 1 / 12)', 'start: 0, end: 1, step: 0.08333333333333333')).toEqual(
      [],
    );
  });
});
