#!/usr/bin/env node
/**
 * Measures the interface as people have it: the built program in a pseudo-terminal, on the shipped Mali
 * comparison, read by a terminal emulator.
 *
 *   node bench/interface.mjs                 how long after a key its echo and the new results are on screen
 *   node bench/interface.mjs --size 120x40   in a window of another size
 *   node bench/interface.mjs --keys 40       with more keys
 *   node bench/interface.mjs --minutes 10    ten minutes of keys: the memory of the program over time
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const { values: flags } = parseArgs({
  options: {
    size: { type: 'string', default: '120x40' },
    keys: { type: 'string', default: '40' },
    minutes: { type: 'string' },
  },
});
const root = join(import.meta.dirname, '..');
const [columns, rows] = flags.size.split('x').map(Number);
execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--if-newer']);

const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
const { CI: _, ...env } = process.env;
const pty = spawn(process.execPath, [join(root, 'dist', 'cli.js')], {
  cols: columns,
  rows,
  cwd: root,
  env: { ...env, TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8' },
});
let watcher = () => {};
let open = false;
let tail = '';
let bytes = 0;
pty.onData((data) => {
  bytes += data.length;
  // A frame that has begun and not ended is half drawn.
  tail = (tail + data).slice(-100_000);
  const [begun, ended] = [tail.lastIndexOf('\u001B[?2026h'), tail.lastIndexOf('\u001B[?2026l')];
  open = begun > ended;
  const whole = !open;
  terminal.write(data, () => {
    if (whole) watcher();
  });
});

const line = (row) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? '';
const screen = () => Array.from({ length: rows }, (_, row) => line(row)).join('\n');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the screen holds something, and gives the time. */
function until(holds, patience = 60_000) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`waited in vain:\n${screen()}`)), patience);
    watcher = () => {
      if (!holds()) return;
      clearTimeout(timer);
      watcher = () => {};
      resolve(performance.now());
    };
    watcher();
  });
}

const complete = () => /✓ 200 of 200/.test(line(0));
const slider = () => screen().match(/▸ [^│]*●[^│]*/)?.[0] ?? '';
const at = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
const told = (name, times) => {
  const sorted = times.toSorted((a, b) => a - b);
  const [p50, p95] = [at(sorted, 0.5), at(sorted, 0.95)].map((one) => one.toFixed(0));
  console.log(
    `${name.padEnd(34)} p50 ${p50.padStart(4)} ms   p95 ${p95.padStart(4)} ms   worst ${sorted.at(-1).toFixed(0)} ms`,
  );
};

async function openLevers() {
  const started = performance.now();
  const drawn = await until(() => /toguna/.test(line(0)));
  const known = await until(complete);
  console.log(
    `first frame ${(drawn - started).toFixed(0)} ms, baseline and policy in full ${(known - started).toFixed(0)} ms`,
  );
  pty.write('j');
  await until(() => /▸ . B/.test(screen()) && complete());
  pty.write('\t');
  await until(() => slider() !== '');
}

/** Processor time of all threads of the program so far, in ms. */
function processorTime() {
  const fields = readFileSync(`/proc/${pty.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  // In hundredths of a second, as Linux counts on all machines.
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

async function press(key) {
  const before = slider();
  const used = processorTime();
  const started = performance.now();
  pty.write(key);
  const echo = (await until(() => slider() !== before)) - started;
  const result = (await until(complete)) - started;
  return { echo, result, work: processorTime() - used };
}

async function latencies() {
  await openLevers();
  const [echoes, results, works] = [[], [], []];
  for (let i = 0; i < Number(flags.keys); i += 1) {
    const { echo, result, work } = await press(i % 8 < 4 ? 'l' : 'h');
    // The first key makes a copy of the scenario.
    if (i > 0) {
      echoes.push(echo);
      results.push(result);
      works.push(work);
    }
    await pause(150);
  }
  const held = [];
  for (let burst = 0; burst < 8; burst += 1) {
    for (let i = 0; i < 14; i += 1) {
      pty.write(burst % 2 === 0 ? 'l' : 'h');
      await pause(33);
    }
    const { result } = await press(burst % 2 === 0 ? 'l' : 'h');
    held.push(result);
    await pause(150);
  }
  told('a key is echoed after', echoes);
  told('200 worlds are on screen after', results);
  told('after the last of 15 keys, 30 a s', held);
  told('processor time of all threads', works);
  console.log(`window ${flags.size}, load ${loadavg()[0].toFixed(1)}, node ${process.version}`);
}

const memory = () => {
  const status = readFileSync(`/proc/${pty.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
};

async function endurance(minutes) {
  await openLevers();
  const moves = [...'llllhhhhjkmMiI', '\u001B', 'v', 'v', 'z', 'z', 'u', '\u0012', 'j', 'k'];
  const end = performance.now() + minutes * 60_000;
  const begun = performance.now();
  let keys = 0;
  let next = begun;
  while (performance.now() < end) {
    pty.write(moves[keys % moves.length]);
    keys += 1;
    await pause(40);
    if (performance.now() < next) continue;
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.log(
      `${String(seconds).padStart(4)} s   ${memory().toFixed(0).padStart(5)} MB   ${keys} keys   ${(bytes / 1e6).toFixed(1)} MB drawn`,
    );
    next += 30_000;
  }
}

try {
  await (flags.minutes === undefined ? latencies() : endurance(Number(flags.minutes)));
} finally {
  pty.kill('SIGKILL');
}
process.exit(0);
