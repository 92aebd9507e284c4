import { elementLabels, elementName } from '../../model/elements.js';
import type { Metric, Model } from '../../model/model.js';
import type { Failure, Program, RunBlock, RunRequest, WorldBlock } from '../engine.js';
import { keyOfStream } from '../random/philox.js';
import { referenceEngine } from '../reference/index.js';
import type { Compiled } from './compile.js';
import { ringWords } from './emit/write-rings.js';
import { isSum } from './plan/model-plan.js';
import { HEADER } from './plan/place.js';
import { Layout, slotName } from './plan/slot.js';
import { compiledFor, shapeOf } from './shape.js';
import { TimeInputs } from './time-table.js';
import type { WasmExports, WasmMemory } from './wasm/runtime.js';
import { giveBack, growTo, instantiate, newMemory } from './wasm/runtime.js';

/** How a program works; results do not depend on it. */
export interface Options {
  /** Vectors of two worlds side by side: 1, 2 or 4. */
  readonly vectors?: number;
  /** Worlds in a chunk: they share a buffer of results. */
  readonly chunk?: number;
  /** Most bytes for the table of times; a longer run goes through it piece by piece. */
  readonly tableBytes?: number;
}

const CHUNK = 64;
const TABLE_BYTES = 1 << 24;

/** Where the numbers of a variable go at reports. */
interface Reported {
  readonly variable: string;
  readonly size: number;
  /** Bytes from the start of memory. */
  readonly address: number;
}

