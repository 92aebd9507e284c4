import { expect } from 'vitest';
import type { RunBlock, RunRequest, WorldBlock } from '../../src/engine/engine.js';
import { horizonOf } from '../../src/engine/horizon.js';
import { kernelEngine, kernelWith } from '../../src/engine/kernel/index.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import type { Model } from '../../src/model/model.js';

/**
 * Every variable of a model but the flows that stand for its memories: they are how far a `smooth` is from its
 * balance, and near it nothing but rounding.
 */
export function outputsOf(model: Model): string[] {
  const all = [...model.variables.values()];
  return all.filter((one) => !(one.hidden && one.kind === 'flow')).map((one) => one.name);
}

/** A request for the variables of a model, over at most so many steps. */
export function everything(model: Model, mostSteps = Number.POSITIVE_INFINITY): RunRequest {
  const whole = horizonOf(model.time);
  const intervals = Math.max(1, Math.floor(mostSteps / whole.stepsPerReport));
  const end = Math.min(model.time.end, model.time.start + intervals * model.time.report);
  return {
    horizon: horizonOf(model.time, model.time.start, end),
    inputs: { levers: new Map(), jumps: [] },
    metrics: model.metrics,
    outputs: outputsOf(model),
  };
}

/** Worlds around the central one: every parameter that is one number is up to a tenth off. */
export function worldsAround(model: Model, count: number, first = 0): WorldBlock {
  const parameters = [...model.variables.values()].filter(
    (one) => one.kind === 'parameter' && one.size === 1,
  );
  let state = 12345;
  const values = Array.from({ length: count }, (_, world) =>
    parameters.map((one) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const central = one.kind === 'parameter' ? (one.values[0] ?? 0) : 0;
      return world === 0 ? central : central * (0.9 + (0.2 * state) / 2 ** 32);
    }),
  );
  const columns = parameters.map((one) => one.name);
  return { first, count, columns, values: Float64Array.from(values.flat()), key: [123, 456] };
}

/** Part of a block of worlds. */
export function partOf(worlds: WorldBlock, from: number, count: number): WorldBlock {
  const width = worlds.columns.length;
  const values = worlds.values.slice(from * width, (from + count) * width);
  return { ...worlds, first: worlds.first + from, count, values };
}

/** Everything that two blocks hold, value beside value. */
function* pairsOf(a: RunBlock, b: RunBlock): Generator<[string, Float64Array, Float64Array]> {
  yield ['metrics', a.metrics, b.metrics];
  for (const [name, values] of a.series)
    yield [name, values, b.series.get(name) ?? new Float64Array()];
}

/** How differences are judged. */
interface Judgement {
  /** Values count as at least this share of the largest of their variable. */
  readonly floor: number;
  /** A run in which everything given was a last place off: differences count as far as they exceed its own. */
  readonly moved?: RunBlock;
  /** So many times over. */
  readonly times?: number;
}

/** The largest difference between two runs, relative to the value, and where it is. */
export function largestDifference(a: RunBlock, b: RunBlock, judgement: Judgement) {
  const { floor, moved = a, times = 0 } = judgement;
  let worst = { difference: 0, where: '' };
  for (const [name, xs, ys] of pairsOf(a, b)) {
    const top = xs.reduce((most, x) => (Math.abs(x) > most ? Math.abs(x) : most), 0);
    if (xs.length !== ys.length) return { difference: Number.POSITIVE_INFINITY, where: name };
    const others = name === 'metrics' ? moved.metrics : moved.series.get(name);
    xs.forEach((x, k) => {
      const y = ys[k] ?? 0;
      if (x === y || (Number.isNaN(x) && Number.isNaN(y))) return;
      const allowed = times === 0 ? 0 : times * Math.abs(x - (others?.[k] ?? x));
      const difference = (Math.abs(x - y) - allowed) / Math.max(Math.abs(x), floor * top);
      if (!(difference <= worst.difference))
        worst = { difference, where: `${name}[${k}]: ${x}, ${y}` };
    });
  }
  return worst;
}

/** The same run with every parameter of the worlds and every level of the levers larger by one last place. */
function nudged(request: RunRequest, worlds: WorldBlock): [RunRequest, WorldBlock] {
  const up = (values: Float64Array) => values.map((one) => one * (1 + Number.EPSILON));
  const levers = new Map([...request.inputs.levers].map(([name, levels]) => [name, up(levels)]));
  return [
    { ...request, inputs: { ...request.inputs, levers } },
    { ...worlds, values: up(worlds.values) },
  ];
}

function runReference(model: Model, request: RunRequest, worlds: WorldBlock): RunBlock {
  return referenceEngine.prepare(model, request).run(worlds);
}

/** Runs both engines. */
export function runBoth(model: Model, request: RunRequest, worlds: WorldBlock) {
  const kernel = kernelEngine.prepare(model, request).run(worlds);
  // Numbers that the kernel has from the reference would be compared with themselves.
  expect(kernel.repaired).toBe(0);
  return { reference: runReference(model, request, worlds), kernel };
}

/**
 * The largest difference between the engines beyond what the arithmetic allows. It is the same in both, operation by
 * operation, but exp, log and their like may differ in the last place. So a difference is relative to the value, or
 * to `floor` times the largest of its variable: what is smaller is mostly left of a subtraction, which keeps the
 * error of what it was made from. Where more than 1e-12 is left then, what counts is how far it exceeds ten times
 * the way that the reference itself moves when all parameters and levers move by one last place.
 */
export function disagreement(
  model: Model,
  request: RunRequest,
  worlds: WorldBlock,
  { reference, kernel }: ReturnType<typeof runBoth>,
  floor: number,
) {
  const worst = largestDifference(reference, kernel, { floor });
  if (worst.difference <= 1e-12) return worst;
  const moved = runReference(model, ...nudged(request, worlds));
  return largestDifference(reference, kernel, { floor, moved, times: 10 });
}

/** Ways of working that must not change a bit: vectors side by side, sizes of chunks, a table in pieces. */
export const WAYS = [
  { vectors: 1, chunk: 2 },
  { vectors: 2, chunk: 4, tableBytes: 1 },
  { vectors: 4 },
] as const;

/**
 * The first value whose bits differ when part of the worlds runs in another way; undefined when none does.
 * @param whole the result of all worlds.
 */
export function firstOtherBit(
  model: Model,
  request: RunRequest,
  worlds: WorldBlock,
  whole: RunBlock,
  way: (typeof WAYS)[number],
): string | undefined {
  const [from, count] = [1, worlds.count - 2];
  const part = kernelWith(way)
    .prepare(model, request)
    .run(partOf(worlds, from, count));
  for (const [name, xs, ys] of pairsOf(whole, part)) {
    const each = xs.length / worlds.count;
    const at = ys.findIndex((y, k) => !Object.is(y, xs[from * each + k]));
    if (at >= 0) return `${name}[${at}]: ${xs[from * each + at]}, ${ys[at]}`;
  }
  return undefined;
}
