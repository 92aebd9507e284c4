import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { toguna } from '../cli/in-process.js';
import { ROOT, temporaryFolder } from '../cli/program.js';

// What the program does with bad input, whatever is bad: it says so on standard error, ends with 2, and
// neither runs, writes nor leaks a stack trace.

const CASES = 'test/bad-input';
const STACK = /\n\s+at .*[:(]\d+|node:internal|\.js:\d+:\d+/;

interface Told {
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly code: string;
    readonly message: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
  }[];
}

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const MODEL = 'title: A\ntime: {unit: month, start: 2022-01, end: 2022-12}\n';
const STOCK = 'stocks:\n  s: {unit: 1, initial: 1}\n';

describe('bad files', () => {
  test.each([
    ['a model', ['run', `${CASES}/units/operators.yaml`]],
    ['a scenario', ['run', `${CASES}/scenarios/units.yaml`]],
    ['YAML', ['run', `${CASES}/yaml/tab-indent.yaml`]],
    ['an alias bomb', ['run', `${CASES}/yaml/alias-bomb.yaml`]],
    ['data', ['run', `${CASES}/csv/text-for-number.yaml`]],
    ['code', ['run', `${CASES}/code/syntax.yaml`]],
    ['one of several', ['run', 'scenarios/mali/baseline.yaml', `${CASES}/scenarios/levels.yaml`]],
    ['worlds', ['run', `${CASES}/worlds/columns/baseline.yaml`]],
    ['a missing file', ['run', 'scenarios/mali/basline.yaml']],
    ['a folder', ['run', 'scenarios']],
    ['a folder without a model', ['check', 'scenarios']],
    ['a setting', ['run', 'scenarios/mali/baseline.yaml', '--set', 'jobz=3']],
    ['a baseline', ['run', 'scenarios/mali/baseline.yaml', '--baseline', 'basline']],
    ['a seed', ['run', 'scenarios/mali/baseline.yaml', '--seed', '']],
    ['what to explain', ['explain', 'sahle']],
    ['a model of a new scenario', ['new', 'scenario', '--model', 'sahle']],
  ])('%s: exit 2, nothing on standard output, nothing written', async (_, args) => {
    const out = join(temporaryFolder(), 'out');
    const { code, stdout, stderr } = await toguna(
      ...args,
      ...(args[0] === 'run' ? ['--out', out] : []),
    );
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/:\d+:\d+: error: [\s\S]*\d+ errors?/);
    expect(stderr).not.toMatch(STACK);
    expect(existsSync(out)).toBe(false);
  });

  test('the same problems as JSON', async () => {
    const path = `${CASES}/several/model.yaml`;
    const plain = await toguna('check', path);
    const json = await toguna('check', path, '--json');
    expect(json.code).toBe(2);
    expect(json.stderr).toBe('');
    const { diagnostics } = JSON.parse(json.stdout) as Told;
    expect(diagnostics.length).toBeGreaterThan(9);
    const heads = diagnostics.map(
      ({ file, line, column, severity, message }) =>
        `${file}:${line}:${column}: ${severity}: ${message}`,
    );
    expect(plain.stderr.split('\n').filter((line) => line.startsWith(path))).toEqual(heads);
    expect(JSON.parse((await toguna('run', path, '--json')).stdout)).toEqual({ diagnostics });
  });

  test('all files of a command are told, sorted', async () => {
    const { stderr } = await toguna(
      'check',
      `${CASES}/units/table.yaml`,
      `${CASES}/loops/two.yaml`,
    );
    expect(stderr).toMatch(
      /loops\/two\.yaml:6:3[\s\S]*units\/table\.yaml:6:17[\s\S]*\n4 errors\n$/,
    );
  });

  test('what is not UTF-8', async () => {
    const folder = folderWith({ 'model.yaml': Uint8Array.of(0x74, 0x3a, 0x20, 0xe9, 0x0a) });
    const { code, stderr } = await toguna('check', folder);
    expect(code).toBe(2);
    expect(stderr).toContain('model.yaml is not UTF-8 text');
  });

  test('what is too large', async () => {
    const folder = folderWith({ 'model.yaml': `${MODEL}${STOCK}${'# \n'.repeat(700_000)}` });
    const { code, stderr } = await toguna('check', folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/model\.yaml is larger than 2 MB\n {2}expected: at most 2 MB/);
  });

  test('a table that a link leads out to', async () => {
    const outside = folderWith({ 'secret.csv': 'month,x\n2022-01,1\n' });
    const input = 'inputs:\n  x: {title: X, unit: 1, csv: x.csv}\n';
    const folder = folderWith({ 'model.yaml': `${MODEL}${STOCK}${input}` });
    symlinkSync(join(outside, 'secret.csv'), join(folder, 'x.csv'));
    const { code, stderr } = await toguna('check', folder);
    expect(code).toBe(2);
    expect(stderr).toContain('model.yaml:6:31: error: the path "x.csv" leaves its folder');
    expect(stderr).not.toContain(outside);
  });

  test('a scenario that a link leads out to', async () => {
    const outside = folderWith({ 'secret.yaml': 'password: 1234\n' });
    const folder = folderWith({ 'child.yaml': 'title: A\nextends: parent\n' });
    symlinkSync(join(outside, 'secret.yaml'), join(folder, 'parent.yaml'));
    const { code, stderr } = await toguna('check', join(folder, 'child.yaml'));
    expect(code).toBe(2);
    expect(stderr).toContain('child.yaml:2:10: error: the path "parent.yaml" leaves its folder');
    expect(stderr).not.toContain('password');
  });

  test('a link that stays inside is followed', async () => {
    const input = 'inputs:\n  x: {title: X, unit: 1, csv: data/x.csv}\n';
    const folder = folderWith({
      'model.yaml': `${MODEL}${STOCK}${input}`,
      'real.csv': 'month,x\n2022-01,1\n',
    });
    mkdirSync(join(folder, 'data'));
    symlinkSync(join(folder, 'real.csv'), join(folder, 'data', 'x.csv'));
    expect(await toguna('check', folder)).toMatchObject({ code: 0 });
  });

  // Nothing is unreadable to root.
  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    const folder = folderWith({ 'model.yaml': MODEL });
    chmodSync(join(folder, 'model.yaml'), 0);
    const { code, stderr } = await toguna('check', folder);
    expect(code).toBe(2);
    expect(stderr).toContain('model.yaml cannot be read');
  });

  test('names and titles do not reach the terminal as commands to it', async () => {
    for (const name of ['terminal-escapes', 'right-to-left', 'look-alikes']) {
      const { stderr } = await toguna('check', `${CASES}/names/${name}.yaml`);
      expect(stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    }
  });

  test('very many problems end', async () => {
    const rows = 'lots\n'.repeat(50_000);
    const value = '{csv: p.csv, column: p}';
    const folder = folderWith({
      'p.csv': `p\n${rows}`,
      'model.yaml': `${MODEL}parameters:\n  p: {title: P, unit: 1, value: ${value}, grade: assumed}\n`,
    });
    const { code, stderr } = await toguna('check', folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(/and \d+ more problems like this/);
    expect(stderr.length).toBeLessThan(100_000);
  });
});

