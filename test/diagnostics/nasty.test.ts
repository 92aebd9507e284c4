import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { parseYaml } from '../../src/diagnostics/yaml.js';
import { readModel } from '../../src/model/read.js';
import { scenarioSchema } from '../../src/scenario/document.js';
import { expectSound } from './sound.js';

// Files made to exhaust a parser: each construct of the language, over and over. Whatever it is, it is read or
// refused at a place in it, and nothing is thrown.

const HEAD = 'title: T\ntime: {unit: month, start: 0, end: 9}\nunits: unchecked\n';
const times = (n: number, part: (index: number) => string) =>
  Array.from({ length: n }, (_, k) => part(k)).join('');

const CONSTRUCTS: Readonly<Record<string, (n: number) => string>> = {
  'colons in braces': (n) => `{${'a: '.repeat(n)}1}`,
  'colons in brackets': (n) => `[${'a: '.repeat(n)}1]`,
  'quoted keys in braces': (n) => `{${'"a":'.repeat(n)}1}`,
  'question marks in braces': (n) => `{${'? '.repeat(n)}1}`,
  'colons over lines': (n) => `a: {${'a:\n  '.repeat(n)}1}`,
  'colons in a line': (n) => 'a: '.repeat(n),
  brackets: (n) => '['.repeat(n),
  braces: (n) => '{'.repeat(n),
  'brackets with texts': (n) => '["a", '.repeat(n),
  dashes: (n) => '- '.repeat(n),
  'question marks': (n) => '? '.repeat(n),
  'dashes and question marks': (n) => '- ? '.repeat(n),
  'dashes over lines': (n) => times(n, (k) => `${' '.repeat(k % 100)}-\n`),
  stairs: (n) => times(n, (k) => `${' '.repeat(k)}a:\n`),
  'a list too far to the right': (n) => `a:\n  - b: w\n${'      - {x: 1}\n'.repeat(n)}  - c: 1\n`,
  'a list below a value': (n) => `a: w\n${'  - x\n'.repeat(n)}b: 1\n`,
  'keys below a value': (n) => `a: w\n${'  b: x\n'.repeat(n)}c: 1\n`,
  'keys below a quoted value': (n) => `a: "w"\n${'  b: x\n'.repeat(n)}c: 1\n`,
  'aliases of nothing': (n) => `a: [${'*a, '.repeat(n)}1]`,
  'aliases of something': (n) => `a: &a 1\nb: [${'*a, '.repeat(n)}1]`,
  'anchors and aliases': (n) => `a: [${times(n, (k) => `&a${k} 1, *a${k}, `)}1]`,
  anchors: (n) => `a: ${'&a '.repeat(n)}1`,
  tags: (n) => `a: ${'!!str '.repeat(n)}1`,
  'tags of items': (n) => `a: [${'!x 1, '.repeat(n)}1]`,
  documents: (n) => '---\na: 1\n'.repeat(n),
  'ends of documents': (n) => '...\n'.repeat(n),
  directives: (n) => `${'%FOO\n'.repeat(n)}---\na: 1`,
  comments: (n) => `${'# c\n'.repeat(n)}a: 1\n`,
  'empty lines': (n) => `a: 1\n${'\n'.repeat(n)}b: 1`,
  'a long key': (n) => `${'x'.repeat(n)}: 1`,
  'a long quoted key': (n) => `"${'x'.repeat(n)}": 1`,
  'a long text': (n) => `a: ${'x'.repeat(n)}`,
  'a long open quote': (n) => `a: "${'x\n '.repeat(n)}`,
  'many open quotes': (n) => times(n, () => `a: "x\n`),
  'the same key': (n) => 'a: 1\n'.repeat(n),
  'empty keys': (n) => ': a\n'.repeat(n),
  'closing brackets': (n) => ']'.repeat(n),
  commas: (n) => `a: [${','.repeat(n)}]`,
  pipes: (n) => 'a: |\n'.repeat(n),
  tabs: (n) => '\t'.repeat(n),
  'returns alone': (n) => 'a: 1\r'.repeat(n),
  'unknown sections': (n) => times(n, (k) => `k${k}: 1\n`),
  'entries of the wrong kind': (n) => `${HEAD}parameters:\n${times(n, (k) => `  p${k}: 1\n`)}`,
  'entries with wrong keys': (n) =>
    `${HEAD}parameters:\n${times(n, (k) => `  p${k}: {titel: P}\n`)}`,
  'units of nothing': (n) =>
    `${HEAD.replace('unchecked\n', '\n')}${times(n, (k) => `  u${k}: {equals: x}\n`)}`,
  'a chain of equations': (n) =>
    `${HEAD}auxiliaries:\n  p0: {equation: 1}\n${times(n, (k) => `  p${k + 1}: {equation: p${k} + 1}\n`)}`,
};

function read(text: string): Diagnostics {
  const diagnostics = new Diagnostics();
  const files = new TextFiles({ 'm.yaml': text });
  const model = readModel('m.yaml', files, diagnostics);
  expect(model === undefined).toBe(diagnostics.hasErrors);
  expectSound(diagnostics);
  const again = new Diagnostics();
  parseYaml('s.yaml', text, scenarioSchema, again);
  expectSound(again);
  return diagnostics;
}

describe('a file made of one construct', () => {
  it.each(Object.keys(CONSTRUCTS))('%s', (name) => {
    for (const n of [50, 450, 4000]) read(CONSTRUCTS[name]?.(n) ?? '');
  });

  it('made of several, one in another', () => {
    const construct = fc.constantFrom(...Object.values(CONSTRUCTS));
    const part = fc.tuple(construct, fc.integer({ min: 1, max: 300 })).map(([make, n]) => make(n));
    const whole = fc.array(fc.tuple(part, fc.constantFrom('\n', '\n  ', ': ', ', ', ' ', '\n- ')), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(whole, (parts) => void read(parts.flat().join(''))),
      { numRuns: 30 },
    );
  });
});

describe('limits', () => {
  const problem = (text: string) => {
    const diagnostics = new Diagnostics();
    parseYaml('f.yaml', text, z.any(), diagnostics);
    return diagnostics.list().map(({ message }) => message);
  };

  it('are told at once', () => {
    expect(problem('a: 1\n'.repeat(40_000))).toEqual([
      'the file holds more than 60,000 line ends, commas, colons and brackets up to here',
    ]);
    expect(problem(`${'['.repeat(61)}${']'.repeat(61)}`)).toEqual([
      'the file nests deeper than 60 levels',
    ]);
    const wrong = `a:\n  - b: w\n${'      - {x: 1}\n'.repeat(5000)}`;
    expect(problem(wrong)).toEqual([
      'the line is indented more than the one above, which has its value already',
    ]);
  });

  it('leave room for long texts, and for brackets and colons in them', () => {
    expect(problem(`a: |\n${'  a line of words, and more\n'.repeat(20_000)}`)).toEqual([]);
    expect(problem(`a: ${'x'.repeat(1_000_000)}`)).toEqual([]);
    const open = `a: Interval [0, 1)\n${times(400, (k) => `k${k}: v\n`)}`;
    expect(problem(open)).toEqual([]);
    expect(problem(`${'['.repeat(60)}${']'.repeat(60)}`)).toEqual([]);
  });
});
