import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import type { Path, YamlFile } from '../../src/diagnostics/yaml.js';
import { parseYaml } from '../../src/diagnostics/yaml.js';

function read(text: string): YamlFile<unknown> {
  const diagnostics = new Diagnostics();
  const file = parseYaml('f.yaml', text, z.any(), diagnostics);
  expect(diagnostics.list()).toEqual([]);
  if (file === undefined) throw new Error('nothing was read');
  return file;
}

/** The text at a place, as far as it lies on one line. */
function at(text: string, { line, column, length = 1 }: ReturnType<YamlFile<unknown>['placeOf']>) {
  return text.split('\n')[line - 1]?.slice(column - 1, column - 1 + length);
}

function problemsOf(text: string, schema: z.ZodType = z.any()): string[] {
  const diagnostics = new Diagnostics();
  parseYaml('f.yaml', text, schema, diagnostics);
  return diagnostics.list().map(({ place, message }) => `${place.line}:${place.column} ${message}`);
}

const TEXT = `# A comment first.
title: A model
time: {unit: month, start: 0}
list:
  - one
  - name: two
    value: 'it''s'
empty:
"quoted key": "a \\"b\\" c"
long: >-
  folded text
  goes on
block: |
    kept
    lines
`;

describe('places', () => {
  it.each<[Path, string]>([
    [['title'], 'A model'],
    [['time', 'unit'], 'month'],
    [['time', 'start'], '0'],
    [['list', 0], 'one'],
    [['list', 1, 'name'], 'two'],
    [['list', 1, 'value'], "'it''s'"],
    [['quoted key'], '"a \\"b\\" c"'],
    [['time'], '{'],
  ])('of the value at %j', (path, text) => {
    expect(at(TEXT, read(TEXT).placeOf(path))).toBe(text);
  });

  it.each<[Path, string]>([
    [['title'], 'title'],
    [['time', 'unit'], 'unit'],
    [['list', 1, 'value'], 'value'],
    [['quoted key'], '"quoted key"'],
    [['empty'], 'empty'],
  ])('of the key at %j', (path, text) => {
    expect(at(TEXT, read(TEXT).placeOfKey(path))).toBe(text);
  });

  it('of what is not there is the nearest part that is', () => {
    const file = read(TEXT);
    expect(at(TEXT, file.placeOf(['time', 'end']))).toBe('{');
    expect(at(TEXT, file.placeOf(['nothing', 'here']))).toBe('t');
    expect(at(TEXT, file.placeOfKey(['list', 7]))).toBe('-');
  });

  it('knows what is there', () => {
    const file = read(TEXT);
    expect(file.has(['time', 'unit'])).toBe(true);
    expect(file.has(['list', 1, 'value'])).toBe(true);
    expect(file.has(['time', 'end'])).toBe(false);
    expect(file.has(['list', 2])).toBe(false);
  });

  it('are found through aliases', () => {
    const text = 'a: &x {k: 1}\nb: *x\n';
    expect(at(text, read(text).placeOf(['b', 'k']))).toBe('1');
  });

  it('count lines from Windows as editors do', () => {
    const text = 'a: 1\r\nb:\r\n  c: 2\r\n';
    expect(read(text).placeOf(['b', 'c'])).toMatchObject({ line: 3, column: 6 });
  });
});

describe('places inside a text', () => {
  it.each([
    ['plain', 'a: one two three'],
    ['in double quotes', 'a: "one two three"'],
    ['in single quotes', "a: 'one two three'"],
    ['folded', 'a: >\n  one\n  two\n  three'],
    ['kept', 'a: |\n  one\n  two\n  three'],
    ['kept, stripped, with an indent', 'a: |2-\n   one\n  two\n  three'],
    ['plain over lines', 'a: one\n  two\n  three'],
    ['in quotes over lines', 'a: "one\n  two\n\n  three"'],
    ['in braces', '{a: one two three}'],
    ['after escapes', 'a: "\\x41\\t\\"\\u00e9\\U0001F30D\\n one two three"'],
    ['after doubled quotes', "a: 'it''s one''s two three'"],
    ['in Windows lines', 'a: |\r\n  one\r\n  two\r\n  three\r\n'],
  ])('%s', (_, text) => {
    const diagnostics = new Diagnostics();
    const file = parseYaml<{ a: string }>('f.yaml', text, z.any(), diagnostics);
    if (diagnostics.hasErrors) return expect(diagnostics.list()).toEqual([]);
    const value = file?.value.a ?? '';
    for (const word of ['two', 'three']) {
      const place = file?.placeInText(['a'], value.indexOf(word), word.length);
      expect(place && at(text, place)).toBe(word);
    }
    return undefined;
  });

  it('of a value that is no text is that of the value', () => {
    const text = 'a: [1, 2]';
    expect(read(text).placeInText(['a'], 3, 1)).toMatchObject({ line: 1, column: 4 });
  });
});

