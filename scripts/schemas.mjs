#!/usr/bin/env node
/** Writes schemas/*.schema.json from the built program, for editors. Run after a change of a document. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
for (const kind of ['model', 'scenario', 'checks', 'evidence', 'calibration']) {
  const text = execFileSync(process.execPath, [join(root, 'dist', 'cli.js'), 'schema', kind]);
  writeFileSync(join(root, 'schemas', `${kind}.schema.json`), text);
}
