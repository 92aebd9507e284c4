/** Adds up CPU profiles by what toguna was doing: each sample counts for the nearest of its files up the stack. */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The phase that a source file belongs to, by the first of these its path holds. */
const PHASES = [
  ['src/engine/kernel/run', 'running'],
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
 * @returns `{ main, workers }`, each from phase to milliseconds.
 */
export function phasesOf(paths) {
  const maps = new Map();
  const main = new Map();
  const workers = new Map();
  for (const path of paths) {
    const profile = JSON.parse(readFileSync(path, 'utf8'));
    const isWorker = profile.nodes.some(({ callFrame }) => callFrame.url.endsWith('/worker.js'));
    addUp(profile, maps, isWorker ? workers : main);
  }
  return { main: Object.fromEntries(main), workers: Object.fromEntries(workers) };
}

function addUp({ nodes, samples, timeDeltas }, maps, totals) {
  const parents = new Map(
    nodes.flatMap(({ id, children }) => (children ?? []).map((c) => [c, id])),
  );
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const phases = new Map();
  const phaseOf = (id) => {
    if (id === undefined) return 'starting';
    if (!phases.has(id))
      phases.set(id, ownPhase(byId.get(id).callFrame, maps) ?? phaseOf(parents.get(id)));
    return phases.get(id);
  };
  for (const [k, id] of samples.entries()) {
    const phase = phaseOf(id);
    totals.set(phase, (totals.get(phase) ?? 0) + timeDeltas[k] / 1000);
  }
}

function ownPhase({ functionName, url, lineNumber, columnNumber }, maps) {
  if (functionName === '(idle)') return 'waiting';
  if (functionName === '(garbage collector)') return 'collecting garbage';
  if (url.startsWith('wasm:')) return 'running';
  const source = sourceOf(url, lineNumber, columnNumber, maps);
  return PHASES.find(([part]) => source?.includes(part))?.[1];
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
