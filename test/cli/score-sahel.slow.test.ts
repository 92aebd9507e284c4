import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, temporaryFolder, toguna } from './program.js';

const SAHEL = join(ROOT, 'models', 'sahel');

test('score gives the scores that are shipped with the Sahel model', () => {
  const out = temporaryFolder();
  const file = join(SAHEL, 'calibration.yaml');
  const { code, stdout } = toguna('score', file, '--out', out, '-q');
  expect(code).toBe(0);
  expect(stdout).toContain('saw only what was before its origin (7 posteriors)');
  // When this fails the model or its data changed: fit it anew, and write what comes out into docs/calibration.md.
  for (const name of ['score.csv', 'score.svg'])
    expect(readFileSync(join(out, name), 'utf8') === readFileSync(join(SAHEL, name), 'utf8')).toBe(
      true,
    );
}, 900_000);
