#!/usr/bin/env node
/**
 * Measures toguna's engines against peers and hand-written C, and writes RESULTS.md.
 *
 *   node bench/run.mjs               everything, about seven minutes
 *   node bench/run.mjs --quick       few rounds, 100,000 worlds instead of a million; writes no file
 *   node bench/run.mjs --rounds 20   this many rounds
 *   node bench/run.mjs --check       only whether all engines agree
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine, load } from './machine.mjs';
import { CORE } from './measure/engine-process.mjs';
import { mali, maliProfile } from './measure/mali.mjs';
import { startEngines, timeRounds } from './measure/rounds.mjs';
import { cold, million, scaling } from './measure/whole.mjs';
import { report } from './report.mjs';
import { writeRest } from './section.mjs';
import { readWorkload } from './workload.mjs';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    rounds: { type: 'string' },
  },
});
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const say = (text) => process.stderr.write(`${text}\n`);
const rounds = Number(flags.rounds ?? (flags.quick ? 4 : 12));

prepare();
if (CORE === undefined) say('engines are not held to one core: there is no taskset, or one core');
const before = load();
const workloads = [];
for (const key of ['w1', 'w2']) workloads.push(await measureWorkload(readWorkload(key)));
if (!flags.check) {
  const parts = await measureWholes();
  const text = report({
    date: new Date().toISOString().slice(0, 10),
    command: ['node bench/run.mjs', ...process.argv.slice(2)].join(' '),
    machine: describeMachine(),
    loads: { before, after: load() },
    rounds,
    workloads,
    parts,
  });
  console.log(text);
  if (!flags.quick) writeRest(text);
}

/** Installs the peers once, and builds toguna when its sources are newer. */
function prepare() {
  const attempt = (what, command, args, options) => {
    try {
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options });
    } catch (error) {
      say(`${what} failed: ${error.message}`);
    }
  };
  if (!existsSync(path('node_modules')))
    attempt('installing the peers', 'npm', ['ci', '--no-audit', '--no-fund'], { cwd: path('.') });
  attempt('building toguna', process.execPath, [path('../scripts/build.mjs'), '--if-newer'], {
    cwd: path('..'),
  });
}

async function measureWorkload(workload) {
  say(`${workload.key}: end states against those expected`);
  const started = await startEngines(workload, say);
  const engines = await timeRounds(workload, started, flags.check ? 0 : rounds, say);
  return { workload, engines };
}

async function measureWholes() {
  const attempt = async (what, measure) => {
    say(what);
    try {
      return await measure();
    } catch (error) {
      say(`  ${error.message}`);
      return { problem: error.message };
    }
  };
  const quick = flags.quick;
  return {
    cold: await attempt('1,000 worlds, cold', () => cold(quick ? 3 : 7)),
    scaling: await attempt('two workers and one', () =>
      scaling(quick ? 20_000 : 60_000, quick ? 1 : 3),
    ),
    million: await attempt('a million worlds', () => million(quick ? 100_000 : 1_000_000)),
    mali: await attempt('the Mali comparison', () => mali(quick ? 1 : 3)),
    profile: await attempt('the Mali comparison under the profiler', maliProfile),
  };
}
