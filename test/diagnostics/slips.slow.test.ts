import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import type { FileText } from '../../src/diagnostics/files.js';
import { MAX_YAML_BYTES } from '../../src/diagnostics/files.js';
import { readModel } from '../../src/model/read.js';
import { DiskFiles } from '../../src/study/disk-files.js';
import { anySlip, slipped } from './mutate.js';
import { expectSound } from './sound.js';

const SAHEL = join(import.meta.dirname, '..', '..', 'models', 'sahel');

it.each(['model.yaml', 'evidence.yaml', 'data/regions.csv'])('a slip in %s', (name) => {
  const path = join(SAHEL, name);
  const found = new DiskFiles().read(path, MAX_YAML_BYTES);
  if (!('text' in found)) throw new Error(found.problem);
  fc.assert(
    fc.property(anySlip, (slip) => {
      const files = new (class extends DiskFiles {
        override read(asked: string, limit: number): FileText {
          return asked === path ? { text: slipped(found.text, slip) } : super.read(asked, limit);
        }
      })();
      const diagnostics = new Diagnostics();
      const model = readModel(join(SAHEL, 'model.yaml'), files, diagnostics);
      expect(model === undefined).toBe(diagnostics.hasErrors);
      expectSound(diagnostics);
    }),
    { numRuns: 40 },
  );
});
