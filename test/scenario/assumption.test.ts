import { describe, expect, it } from 'vitest';
import { MODEL, read, scenarioOf } from './small-model.js';

const assume = (text: string) => `assumptions: {${text}}\n`;

it('takes every form, for all elements or some', () => {
  const text = assume(
    'rate: 0.2, wage: {scale: 2}, trust: {south: {shift: 0.1}}, pull: {north: {blue: 3}, south: {distribution: {kind: uniform, low: 0, high: 2}}}',
  );
  expect(scenarioOf(text).assumptions).toEqual([
    { parameter: 'rate', change: { kind: 'fixed', value: 0.2 } },
    { parameter: 'wage', change: { kind: 'scale', factor: 2 } },
    { parameter: 'trust', elements: [1], change: { kind: 'shift', amount: 0.1 } },
    { parameter: 'pull', elements: [1], change: { kind: 'fixed', value: 3 } },
    {
      parameter: 'pull',
      elements: [2, 3],
      change: { kind: 'distribution', distribution: { kind: 'uniform', low: 0, high: 2 } },
    },
  ]);
});

it('leaves the model as it is', () => {
  const scenario = scenarioOf(assume('rate: 0.2'));
  expect(scenario.model).toBe(scenario.base);
});

it.each([
  ['rats: 1', 's/a.yaml:2:15 error: the model small has no parameter "rats"; nearest rate'],
  [
    'fighters: 1',
    's/a.yaml:2:15 error: fighters is not a parameter of the model small but a stock',
  ],
  [
    'trust: {sout: 1}',
    's/a.yaml:2:23 error: region has no element "sout"; expected one of north, south; nearest south',
  ],
  [
    'rate: {north: 1}',
    's/a.yaml:2:22 error: rate is one number: it has no element "north"; expected a number, or a map with distribution, scale or shift',
  ],
  [
    'trust: {south: {red: 1}}',
    's/a.yaml:2:31 error: trust varies over region only; expected a number, or a map with distribution, scale or shift',
  ],
  [
    'rate: {distribution: {kind: uniform, low: 3, high: 1}}',
    's/a.yaml:2:36 error: invalid distribution: low (3) is above high (1)',
  ],
])('refuses %s', (text, problem) => {
  expect(read(assume(text)).problems).toEqual([problem]);
});

describe('a time of smooth that becomes too short', () => {
  const model = MODEL.replace(
    'auxiliaries:\n',
    'auxiliaries:\n  slow: {title: S, unit: 1, equation: "smooth(noise, lag / 3) + smooth(noise, late, 2)"}\n',
  )
    .replace(
      'parameters:\n',
      `parameters:
  lag: {title: L, unit: month, value: 12, grade: assumed, distribution: {kind: triangular, p05: 6, mode: 12, p95: 18}}
  late: {title: L, unit: month, value: 3, grade: assumed}
`,
    )
    .replace('report: [', 'report: [slow, ');
  const told = (text: string) =>
    read(assume(text), {}, model).problems.filter((one) => one.startsWith('s/'));

  it.each([
    ['lag: 0.6', 's/a.yaml:2:20 warning: the time of smooth is 0.2, shorter than the step of 0.25'],
    ['lag: {scale: 0.1}', 's/a.yaml:2:20 warning: the time of smooth can be 0.2, shorter than'],
    [
      'late: {shift: -2.6}',
      's/a.yaml:2:21 warning: the time of smooth is 0.4, and its 2 stages are',
    ],
    [
      'late: 0',
      's/a.yaml:2:21 warning: the time of smooth is 0, not above 0: then the world fails',
    ],
    [
      'lag: {distribution: {kind: uniform, low: 0.3, high: 9}}',
      's/a.yaml:2:20 warning: the time of smooth is 0.1, shorter than the step of 0.25',
    ],
  ])('under %s is told at the assumption', (text, warning) => {
    expect(told(text).map((one) => one.slice(0, warning.length))).toEqual([warning]);
  });

  it.each(['lag: 0.75', 'late: {scale: 2}', 'rate: 0.2'])('is not seen in %s', (text) => {
    expect(told(text)).toEqual([]);
  });
});
