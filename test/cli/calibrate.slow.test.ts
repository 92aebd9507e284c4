import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, temporaryFolder, toguna } from './program.js';

const FILE = `
title: Plots and agents
model: kaplan_2010_terror_queue
fit: {from: 0.5, to: 3}
parameters: {alpha: {kind: lognormal, p05: 4, p95: 25}, delta: {kind: lognormal, p05: 0.01, p95: 0.3}}
others: fixed
observations:
  attacks:
    title: Attacks
    csv: data.csv
    time: time
    column: attacks
    output: attack
    observed_as: {kind: negative_binomial, reporting: 1, dispersion: {kind: gamma, p05: 0.01, p95: 0.5}, clustering: 1, background: 0}
method: {worlds: WORLDS, seed: one}
`;

// The model is found in the folder of the program, the calibration file elsewhere.
function folderWith(worlds: number, rows = [4, 2, 3, 6, 6, 6]): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'c.yaml'), FILE.replace('WORLDS', String(worlds)));
  const lines = rows.map((count, k) => `${(k + 1) / 2},${count}`);
  writeFileSync(join(folder, 'data.csv'), `time,attacks\n${lines.join('\n')}\n`);
  return folder;
}

test('calibrate writes worlds, diagnostics and plots, the same ones again', () => {
  const [a, b] = [folderWith(200), folderWith(200)];
  const first = toguna('calibrate', join(a, 'c.yaml'), '--quiet');
  expect(first.stderr).toBe('');
  expect(first.code).toBe(0);
  expect(first.stdout).toContain('largest R-hat');
  expect(toguna('calibrate', join(b, 'c.yaml'), '--quiet').code).toBe(0);
  const written = readdirSync(a).sort();
  expect(written).toEqual([
    'c.yaml',
    'data.csv',
    'posterior.csv',
    'posterior.json',
    'posterior.observation.csv',
    'posterior.svg',
  ]);
  for (const name of written)
    expect(readFileSync(join(a, name), 'utf8')).toBe(readFileSync(join(b, name), 'utf8'));
  expect(readFileSync(join(a, 'posterior.csv'), 'utf8').split('\n')[0]).toBe('world,alpha,delta');
});

test('a fit that was killed goes on to the same posterior', async () => {
  const [whole, cut] = [folderWith(4000), folderWith(4000)];
  expect(toguna('calibrate', join(whole, 'c.yaml'), '--quiet').code).toBe(0);
  const state = join(cut, 'posterior.state.json');
  const program = join(ROOT, 'dist', 'cli.js');
  const child = spawn(process.execPath, [program, 'calibrate', join(cut, 'c.yaml'), '--quiet']);
  const ended = new Promise((resolve) => child.on('close', resolve));
  // SIGINT ends it between two moves; the state is then as good as after a kill.
  while (!existsSync(state)) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 400));
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  const again = toguna('calibrate', join(cut, 'c.yaml'));
  expect(again.stderr).toMatch(/taking up the fit that stopped after \d+ runs/);
  expect(again.code).toBe(0);
  expect(existsSync(state)).toBe(false);
  for (const name of ['posterior.csv', 'posterior.json'])
    expect(readFileSync(join(cut, name), 'utf8')).toBe(readFileSync(join(whole, name), 'utf8'));
});

test('data that no world can give are an error before any sampling', () => {
  const folder = folderWith(200, [4, 2, 3, 6, 6, 6]);
  const text = FILE.replace('output: attack', 'output: new_plots').replace('WORLDS', '200');
  // Nothing begins where alpha is 0.
  writeFileSync(
    join(folder, 'c.yaml'),
    text.replace('{kind: lognormal, p05: 4, p95: 25}', '{kind: fixed, value: 0}'),
  );
  const { code, stderr } = toguna('calibrate', join(folder, 'c.yaml'));
  expect(code).toBe(2);
  expect(stderr).toContain('no world of the prior gives the observed series any likelihood');
});

const SCORE = 'score: {series: attacks, from: 2, leads: [1, 2], reweight: 4}\n';

test('score compares a fit with benchmarks, on months that the fit has not seen', () => {
  const folder = folderWith(200);
  const file = join(folder, 'c.yaml');
  writeFileSync(file, FILE.replace('WORLDS', '200') + SCORE);
  const early = toguna('score', file);
  expect(early.code).toBe(2);
  expect(early.stderr).toContain('there is no file');
  expect(toguna('calibrate', file, '--quiet').code).toBe(0);
  const data = join(folder, 'new.csv');
  writeFileSync(data, 'time,attacks\n3.5,7\n4,5\n');
  const { code, stdout } = toguna(
    'score',
    file,
    '--data',
    data,
    '--out',
    join(folder, 'out'),
    '-q',
  );
  expect(code).toBe(0);
  expect(stdout).toContain('scored from 3.5 to 4\nNone of these months was part of the fit.');
  expect(stdout).toContain('skill over the best benchmark');
  const csv = readFileSync(join(folder, 'out', 'score.csv'), 'utf8')
    .trim()
    .split('\n');
  expect(csv[0]).toMatch(/^place,lead,forecaster,months,crps,log_score,/);
  // Leads 1, 2 and the long run; the model and three benchmarks that six values are enough for.
  expect(csv.length).toBe(1 + 3 * 4);
  const seen = toguna('score', file, '-q');
  expect(seen.stdout).toContain('3 of these 3 were part of the fit');
});

test('with refits, each origin forecasts from a posterior that saw only its past', () => {
  const folder = folderWith(200);
  const file = join(folder, 'c.yaml');
  const score =
    'score: {series: attacks, from: 2.5, leads: [1, 2], reweight: 4, refits: {from: 1.5, every: 1}}\n';
  writeFileSync(file, FILE.replace('WORLDS', '200') + score);
  expect(toguna('calibrate', file, '--quiet').code).toBe(0);
  const [head = '', ...rows] = readFileSync(join(folder, 'posterior.refits.csv'), 'utf8')
    .trim()
    .split('\n');
  expect(head).toBe('seen_to,world,alpha,delta,attacks.dispersion');
  expect([...new Set(rows.map((row) => row.split(',')[0]))]).toEqual(['1.5', '2', '2.5']);
  const { code, stdout } = toguna('score', file, '-q');
  expect(code).toBe(0);
  expect(stdout).toContain(
    'Each is forecast from a posterior that saw only what was before its origin (4 posteriors).',
  );
  // The first posterior saw 1.5; a forecast of 2 two reports ahead starts at 1.
  const early = toguna('score', file, '-q', '--from', '2');
  expect(early.stdout).toContain(
    '1 of these 3 are forecast from a posterior that saw months after the origin',
  );
});
