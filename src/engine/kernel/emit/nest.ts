import type { Node } from '../graph/node.js';
import type { Nest } from '../plan/schedule.js';
import type { Sink } from '../plan/segment.js';
import { sourceOf } from '../plan/segment.js';
import type { Slot } from '../plan/slot.js';
import type { Emit, Local } from '../wasm/code.js';
import { and, bits, both, load, loadSplat, store, storeLane, vadd } from '../wasm/ops.js';
import type { Frame } from './frame.js';
import { elementBytes } from './frame.js';
import { Loops } from './loops.js';
import { writeNetwork } from './network.js';
import { isLong, operation } from './operation.js';
import { Reductions } from './reductions.js';
import { readRing, writeRing } from './ring.js';

type V = Emit<'v128'>;
type I = Emit<'i32'>;

/** Writes one nest of loops. */
export class NestEmitter {
  readonly frame: Frame;
  readonly loops: Loops;
  readonly #nest: Nest;
  readonly #stored: ReadonlySet<Node>;
  readonly #own: ReadonlySet<Node>;
  readonly #uses = new Map<Node, number>();
  readonly #values = new Map<Node, readonly Local<'v128'>[]>();
  readonly #reductions: Reductions;

  constructor(frame: Frame, nest: Nest, stored: ReadonlySet<Node>) {
    this.frame = frame;
    this.#nest = nest;
    this.#stored = stored;
    this.#own = new Set(nest.nodes);
    this.loops = new Loops(frame.code, frame.graph, nest.dims);
    this.#reductions = new Reductions(this);
    this.#countUses();
  }

