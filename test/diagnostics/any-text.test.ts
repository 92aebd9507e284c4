import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksSchema } from '../../src/checks/document.js';
import { readChecks } from '../../src/checks/read.js';
import { parseCsv } from '../../src/diagnostics/csv.js';
import { Diagnostics, InputError } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { parseYaml } from '../../src/diagnostics/yaml.js';
import { evidenceSchema } from '../../src/model/grade.js';
import type { Model } from '../../src/model/model.js';
import { readModel } from '../../src/model/read.js';
import { readWorlds } from '../../src/plan/posterior.js';
import { createReaders, readScenario } from '../../src/scenario/read.js';
import { readSettings } from '../../src/scenario/what-if.js';
import { kindOfFile } from '../../src/study/file-kind.js';
import { expectSound } from './sound.js';

// Whatever text stands where a file, an expression, a unit, a table or an option is expected: it is refused in
// words that point into it, or read. It never throws, and never takes long.

const MODEL = `title: Small
time: {unit: month, start: 2022-01, end: 2022-12}
units: [person]
dimensions:
  region: {elements: [mopti, gao]}
parameters:
  beta: {title: Beta, unit: 1, value: 1, grade: assumed, distribution: {kind: uniform, low: 0, high: 2}}
levers:
  jobs: {title: Jobs, unit: person, over: region, max: 10}
stocks:
  s: {unit: person, over: region, initial: 1}
`;

function smallModel(): Model {
  const model = readModel('m.yaml', new TextFiles({ 'm.yaml': MODEL }), new Diagnostics());
  if (model === undefined) throw new Error('the small model is wrong');
  return model;
}

/** Words and signs of the files, in any order: more of it gets past the first check than of any text. */
const WORDS = [
  ...['title', 'time', 'unit', 'month', 'start', 'end', 'stocks', 'flows', 'parameters', 'over'],
  ...['initial', 'equation', 'value', 'grade', 'assumed', 'kind', 'uniform', 'policy', 'lever'],
  ...['a', 'b', 'x__y', 'constructor', '__proto__', 'null', 'true', '1', '-2.5', '2022-01', '.nan'],
  ...[': ', ':', '\n', '\n  ', '\n    ', '- ', ', ', '{', '}', '[', ']', '"', "'", '|', '>', '#'],
  ...[
    '&a ',
    '*a',
    '!x ',
    '? ',
    '<<',
    '---\n',
    '%',
    '@',
    '`',
    '\t',
    '\r\n',
    '\\',
    '\u0000',
    '\u001b[2J',
  ],
];
const yamlLike = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((all) => all.join(''));
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), yamlLike);

const SIGNS = [
  ...['s', 's[mopti]', 'beta', 'region', 'sum', 'min', 'if', 'smooth', 'previous', 'month', 'time'],
  ...[
    '(',
    ')',
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
    '=',
    ' not ',
    ' and ',
    ' to ',
  ],
  ...[
    '1',
    '2.5e3',
    '1e999',
    '0x1',
    '"',
    "'",
    ':',
    ';',
    '.',
    '!',
    '?',
    '%',
    'π',
    '\u200b',
    ' ',
    '\n',
  ],
  ...['constructor', 'import', 'toString', 'x => x', 'f(x) = x', 'NaN', 'Infinity', 'i', 'cm'],
];
const expressionLike = fc
  .array(fc.constantFrom(...SIGNS), { maxLength: 12 })
  .map((all) => all.join(''));
const anyExpression = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), expressionLike);

