/** Compiles the hand-written C. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * Compiles a program of `bench/c`.
 * @returns its path.
 * @throws what the compiler says, when it fails or is not there.
 */
export function compileC(source, name, flags) {
  mkdirSync(path('../.build'), { recursive: true });
  const program = path(`../.build/${name}`);
  try {
    const args = [...flags, path(`../c/${source}`), '-o', program, '-lmvec', '-lm'];
    execFileSync('gcc', args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    if (error.code === 'ENOENT') throw new Error('there is no gcc on this machine');
    throw new Error(String(error.stderr).trim().split('\n')[0]);
  }
  return program;
}