describe('what YAML allows and toguna does not', () => {
  it.each([
    ['a: 1\na: 2', '2:1 the key "a" stands twice in the same map'],
    ['{a: 1, "a": 2}', '1:8 the key "a" stands twice in the same map'],
    ['1: a\n"1": b', '2:1 the key "1" stands twice in the same map'],
    ['a: 1\n---\nb: 2', '2:1 the file holds more than one document'],
    ['a: !x 1', '1:4 the tag !x is not allowed'],
    ['a: !!set {b}', '1:10 the tag !!set is not allowed'],
    ['__proto__: 1', '1:1 the key __proto__ is not allowed'],
    ['a: {constructor: 1}', '1:5 the key constructor is not allowed'],
    ['[a]: 1', '1:1 a key must be plain text'],
    ['a: &x 1\n<<: *x', '2:1 maps cannot be merged with <<'],
    ['a: *x', '1:4 there is no anchor x before this'],
    ['a: &x [*x]', '1:8 the alias *x stands inside the value it repeats'],
    ['\ta: 1', '1:1 a tab stands in the indentation'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });

  it('lets plain tags and a few aliases pass', () => {
    expect(read('a: !!str 1\nb: &x 2\nc: *x').value).toEqual({ a: '1', b: 2, c: 2 });
  });

  it('has no key of the host language', () => {
    const value = read('a: 1').value as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['a']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('counts what aliases stand for', () => {
    const use = Array.from({ length: 101 }, () => '*x').join(', ');
    expect(problemsOf(`a: &x 1\nb: [${use}]`)).toEqual(['2:405 the file uses too many aliases']);
    const ten = (name: string) => Array.from({ length: 10 }, () => `*${name}`).join(', ');
    const lines = [...'bcdefg'].map((name, i) => `${name}: &${name} [${ten('abcdef'[i] ?? '')}]`);
    const bomb = ['a: &a [0, 1]', ...lines].join('\n');
    expect(problemsOf(bomb)).toEqual([
      expect.stringMatching('with its aliases written out the file is too large'),
    ]);
  });
});

describe('a schema that does not fit everywhere', () => {
  const stock = z.strictObject({
    unit: z.string(),
    initial: z.number(),
    about: z.string().optional(),
  });
  const schema = z.strictObject({
    title: z.string(),
    stocks: z.record(z.string(), stock).optional(),
    list: z.array(z.strictObject({ a: z.number() })).optional(),
  });

  function rest(text: string) {
    const diagnostics = new Diagnostics();
    const file = parseYaml('f.yaml', text, schema, diagnostics);
    return { value: file?.value, unread: file?.unread, count: diagnostics.errorCount };
  }

  it('leaves what does, without what it cannot do without', () => {
    const { value, unread } = rest(
      'title: T\nstocks:\n  a: {unit: x, initial: 1}\n  b: {unit: x, initial: many}\n',
    );
    expect(value).toEqual({ title: 'T', stocks: { a: { unit: 'x', initial: 1 } } });
    expect(unread).toContain('b');
    expect(unread).toContain('stocks.b.initial');
  });

  it('leaves out a value that may be missing, and keeps its entry', () => {
    const { value, unread } = rest('title: T\nstocks: {a: {unit: x, initial: 1, about: [3]}}');
    expect(value).toEqual({ title: 'T', stocks: { a: { unit: 'x', initial: 1 } } });
    expect(unread).toEqual(new Set(['stocks.a.about']));
  });

  it('leaves out a list of which an entry is wrong, so that no place moves', () => {
    const { value, unread } = rest('title: T\nlist: [{a: 1}, {a: b}, {a: c}]');
    expect(value).toEqual({ title: 'T' });
    expect(unread).toContain('list');
  });

  it('leaves out a section that is of another kind', () => {
    expect(rest('title: T\nstocks: none').value).toEqual({ title: 'T' });
  });

  it('gives nothing when nothing can be used', () => {
    expect(rest('stocks: {}').value).toBeUndefined();
    expect(rest('[1, 2]').value).toBeUndefined();
    expect(rest('').value).toBeUndefined();
  });

  it('takes a misspelt key for the one that is missing', () => {
    expect(rest('title: T\nstocks: {a: {unit: x, intial: 1}}').count).toBe(1);
    expect(rest('title: T\nstocks: {a: {unit: x, wibble: 1}}').count).toBe(2);
  });

  it('knows a value that a comma cut in two', () => {
    const text = 'title: T\nstocks: {a: {unit: f(x, y), initial: 1}}';
    expect(problemsOf(text, schema)).toEqual([
      '2:25 "y)" is not a key: inside { } a comma ends a value',
    ]);
    expect(rest(text).unread).toContain('a');
  });

  it('chooses, of several shapes, the one that was meant', () => {
    const shapes = z.strictObject({
      d: z.union([
        z.strictObject({ kind: z.literal('uniform'), low: z.number(), high: z.number() }),
        z.strictObject({ kind: z.literal('normal'), mean: z.number(), sd: z.number() }),
        z.strictObject({ kind: z.literal('normal'), p05: z.number(), p95: z.number() }),
      ]),
      n: z.union([z.number(), z.record(z.string(), z.number())]).optional(),
    });
    const problems = (text: string) => problemsOf(text, shapes);
    expect(problems('d: {kind: unifrom, low: 1}')).toEqual(['1:11 d.kind is "unifrom"']);
    expect(problems('d: {low: 1}')).toEqual(['1:1 d lacks the key "kind"']);
    expect(problems('d: {kind: normal, p05: 1}')).toEqual(['1:1 d lacks the key "p95"']);
    expect(problems('d: {kind: normal, mean: 1, sd: x}')).toEqual(['1:32 d.sd is the text "x"']);
    expect(problems('d: 3')).toEqual(['1:4 d is the number 3']);
    expect(problems('d: {kind: uniform, low: 1, high: 2}\nn: {a: x}')).toEqual([
      '2:8 n.a is the text "x"',
    ]);
    expect(problems('n: 3')).toEqual(['1:1 the file lacks the key "d"']);
  });
});

describe('syntax', () => {
  it.each([
    ['a: "b', '1:4 this quote is not closed'],
    ["a: 'b\nc: d", '1:4 this quote is not closed'],
    ['a: "x" \nb: "y\nc: z', '2:4 this quote is not closed'],
    ['a: [1, 2\nb: 3', '1:4 this [ is not closed'],
    ['a: {b: [1, 2], c: 3\nd: 3', '1:4 this { is not closed'],
    ['a: 1]', undefined],
    ['a: [1]]', '1:7 this ] closes nothing'],
    ['a: b: c', '1:5 a second colon stands in this line'],
    ['a:1\nb: 2', '1:2 a space is missing after the colon'],
    ['a: 1\nb\nc: 2', '2:1 this is not a key: it has no colon'],
    [
      'a: 1\n b: 2',
      '2:2 the line is indented more than the one above, which has its value already',
    ],
    ['a:\n  b: 1\n c: 2', '3:2 the line starts at another column than the entries above it'],
    ['a: {b: 1 c: 2}', '1:10 a comma is missing before this'],
    ['a: [1,, 2]', '1:7 an entry is missing before this comma'],
    ['a: @b', '1:4 a text cannot start with @'],
    ['a: "\\q"', '1:5 \\q means nothing inside double quotes'],
    ['%FOO\n---\na: 1', '1:1 a line that starts with % is not allowed'],
    ['a: "b" c', '1:8 text follows the end of the value'],
    ['a: "b"#c', '1:7 a # follows a value at once'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text)).toEqual(problem === undefined ? [] : [problem]);
  });

  it('tells the first break only, and what stands before it', () => {
    expect(problemsOf('a: @b\nc: `d`\ne: [1\nf: 2\n} g: {\nh: @i')).toEqual([
      '1:4 a text cannot start with @',
      '2:4 a text cannot start with `',
      '3:4 this [ is not closed',
    ]);
  });

  it('never nests too deep for the parser', () => {
    for (const open of ['[', '{a: ', '- ', '? ', '- [']) {
      expect(problemsOf(open.repeat(5000))[0]).toMatch('the file nests deeper than 60 levels');
    }
    const indented = Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
    expect(problemsOf(indented)).toEqual(['122:121 the file nests deeper than 60 levels']);
  });
});
