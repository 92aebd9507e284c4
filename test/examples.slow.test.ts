import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { beforeAll, expect, test } from 'vitest';

// The programs of examples/, as somebody has them who installed the packed library: against its types, and run.

const ROOT = join(import.meta.dirname, '..');
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
let folder = '';

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'toguna-examples-')));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [tarball = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  // By hand, since an installation would ask a registry for what the bundle holds already.
  const home = join(folder, 'node_modules', 'toguna');
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['xzf', join(folder, tarball), '-C', home, '--strip-components=1']);
  // zod and yaml stand in the packed types; the rest is what the examples themselves need.
  for (const name of ['zod', 'yaml', '@types/node', 'undici-types'])
    cpSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), {
      recursive: true,
    });
  cpSync(join(ROOT, 'examples'), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const compilerOptions = {
    ...{ target: 'ES2022', lib: ['ES2023'], module: 'NodeNext', types: ['node'] },
    ...{ strict: true, noUncheckedIndexedAccess: true, outDir: 'made' },
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts'] }),
  );
});

test('the examples agree with the packed types', () => {
  const { stdout, status } = spawnSync(process.execPath, [TSC, '-p', folder], { encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

test('docs/library.md is what the comments say', () => {
  // Of the types that packing has just written.
  const script = join(ROOT, 'scripts', 'library-page.mjs');
  const page = execFileSync(process.execPath, [script, '--print'], { encoding: 'utf8' });
  expect(page).toBe(readFileSync(join(ROOT, 'docs', 'library.md'), 'utf8'));
});

function example(name: string, ...args: readonly string[]) {
  const path = join(folder, 'made', `${name}.js`);
  return spawnSync(process.execPath, [path, ...args], { cwd: folder, encoding: 'utf8' });
}

test('run-mali runs with progress, and writes results', () => {
  const { stdout, stderr, status } = example('run-mali', '4', 'results');
  expect(status, stderr).toBe(0);
  expect(stderr).toMatch(/\d+ of \d+ runs/);
  expect(stdout).toMatch(/^jobs_first -?\d/m);
  expect(readdirSync(join(folder, 'results'))).toEqual(
    expect.arrayContaining(['comparison.csv', 'manifest.json', 'metrics.csv', 'README.txt']),
  );
});

test('rank-by-theory ranks the policies under each theory', () => {
  const { stdout, stderr, status } = example('rank-by-theory', '20');
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/policy: '\w+', share: [01]/);
});

test('explain tells the facts of a variable, and the nearest name of a wrong one', () => {
  expect(example('explain').stdout).toMatch(/recruits|person/i);
  const { stderr, status } = example('explain', 'sahel', 'recruits_mai');
  expect(status).toBe(2);
  expect(stderr).toContain('recruits_mali');
});
