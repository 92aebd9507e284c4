import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, togunaInterrupted } from './program.js';

test('Ctrl-C ends a long run and keeps the worlds that are whole', async () => {
  const out = join(temporaryFolder(), 'out');
  const ended = await togunaInterrupted(
    'run',
    'scenarios/mali/baseline.yaml',
    '--worlds',
    '20000',
    '--out',
    out,
  );
  expect(ended.code).toBe(130);
  expect(ended.stderr).toMatch(/interrupted: \d+ of 20000 worlds are in these results/);
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
    partial: boolean;
  };
  expect(manifest.partial).toBe(true);
  const worlds = readFileSync(join(out, 'metrics.csv'), 'utf8').trim().split('\n');
  expect(worlds.length).toBeGreaterThan(1);
});
