import { Bytes } from './bytes.js';
import type { ValueType } from './code.js';
import { Code, TYPE_CODES } from './code.js';

/** A function of the module that is being built. */
export interface Func {
  readonly index: number;
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
}

/** Tables of numbers that the functions of a module use, where they stand in memory. */
export class ConstantPool {
  readonly #bits: bigint[] = [];
  readonly #base: number;
  readonly #limit: number;

  /** @param size bytes that may be used, from `base` on. */
  constructor(base: number, size: number) {
    this.#base = base;
    this.#limit = size / 8;
  }

  /** The address of several 64-bit patterns in a row. */
  block(patterns: readonly bigint[]): number {
    if (this.#bits.length + patterns.length > this.#limit)
      throw new RangeError('the pool of constants is full');
    const address = this.#base + 8 * this.#bits.length;
    this.#bits.push(...patterns);
    return address;
  }

  writeTo(memory: ArrayBufferLike): void {
    new BigUint64Array(memory, this.#base, this.#bits.length).set(this.#bits);
  }
}

/** Collects functions and writes them as a WebAssembly module that imports its memory as `m.m`. */
export class ModuleBuilder {
  readonly pool: ConstantPool;
  readonly #types: string[] = [];
  readonly #functions: { readonly type: number; code?: Code }[] = [];
  readonly #exports: { readonly name: string; readonly index: number }[] = [];
  readonly #shared = new Map<string, Func>();
  readonly #made = new Map<string, number>();

  constructor(pool: ConstantPool) {
    this.pool = pool;
  }

  /** Adds a function; `write` gets its parameters as locals, and leaves its results on the stack. */
  add(
    params: readonly ValueType[],
    results: readonly ValueType[],
    write: (code: Code) => void,
    exported?: string,
  ): Func {
    const key = `${params.join()}>${results.join()}`;
    let type = this.#types.indexOf(key);
    if (type < 0) type = this.#types.push(key) - 1;
    const index = this.#functions.length;
    const slot: { readonly type: number; code?: Code } = { type };
    this.#functions.push(slot);
    if (exported !== undefined) this.#exports.push({ name: exported, index });
    const code = new Code(this, params);
    write(code);
    slot.code = code;
    return { index, params, results };
  }

  /** A function that many places call, written when first asked for. */
  shared(name: string, make: () => Func): Func {
    let func = this.#shared.get(name);
    if (func === undefined) {
      func = make();
      this.#shared.set(name, func);
    }
    return func;
  }

  /** Something made once for the whole module. */
  once(name: string, make: () => number): number {
    let value = this.#made.get(name);
    if (value === undefined) {
      value = make();
      this.#made.set(name, value);
    }
    return value;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const out = new Bytes();
    for (const byte of [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]) out.u8(byte);
    section(out, 1, (part) => {
      part.u32(this.#types.length);
      for (const key of this.#types) {
        const [params = '', results = ''] = key.split('>');
        part.u8(0x60);
        for (const list of [params, results]) {
          const types = list === '' ? [] : list.split(',');
          part.u32(types.length);
          for (const type of types) part.u8(TYPE_CODES[type as ValueType]);
        }
      }
    });
    section(out, 2, (part) => {
      part.u32(1);
      part.text('m');
      part.text('m');
      for (const byte of [0x02, 0x00, 0x01]) part.u8(byte);
    });
    section(out, 3, (part) => {
      part.u32(this.#functions.length);
      for (const { type } of this.#functions) part.u32(type);
    });
    section(out, 7, (part) => {
      part.u32(this.#exports.length);
      for (const { name, index } of this.#exports) {
        part.text(name);
        part.u8(0x00);
        part.u32(index);
      }
    });
    section(out, 10, (part) => {
      part.u32(this.#functions.length);
      for (const { code } of this.#functions) {
        const body = new Bytes();
        code?.writeTo(body);
        part.u32(body.length);
        part.append(body);
      }
    });
    return out.view();
  }
}

function section(out: Bytes, id: number, write: (part: Bytes) => void): void {
  const part = new Bytes();
  write(part);
  out.u8(id);
  out.u32(part.length);
  out.append(part);
}
