import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, temporaryFolder, toguna } from '../cli/program.js';

test('all Mali scenarios over 200 worlds are files that people can open', () => {
  const folder = 'scenarios/mali';
  const scenarios = readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`);
  const out = join(temporaryFolder(), 'out');
  const ended = toguna(
    'run',
    ...scenarios,
    '--worlds',
    '200',
    '--seed',
    'demo',
    '--out',
    out,
    '-q',
  );
  expect(ended.code).toBe(0);
  expect(ended.stderr).not.toContain('spreadsheet');
  const bytes = readdirSync(out).map((name) => statSync(join(out, name)).size);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(5_000_000);
  // Six metrics over sixty months.
  const rows = readFileSync(join(out, 'summary.csv'), 'utf8').trim().split('\n');
  expect(rows).toHaveLength(1 + scenarios.length * 6 * 60);
  expect(new Set(rows.slice(1).map((row) => row.split(',')[9]))).toEqual(new Set(['200']));
  // Paths that were not kept would be 0 from end to end.
  const nothing = rows.slice(1).filter((row) => /,civilian_deaths,[^,]*,0,/.test(row));
  expect(nothing).toEqual([]);
  expect(ended.stdout.split('\n').length).toBeLessThan(250);
});
