/** Every engine that is measured: what it is called, and the command that starts it for a workload. */
import { fileURLToPath } from 'node:url';
import { compileC } from './c.mjs';

const SCALAR = ['-O3', '-march=native'];
// 16 worlds together fit the caches best, of 16, 32 and 64.
const LANES = ['-O3', '-mavx2', '-mfma', '-ffast-math', '-DLANES=16'];
const LANES_128 = ['-O3', '-msse4.2', '-ffast-math', '-DLANES=16'];
const LANES_NATIVE = ['-O3', '-march=native', '-ffast-math', '-DLANES=16'];

/**
 * `start(workload)` gives a command line, or throws why there is none. Counts of worlds are multiples of `block`.
 */
export const ENGINES = [
  {
    id: 'c',
    name: 'C, one world at a time, `gcc -O3 -march=native`',
    block: 1,
    start: (key) => [compileC(`${key}-scalar.c`, `${key}-scalar`, SCALAR)],
  },
  {
    id: 'c-roots',
    name: 'the same, powers 0.5 and 1.5 as square roots',
    block: 1,
    only: 'w2',
    start: (key) => [compileC(`${key}-scalar.c`, `${key}-roots`, [...SCALAR, '-DROOTS'])],
  },
  {
    id: 'c-lanes',
    name: 'C, structure of arrays, `gcc -O3 -mavx2 -mfma -ffast-math`, libmvec',
    block: 64,
    start: (key) => [compileC(`${key}-lanes.c`, `${key}-lanes`, LANES)],
  },
  {
    id: 'c-128',
    name: 'C, structure of arrays, `gcc -O3 -msse4.2 -ffast-math`, libmvec',
    block: 64,
    start: (key) => [compileC(`${key}-lanes.c`, `${key}-lanes-128`, LANES_128)],
  },
  {
    id: 'c-native',
    name: 'C, structure of arrays, `gcc -O3 -march=native -ffast-math`, libmvec',
    block: 64,
    start: (key) => [compileC(`${key}-lanes.c`, `${key}-native`, LANES_NATIVE)],
  },
  { id: 'kernel', name: 'toguna, kernel', block: 256, start: script('toguna.mjs', 'kernel') },
  {
    id: 'sdeverywhere',
    name: 'SDEverywhere, JavaScript',
    block: 1,
    start: script('sdeverywhere.mjs'),
  },
  {
    id: 'reference',
    name: 'toguna, reference (mathjs)',
    block: 1,
    start: script('toguna.mjs', 'reference'),
  },
  {
    id: 'simulation',
    name: 'simulation (Insight Maker)',
    block: 1,
    start: script('simulation.mjs'),
  },
];

function script(file, ...rest) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return (key) => [process.execPath, path, key, ...rest];
}