/** A model compiled and given the levers, inputs and jumps of a request. */
export class KernelProgram implements Program {
  readonly #model: Model;
  readonly #request: RunRequest;
  readonly #compiled: Compiled;
  readonly #memory: WasmMemory;
  readonly #exports: WasmExports;
  readonly #lanes: number;
  readonly #chunk: number;
  readonly #inputs: TimeInputs;
  readonly #dt: number;
  /** Steps whose rows are in the table at once. */
  readonly #stepsAtOnce: number;
  readonly #rows: number;
  readonly #pairs: number;
  readonly #jumps: number;
  readonly #reported: readonly Reported[];
  readonly #rings: number;
  readonly #targets: ReadonlyMap<string, readonly number[]>;
  #known: { readonly columns: readonly string[]; readonly targets: readonly number[][] } = {
    columns: [],
    targets: [],
  };
  #tableFrom = -1;
  #timesFail = false;
  #ringPlaces = 0;
  #reference: Program | undefined;

  constructor(model: Model, request: RunRequest, options: Options = {}) {
    const shape = shapeOf(request);
    this.#model = model;
    this.#request = request;
    this.#dt = shape.dt;
    this.#compiled = compiledFor(model, shape, options.vectors);
    const { addresses, vectors } = this.#compiled;
    this.#lanes = 2 * vectors;
    const groups = Math.max(1, Math.floor((options.chunk ?? CHUNK) / this.#lanes));
    this.#chunk = groups * this.#lanes;
    this.#inputs = new TimeInputs(model, request, this.#compiled, shape.dt);
    const perStep = this.#inputs.rowsPerStep * (addresses.rowBytes + addresses.pairBytes);
    const most = Math.max(2, Math.floor((options.tableBytes ?? TABLE_BYTES) / perStep));
    this.#stepsAtOnce = Math.min(shape.steps + 1, most);
    const rows = this.#stepsAtOnce * this.#inputs.rowsPerStep + 1;
    const layout = new Layout(this.#compiled.end);
    this.#rows = layout.take(rows * addresses.rowBytes);
    this.#pairs = layout.take(Math.ceil(rows / 2) * addresses.pairBytes);
    this.#jumps = layout.take(32 * (request.inputs.jumps.length + 1));
    this.#reported = this.#compiled.plan.reported.map((variable) => {
      const size = model.variables.get(variable)?.size ?? 0;
      const bytes = this.#chunk * shape.reports * size * 8;
      return { variable, size, address: layout.take(bytes) };
    });
    this.#rings = layout.take(0);
    this.#memory = newMemory(layout.end);
    this.#exports = instantiate(this.#compiled.module, this.#memory);
    this.#compiled.writeConstants(this.#memory.buffer);
    this.#targets = this.#columnTargets();
    this.#writeHeader();
    this.#timesFail = !this.#writeJumps();
  }

  run(worlds: WorldBlock): RunBlock {
    const { horizon, metrics, outputs } = this.#request;
    const block = {
      metrics: new Float64Array(worlds.count * metrics.length),
      series: new Map(
        outputs.map((name) => {
          const size = this.#model.variables.get(name)?.size ?? 0;
          return [name, new Float64Array(worlds.count * horizon.reports * size)];
        }),
      ),
    };
    this.#writeParameters();
    this.#writeStreams(worlds.key);
    if (this.#ringPlaces === 0 || this.#compiled.plan.rings.some((one) => one.places))
      this.#makeRings(worlds);
    const failed: number[] = [];
    for (let first = 0; first < worlds.count; first += this.#chunk) {
      const count = Math.min(this.#chunk, worlds.count - first);
      for (let lane = 0; lane < count; lane += this.#lanes)
        this.#runGroup(worlds, first + lane, lane, block.metrics, failed);
      this.#collect(first, count, block, failed);
    }
    const failures = failed.flatMap((index) => this.#explain(worlds, index, block) ?? []);
    const repaired = failed.length - failures.length;
    return { first: worlds.first, count: worlds.count, ...block, failures, repaired };
  }

  release(): void {
    giveBack(this.#memory);
  }

  // --- what is written once

  #writeHeader(): void {
    const words = new Int32Array(this.#memory.buffer);
    const header = this.#compiled.addresses.header / 4;
    words[header + HEADER.row / 4] = this.#rows;
    this.#reported.forEach(({ address }, index) => {
      words[header + HEADER.variable / 4 + index] = address;
    });
  }

  /** @returns false when a jump is of a stock that does not exist: then no run makes sense. */
  #writeJumps(): boolean {
    const view = new DataView(this.#memory.buffer);
    const { plan, vectors } = this.#compiled;
    const jumps = [...this.#request.inputs.jumps].sort((a, b) => a.step - b.step);
    let known = true;
    let at = this.#jumps;
    for (const jump of jumps) {
      const stock = this.#model.variables.get(jump.stock);
      const slot = plan.slots.get(slotName('state', jump.stock));
      if (stock?.kind !== 'stock' || slot === undefined || !(jump.element < stock.size)) {
        known = false;
        continue;
      }
      view.setInt32(at, jump.step, true);
      view.setInt32(at + 4, slot.address + jump.element * 16 * vectors, true);
      view.setFloat64(at + 8, jump.multiply, true);
      view.setFloat64(at + 16, jump.add, true);
      view.setFloat64(at + 24, stock.floor ?? Number.NEGATIVE_INFINITY, true);
      at += 32;
    }
    view.setInt32(at, -1, true);
    return known;
  }

  /** Where the value of a column of worlds goes, as numbers of doubles; for the first lane. */
  #columnTargets(): ReadonlyMap<string, readonly number[]> {
    const targets = new Map<string, readonly number[]>();
    const { addresses } = this.#compiled;
    for (const one of this.#model.variables.values()) {
      const slot = addresses.parameters.get(one.name);
      if (one.kind !== 'parameter' || slot === undefined) continue;
      const places = Array.from(
        { length: one.size },
        (_, element) => slot.address / 8 + element * this.#lanes,
      );
      targets.set(one.source, places);
      elementLabels(one.dims, this.#model.dimensions).forEach((label, element) => {
        targets.set(elementName(one.source, label), [places[element] ?? 0]);
      });
    }
    return targets;
  }

  // --- what is written for a block

  #writeParameters(): void {
    const numbers = new Float64Array(this.#memory.buffer);
    for (const one of this.#model.variables.values()) {
      const slot = this.#compiled.addresses.parameters.get(one.name);
      if (one.kind !== 'parameter' || slot === undefined) continue;
      one.values.forEach((value, element) => {
        const at = slot.address / 8 + element * this.#lanes;
        numbers.fill(value, at, at + this.#lanes);
      });
    }
  }

  #writeStreams(key: WorldBlock['key']): void {
    const words = new Uint32Array(this.#memory.buffer);
    for (const [name, address] of this.#compiled.addresses.streams)
      words.set(keyOfStream(key, name), address / 4);
  }

  /** Makes room for the rings whose length depends on the world: as long as the longest of the block. */
  #makeRings(worlds: WorldBlock): void {
    const { plan, addresses, vectors } = this.#compiled;
    const longest = plan.rings.map(() => 0);
    this.#needTable(0);
    for (let first = 0; first < worlds.count; first += this.#lanes) {
      if (!plan.rings.some((one) => one.places !== undefined)) break;
      this.#writeWorlds(worlds, first);
      this.#exports.start?.();
      const numbers = new Float64Array(this.#memory.buffer);
      plan.rings.forEach(({ memory, places }, index) => {
        const slot = plan.slots.get(slotName('places', memory.name));
        if (places === undefined || slot === undefined) return;
        const at = slot.address / 8;
        for (const value of numbers.subarray(at, at + slot.count * this.#lanes))
          longest[index] = Math.max(longest[index] ?? 0, value);
      });
    }
    const layout = new Layout(this.#rings);
    const bases = plan.rings.map(({ memory }, index) =>
      layout.take((longest[index] ?? 0) * memory.size * 16 * vectors),
    );
    growTo(this.#memory, layout.end);
    const words = new Int32Array(this.#memory.buffer);
    plan.rings.forEach((_, index) => {
      const own = ringWords(plan.reported.length, index);
      words[(addresses.header + own.base) / 4] = bases[index] ?? 0;
      words[(addresses.header + own.places) / 4] = longest[index] ?? 0;
    });
    this.#ringPlaces = 1 + Math.max(0, ...longest);
  }

  /** Puts a group of worlds into the lanes; past the last world it stands again. */
  #writeWorlds(worlds: WorldBlock, first: number): void {
    const numbers = new Float64Array(this.#memory.buffer);
    const words = new Int32Array(this.#memory.buffer);
    const { columns, values } = worlds;
    const targets = this.#targetsOf(columns);
    const own = this.#compiled.addresses.worlds / 4;
    for (let lane = 0; lane < this.#lanes; lane++) {
      const world = Math.min(first + lane, worlds.count - 1);
      words[own + lane] = worlds.first + world;
      for (let c = 0; c < targets.length; c++) {
        const value = values[world * targets.length + c] ?? Number.NaN;
        for (const at of targets[c]!) numbers[at + lane] = value;
      }
    }
  }

  // Blocks of one plan share their columns, which are many: looked up by name for each world they took 5 % of a run.
  #targetsOf(columns: readonly string[]): readonly (readonly number[])[] {
    if (this.#known.columns !== columns) {
      const targets = columns.map((column) => [...(this.#targets.get(column) ?? [])]);
      this.#known = { columns, targets };
    }
    return this.#known.targets;
  }

  // --- runs

  #runGroup(
    worlds: WorldBlock,
    first: number,
    lane: number,
    metrics: Float64Array,
    failed: number[],
  ): void {
    const { start, fill, steps } = this.#exports;
    const { addresses } = this.#compiled;
    const { horizon } = this.#request;
    this.#writeWorlds(worlds, first);
    const header = new Int32Array(this.#memory.buffer, addresses.header, HEADER.variable / 4);
    header[HEADER.state / 4] = 0;
    header[HEADER.jump / 4] = this.#jumps;
    header[HEADER.lane / 4] = lane;
    this.#needTable(0);
    start?.();
    fill?.();
    for (let from = 0; from <= horizon.steps; from += this.#stepsAtOnce) {
      this.#needTable(from);
      steps?.(from, Math.min(from + this.#stepsAtOnce, horizon.steps + 1), this.#rows);
    }
    const count = Math.min(this.#lanes, worlds.count - first);
    const verdicts = new Float64Array(this.#memory.buffer, addresses.verdicts, count);
    for (let l = 0; l < count; l++) {
      if (this.#timesFail || !Number.isFinite(verdicts[l])) failed.push(first + l);
    }
    this.#readSums(first, count, metrics);
  }

  #readSums(first: number, count: number, metrics: Float64Array): void {
    const { addresses, plan } = this.#compiled;
    const { horizon } = this.#request;
    const list = this.#request.metrics;
    const sums = new Float64Array(this.#memory.buffer, addresses.finalSums, addresses.sumBytes / 8);
    list.forEach(({ overTime }, index) => {
      const slot = plan.slots.get(slotName('sum', `${index}`));
      if (slot === undefined) return;
      const at = (slot.address - addresses.sums) / 8;
      for (let l = 0; l < count; l++) {
        const sum = sums[at + l] ?? Number.NaN;
        const value = overTime === 'mean' ? sum / (horizon.steps * this.#dt) : sum;
        metrics[(first + l) * list.length + index] = value;
      }
    });
  }

  /** Fills the table of times for the steps from one number on, unless it is there. */
  #needTable(from: number): void {
    if (this.#tableFrom === from) return;
    const { addresses } = this.#compiled;
    const { rowsPerStep } = this.#inputs;
    const to = Math.min(from + this.#stepsAtOnce, this.#request.horizon.steps + 1);
    const rows = (to - from) * rowsPerStep;
    const pairs = Math.ceil(rows / 2);
    const out = new Float64Array(
      this.#memory.buffer,
      this.#pairs,
      (pairs * addresses.pairBytes) / 8,
    );
    this.#inputs.write(out, from * rowsPerStep, to * rowsPerStep);
    this.#exports.times?.(this.#pairs, this.#pairs + pairs * addresses.pairBytes, this.#rows);
    this.#tableFrom = from;
    const table = new Float64Array(this.#memory.buffer, this.#rows);
    for (let row = 0; row < rows; row++) {
      // Past the last step only its start is looked at.
      const step = from + Math.floor(row / rowsPerStep);
      if (step === this.#request.horizon.steps && row % rowsPerStep > 0) continue;
      const check = table[(row * addresses.rowBytes + addresses.rowCheck) / 8];
      if (!Number.isFinite(check)) this.#timesFail = true;
    }
  }

  // --- results

  /** Takes what a chunk of worlds has reported. */
  #collect(
    first: number,
    count: number,
    block: Pick<RunBlock, 'metrics' | 'series'>,
    failed: number[],
  ): void {
    const { reports } = this.#request.horizon;
    const list = this.#request.metrics;
    for (const { variable, size, address } of this.#reported) {
      const length = count * reports * size;
      const values = new Float64Array(this.#memory.buffer, address, length);
      block.series.get(variable)?.set(values, first * reports * size);
      list.forEach((metric, index) => {
        if (metric.variable !== variable) return;
        if (isSum(metric)) return;
        for (let i = 0; i < count; i++) {
          const own = values.subarray(i * reports, (i + 1) * reports);
          block.metrics[(first + i) * list.length + index] = lookedAt(metric, own);
        }
      });
    }
    const known = new Set(failed);
    for (let i = first; i < first + count; i++) {
      const own = block.metrics.subarray(i * list.length, (i + 1) * list.length);
      if (!known.has(i) && own.some((value) => !Number.isFinite(value))) failed.push(i);
    }
    failed.sort((a, b) => a - b);
  }

  /**
   * Runs a world that seems to have failed again with the reference, which tells what went wrong. Where nothing
   * did, the world stands: its values are so large that their sum, which is all that is checked, is infinite.
   */
  #explain(
    worlds: WorldBlock,
    index: number,
    block: Pick<RunBlock, 'metrics' | 'series'>,
  ): Failure | undefined {
    this.#reference ??= referenceEngine.prepare(this.#model, this.#request);
    const width = worlds.columns.length;
    const again = this.#reference.run({
      ...worlds,
      first: worlds.first + index,
      count: 1,
      values: worlds.values.slice(index * width, (index + 1) * width),
    });
    block.metrics.set(again.metrics, index * again.metrics.length);
    for (const [name, values] of again.series)
      block.series.get(name)?.set(values, index * values.length);
    return again.failures[0];
  }
}

/** A metric of the values at reports. */
function lookedAt(metric: Metric, values: Float64Array): number {
  const first = values[0] ?? Number.NaN;
  const last = values.at(-1) ?? Number.NaN;
  switch (metric.overTime) {
    case 'start':
      return first;
    case 'end':
      return last;
    case 'change':
      return last - first;
    case 'min':
      return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    case 'max':
      return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    default:
      return Number.NaN;
  }
}
