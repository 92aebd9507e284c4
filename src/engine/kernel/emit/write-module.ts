import type { Node } from '../graph/node.js';
import type { ModelPlan, Shape } from '../plan/model-plan.js';
import type { Pieces } from '../plan/pieces.js';
import type { Addresses } from '../plan/place.js';
import type { Base, Slot } from '../plan/slot.js';
import { newSlot, slotName } from '../plan/slot.js';
import type { Code, Emit, Local } from '../wasm/code.js';
import type { ConstantPool } from '../wasm/module.js';
import { ModuleBuilder } from '../wasm/module.js';
import { both, i32, load, store, vadd, vsub } from '../wasm/ops.js';
import type { Frame, Places } from './frame.js';
import { NetworkLists } from './lists.js';
import { fill } from './loops.js';
import { writePiece } from './piece.js';
import { writeFill } from './write-rings.js';
import { writeSteps } from './write-steps.js';
import { writeTimes } from './write-times.js';

/** What all functions of a module are written with. */
export interface Setting {
  readonly addresses: Addresses;
  readonly places: Places;
  readonly vectors: number;
}

export interface Written {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The first address that nothing stands at. */
  readonly end: number;
  /** Writes the lists of large networks. */
  writeLists(memory: ArrayBuffer): void;
}

/** A budget for long functions written out in place: each makes the code larger and slower to compile. */
const MOST_INLINED = 160;

/** Writes a model's module: `times`, `start`, `fill` and `steps`. */
export function writeModule(
  pool: ConstantPool,
  plan: ModelPlan,
  pieces: Pieces,
  shape: Shape,
  setting: Setting,
): Written {
  const module = new ModuleBuilder(pool);
  const lists = new NetworkLists(setting);
  const writer = new ModuleWriter(plan, pieces, shape, setting, lists);
  module.add(['i32', 'i32', 'i32'], [], (code) => writeTimes(code, writer), 'times');
  module.add([], [], (code) => writeStart(code, writer), 'start');
  module.add([], [], (code) => writeFill(code, writer), 'fill');
  module.add(['i32', 'i32', 'i32'], [], (code) => writeSteps(code, writer), 'steps');
  return { bytes: module.bytes(), end: lists.end, writeLists: (memory) => lists.writeTo(memory) };
}

/** What the functions of a module share while they are written. */
export class ModuleWriter {
  readonly plan: ModelPlan;
  readonly pieces: Pieces;
  readonly shape: Shape;
  readonly addresses: Addresses;
  readonly vectors: number;
  readonly #places: Places;
  readonly #lists: NetworkLists;
  readonly #memories = new Map<string, Slot>();
  readonly #stages = new Map<string, Slot>();
  #inlined = 0;

  constructor(
    plan: ModelPlan,
    pieces: Pieces,
    shape: Shape,
    setting: Setting,
    lists: NetworkLists,
  ) {
    this.plan = plan;
    this.pieces = pieces;
    this.shape = shape;
    this.addresses = setting.addresses;
    this.vectors = setting.vectors;
    this.#places = setting.places;
    this.#lists = lists;
  }

  /** A frame for code that runs for a group of worlds. */
  frame(
    code: Code,
    pointers: ReadonlyMap<Base, Emit<'i32'>>,
    verdicts: readonly Local<'v128'>[],
    more: Partial<Frame> = {},
  ): Omit<Frame, 'locals'> {
    return {
      code,
      graph: this.plan.graph,
      places: this.#places,
      vectors: this.vectors,
      networkList: (node, from, to) => this.#lists.of(node, from, to),
      slotOf: (node) => this.slotOf(node),
      pointer: (base) => (base === 'fixed' ? i32(0) : missing(pointers.get(base), base)),
      verdicts,
      inlines: () => false,
      ...more,
    };
  }

  /** Whether code that runs each step may write out one more long function. */
  readonly inlines = (cost: number): boolean => {
    if (this.#inlined + cost > MOST_INLINED) return false;
    this.#inlined += cost;
    return true;
  };

  slotOf(node: Node): Slot | undefined {
    if (node.op !== 'leaf') return this.pieces.runSlots.get(node) ?? this.pieces.rowSlots.get(node);
    const own = (kind: string) => this.plan.slots.get(slotName(kind, node.name));
    switch (node.leaf) {
      case 'parameter':
        return this.addresses.parameters.get(node.name);
      case 'series':
        return this.pieces.rowSlots.get(node);
      case 'stage':
        return once(this.#stages, node.name, () => {
          const state = own('state');
          const slot = newSlot('stage', node.dims, state?.count ?? 1);
          slot.address = state?.address ?? 0;
          return slot;
        });
      case 'memory':
        return once(this.#memories, node.name, () => {
          const slot = newSlot(`read ${node.name}`, node.dims, 1);
          slot.address = 0;
          return slot;
        });
      default:
        return node.leaf === undefined ? undefined : own(node.leaf);
    }
  }

  /** Locals that hold the verdicts on the worlds at hand. */
  verdicts(code: Code): readonly Local<'v128'>[] {
    return Array.from({ length: this.vectors }, (_, u) =>
      code.keep('v128', load(i32(0), this.addresses.verdicts + 16 * u)),
    );
  }

  saveVerdicts(code: Code, verdicts: readonly Local<'v128'>[]): void {
    verdicts.forEach((one, u) => {
      store(code, i32(0), this.addresses.verdicts + 16 * u, one.get);
    });
  }
}

function missing<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the kernel has no pointer for ${what}`);
  return value;
}

function once<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** `start()`: what depends on parameters alone, and first values; sums are 0. */
function writeStart(code: Code, writer: ModuleWriter): void {
  const { addresses, pieces, vectors } = writer;
  const verdicts = Array.from({ length: vectors }, () => code.local('v128'));
  const row = code.local('i32');
  code.set(row, (c) => {
    i32(0)(c);
    c.op(0x28);
    c.u32(2);
    c.u32(addresses.header + 12);
  });
  const pointers = new Map<Base, Emit<'i32'>>([
    ['state', i32(addresses.state)],
    ['row', row.get],
  ]);
  const frame = writer.frame(code, pointers, verdicts, { step: i32(0) });
  writePiece(pieces.run, frame);
  writePiece(pieces.start, frame);
  fill(code, i32(0), addresses.state + addresses.sums, addresses.sumBytes, both(0));
  writer.saveVerdicts(code, verdicts);
}

/** Adds to the verdicts whether every number of a stretch of memory is finite. */
export function checkStretch(
  code: Code,
  verdicts: readonly Local<'v128'>[],
  pointer: Emit<'i32'>,
  address: number,
): void {
  verdicts.forEach((verdict, u) => {
    code.scope(() => {
      const value = code.v(load(pointer, address + 16 * u));
      code.set(verdict, vadd(verdict.get, vsub(value, value)));
    });
  });
}
