import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, toguna } from './program.js';

// In about a tenth of the worlds `edge` is 0, and what the south divides by it from March on has no value.
const MODEL = `title: A division that can fail
time: {unit: month, start: 2022-01, end: 2022-06}
units: [person]
dimensions: {region: {elements: [north, south]}}
parameters:
  edge: {title: Edge, unit: 1, value: 1, distribution: {kind: discrete, values: [0, 1], weights: [0.1, 0.9]}, grade: assumed}
  share: {title: Share, unit: 1/month, over: region, value: {north: 0, south: 0.1}, grade: assumed}
stocks:
  members: {title: Members, unit: person, over: region, initial: 100}
flows:
  joining: {unit: person/month, over: region, to: members, equation: "if(time < 2 or share == 0, 0, share * members / edge)"}
metrics:
  members: {title: Members, unit: person, equation: sum(members), over_time: end, better: lower}
`;

interface Manifest {
  readonly partial: boolean;
  readonly failures: readonly Readonly<Record<string, unknown>>[];
}

test('worlds without a finite value are told of, left out and counted', () => {
  const folder = temporaryFolder();
  const model = join(folder, 'model.yaml');
  const out = join(folder, 'out');
  writeFileSync(model, MODEL);
  const run = (...more: string[]) =>
    toguna('run', model, '--worlds', '50', '--seed', 'a', '--out', out, ...more);
  const ended = run();
  expect(ended.code).toBe(0);
  expect(ended.stderr).toMatch(
    /^\S+: world \d+ left out: joining\[south\] is Infinity at 2022-03: share\[south\] \* members\[south\] \/ edge with .*edge = 0$/m,
  );
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Manifest;
  expect(manifest.partial).toBe(false);
  expect(manifest.failures).toHaveLength(5);
  expect(manifest.failures[0]).toEqual({
    scenario: basename(folder),
    world: expect.any(Number) as number,
    month: '2022-03',
    variable: 'joining',
    element: { region: 'south' },
    value: 'Infinity',
    operand: expect.stringContaining('edge = 0') as string,
  });
  expect(ended.stdout).toContain('5 worlds left out under A division that can fail');
  // The others end where all of them must: the south grows by a tenth in March, April and May.
  const end = 100 + 100 * 1.1 ** 3;
  const [, ...rows] = readFileSync(join(out, 'metrics.csv'), 'utf8').trim().split('\n');
  const values = rows.map((row) => row.split(',')[2]);
  expect(values.filter((value) => value === '')).toHaveLength(5);
  expect(values.filter((value) => Math.abs(Number(value) - end) < 1e-9)).toHaveLength(45);
  const summary = readFileSync(join(out, 'summary.csv'), 'utf8');
  expect(summary).not.toMatch(/NaN|Infinity/);
  // As many threads as you like.
  expect(run('--workers', '2', '--quiet').stdout).toBe(ended.stdout);
});
