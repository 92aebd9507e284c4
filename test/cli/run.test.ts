import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, toguna } from './program.js';

const MALI = ['scenarios/mali/baseline.yaml', 'scenarios/mali/jobs_first.yaml'];

test('run prints the comparison and writes every file, the same bytes each time', () => {
  const [first, second] = [temporaryFolder(), temporaryFolder()];
  const run = (out: string) =>
    toguna('run', ...MALI, '--worlds', '3', '--seed', 'demo', '--out', out);
  const ended = run(join(first, 'out'));
  expect(ended.code).toBe(0);
  expect(ended.stdout).toContain('better in');
  expect(ended.stdout).toContain('3 worlds, seed demo');
  expect(ended.stdout).toContain('scenario exploration, not a forecast; not for targeting');
  const files = readdirSync(join(first, 'out')).sort();
  expect(files).toEqual([
    'comparison.csv',
    'datapackage.json',
    'manifest.json',
    'metrics.csv',
    'summary.csv',
    'worlds.csv',
  ]);
  run(join(second, 'out'));
  for (const file of files) {
    // The manifest holds timings.
    if (file === 'manifest.json') continue;
    const [a, b] = [first, second].map((folder) => readFileSync(join(folder, 'out', file), 'utf8'));
    expect(a).toBe(b);
  }
});

test('--set adds a scenario that is compared with the baseline', () => {
  const ended = toguna(
    'run',
    MALI[0]!,
    '--set',
    'jobs=4000@mopti+segou',
    '--worlds',
    '2',
    '--json',
  );
  expect(ended.code).toBe(0);
  const { comparisons } = JSON.parse(ended.stdout) as {
    comparisons: { scenario: string; metric: string; median: number; baselineMedian: number }[];
  };
  const cost = comparisons.find((one) => one.scenario === 'set' && one.metric === 'cost');
  expect(cost?.median).toBeGreaterThan(0);
  expect(cost?.baselineMedian).toBe(0);
});

test('a scenario alone is compared with the baseline that it extends', () => {
  const ended = toguna('run', MALI[1]!, '--worlds', '2', '--json');
  const { comparisons } = JSON.parse(ended.stdout) as { comparisons: { scenario: string }[] };
  expect([...new Set(comparisons.map((one) => one.scenario))]).toEqual(['baseline', 'jobs_first']);
});

test('the order of scenarios changes nothing', () => {
  const run = (files: readonly string[]) => {
    const out = join(temporaryFolder(), 'out');
    toguna('run', ...files, '--worlds', '2', '--out', out, '--quiet');
    return readFileSync(join(out, 'metrics.csv'), 'utf8');
  };
  const others = [...MALI, 'scenarios/mali/services_first.yaml'];
  const rows = (text: string) => text.trim().split('\n').sort();
  const all = rows(run(others));
  expect(rows(run([...others].reverse()))).toEqual(all);
  // Nor does a scenario more or less change the others.
  expect(rows(run(MALI))).toEqual(all.filter((row) => !row.startsWith('services_first')));
});

test('without a terminal, toguna alone prints the shipped comparison', () => {
  const ended = toguna('--worlds', '1');
  expect(ended.code).toBe(0);
  expect(ended.stdout).toContain('1 world, seed');
});

test('a model alone runs, and is told that its units are unchecked', () => {
  const folder = temporaryFolder();
  const ended = toguna(
    'run',
    'models/library/lanchester_square_1916.yaml',
    '--out',
    join(folder, 'out'),
    '--trajectories',
    'csv',
  );
  expect(ended.code).toBe(0);
  const summary = readFileSync(join(folder, 'out', 'summary.csv'), 'utf8');
  expect(summary.split('\n')[0]).toBe(
    'scenario,variable,region,group,time,output_type,output_type_id,value,unit',
  );
  const paths = readFileSync(join(folder, 'out', 'trajectories.csv'), 'utf8');
  expect(paths).toContain('lanchester_square_1916,0,A,,,30,397.4770241485');
});

test('wrong input writes nothing and exits with 2', () => {
  const out = join(temporaryFolder(), 'out');
  const ended = toguna('run', MALI[0]!, '--set', 'jbs=1', '--out', out);
  expect(ended.code).toBe(2);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toContain('did you mean: jobs');
  expect(ended.stderr).not.toContain('    at ');
  expect(existsSync(out)).toBe(false);
});

test('a folder that cannot be is an error of the run, not of the input', () => {
  const ended = toguna('run', MALI[0]!, '--worlds', '1', '--out', 'package.json/out');
  expect(ended.code).toBe(1);
  expect(ended.stderr).not.toContain('    at ');
});
