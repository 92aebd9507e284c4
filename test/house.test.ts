import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';

// What the rooms on top of all others stand on.
const LOWER = [
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
];

// What docs/house.md says of the rooms: whose values each may import. A room may always import itself.
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  model: ['diagnostics'],
  engine: ['diagnostics', 'model'],
  // Of engine, where steps and reports stand.
  scenario: ['diagnostics', 'model', 'engine'],
  // Of scenario, the names of the designs.
  plan: ['diagnostics', 'model', 'scenario'],
  ensemble: ['diagnostics', 'model', 'engine', 'plan'],
  analysis: ['diagnostics', 'model'],
  results: ['diagnostics', 'model', 'analysis'],
  calibration: ['diagnostics', 'model', 'engine', 'plan', 'scenario'],
  // Of analysis, the quantile.
  checks: ['diagnostics', 'model', 'engine', 'plan', 'analysis'],
  // Of results, the one sentence that every export and every screen says.
  report: ['diagnostics', 'model', 'analysis', 'results'],
  study: LOWER,
  live: LOWER,
  tui: ['diagnostics', 'model', 'analysis', 'report'],
  cli: ['*'],
};

// Whose types it may import besides. A type leaves nothing in the program, so it may cross where a value may not.
const TYPES: Readonly<Record<string, readonly string[]>> = {
  ensemble: ['scenario'],
  analysis: ['engine', 'scenario', 'plan', 'ensemble'],
  results: ['engine', 'scenario', 'plan', 'ensemble'],
  calibration: ['ensemble', 'analysis'],
  tui: ['scenario', 'live'],
};

// The rooms inside a room: whose values each may import. '.' is the room's own files. Types are free among them.
const SUB_ROOMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  tui: {
    words: [],
    // The start of the interface, loaded once the terminal has answered.
    terminal: ['.'],
    state: ['draw', 'keys', 'panes'],
    draw: ['panes', 'state'],
    panes: ['draw', 'keys', 'state'],
    keys: ['draw', 'panes', 'state', 'terminal', 'words'],
    hooks: ['keys', 'state'],
    '.': ['*'],
  },
  calibration: {
    '.': [],
    observation: [],
    read: [],
    fit: ['.', 'observation', 'read', 'score'],
    score: ['fit', 'observation', 'read'],
  },
};

// Files that import values of each other in a circle, each with a reason.
const CIRCLES: readonly string[] = [
  // The module writes its steps, a step writes its jumps, and both end with the check for a stop of the module.
  'src/engine/kernel/emit/write-jumps.ts src/engine/kernel/emit/write-module.ts src/engine/kernel/emit/write-steps.ts',
];

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
const PATHS = new Set(SOURCES.map((one) => one.path));

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

/** The imports of a file from other files of src, each said to be of types alone or not. */
function importsOf({ path, text }: Source): Import[] {
  const statements =
    /^(?:import|export)\s+(?:(type)\s+)?([^;'"]*?)\bfrom\s+'(\.[^']+)'|^import\s+'(\.[^']+)'|\bimport\(\s*'(\.[^']+)'/gm;
  return [...text.matchAll(statements)].flatMap((match) => {
    const [, type, names = '', named, bare, dynamic] = match;
    const target = posix.join(posix.dirname(path), named ?? bare ?? dynamic ?? '');
    const to = [target.replace(/\.js$/, '.ts'), target.replace(/\.js$/, '.tsx')].find((one) =>
      PATHS.has(one),
    );
    if (to === undefined) return [];
    const listed = names.replace(/[{}]/g, '').split(',');
    const given = listed.map((one) => one.trim()).filter((one) => one !== '');
    const onlyTypes = given.length > 0 && given.every((one) => one.startsWith('type '));
    return [{ from: path, to, isType: type !== undefined || onlyTypes }];
  });
}

const IMPORTS = SOURCES.flatMap(importsOf);

function roomOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function subRoomOf(path: string): string {
  const parts = path.split('/');
  return parts.length > 3 ? (parts[2] ?? '') : '.';
}

/** Groups of files each of which reaches all others of its group by imports of values. */
function circles(): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, isType } of IMPORTS) {
    if (!isType) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const reached = new Map([...next.keys()].map((path) => [path, reachedFrom(path, next)]));
  const groups = [...reached].flatMap(([path, others]) =>
    others.has(path)
      ? [
          [...others]
            .filter((one) => reached.get(one)?.has(path))
            .sort()
            .join(' '),
        ]
      : [],
  );
  return [...new Set(groups)].sort();
}

function reachedFrom(start: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const open = [...(next.get(start) ?? [])];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    open.push(...(next.get(path) ?? []));
  }
  return reached;
}

test('every room of src is known here', () => {
  expect([...new Set(SOURCES.map((one) => one.room))].sort()).toEqual(Object.keys(ALLOWED).sort());
});

test('imports between rooms go the way of docs/house.md, types further than values', () => {
  const wrong = IMPORTS.filter(({ from, to, isType }) => {
    const [room, target] = [roomOf(from), roomOf(to)];
    const allowed = [...(ALLOWED[room] ?? []), ...(isType ? (TYPES[room] ?? []) : [])];
    return room !== target && !allowed.includes(target) && !allowed.includes('*');
  });
  expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

test('every room inside a room is known here, and imports the values that it may', () => {
  for (const [room, subRooms] of Object.entries(SUB_ROOMS)) {
    const inside = SOURCES.filter((one) => one.room === room).map(({ path }) => subRoomOf(path));
    expect([...new Set(inside)].sort()).toEqual(Object.keys(subRooms).sort());
    const wrong = IMPORTS.filter(({ from, to, isType }) => {
      if (isType || roomOf(from) !== room || roomOf(to) !== room) return false;
      const allowed = subRooms[subRoomOf(from)] ?? [];
      const target = subRoomOf(to);
      return target !== subRoomOf(from) && !allowed.includes(target) && !allowed.includes('*');
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  }
});

test('no files import values of each other in a circle, but those with a reason', () => {
  expect(circles()).toEqual(CIRCLES);
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
