/** The shipped Mali comparison, as a user runs it, and what its time goes into. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIST } from '../engines/toguna-build.mjs';
import { runChild } from './child.mjs';
import { phasesOf } from './profile.mjs';
import { median } from './statistics.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const WORLDS = 1000;

/** Wall time in milliseconds, the median of `repeats`, with all results but the paths written. */
export async function mali(repeats) {
  const walls = [];
  for (let k = 0; k < repeats; k++) {
    await withFolder(async (out) => {
      walls.push((await compare(fileURLToPath(new URL('cli.js', DIST)), out)).wall);
    });
  }
  return { worlds: WORLDS, scenarios: scenarioFiles().length, wall: median(walls) };
}

/**
 * The same with V8's sampling profiler, built with source maps.
 * @returns by thread (`main`, and all workers together) the milliseconds by phase.
 */
export async function maliProfile() {
  return await withFolder(async (folder) => {
    const tree = join(folder, 'tree');
    layTree(tree);
    await runChild([join(ROOT, 'scripts/build.mjs'), '--sourcemap', '--root', tree]);
    const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`];
    const { wall } = await compare(join(tree, 'dist/cli.js'), join(folder, 'out'), flags);
    const profiles = readdirSync(folder)
      .filter((name) => name.endsWith('.cpuprofile'))
      .map((name) => join(folder, name));
    return { wall, ...phasesOf(profiles) };
  });
}

function compare(cli, out, flags = []) {
  const args = ['run', ...scenarioFiles(), '--worlds', String(WORLDS), '--quiet', '--out', out];
  return runChild([...flags, cli, ...args], { cwd: ROOT });
}

function scenarioFiles() {
  const folder = 'scenarios/mali';
  const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => `${folder}/${name}`);
}

// A tree of its own, so that the build without source maps stays what it is.
function layTree(tree) {
  mkdirSync(tree);
  const built = fileURLToPath(new URL('../', DIST));
  for (const name of ['src', 'package.json', 'package-lock.json', 'tsconfig.json'])
    symlinkSync(join(built, name), join(tree, name));
  for (const name of ['scripts', 'node_modules', 'models', 'scenarios'])
    symlinkSync(join(ROOT, name), join(tree, name));
}

async function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'toguna-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
