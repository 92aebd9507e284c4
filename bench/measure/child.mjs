/** Runs a program to its end, and says how long that took. */
import { spawn } from 'node:child_process';

// Nothing that is measured takes this long when it works.
const LIMIT_MS = 180_000;

/**
 * @returns its standard output, and the milliseconds from before it started until it had ended.
 * @throws with the last line it said, when it failed.
 */
export function runChild(args, options = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    let errors = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.stderr.on('data', (text) => {
      errors += text;
    });
    const timer = setTimeout(() => {
      child.kill();
      reject(new Error(`it took longer than ${LIMIT_MS / 1000} s`));
    }, LIMIT_MS);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      const wall = performance.now() - start;
      if (code === 0) resolve({ output, wall });
      else reject(new Error(reasonOf(errors) ?? `it ended with code ${code}`));
    });
  });
}

function reasonOf(errors) {
  const [named] = errors.match(/^\w*Error( \[\w+\])?: .*$/m) ?? [];
  return named ?? errors.trim().split('\n').at(-1);
}
