/** Adds up CPU profiles by what toguna was doing: each sample counts for the nearest of its files up the stack. */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The phase that a source file belongs to, by the first of these its path holds. */
const PHASES = [
  ['src/engine/kernel/program', 'running'],
  ['src/engine/kernel/time-table', 'running'],
  ['src/engine/kernel/', 'compiling'],
  ['src/engine/', 'running'],
  ['src/ensemble/', 'running'],
  ['src/plan/', 'drawing worlds'],
  ['src/diagnostics/', 'reading'],
  ['src/model/', 'reading'],
  ['src/scenario/', 'reading'],
  ['src/analysis/', 'summarising'],
  ['src/results/', 'writing'],
  ['src/report/', 'writing'],
];

/**
 * @param paths `.cpuprofile` files of one process: of its main thread and of its workers.
 * @returns `main` and `workers`, each from phase to milliseconds, and `files`: milliseconds by toguna's file, over
 * all threads, most first.
 */
export function phasesOf(paths) {
  const maps = new Map();
  const main = new Map();
  const workers = new Map();
  const files = new Map();
  for (const path of paths) {
    const profile = JSON.parse(readFileSync(path, 'utf8'));
    const isWorker = profile.nodes.some(({ callFrame }) => callFrame.url.endsWith('/worker.js'));
    addUp(profile, maps, isWorker ? workers : main, files);
  }
  return {
    main: Object.fromEntries(main),
    workers: Object.fromEntries(workers),
    files: [...files].sort((a, b) => b[1] - a[1]),
  };
}

function addUp({ nodes, samples, timeDeltas }, maps, phases, files) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children }) => (children ?? []).map((child) => [child, id])),
  );
  const found = new Map();
  const placeOf = (id) => {
    if (id === undefined) return { phase: 'starting' };
    if (!found.has(id))
      found.set(id, ownPlace(byId.get(id).callFrame, maps) ?? placeOf(parents.get(id)));
    return found.get(id);
  };
  for (const [k, id] of samples.entries()) {
    const { phase, file } = placeOf(id);
    const time = timeDeltas[k] / 1000;
    phases.set(phase, (phases.get(phase) ?? 0) + time);
    if (file !== undefined) files.set(file, (files.get(file) ?? 0) + time);
  }
}

/** The phase and the source file that a frame belongs to, if it is one of toguna's. */
function ownPlace({ functionName, url, lineNumber, columnNumber }, maps) {
  if (functionName === '(idle)') return { phase: 'waiting' };
  if (functionName === '(garbage collector)') return { phase: 'collecting garbage' };
  if (url.startsWith('wasm:')) return { phase: 'running', file: 'WebAssembly' };
  const source = sourceOf(url, lineNumber, columnNumber, maps);
  const found = PHASES.find(([part]) => source?.includes(part));
  return found && { phase: found[1], file: source.slice(source.lastIndexOf('src/')) };
}

function sourceOf(url, line, column, maps) {
  if (!url.startsWith('file:') || !url.includes('/dist/')) return undefined;
  if (!maps.has(url)) maps.set(url, readMap(url));
  return maps.get(url)?.findEntry(line, column).originalSource;
}

function readMap(url) {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')));
  } catch {
    return undefined;
  }
}
