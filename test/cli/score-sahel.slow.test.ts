import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, temporaryFolder, toguna } from './program.js';

const SAHEL = join(ROOT, 'models', 'sahel');

/** CRPS by place, lead and forecaster: the first number after the number of months. */
function crpsIn(folder: string): ReadonlyMap<string, number> {
  const lines = readFileSync(join(folder, 'score.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
  return new Map(
    lines.map((line) => {
      const [, key = '', crps = ''] = /^(.*?,(?:\d+|long),\w+),\d+,([^,]+),/.exec(line) ?? [];
      return [key, Number(crps)] as const;
    }),
  );
}

// When this fails the model or its data changed: fit it anew, and write what comes out into docs/calibration.md.
test('score gives the scores that are shipped with the Sahel model', () => {
  const out = temporaryFolder();
  const { code, stdout } = toguna('score', join(SAHEL, 'calibration.yaml'), '--out', out, '-q');
  expect(code).toBe(0);
  expect(stdout).toContain('saw only what was before its origin (7 posteriors)');
  const [found, shipped] = [crpsIn(out), crpsIn(SAHEL)];
  expect(shipped.size).toBe(28 * 5 * 6);
  expect([...found.keys()]).toEqual([...shipped.keys()]);
  for (const [key, crps] of shipped) {
    // Another version of Node may round an exponential otherwise, and a draw of a forecast flip with it.
    const gap = Math.abs((found.get(key) ?? Number.NaN) - crps);
    expect(gap, key).toBeLessThanOrEqual(key.includes('model') ? 0.002 + 0.002 * crps : 1e-9);
  }
}, 900_000);
