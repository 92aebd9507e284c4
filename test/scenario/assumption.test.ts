import { expect, it } from 'vitest';
import { read, scenarioOf } from './small-model.js';

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
    's/a.yaml:2:36 error: the distribution cannot be: low (3) is above high (1)',
  ],
])('refuses %s', (text, problem) => {
  expect(read(assume(text)).problems).toEqual([problem]);
});
