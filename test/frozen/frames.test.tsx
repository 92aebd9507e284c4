import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { madeUpSnapshot, madeUpSource } from '../tui/fixtures/made-up.js';
import { madeUpBench } from '../tui/fixtures/made-up-lab.js';
import { openApp } from '../tui/fixtures/open-app.js';

// As for results: a change that only moves code draws the same frames. `npx vitest run test/frozen -u` takes new ones.

const HASHES = join(import.meta.dirname, 'frames.txt');

/** What is pressed, in which window, before a frame is taken. */
const FRAMES: readonly {
  name: string;
  size: readonly [number, number];
  keys?: string;
  language?: 'fr';
}[] = [
  { name: 'first screen', size: [120, 40] },
  { name: 'smallest window', size: [80, 24] },
  { name: 'medium window', size: [90, 28] },
  { name: 'large window', size: [200, 60] },
  { name: 'too small', size: [60, 20] },
  { name: 'in French', size: [120, 40], language: 'fr' },
  { name: 'in French, small', size: [80, 24], language: 'fr' },
  { name: 'next scenario', size: [120, 40], keys: 'jj' },
  { name: 'kept scenario', size: [120, 40], keys: 'jj ' },
  { name: 'next outcome', size: [120, 40], keys: 'mm' },
  { name: 'six charts', size: [120, 40], keys: 'v' },
  { name: 'levers', size: [120, 40], keys: '\t' },
  { name: 'a lever moved', size: [120, 40], keys: '\tlll' },
  { name: 'a lever moved, small', size: [80, 24], keys: '\tlll' },
  { name: 'assumptions', size: [120, 40], keys: 'a' },
  { name: 'an assumption changed', size: [120, 40], keys: 'al' },
  { name: 'map', size: [120, 40], keys: 'r' },
  { name: 'reason', size: [120, 40], keys: 'i' },
  { name: 'help', size: [90, 28], keys: '?' },
  { name: 'palette', size: [120, 40], keys: ':' },
];

test('twenty frames are those of before', { timeout: 120_000 }, async () => {
  const lines: string[] = [];
  for (const { name, size, keys = '', language = 'en' } of FRAMES) {
    const source = { ...madeUpSource([madeUpSnapshot()]), bench: madeUpBench };
    const app = await openApp({ source, columns: size[0], rows: size[1], language });
    for (const key of keys) await app.press(key);
    lines.push(`${name}: ${createHash('sha256').update(app.screen()).digest('hex')}`);
    app.close();
  }
  expect(new Set(lines.map((line) => line.split(': ')[1])).size).toBe(FRAMES.length);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(HASHES);
});
