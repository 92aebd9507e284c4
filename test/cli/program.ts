import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MODEL } from '../scenario/small-model.js';

/** The folder of the project, where the program is run from. */
export const ROOT = join(import.meta.dirname, '..', '..');
const PROGRAM = join(ROOT, 'dist', 'cli.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program as a user would, off a terminal. */
export function toguna(...args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', LC_ALL: 'C', LANG: 'C' },
    maxBuffer: 1e9,
  });
  return { code: status, stdout, stderr };
}

/** Starts the program and sends it a signal once it has told of a thousand runs. */
export function togunaInterrupted(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: ROOT });
    const texts = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => {
      texts.stdout += data;
    });
    child.stderr.on('data', (data) => {
      texts.stderr += data;
      // A thousand runs: the first of them are whole on every thread.
      if (/\d,\d{3} of [\d,]+ runs, /.test(texts.stderr) && !child.killed) child.kill('SIGINT');
    });
    child.on('close', (code) => resolve({ code, ...texts }));
  });
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'toguna-'));
}

/** A new folder with the small model, its baseline, and a scenario with works in the north. */
export function smallFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'models', 'small'), { recursive: true });
  mkdirSync(join(folder, 's'));
  writeFileSync(join(folder, 'models', 'small', 'model.yaml'), MODEL);
  writeFileSync(
    join(folder, 's', 'base.yaml'),
    'model: small\nbaseline: true\nplan: {worlds: 40}\n',
  );
  writeFileSync(
    join(folder, 's', 'works.yaml'),
    'title: Works\nextends: base\npolicy:\n  w: {lever: jobs, level: 40, regions: [north]}\n',
  );
  return folder;
}