describe('bad options', () => {
  test.each([
    [['run'], "missing required argument 'file'"],
    [['check'], "missing required argument 'file'"],
    [['run', 'x.yaml', '--worlds', '0'], 'expected a whole number from 1 to 10,000,000'],
    [['run', 'x.yaml', '--worlds', 'x'], 'expected a whole number from 1 to 10,000,000'],
    [['run', 'x.yaml', '--worlds', '1.5'], 'expected a whole number from 1 to 10,000,000'],
    [['run', 'x.yaml', '--worlds'], 'argument missing'],
    [['run', 'x.yaml', '--design', 'sobel'], 'Allowed choices are latin_hypercube'],
    [['run', 'x.yaml', '--trajectories', 'xml'], 'Allowed choices are csv, parquet'],
    [['run', 'x.yaml', '--wrolds', '3'], 'Did you mean --worlds?'],
    [['--lang', 'xx'], 'Allowed choices are en, fr'],
    [['schema', 'wibble'], 'Allowed choices are model'],
    [['frobnicate'], 'there is no command frobnicate'],
    [['rnu', 'x.yaml'], 'did you mean run?'],
  ])('%j', async (args, words) => {
    const before = readdirSync(ROOT);
    const { code, stdout, stderr } = await toguna(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(words);
    expect(stderr).toContain('--help shows what there is');
    expect(stderr).not.toMatch(STACK);
    expect(readdirSync(ROOT)).toEqual(before);
  });
});

test('the expected texts and the program say the same', async () => {
  const folder = join(ROOT, CASES, 'units');
  const expected = readFileSync(join(folder, 'operators.expected.txt'), 'utf8');
  const { stderr } = await toguna('check', `${CASES}/units/operators.yaml`);
  expect(stderr.replaceAll(`${CASES}/units/`, '')).toBe(expected);
});
