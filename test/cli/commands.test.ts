import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toguna } from './in-process.js';
import { ROOT, temporaryFolder } from './program.js';

test('help names every command, and every command shows an example', async () => {
  const { stdout, code } = await toguna('--help');
  expect(code).toBe(0);
  for (const command of ['run', 'explore', 'check', 'explain', 'schema', 'new']) {
    expect(stdout).toContain(`  ${command} `);
    expect((await toguna(command, '--help')).stdout).toContain('Example:\n  toguna');
  }
});

test('an unknown command is told the nearest one', async () => {
  const ended = await toguna('chek');
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('there is no command chek; did you mean check?');
});

test('check runs the checks beside a model', async () => {
  const ended = await toguna('check', 'models/library/lanchester_square_1916.yaml');
  expect(ended.code).toBe(0);
  expect(ended.stdout).toMatch(/8 of 8 checks passed/);
});

test('check fails with 1 when a check does not hold', async () => {
  const folder = temporaryFolder();
  const model = readFileSync(join(ROOT, 'models/library/lanchester_square_1916.yaml'), 'utf8');
  writeFileSync(join(folder, 'wrong.yaml'), model);
  writeFileSync(
    join(folder, 'wrong.checks.yaml'),
    'model: wrong\nchecks:\n  - title: Wrong\n    expect:\n      - {variable: A, at: 0, equals: 1, tolerance: 0.1}\n',
  );
  const ended = await toguna('check', join(folder, 'wrong.yaml'));
  expect(ended.code).toBe(1);
  expect(ended.stdout).toContain('0 of 1 check passed');
});

test('explain shows equation, unit, causes, effects, loops and evidence', async () => {
  const { stdout, code } = await toguna('explain', 'sahel', 'fighters');
  expect(code).toBe(0);
  for (const part of [
    'kind        stock',
    'unit        person',
    'uses',
    'used by',
    'loop',
    'defined in  models/sahel/model.yaml:',
  ]) {
    expect(stdout).toContain(part);
  }
  const parameter = (await toguna('explain', 'sahel', 'beta_grievance')).stdout;
  expect(parameter).toContain('uncertain');
  expect(parameter).toMatch(/E01 +/);
  const facts = JSON.parse((await toguna('explain', 'sahel', 'fighters', '--json')).stdout) as {
    unit: string;
  };
  expect(facts.unit).toBe('person');
});

test('explain names the nearest variable', async () => {
  const ended = await toguna('explain', 'sahel', 'figthers');
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('did you mean: fighters');
});

describe('schema', () => {
  for (const kind of ['model', 'scenario', 'checks', 'evidence']) {
    test(`the committed schema of a ${kind} is the one that the program prints`, async () => {
      const committed = readFileSync(join(ROOT, 'schemas', `${kind}.schema.json`), 'utf8');
      expect((await toguna('schema', kind)).stdout).toBe(committed);
    });
  }
});

describe('new', () => {
  test('a new model reads without a word and runs', async () => {
    const file = join(temporaryFolder(), 'mine.yaml');
    expect((await toguna('new', 'model', '--out', file)).code).toBe(0);
    expect(await toguna('check', file)).toMatchObject({ code: 0, stdout: 'no errors\n' });
    expect((await toguna('run', file, '--worlds', '5')).code).toBe(0);
  });

  test('a new scenario reads without a word', async () => {
    const file = join(temporaryFolder(), 'mine.yaml');
    expect((await toguna('new', 'scenario', '--out', file)).code).toBe(0);
    expect((await toguna('check', file)).code).toBe(0);
  });

  test('nothing is overwritten', async () => {
    const file = join(temporaryFolder(), 'mine.yaml');
    writeFileSync(file, 'mine');
    expect((await toguna('new', 'scenario', '--out', file)).code).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});
