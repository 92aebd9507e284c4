import type { Graph } from '../graph/graph.js';
import type { Code, Emit, Local } from '../wasm/code.js';
import { add, i32, ltu, mul, store } from '../wasm/ops.js';

type I = Emit<'i32'>;

/** A step of a pointer for each element of a dimension, in bytes. */
export type Strides = ReadonlyMap<string, number>;

interface Pointer {
  readonly local: Local<'i32'>;
  readonly base: I;
  readonly strides: Strides;
}

/** In loops over fewer elements nothing is worked out beforehand. */
const FEW_ELEMENTS = 4;

/** Loops over the elements of some dimensions, with pointers that follow them. */
export class Loops {
  readonly #code: Code;
  readonly #graph: Graph;
  readonly #dims: readonly string[];
  readonly #pointers = new Map<string, Pointer>();
  readonly #common = new Map<string, { local: Local<'v128'>; value: Emit<'v128'> }>();

  constructor(code: Code, graph: Graph, dims: readonly string[]) {
    this.#code = code;
    this.#graph = graph;
    this.#dims = dims;
  }

  /** A base plus strides times the numbers of the elements at hand. `key` names the base. */
  pointer(key: string, base: I, strides: Strides): I {
    const own = [...strides].filter(([, bytes]) => bytes !== 0);
    if (own.length === 0) return base;
    const full = `${key} ${own.map(([dim, bytes]) => `${dim} ${bytes}`).join()}`;
    let pointer = this.#pointers.get(full);
    if (pointer === undefined) {
      pointer = { local: this.#code.untouched('i32'), base, strides: new Map(own) };
      this.#pointers.set(full, pointer);
    }
    return pointer.local.get;
  }

  /**
   * A value that is the same for all elements, worked out once before the loops. Inside them V8 would read it long
   * before it is wanted, put it by, and read it again. `key` names the value.
   */
  common(key: string, value: Emit<'v128'>): Emit<'v128'> {
    if (this.#elements() < FEW_ELEMENTS) return value;
    let found = this.#common.get(key);
    if (found === undefined) {
      found = { local: this.#code.untouched('v128'), value };
      this.#common.set(key, found);
    }
    return found.local.get;
  }

  #elements(): number {
    return this.#dims.reduce((count, dim) => count * this.#graph.sizeOf(dim), 1);
  }

  /** Writes the loops round a body. */
  write(body: () => void): void {
    const counters = new Map(this.#dims.map((dim) => [dim, this.#code.own('i32')]));
    // The body is written first, to know which pointers it wants.
    const inner = this.#code.aside(body);
    for (const { local, value } of this.#common.values()) this.#code.set(local, value);
    this.#level(0, counters, () => this.#code.splice(inner));
    for (const one of counters.values()) this.#code.release(one);
    for (const { local } of this.#pointers.values()) this.#code.release(local);
    for (const { local } of this.#common.values()) this.#code.release(local);
  }

  #level(depth: number, counters: ReadonlyMap<string, Local<'i32'>>, inner: () => void): void {
    const code = this.#code;
    const dim = this.#dims[depth];
    if (dim === undefined) {
      inner();
      return;
    }
    const counter = counters.get(dim);
    if (counter === undefined) return;
    code.set(counter, i32(0));
    code.loop(() => {
      for (const pointer of this.#pointers.values())
        if (this.#depthOf(pointer) === depth) this.#set(pointer, counters);
      this.#level(depth + 1, counters, inner);
      code.set(counter, add(counter.get, i32(1)));
      return ltu(counter.get, i32(this.#graph.sizeOf(dim)));
    });
  }

  /** The innermost loop that a pointer follows. */
  #depthOf(pointer: Pointer): number {
    return Math.max(...[...pointer.strides.keys()].map((dim) => this.#dims.indexOf(dim)));
  }

  #set(pointer: Pointer, counters: ReadonlyMap<string, Local<'i32'>>): void {
    let address = pointer.base;
    for (const [dim, bytes] of pointer.strides) {
      const counter = counters.get(dim);
      if (counter !== undefined) address = add(address, mul(counter.get, i32(bytes)));
    }
    this.#code.set(pointer.local, address);
  }
}

/** Writes the same vector to all of a stretch of memory. */
export function fill(
  code: Code,
  pointer: I,
  address: number,
  bytes: number,
  value: Emit<'v128'>,
): void {
  if (bytes === 0) return;
  const at = code.own('i32');
  code.set(at, i32(0));
  code.loop(() => {
    store(code, add(pointer, at.get), address, value);
    code.set(at, add(at.get, i32(16)));
    return ltu(at.get, i32(bytes));
  });
  code.release(at);
}