  write(): void {
    const { code } = this.frame;
    for (const node of this.#nest.nodes) if (node.op === 'reduce') this.#reductions.start(node);
    this.loops.write(() => this.#body());
    for (const [node, totals] of this.#reductions.totals) this.frame.locals.set(node, totals);
    // Values of the body end with it; code that comes later may use their locals.
    if (this.#nest.dims.length > 0)
      for (const one of new Set([...this.#values.values()].flat())) code.release(one);
  }

  #countUses(): void {
    const count = (node: Node) => this.#uses.set(node, (this.#uses.get(node) ?? 0) + 1);
    for (const node of this.#nest.nodes) node.args.forEach(count);
    for (const sink of this.#nest.sinks) {
      count(sink.node);
      if (sink.kind === 'remember') count(sink.place);
    }
  }

  #body(): void {
    const { network, nodes, sinks } = this.#nest;
    if (network !== undefined) {
      writeNetwork(this, network);
      return;
    }
    const roots: { readonly id: number; readonly write: () => void }[] = [
      ...nodes.flatMap((node) => {
        const write = this.#rootOf(node);
        return write === undefined ? [] : [{ id: node.id, write }];
      }),
      ...sinks.map((sink) => ({ id: sink.node.id + 0.5, write: () => this.#sink(sink) })),
    ];
    for (const { write } of roots.sort((a, b) => a.id - b.id)) write();
  }

  /** What must be done for a node even if nothing in this nest asks for it. */
  #rootOf(node: Node): (() => void) | undefined {
    if (node.op === 'reduce') return () => this.#reductions.add(node);
    if (node.op === 'assemble') return () => this.#assemble(node);
    if (this.#stored.has(node)) return () => this.#storeNode(node);
    return undefined;
  }

  // --- values

  /** The value of a node for vector `u`; `prepare` must have been called for it. */
  value(node: Node, u: number): V {
    const local = this.#values.get(node)?.[u];
    if (local !== undefined) return local.get;
    return this.#fresh(node, u);
  }

  /** Works out what the value of a node needs more than once. */
  prepare(node: Node): void {
    if (this.#values.has(node) || node.op === 'const') return;
    if (this.#own.has(node) && node.op !== 'reduce' && node.op !== 'assemble')
      for (const arg of node.args) this.prepare(arg);
    const outlives = this.#nest.dims.length === 0 && this.#own.has(node) && this.#stored.has(node);
    const again = (this.#uses.get(node) ?? 0) > 1;
    // Long operations are written as statements of their own, never in the middle of an expression.
    const long = this.#own.has(node) && isLong(node);
    if ((again || outlives || long) && !this.frame.locals.has(node)) this.#keep(node);
  }

  #keep(node: Node): void {
    const { code, vectors } = this.frame;
    // The same number in all vectors is read once.
    const shared = this.#isShared(node);
    const locals = Array.from({ length: shared ? 1 : vectors }, () => code.own('v128'));
    code.scope(() => {
      code.interleave(locals.map((local, u) => () => code.set(local, this.#fresh(node, u))));
    });
    const all = Array.from({ length: vectors }, (_, u) => locals[shared ? 0 : u] ?? locals[0]);
    this.#values.set(
      node,
      all.flatMap((one) => one ?? []),
    );
  }

  #isShared(node: Node): boolean {
    return !this.#own.has(node) && this.#slotOf(node)?.base === 'row';
  }

  #slotOf(node: Node): Slot | undefined {
    return this.frame.slotOf(sourceOf(node));
  }

  #fresh(node: Node, u: number): V {
    if (node.op === 'const') {
      if (!node.isMask) return both(node.value);
      return bits(node.value === 0 ? 0n : 0xffffffffffffffffn);
    }
    const number = this.frame.numberOf?.(node);
    if (number !== undefined) return number;
    const global = this.frame.locals.get(sourceOf(node))?.[u];
    if (global !== undefined) return global;
    const computed = this.#own.has(node) && node.op !== 'reduce' && node.op !== 'assemble';
    if (!computed) return this.#load(node, u);
    if (node.op === 'ringRead') return readRing(this, node, u);
    return operation(this, node, u);
  }

  #load(node: Node, u: number): V {
    const slot = this.#slotOf(node);
    if (slot === undefined) throw new Error(`the kernel has lost the value of ${node.op}`);
    const { pointer, offset, isCommon } = this.addressOf(node, slot);
    const isRow = slot.base === 'row';
    const value = isRow ? loadSplat(pointer, offset) : load(pointer, offset + 16 * u);
    return isCommon ? this.loops.common(`${slot.base} ${offset} ${isRow ? 0 : u}`, value) : value;
  }

  /** Where the element at hand of a node (or of what it picks from) stands, and whether it is the same for all. */
  addressOf(
    node: Node,
    slot: Slot,
  ): { readonly pointer: I; readonly offset: number; readonly isCommon: boolean } {
    const bytes = elementBytes(slot.base, this.frame.vectors);
    const { strides, fixed } = this.stridesOf(node, slot.dims, bytes);
    const pointer = this.loops.pointer(slot.base, this.frame.pointer(slot.base), strides);
    const isCommon = this.#nest.dims.length > 0 && [...strides.values()].every((one) => one === 0);
    return { pointer, offset: slot.address + fixed, isCommon };
  }

  /** The steps in bytes by which the address of a node's element follows the loops. */
  stridesOf(
    node: Node,
    dims: readonly string[],
    bytes: number,
  ): { readonly strides: Map<string, number>; readonly fixed: number } {
    // For each dimension of the source, which loop (or element) stands for it.
    let at = new Map<string, { loop: string } | { element: number }>();
    const chain: Node[] = [];
    for (let one = node; one.op === 'pick'; one = one.args[0] as Node) chain.push(one);
    for (const dim of dims) at.set(dim, { loop: dim });
    for (const pick of chain.reverse()) {
      const source = (pick.args[0] as Node).dims;
      const next = new Map<string, { loop: string } | { element: number }>();
      for (const [dim, place] of at) {
        const index = 'loop' in place ? pick.index[source.indexOf(place.loop)] : place;
        next.set(dim, index ?? place);
      }
      at = next;
    }
    const strides = new Map<string, number>();
    let fixed = 0;
    let size = bytes;
    for (const dim of [...dims].reverse()) {
      const place = at.get(dim) ?? { loop: dim };
      if ('loop' in place) strides.set(place.loop, (strides.get(place.loop) ?? 0) + size);
      else fixed += place.element * size;
      size *= this.frame.graph.sizeOf(dim);
    }
    return { strides, fixed };
  }

  // --- what is left behind

  #storeNode(node: Node): void {
    this.prepare(node);
    const { locals, vectors } = this.frame;
    if (this.#nest.dims.length === 0) {
      const own = this.#values.get(node);
      if (own !== undefined) locals.set(node, own.map(readOf));
      return;
    }
    const slot = this.#slotOf(node);
    if (slot === undefined) throw new Error('the kernel has no place for a value');
    this.storeTo(slot, node.dims, (u) => this.value(node, u), vectors);
  }

  /** Stores to the element at hand of an array over `dims`. */
  storeTo(slot: Slot, dims: readonly string[], value: (u: number) => V, vectors: number): void {
    const { code } = this.frame;
    const bytes = elementBytes(slot.base, this.frame.vectors);
    const strides = new Map<string, number>();
    let size = bytes;
    for (const dim of [...dims].reverse()) {
      strides.set(dim, size);
      size *= this.frame.graph.sizeOf(dim);
    }
    const pointer = this.loops.pointer(slot.base, this.frame.pointer(slot.base), strides);
    for (let u = 0; u < vectors; u++) {
      if (slot.base === 'row') this.#storeRow(pointer, slot.address, value(u));
      else code.scope(() => store(code, pointer, slot.address + 16 * u, value(u)));
    }
  }

  // Two times side by side go to two rows.
  #storeRow(pointer: I, address: number, value: V): void {
    const { code } = this.frame;
    const second = this.frame.rowBytes ?? 0;
    code.scope(() => {
      const both = code.v(value);
      storeLane(code, pointer, address, both, 0);
      storeLane(code, pointer, address + second, both, 1);
    });
  }

  #sink(sink: Sink): void {
    this.prepare(sink.node);
    const { code, vectors } = this.frame;
    switch (sink.kind) {
      case 'store':
        this.storeTo(sink.slot, sink.dims, (u) => this.value(sink.node, u), vectors);
        return;
      case 'check':
        this.#check(sink.node, sink.onlyTaken);
        return;
      case 'remember':
        this.prepare(sink.place);
        for (let u = 0; u < vectors; u++) code.scope(() => writeRing(this, sink, u));
        return;
      case 'report':
        this.#report(sink.node, sink.dims, sink.variable);
        return;
    }
  }

  #check(node: Node, onlyTaken: boolean): void {
    const { code, verdicts, takes } = this.frame;
    verdicts.forEach((verdict, u) => {
      const value = this.value(node, u);
      const counted = onlyTaken && takes !== undefined ? and(value, takes) : value;
      code.set(verdict, vadd(verdict.get, counted));
    });
  }

  #report(node: Node, dims: readonly string[], variable: string): void {
    const { code, report, vectors, graph } = this.frame;
    if (report === undefined) throw new Error('nothing is reported here');
    const { pointer, laneBytes } = report(variable);
    const strides = new Map<string, number>();
    let size = 8;
    for (const dim of [...dims].reverse()) {
      strides.set(dim, size);
      size *= graph.sizeOf(dim);
    }
    const own = this.loops.pointer(`report ${variable}`, pointer, strides);
    for (let u = 0; u < vectors; u++) {
      code.scope(() => {
        const value = code.v(this.value(node, u));
        storeLane(code, own, 2 * u * laneBytes, value, 0);
        storeLane(code, own, (2 * u + 1) * laneBytes, value, 1);
      });
    }
  }

  #assemble(node: Node): void {
    const slot = this.frame.slotOf(node);
    if (slot === undefined) throw new Error('the kernel has no place for a value');
    const { code, vectors } = this.frame;
    const bytes = elementBytes(slot.base, vectors);
    node.args.forEach((part, element) => {
      this.prepare(part);
      for (let u = 0; u < vectors; u++) {
        const pointer = this.frame.pointer(slot.base);
        code.scope(() =>
          store(code, pointer, slot.address + element * bytes + 16 * u, this.value(part, u)),
        );
      }
    });
  }
}

const readOf = (local: Local<'v128'>): V => local.get;
