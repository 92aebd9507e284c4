import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import type { Files, FileText } from '../../src/diagnostics/files.js';
import { MAX_YAML_BYTES } from '../../src/diagnostics/files.js';
import { readModel } from '../../src/model/read.js';
import { documentReader } from '../../src/scenario/chain.js';
import { outcomeOrders } from '../../src/scenario/outcomes.js';
import { readScenario } from '../../src/scenario/read.js';
import { DiskFiles } from '../../src/study/disk-files.js';
import { anySlip, slipped } from './mutate.js';
import { expectSound } from './sound.js';

// A slip in a shipped file is told in words, or the file is still good. It never throws.

const ROOT = join(import.meta.dirname, '..', '..');
const LIBRARY = join(ROOT, 'models', 'library');
const MALI = join(ROOT, 'scenarios', 'mali');
const disk = new DiskFiles();

function textOf(path: string): string {
  const found = disk.read(path, MAX_YAML_BYTES);
  if (!('text' in found)) throw new Error(`${path}: ${found.problem}`);
  return found.text;
}

/** The files on disk, one of them with another text. */
class Edited implements Files {
  constructor(
    private readonly path: string,
    private readonly text: string,
  ) {}

  read(path: string, limit: number): FileText {
    return path === this.path ? { text: this.text } : disk.read(path, limit);
  }

  isInside(path: string, folder: string): boolean {
    return disk.isInside(path, folder);
  }

  list(folder: string): readonly string[] {
    return disk.list(folder);
  }
}

it('in a model of the library', () => {
  const names = readdirSync(LIBRARY).filter((name) => /^[a-z0-9_]+\.yaml$/.test(name));
  fc.assert(
    fc.property(fc.constantFrom(...names), anySlip, (name, slip) => {
      const path = join(LIBRARY, name);
      const diagnostics = new Diagnostics();
      const files = new Edited(path, slipped(textOf(path), slip));
      const model = readModel(path, files, diagnostics);
      expect(model === undefined).toBe(diagnostics.hasErrors);
      expectSound(diagnostics);
    }),
    { numRuns: 80 },
  );
});

it('in a scenario of Mali', () => {
  const diagnostics = new Diagnostics();
  const sahel = readModel(join(ROOT, 'models', 'sahel', 'model.yaml'), disk, diagnostics);
  expect(diagnostics.hasErrors).toBe(false);
  const names = readdirSync(MALI).filter((name) => name.endsWith('.yaml'));
  fc.assert(
    fc.property(fc.constantFrom(...names), anySlip, (name, slip) => {
      const path = join(MALI, name);
      const found = new Diagnostics();
      const files = new Edited(path, slipped(textOf(path), slip));
      const readers = {
        document: documentReader(files, found),
        model: () => sahel,
        inOrder: outcomeOrders(found),
      };
      const scenario = readScenario(path, readers, files, found);
      expect(scenario === undefined).toBe(found.hasErrors);
      expectSound(found);
    }),
    { numRuns: 40 },
  );
});
