import type { Draw, PureFunction, Reduction } from './expr.js';

/** Functions of numbers that an expression may call: name, and how many arguments it takes. */
export const PURE_FUNCTIONS: ReadonlyMap<string, readonly [PureFunction, number, number]> = new Map(
  [
    ['if', ['if', 3, 3]],
    ['min', ['min', 2, 50]],
    ['max', ['max', 2, 50]],
    ['abs', ['abs', 1, 1]],
    ['exp', ['exp', 1, 1]],
    ['log', ['log', 1, 1]],
    ['log10', ['log10', 1, 1]],
    ['sqrt', ['sqrt', 1, 1]],
    ['pow', ['pow', 2, 2]],
    ['floor', ['floor', 1, 1]],
    ['ceil', ['ceil', 1, 1]],
    ['round', ['round', 1, 1]],
    ['sign', ['sign', 1, 1]],
    ['mod', ['mod', 2, 2]],
    ['sin', ['sin', 1, 1]],
    ['cos', ['cos', 1, 1]],
    ['tan', ['tan', 1, 1]],
    ['atan', ['atan', 1, 1]],
    ['tanh', ['tanh', 1, 1]],
    ['step', ['step', 2, 2]],
    ['ramp', ['ramp', 3, 3]],
    ['pulse', ['pulse', 3, 4]],
  ],
);

/** Of the functions of numbers, those that look at the time. */
export const TIME_FUNCTIONS: ReadonlySet<string> = new Set<PureFunction>(['step', 'ramp', 'pulse']);

/** Operators as written, and the function each stands for; a trailing x marks a prefix operator. */
export const OPERATOR_FUNCTIONS: Readonly<Record<string, PureFunction>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '^': 'pow',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  '==': 'eq',
  '!=': 'ne',
  and: 'and',
  or: 'or',
  not: 'not',
  '-x': 'negate',
};

/** The sign or word of a function, for messages and for printing equations. */
export const SIGNS: Readonly<Partial<Record<PureFunction, string>>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  pow: '^',
  negate: '-',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  eq: '==',
  ne: '!=',
};

export const REDUCTIONS: ReadonlySet<string> = new Set<Reduction>([
  'sum',
  'mean',
  'min',
  'max',
  'product',
]);

export const MEMORY_FUNCTIONS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['smooth', [2, 4]],
  ['delay', [2, 4]],
  ['delay_fixed', [2, 3]],
  ['previous', [1, 2]],
]);

export const DRAWS: ReadonlyMap<string, readonly [Draw, number]> = new Map([
  ['uniform', ['uniform', 2]],
  ['normal', ['normal', 2]],
  ['lognormal', ['lognormal', 2]],
  ['exponential', ['exponential', 1]],
  ['gamma', ['gamma', 2]],
  ['bernoulli', ['bernoulli', 1]],
  ['binomial', ['binomial', 2]],
  ['poisson', ['poisson', 1]],
  ['negative_binomial', ['negative_binomial', 2]],
]);

/** Every name that can be called, tables apart. */
export const FUNCTION_NAMES: readonly string[] = [
  ...PURE_FUNCTIONS.keys(),
  ...['sum', 'mean', 'product', 'neighbours', 'month'],
  ...MEMORY_FUNCTIONS.keys(),
  ...DRAWS.keys(),
];

/** How functions are called, where their name and the number of arguments do not tell. */
const CALLS: Readonly<Record<string, string>> = {
  if: 'if(condition, then, else)',
  min: 'min(a, b)',
  max: 'max(a, b)',
  pow: 'pow(base, power)',
  mod: 'mod(a, b)',
  step: 'step(height, start)',
  ramp: 'ramp(slope, start, end)',
  pulse: 'pulse(height, start, length), or with the time between pulses after it',
  smooth: 'smooth(x, time), or with the order and the first value after it',
  delay: 'delay(x, time), or with the order and the first value after it',
  delay_fixed: 'delay_fixed(x, time), or with the first value after it',
  previous: 'previous(x), or previous(x, first value)',
  uniform: 'uniform(low, high)',
  normal: 'normal(mean, sd)',
  lognormal: 'lognormal(median, sigma)',
  exponential: 'exponential(mean)',
  gamma: 'gamma(shape, scale)',
  bernoulli: 'bernoulli(p)',
  binomial: 'binomial(n, p)',
  poisson: 'poisson(mean)',
  negative_binomial: 'negative_binomial(mean, k)',
};

/** A call of a function or table as it should look. */
export function callOf(name: string): string {
  return (Object.hasOwn(CALLS, name) ? CALLS[name] : undefined) ?? `${name}(x)`;
}

/** What other tools call a function of the language. */
export const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ln: 'log',
    avg: 'mean',
    average: 'mean',
    if_then_else: 'if',
    ifelse: 'if',
    iif: 'if',
    ceiling: 'ceil',
    int: 'floor',
    integer: 'floor',
    power: 'pow',
    modulo: 'mod',
    prod: 'product',
    total: 'sum',
    rand: 'uniform',
    random: 'uniform',
    random_uniform: 'uniform',
    random_normal: 'normal',
    random_poisson: 'poisson',
    smooth1: 'smooth',
    smooth3: 'smooth',
    smoothi: 'smooth',
    smooth_n: 'smooth',
    delay1: 'delay',
    delay3: 'delay',
    delay_n: 'delay',
    dmean: 'mean',
    pulse_train: 'pulse',
  }),
);

const FUNCTION_SET: ReadonlySet<string> = new Set(FUNCTION_NAMES);

export function isFunctionName(name: string): boolean {
  return FUNCTION_SET.has(name);
}
