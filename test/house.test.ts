import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// What docs/house.md says of the rooms. A room may always import itself.
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  model: ['diagnostics'],
  engine: ['diagnostics', 'model'],
  scenario: ['diagnostics', 'model', 'engine'],
  plan: ['diagnostics', 'model', 'scenario'],
  ensemble: ['diagnostics', 'model', 'engine', 'scenario', 'plan'],
  analysis: ['diagnostics', 'model', 'engine', 'scenario', 'plan', 'ensemble'],
  results: ['diagnostics', 'model', 'engine', 'scenario', 'plan', 'ensemble', 'analysis'],
  calibration: ['diagnostics', 'model', 'engine', 'plan', 'scenario', 'ensemble', 'analysis'],
  checks: ['diagnostics', 'model', 'engine', 'plan', 'analysis'],
  // Of results, the one sentence that every export and every screen says.
  report: ['diagnostics', 'model', 'analysis', 'results'],
  study: [
    'diagnostics',
    'model',
    'engine',
    'scenario',
    'plan',
    'ensemble',
    'analysis',
    'results',
    'calibration',
    'checks',
    'report',
  ],
  live: [
    'diagnostics',
    'model',
    'engine',
    'scenario',
    'plan',
    'ensemble',
    'analysis',
    'results',
    'calibration',
    'checks',
    'report',
  ],
  tui: ['diagnostics', 'model', 'scenario', 'analysis', 'report', 'live'],
  cli: ['*'],
};

const ROOT = join(import.meta.dirname, '..');

interface Source {
  readonly path: string;
  readonly room: string;
  readonly text: string;
}

function sources(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(path);
    const room = path.split('/')[1] ?? '';
    return /\.tsx?$/.test(entry.name) && path.split('/').length > 2
      ? [{ path, room, text: readFileSync(join(ROOT, path), 'utf8') }]
      : [];
  });
}

const SOURCES = sources('src');

test('every room of src is known here', () => {
  expect([...new Set(SOURCES.map((one) => one.room))].sort()).toEqual(Object.keys(ALLOWED).sort());
});

test('imports between rooms go the way of docs/house.md', () => {
  const wrong = SOURCES.flatMap(({ path, room, text }) => {
    const allowed = ALLOWED[room] ?? [];
    const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*'((?:\.\.\/)+)([a-z]+)\//g)].flatMap(
      (match) => {
        const depth = path.split('/').length - 2;
        const up = (match[1] ?? '').length / 3;
        return up === depth ? [match[2] ?? ''] : [];
      },
    );
    return targets
      .filter((target) => target !== room && !allowed.includes(target) && !allowed.includes('*'))
      .map((target) => `${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('of results, report reads the notice and nothing else', () => {
  const read = SOURCES.filter(({ room }) => room === 'report').flatMap(({ text }) =>
    [...text.matchAll(/'\.\.\/results\/([^']+)'/g)].map((match) => match[1]),
  );
  expect(new Set(read)).toEqual(new Set(['notice.js']));
});

test('the notice stands in one place', () => {
  const copies = SOURCES.filter(({ text }) => /not a forecast; not for targeting/i.test(text));
  expect(copies.map((one) => one.path)).toEqual(['src/results/notice.ts']);
});

test('only files on disk, the verbs, the interface and the commands import from node', () => {
  const free = ['study', 'cli', 'tui'];
  const onDisk = [
    'src/results/write.ts',
    'src/results/atomic-file.ts',
    'src/results/folder.ts',
    'src/results/output-error.ts',
    'src/results/temporary-files.ts',
    // Where threads are started, and what they start.
    'src/ensemble/pool.ts',
    'src/ensemble/warm-workers.ts',
    'src/ensemble/worker.ts',
    'src/live/threads/live-helper.ts',
    'src/live/threads/ports.ts',
    'src/live/threads/start-helper.ts',
  ];
  const wrong = SOURCES.filter(
    ({ path, room, text }) =>
      /from 'node:/.test(text) && !free.includes(room) && !onDisk.includes(path),
  );
  expect(wrong.map((one) => one.path)).toEqual([]);
});

test('live needs no shared memory and no timer of node, but for its threads', () => {
  const wrong = SOURCES.filter(
    ({ path, room, text }) =>
      room === 'live' &&
      !path.startsWith('src/live/threads/') &&
      /\b(Atomics|SharedArrayBuffer|setImmediate|process)\b\./.test(text.replace(/\(/g, '.')),
  );
  expect(wrong.map((one) => one.path)).toEqual([]);
});

test('no file is longer than 450 lines, data tables apart', () => {
  const long = SOURCES.filter(
    ({ path, text }) => text.split('\n').length > 451 && !path.endsWith('-numbers.ts'),
  );
  expect(long.map((one) => one.path)).toEqual([]);
});
