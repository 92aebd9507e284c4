import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messagesOf, readText } from './reading.js';

const HEAD = 'title: T\nunits: unchecked\n';
const time = (end: number) => `time: {unit: month, start: 0, end: ${end}}\n`;
const names = (count: number, letter = 'e') =>
  Array.from({ length: count }, (_, k) => `${letter}${k}`).join(', ');

describe('sizes are multiplied before anything is laid out', () => {
  it('of dimensions', () => {
    const size = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 4 }), (sizes) => {
        const product = sizes.reduce((all, one) => all * one, 1);
        const dims = sizes.map((count, k) => `  d${k}: {elements: [${names(count)}]}\n`).join('');
        const over = sizes.map((_, k) => `d${k}`).join(', ');
        const text = `${HEAD}${time(2)}dimensions:\n${dims}parameters:\n  p: {title: P, over: [${over}], value: 1, grade: assumed}\n`;
        if (product > 200_000)
          expect(messagesOf(text)).toEqual([
            `the model has ${product.toLocaleString('en')} elements`,
          ]);
        else expect(readText(text).problems.join()).not.toMatch('elements');
      }),
      { numRuns: 20 },
    );
  });

  it('of hidden variables', () => {
    const delays = Array.from({ length: 40 }, () => 'delay(x, 1, 50)').join(' + ');
    const text = `${HEAD}${time(2)}dimensions: {a: {elements: [${names(500)}]}}\nauxiliaries:\n  x: {over: a, equation: time}\n  y: {over: a, equation: "${delays}"}\n  z: {equation: sum(y)}\n`;
    expect(messagesOf(text)).toEqual(['the model has more than 200,000 elements']);
  });

  it('of reports', () => {
    const text = `${HEAD}${time(999_999)}dimensions: {a: {elements: [${names(400)}]}}\nstocks: {s: {over: a, initial: 1}}\n`;
    expect(messagesOf(text)).toEqual([
      'a world reports 401,000,000 numbers: 1,000,000 reports of 401 elements',
    ]);
  });

  it('of points and networks', () => {
    const points = Array.from({ length: 300 }, (_, k) => `[${k}, 1]`).join(', ');
    const dims = `dimensions:\n  a: {elements: [${names(400)}]}\n  b: {elements: [${names(400, 'f')}]}\n`;
    const text = `${HEAD}${time(2)}${dims}inputs:\n  x: {title: X, over: [a, b], points: [${points}]}\n`;
    expect(messagesOf(text)).toEqual(['the data of the model up to here hold 48,000,000 numbers']);
    const networks = Array.from({ length: 90 }, (_, k) => `n${k}: {csv: n.csv, from: f, to: t}`);
    const many = `${HEAD}${time(2)}dimensions:\n  a:\n    elements: [${names(500)}]\n    networks: {${networks.join(', ')}}\n`;
    expect(messagesOf(many, { 'm/n.csv': 'f,t\ne1,e2\n' })).toEqual([
      'the networks and series up to here hold 20,250,000 numbers',
    ]);
  });

  it('of tables with few rows for many elements', () => {
    const rows = Array.from({ length: 3000 }, (_, k) => `${k + 10_000},e1,1\n`).join('');
    const text = `${HEAD}${time(2)}dimensions: {a: {elements: [${names(500)}]}}\ninputs:\n  x: {title: X, over: a, csv: x.csv, column: v}\n`;
    expect(messagesOf(text, { 'm/x.csv': `time,a,v\n${rows}` })).toEqual([
      'the file has 3000 rows for more than 2000 times',
    ]);
  });
});

describe('one cause is told once', () => {
  it.each([
    [
      'a dimension that is too long',
      `{elements: [${names(501)}]}`,
      'the dimension a has 501 elements',
    ],
    [
      'one that is too long, by name',
      `{elements: {${names(600).replace(/e\d+/g, (name) => `${name}: E`)}}}`,
      'the dimension a has 600 elements',
    ],
    [
      'a dimension that is misspelt',
      '{elemnts: [e0, e1]}',
      'unknown key "elemnts" in dimensions.a',
    ],
    ['a dimension with a wrong name', '{elements: [e0, 1x]}', 'dimensions.a.elements.1 is "1x"'],
  ])('%s', (_, dimension, problem) => {
    const text = `${HEAD}${time(2)}dimensions:\n  a: ${dimension}\n  other: {like: a}\nparameters:\n  p: {title: P, over: a, value: {e0: 1, e1: 2}, grade: assumed}\nstocks:\n  s: {over: a, initial: p, inflows: [f]}\nflows:\n  f: {over: a, equation: p}\nauxiliaries:\n  all: {equation: sum(s)}\n  most: {equation: "max(s)"}\n  first: {equation: "s[e0]"}\n  plain: {over: a, equation: s + all}\n`;
    expect(messagesOf(text)).toEqual([problem]);
  });
});