/** JSON is YAML, but for what YAML may not hold at all. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

describe('any text', () => {
  it('as a model', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, headed) => {
        const diagnostics = new Diagnostics();
        const whole = headed ? `title: A\ntime: {unit: month, start: 0, end: 9}\n${text}` : text;
        const files = new TextFiles({ 'm.yaml': whole });
        const model = readModel('m.yaml', files, diagnostics);
        expect(model === undefined).toBe(diagnostics.hasErrors);
        expectSound(diagnostics);
        kindOfFile('m.yaml', files);
      }),
      { numRuns: 300 },
    );
  });

  it('as a scenario', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, headed) => {
        const diagnostics = new Diagnostics();
        const whole = headed ? `title: A\nmodel: small\n${text}` : text;
        const files = new TextFiles({ 's/x.yaml': whole, 'models/small/model.yaml': MODEL });
        const readers = createReaders(files, diagnostics);
        const scenario = readScenario('s/x.yaml', readers, files, diagnostics);
        expect(scenario === undefined).toBe(diagnostics.hasErrors);
        expectSound(diagnostics);
      }),
      { numRuns: 300 },
    );
  });

  it('as checks and as evidence', () => {
    const model = smallModel();
    fc.assert(
      fc.property(anyText, (text) => {
        const diagnostics = new Diagnostics();
        readChecks(
          'c.yaml',
          model,
          new TextFiles({ 'c.yaml': `checks:\n  - ${text}` }),
          diagnostics,
        );
        parseYaml('d.yaml', text, checksSchema, diagnostics);
        parseYaml('e.yaml', text, evidenceSchema, diagnostics);
        expectSound(diagnostics);
      }),
      { numRuns: 150 },
    );
  });

  it('as an expression, in quotes or without', () => {
    fc.assert(
      fc.property(anyExpression, fc.boolean(), (text, plain) => {
        const diagnostics = new Diagnostics();
        const written = plain ? text : quoted(text);
        const whole = `${MODEL}auxiliaries:\n  a: {unit: 1, equation: ${written}}\n`;
        const model = readModel('m.yaml', new TextFiles({ 'm.yaml': whole }), diagnostics);
        expect(model === undefined).toBe(diagnostics.hasErrors);
        expectSound(diagnostics);
      }),
      { numRuns: 250 },
    );
  });

  it('as a unit', () => {
    const signs = [
      'person',
      'month',
      '1',
      '*',
      '/',
      '^',
      '(',
      ')',
      '-',
      '2',
      ' ',
      'x',
      '.',
      'share',
    ];
    const unitLike = fc
      .array(fc.constantFrom(...signs), { maxLength: 10 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(fc.oneof(unitLike, fc.string({ unit: 'binary', maxLength: 20 })), (text) => {
        const diagnostics = new Diagnostics();
        const whole = `${MODEL}auxiliaries:\n  a: {unit: ${quoted(text)}, equation: 0}\n`;
        readModel('m.yaml', new TextFiles({ 'm.yaml': whole }), diagnostics);
        expectSound(diagnostics);
      }),
      { numRuns: 150 },
    );
  });

  const cells = ['a', 'month', 'region', 'x', 'mopti', 'gao', '1', '2022-01', '2022-02', 'NaN', ''];
  const csvLike = fc
    .array(fc.constantFrom(...cells, ',', '"', '""', '\n', '\r\n', ';', '\u0000'), {
      maxLength: 40,
    })
    .map((all) => all.join(''));
  const anyCsv = fc.oneof(csvLike, fc.string({ unit: 'binary', maxLength: 40 }));

  it('as a table, of an input, of a parameter or of a network', () => {
    const uses = `inputs:
  i: {title: I, unit: 1, over: region, csv: d.csv, column: x}
`;
    const network =
      '  region: {elements: [mopti, gao], networks: {n: {csv: d.csv, from: a, to: x}}}';
    const whole = MODEL.replace(/ {2}region: .*/, network)
      .replace('value: 1, grade', 'over: region, value: {csv: d.csv, column: x}, grade')
      .concat(uses);
    fc.assert(
      fc.property(anyCsv, fc.boolean(), (text, headed) => {
        const diagnostics = new Diagnostics();
        const table = headed ? `month,region,x,a\n${text}` : text;
        const files = new TextFiles({ 'm.yaml': whole, 'd.csv': table });
        const model = readModel('m.yaml', files, diagnostics);
        expect(model === undefined).toBe(diagnostics.hasErrors);
        expectSound(diagnostics);
      }),
      { numRuns: 150 },
    );
  });

  it('as a table of worlds', () => {
    const model = smallModel();
    const plan = { worlds: 3, design: 'monte_carlo', seed: 'x' } as const;
    fc.assert(
      fc.property(anyCsv, fc.boolean(), (text, headed) => {
        const diagnostics = new Diagnostics();
        try {
          readWorlds('w.csv', headed ? `world,beta\n${text}` : text, model, plan, diagnostics);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
        expectSound(diagnostics);
        parseCsv('w.csv', text, new Diagnostics());
      }),
      { numRuns: 150 },
    );
  });

  it('as a --set', () => {
    const model = smallModel();
    const signs = [
      'jobs',
      '=',
      '@',
      '+',
      'mopti',
      'gao',
      '1',
      '5',
      '-',
      '.',
      'e',
      ' ',
      '\n',
      '\u001b',
    ];
    const setLike = fc
      .array(fc.constantFrom(...signs), { maxLength: 10 })
      .map((all) => all.join(''));
    const anySet = fc.oneof(setLike, fc.string({ unit: 'binary', maxLength: 20 }));
    fc.assert(
      fc.property(fc.array(anySet, { maxLength: 3 }), (texts) => {
        const diagnostics = new Diagnostics();
        const settings = readSettings(texts, model, diagnostics);
        expect(settings === undefined).toBe(diagnostics.hasErrors);
        expectSound(diagnostics);
      }),
      { numRuns: 150 },
    );
  });
});
