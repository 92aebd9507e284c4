#!/usr/bin/env node
/**
 * Measures what a user waits for, each time in a process of its own, and writes it into RESULTS.md.
 *
 *   node bench/whole.mjs               about ten minutes on a quiet machine
 *   node bench/whole.mjs --quick       one round, without the long ones; writes no file
 *   node bench/whole.mjs --rounds 5    this many rounds, by turns
 *   node bench/whole.mjs --only run    only the rows whose name holds this; writes no file
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DIST } from './engines/toguna-build.mjs';
import { load } from './machine.mjs';
import { kernelTime } from './measure/kernel-share.mjs';
import { median } from './measure/statistics.mjs';
import { used } from './measure/used.mjs';
import { writeWhole } from './section.mjs';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string' },
  },
});
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLI = fileURLToPath(new URL('cli.js', DIST));
const ENSEMBLE = fileURLToPath(new URL('engines/ensemble.mjs', import.meta.url));
const rounds = Number(flags.rounds ?? (flags.quick ? 1 : 3));
const say = (text) => process.stderr.write(`${text}\n`);

const scenarios = readdirSync(join(ROOT, 'scenarios/mali'))
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => `scenarios/mali/${name}`);
const out = mkdtempSync(join(tmpdir(), 'toguna-whole-'));
const compare = (worlds, ...more) => {
  const args = ['--worlds', String(worlds), '--quiet', '--out', out, ...more];
  return [CLI, 'run', ...scenarios, ...args];
};

/** What is run; `long` rows once. Goals: at most so many seconds of the clock, megabytes. */
const ROWS = [
  { name: 'help', args: [CLI, '--help'], goal: { wall: 0.1 } },
  {
    name: 'W2, 1,000 worlds, cold',
    args: [CLI, 'run', 'bench/models/w2.yaml', '-n', '1000', '-q'],
    goal: { wall: 0.5 },
  },
  { name: 'npm start, piped', args: [CLI], goal: { wall: 3 } },
  { name: 'run, 1,000 worlds', args: compare(1000) },
  { name: 'run, 1,000 worlds, one worker', args: compare(1000, '--workers', '1') },
  { name: 'run, 2,000 worlds', args: compare(2000), goal: { megabytes: 1000 }, long: true },
  { name: 'run, 10,000 worlds', args: compare(10_000), goal: { megabytes: 2000 }, long: true },
  {
    name: 'W2, a million worlds, two workers',
    args: [ENSEMBLE, '1000000', '2'],
    goal: { wall: 60, megabytes: 500 },
    long: true,
  },
];

execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs'), '--if-newer'], { cwd: ROOT });
const before = load();
const chosen = ROWS.filter((one) => flags.only === undefined || one.name.includes(flags.only));
const found = new Map(chosen.map((one) => [one, []]));
try {
  for (let round = 0; round < rounds; round++) {
    for (const row of chosen) {
      if (row.long && (round > 0 || flags.quick)) continue;
      const one = { ...(await used(row.args, { cwd: ROOT })), load: loadavg()[0] };
      found.get(row).push(one);
      say(
        `${row.name}: ${one.wall.toFixed(2)} s, processors ${one.cpu.toFixed(2)} s, ${Math.round(one.megabytes)} MB, load ${one.load.toFixed(1)}`,
      );
    }
  }
} finally {
  rmSync(out, { recursive: true });
}
const perWorld = flags.only === undefined ? await kernelTime(scenarios) : Number.NaN;
const text = report();
console.log(text);
if (!flags.quick && flags.only === undefined) writeWhole(text);

function report() {
  const middle = (name, what) => {
    const row = chosen.find((one) => one.name === name);
    return row === undefined ? Number.NaN : median(found.get(row).map((one) => one[what]));
  };
  const cores = Math.min(2, availableParallelism());
  const kernel = perWorld;
  const kernelSentence = Number.isFinite(kernel)
    ? ` The kernel alone, warm, takes ${kernel.toFixed(2)} ms of a processor for a world under all of them, so ${kernel.toFixed(1)} s for 1,000 worlds.`
    : '';
  const [two, one] = ['run, 1,000 worlds', 'run, 1,000 worlds, one worker'].map((name) => ({
    wall: middle(name, 'wall'),
    cpu: middle(name, 'cpu'),
  }));
  const ratios = [
    [
      'run, 1,000 worlds, against the kernel on two cores',
      two.wall / (kernel / cores),
      'at most 1.5',
      two.wall <= (1.5 * kernel) / cores,
    ],
    ['the same in time of processors', two.cpu / kernel, '', undefined],
    ['two workers against one', one.wall / two.wall, 'at least 1.8', one.wall >= 1.8 * two.wall],
  ];
  return [
    `Written by \`node ${['bench/whole.mjs', ...process.argv.slice(2)].join(' ')}\`; load of the machine before and after: ${before}; ${load()}. Medians of ${rounds} rounds by turns; long rows once. The Mali comparison has ${scenarios.length} scenarios, and its results are written.${kernelSentence}`,
    table(
      ['', 'wall, s', 'processors, s', 'most memory, MB', 'load', 'goal', ''],
      chosen.filter((row) => found.get(row).length > 0).map((row) => cells(row, found.get(row))),
    ),
    table(
      ['', 'ratio', 'goal', ''],
      ratios
        .filter(([, ratio]) => Number.isFinite(ratio))
        .map(([name, ratio, goal, met]) => [name, ratio.toFixed(2), goal, verdict(met)]),
    ),
  ].join('\n\n');
}

function cells(row, all) {
  const of = (what) => median(all.map((one) => one[what]));
  const { wall, megabytes } = row.goal ?? {};
  const met =
    row.goal &&
    (wall === undefined || of('wall') <= wall) &&
    (megabytes === undefined || of('megabytes') <= megabytes);
  const goal = [wall && `${wall} s`, megabytes && `${megabytes} MB`].filter(Boolean).join(', ');
  return [
    row.name,
    of('wall').toFixed(2),
    of('cpu').toFixed(2),
    String(Math.round(of('megabytes'))),
    of('load').toFixed(1),
    goal,
    verdict(row.goal && met),
  ];
}

function verdict(met) {
  return met === undefined ? '' : met ? 'met' : '**missed**';
}

function table(head, rows) {
  const line = (row) => `| ${row.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
