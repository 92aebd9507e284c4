import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { newModelText } from '../../src/cli/new-model.js';
import { ROOT, temporaryFolder } from './program.js';

// The built program as a process: what cannot be tried without one.

const PROGRAM = join(ROOT, 'dist', 'cli.js');
const MODEL = join(ROOT, 'models/library/lanchester_square_1916.yaml');
const BASELINE = join(ROOT, 'scenarios/mali/baseline.yaml');

/** Runs a line of bash, in which `toguna` is the program, in a new folder. */
function bash(line: string) {
  const folder = mkdtempSync(join(tmpdir(), 'toguna-process-'));
  const toguna = `toguna() { '${process.execPath}' '${PROGRAM}' "$@"; }`;
  const env = { ...process.env, LC_ALL: 'C', npm_package_version: '9.9.9' };
  const ended = spawnSync('bash', ['-c', `${toguna}\n${line}`], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  return { folder, code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

function ended(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)));
}

test('the version is that of toguna in any folder and package', () => {
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  const { folder, stdout } = bash(`toguna --version; toguna run ${MODEL} -q --out out > table`);
  expect(stdout).toBe(`${version}\n`);
  const manifest = readFileSync(join(folder, 'out', 'manifest.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ versions: { toguna: version } });
});

describe('a stream that nobody reads', () => {
  test('of progress: the run goes on and writes its files', () => {
    const run = `toguna run ${BASELINE} --worlds 300 --workers 1 --out out`;
    // The first line that is told is one too many for a reader that leaves at once.
    const { folder, code } = bash(`set -o pipefail; { ${run} 2>&1 > table; } | true`);
    expect(code).toBe(0);
    expect(readdirSync(join(folder, 'out'))).toContain('manifest.json');
    expect(readFileSync(join(folder, 'table'), 'utf8')).toContain('300 worlds');
  });

  test('of results: the files are written', () => {
    const { folder, code, stderr } = bash(
      `set -o pipefail; toguna run ${MODEL} -q --out out | true`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(join(folder, 'out'))).toContain('manifest.json');
  });

  test('closed from the start: the files are written', () => {
    const { folder, code } = bash(`toguna run ${MODEL} --out out >&- 2>&-`);
    expect(code).toBe(0);
    expect(readdirSync(join(folder, 'out'))).toContain('manifest.json');
  });

  test.skipIf(!existsSync('/dev/full'))(
    'on a full disk: one sentence, or work without a word',
    () => {
      const full = bash(`toguna run ${MODEL} -q > /dev/full`);
      expect(full.code).toBe(1);
      expect(full.stderr).toMatch(
        /^toguna stopped: cannot write to standard output: the disk is full .*\n$/,
      );
      expect(bash(`toguna --help > /dev/full`).code).toBe(1);
      expect(bash(`toguna check gone.yaml 2> /dev/full`).code).toBe(2);
      expect(bash(`toguna run ${MODEL} -q --out out 2> /dev/full`).code).toBe(0);
    },
  );
});

describe('a program that is ended while it writes', () => {
  async function endedBy(name: NodeJS.Signals) {
    const folder = temporaryFolder();
    const out = join(folder, 'out');
    const args = ['run', BASELINE, '--worlds', '60', '--trajectories', 'csv', '--out', out, '-q'];
    const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: 'ignore' });
    const end = ended(child);
    const writes = () =>
      existsSync(out) && readdirSync(out).some((one) => /trajectories.*tmp$/.test(one));
    while (!writes() && child.exitCode === null) await new Promise((r) => setTimeout(r, 5));
    child.kill(name);
    return { out, code: await end };
  }

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGQUIT', 'SIGQUIT'],
  ] as const)('by %s leaves nothing behind', async (name, code) => {
    const left = await endedBy(name);
    expect(left.code).toBe(code);
    expect(readdirSync(left.out)).toEqual([]);
  });

  test('by SIGKILL leaves only what the next run removes', async () => {
    const { out } = await endedBy('SIGKILL');
    expect(readdirSync(out).every((one) => /^\..*\.tmp$/.test(one))).toBe(true);
    expect(bash(`toguna run ${MODEL} -q --out ${out}`).code).toBe(0);
    expect(readdirSync(out).filter((one) => one.startsWith('.'))).toEqual([]);
    expect(readdirSync(out)).toContain('manifest.json');
  });
});

test('a second Ctrl-C ends a run at once', async () => {
  const args = ['run', BASELINE, '--worlds', '100000', '--workers', '2'];
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const end = ended(child);
  await new Promise((resolve) => {
    let said = '';
    child.stderr?.on('data', (data) => {
      said += data;
      if (/of [\d,]+ runs/.test(said)) resolve(undefined);
    });
  });
  child.kill('SIGINT');
  await new Promise((resolve) => setTimeout(resolve, 300));
  child.kill('SIGINT');
  expect(await end).toBe(130);
});

test.skipIf(process.platform !== 'linux')('a run needs little address space', () => {
  const { code, stdout, stderr } = bash(
    `ulimit -v 12000000; toguna run ${BASELINE} --worlds 8 -q --workers 2; toguna chek; echo $?`,
  );
  expect(stdout).toContain('8 worlds');
  expect(stdout).toMatch(/\n2\n$/);
  expect(stderr).toContain('did you mean check?');
  expect(code).toBe(0);
});

test('when a worker ends early, the others are ended too', () => {
  const folder = temporaryFolder();
  const library = JSON.stringify(pathToFileURL(join(ROOT, 'dist', 'index.js')).href);
  writeFileSync(
    join(folder, 'bad.mjs'),
    "import { threadId } from 'node:worker_threads'; if (threadId % 2) process.exit(3); else setInterval(() => {}, 1000);",
  );
  writeFileSync(
    join(folder, 'main.mjs'),
    `const T = await import(${library});
const d = new T.Diagnostics();
const files = new T.TextFiles({ 'm.yaml': ${JSON.stringify(newModelText())} });
const scenarios = T.scenariosOfModel(T.readModel('m.yaml', files, d), files, d);
const plan = { worlds: 500, design: 'latin_hypercube', seed: 'x' };
const worlds = T.makeWorlds(scenarios[0].base, plan);
const workerUrl = new URL('./bad.mjs', import.meta.url);
try { await T.runInPool(scenarios, worlds, plan, { engine: T.kernelEngine, workers: 4, chunk: 64, workerUrl }); }
catch (e) { console.log(e.message); }`,
  );
  const main = join(folder, 'main.mjs');
  const run = spawnSync(process.execPath, [main], { encoding: 'utf8', timeout: 100_000 });
  expect(run.error).toBeUndefined();
  expect(run.stdout).toBe('a worker ended early with code 3\n');
});
