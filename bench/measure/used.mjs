/** Runs a command to its end: what it took of the clock, of the processors, and of the memory. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TIME = '/usr/bin/time';

/**
 * @param args of node.
 * @returns seconds of the clock (`wall`), of all its threads (`cpu`), and the most megabytes it held. Without GNU
 * time there is only the clock.
 */
export async function used(args, options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'toguna-used-'));
  const file = join(folder, 'used');
  const measured = existsSync(TIME);
  const [command, ...before] = measured
    ? [TIME, '-o', file, '-f', '%U %S %M', process.execPath]
    : [process.execPath];
  try {
    const start = performance.now();
    const code = await ended(spawn(command, [...before, ...args], { stdio: 'pipe', ...options }));
    const wall = (performance.now() - start) / 1000;
    if (code !== 0) throw new Error(`node ${args.join(' ')} ended with code ${code}`);
    if (!measured) return { wall, cpu: Number.NaN, megabytes: Number.NaN };
    const [user, system, kilobytes] = readFileSync(file, 'utf8').trim().split(' ').map(Number);
    return { wall, cpu: user + system, megabytes: kilobytes / 1024 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// What it prints is read to its end, as a pipe would, and thrown away.
function ended(child) {
  child.stdout.resume();
  child.stderr.resume();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
}
