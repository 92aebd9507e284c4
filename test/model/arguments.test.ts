import { describe, expect, it } from 'vitest';
import {
  ARGUMENT_RULES,
  argumentProblem,
  fits,
  runBounds,
} from '../../src/model/argument-rules.js';
import { callOf, DRAWS, FUNCTION_NAMES } from '../../src/model/functions.js';
import { readText } from './reading.js';

const text = (equation: string) => `title: T
time: {unit: month, start: 0, end: 4}
units: unchecked
parameters:
  a: {title: A, value: 1, grade: assumed}
auxiliaries:
  y: {equation: "${equation}"}
`;

describe('arguments written as numbers', () => {
  it.each([
    ['uniform(5, 1)', '7:26 error: low (5) is above high (1), in uniform'],
    ['uniform(0.1 + 5, 1)', '7:30 error: low (5.1) is above high (1), in uniform'],
    ['normal(0, -1)', '7:28 error: sd (-1) is below 0, in normal'],
    ['normal(a, -1 / 2)', '7:31 error: sd (-0.5) is below 0, in normal'],
    ['lognormal(0, 1)', '7:28 error: median (0) is not above 0, in lognormal'],
    ['lognormal(1, -1)', '7:31 error: sigma (-1) is below 0, in lognormal'],
    ['exponential(-2)', '7:30 error: mean (-2) is below 0, in exponential'],
    ['gamma(0, 1)', '7:24 error: shape (0) is not above 0, in gamma'],
    ['gamma(1, -1)', '7:27 error: scale (-1) is below 0, in gamma'],
    ['bernoulli(1.2)', '7:28 error: p (1.2) is above 1, in bernoulli'],
    ['bernoulli(-0.2)', '7:28 error: p (-0.2) is below 0, in bernoulli'],
    ['binomial(10, 45)', '7:31 error: p (45) is above 1, in binomial'],
    ['binomial(0.4, 10)', '7:27 error: n (0.4) is not a whole number, in binomial'],
    ['binomial(-3, a)', '7:27 error: n (-3) is below 0, in binomial'],
    ['poisson(-1)', '7:26 error: mean (-1) is below 0, in poisson'],
    ['negative_binomial(-1, 2)', '7:36 error: mean (-1) is below 0, in negative_binomial'],
    ['negative_binomial(3, 0)', '7:39 error: k (0) is not above 0, in negative_binomial'],
    ['pulse(1, 1, -1)', '7:30 error: length (-1) is below 0, in pulse'],
    ['pulse(1, 1, 1, -4)', '7:33 error: every (-4) is below 0, in pulse'],
    ['ramp(1, 24, 12)', '7:30 error: end (12) is below start (24), in ramp'],
    ['smooth(a, 0)', '7:28 error: time (0) is not above 0, in smooth'],
    ['smooth(a, -2, 3)', '7:28 error: time (-2) is not above 0, in smooth'],
    ['delay(a, -1)', '7:27 error: time (-1) is not above 0, in delay'],
    ['delay_fixed(time, -3)', '7:36 error: time (-3) is below 0, in delay_fixed'],
    ['log(0)', '7:22 error: x (0) is not above 0, in log'],
    ['log10(-3)', '7:24 error: x (-3) is not above 0, in log10'],
    ['sqrt(-4)', '7:23 error: x (-4) is below 0, in sqrt'],
    ['mod(a, 0)', '7:25 error: b is 0, in mod'],
    ['a / 0', '7:22 error: divisor is 0, in /'],
    ['if(a > 2, poisson(-1), 3)', '7:36 error: mean (-1) is below 0, in poisson'],
  ])('%s', (equation, problem) => {
    const { problems } = readText(text(equation));
    expect(problems.map((one) => one.replace(/; expected.*/, ''))).toEqual([problem]);
  });

  it.each([
    'uniform(1, 1) + uniform(-2, -1)',
    'normal(-5, 0) + lognormal(0.1, 0) + exponential(0) + gamma(0.1, 0)',
    'bernoulli(0) + bernoulli(1) + binomial(0, 1) + poisson(0) + negative_binomial(0, 0.1)',
    'pulse(-1, -5, 0) + pulse(1, 0, 1, 0) + ramp(1, 2, 2) + step(1, -3)',
    'delay_fixed(a, 4) + smooth(a, 50) + delay(a, 50, 2)',
    'sqrt(0) + log(0.1) + mod(0, 3) + 0 / 3',
    // Of `if`, only the branch taken counts.
    'if(1 > 2, log(1 - 2), 3)',
    // What comes from quantities is looked at in a run.
    'normal(0, a - 5) + uniform(a, a - 1) + poisson(-a)',
  ])('%s is right', (equation) => {
    expect(readText(text(equation)).problems).toEqual([]);
  });

  it('are all told at once', () => {
    expect(readText(text('uniform(5, 1) + normal(0, -1) + pulse(1, 1, -1)')).problems).toHaveLength(
      3,
    );
  });
});

describe('the table of rules', () => {
  it('knows every draw, and only functions and operators of the language', () => {
    for (const name of DRAWS.keys()) expect(ARGUMENT_RULES.has(name), name).toBe(true);
    const known = [...FUNCTION_NAMES, 'divide'];
    for (const name of ARGUMENT_RULES.keys()) expect(known).toContain(name);
  });

  it('names arguments as calls are shown to people', () => {
    for (const [name, rules] of ARGUMENT_RULES) {
      if (name === 'divide') continue;
      const shown = callOf(name);
      for (const { name: argument } of rules)
        if (argument !== 'every') expect(shown).toMatch(new RegExp(`[(, ]${argument}[), ]`));
    }
  });

  it.each([...ARGUMENT_RULES.keys()])('refuses NaN for what %s has bounds for', (name) => {
    const rules = ARGUMENT_RULES.get(name) ?? [];
    for (const { argument, bound } of runBounds(rules)) {
      if (bound.is === 'ne') continue;
      const args = rules.map((_, k) => (k === argument ? Number.NaN : 1));
      expect(fits(runBounds(rules), args)).toBe(false);
      expect(argumentProblem(name, args)?.argument).toBe(argument);
    }
  });
});
