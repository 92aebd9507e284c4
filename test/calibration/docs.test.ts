import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCalibration } from '../../src/calibration/read/read.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'calibration.md'), 'utf8');

test('the file in docs/calibration.md is read, with its window and its lead', () => {
  const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(PAGE) ?? [];
  const library = 'models/library/kaplan_2010_terror_queue.yaml';
  const rows = Array.from({ length: 10 }, (_, k) => `${(k + 1) / 2},3`);
  const files = new TextFiles({
    'c.yaml': text,
    [library]: readFileSync(join(ROOT, library), 'utf8'),
    'data.csv': `time,attacks\n${rows.join('\n')}\n`,
  });
  const diagnostics = new Diagnostics();
  const calibration = readCalibration('c.yaml', files, diagnostics, { roots: [] });
  expect(diagnostics.list()).toEqual([]);
  expect([calibration?.from, calibration?.to, calibration?.score?.from]).toEqual([1, 8, 9]);
  expect(calibration?.columns.filter((one) => one.distribution).map((one) => one.name)).toEqual([
    'alpha',
    'delta',
    'attacks.dispersion',
  ]);
});
