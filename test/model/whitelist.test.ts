import fc from 'fast-check';
import { all, create } from 'mathjs';
import { describe, expect, it } from 'vitest';
import { FUNCTION_NAMES } from '../../src/model/functions.js';
import { messagesOf, readText } from './reading.js';

const withEquation = (equation: string) =>
  `title: T\ntime: {unit: month, start: 0, end: 1}\nunits: unchecked\nauxiliaries:\n  a: {equation: 1}\n  b:\n    equation: ${JSON.stringify(equation)}\n`;

describe('functions of mathjs', () => {
  const math = create(all ?? {});
  const called = Object.keys(math).filter((name) => typeof Reflect.get(math, name) === 'function');
  const foreign = called.filter(
    (name) =>
      !FUNCTION_NAMES.includes(name) && !['and', 'or', 'not', 'to', 'xor', 'mod'].includes(name),
  );

  it('are more than two hundred, and those that could do harm are among them', () => {
    expect(foreign.length).toBeGreaterThan(200);
    for (const name of [
      'import',
      'evaluate',
      'parse',
      'createUnit',
      'config',
      'simplify',
      'compile',
      'random',
    ])
      expect(foreign).toContain(name);
  });

  it('that the language does not have are unknown functions', () => {
    for (const name of foreign) {
      const [message] = messagesOf(withEquation(`${name}(a)`));
      expect(message).toMatch(new RegExp(`^there is no function "${name}"`));
    }
  });

  it('and its constants and units are unknown quantities', () => {
    for (const name of [
      'e',
      'i',
      'tau',
      'phi',
      'PI',
      'E',
      'LN2',
      'cm',
      'speedOfLight',
      'version',
      'end',
    ])
      expect(messagesOf(withEquation(name))[0]).toMatch(`there is no quantity "${name}"`);
  });
});

describe('names of the host language', () => {
  it.each([
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'hasOwnProperty',
    'globalThis',
    'process',
  ])('%s is an unknown quantity and an unknown function', (name) => {
    expect(messagesOf(withEquation(name))[0]).toMatch('there is no quantity');
    expect(messagesOf(withEquation(`${name}(a)`))[0]).toMatch('there is no function');
    expect(messagesOf(withEquation(`a[${name}]`))[0]).toBe('a has no elements');
  });
});

it('never throws, whatever is written', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      'b',
      'sum',
      'if',
      'not',
      'and',
      'mod',
      'to',
      'in',
      'end',
      'true',
      '1',
      '.5',
      '1e9',
      '(',
      ')',
    ],
    ...[
      '[',
      ']',
      ',',
      '+',
      '-',
      '*',
      '/',
      '^',
      '<',
      '<=',
      '==',
      '!=',
      ':',
      ';',
      '=',
      '.',
      '"',
      "'",
      '{',
      '}',
    ],
    ...[
      '\n',
      ' ',
      '#',
      '?',
      '!',
      '%',
      '\\',
      'é',
      '\u0000',
      '__proto__',
      'constructor',
      '=>',
      '`',
      '$',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const { model, problems } = readText(withEquation(pieces.join('')));
      expect(model === undefined).toBe(problems.some((one) => one.includes(' error: ')));
    }),
    { numRuns: 600, seed: 5 },
  );
});
