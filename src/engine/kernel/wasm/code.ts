import { Bytes } from './bytes.js';
import type { Func, ModuleBuilder } from './module.js';

export type ValueType = 'i32' | 'i64' | 'f64' | 'v128';

export const TYPE_CODES: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f64: 0x7c,
  v128: 0x7b,
};

/** Something that writes code which leaves one value on the stack. */
export interface Emit<T extends ValueType> {
  (code: Code): void;
  /** Never set: it only lets the type checker tell an `f64` from a `v128`. */
  readonly type?: T;
}

/** A local variable of a function. */
export interface Local<T extends ValueType> {
  readonly index: number;
  readonly valueType: T;
  /** Its value. */
  readonly get: Emit<T>;
}

/** The code of one function. Statements are written at once, in order; values are `Emit`s that nest. */
export class Code {
  readonly module: ModuleBuilder;
  readonly #params: readonly ValueType[];
  readonly #types: ValueType[] = [];
  readonly #free: Record<ValueType, number[]> = { i32: [], i64: [], f64: [], v128: [] };
  #scopes: Local<ValueType>[][] = [];
  #bytes = new Bytes();
  /** Statements so far, while they are being interleaved with others. */
  #statements: Bytes[] | undefined;
  #blocks = 0;

  constructor(module: ModuleBuilder, params: readonly ValueType[]) {
    this.module = module;
    this.#params = params;
  }

  /** Writes an opcode. */
  op(code: number): void {
    this.#bytes.u8(code);
  }

  /** Writes an opcode of the vector instructions. */
  simd(code: number): void {
    this.#bytes.u8(0xfd);
    this.#bytes.u32(code);
  }

  u32(value: number): void {
    this.#bytes.u32(value);
  }

  s32(value: number): void {
    this.#bytes.s32(value);
  }

  s64(value: bigint): void {
    this.#bytes.s64(value);
  }

  f64(value: number): void {
    this.#bytes.f64(value);
  }

  /** Eight bytes, as they stand in memory. */
  i64bits(value: bigint): void {
    this.#bytes.u64(value);
  }

  param<T extends ValueType>(index: number, valueType: T): Local<T> {
    return localOf(index, valueType);
  }

  /** A new local, 0 at the start of the function. Inside `scope` it may hold an older value. */
  local<T extends ValueType>(valueType: T): Local<T> {
    const index = this.#free[valueType].pop() ?? this.#newIndex(valueType);
    const local = localOf(index, valueType);
    this.#scopes.at(-1)?.push(local);
    return local;
  }

  /** A local that no scope gives back; `release` does. */
  own<T extends ValueType>(valueType: T): Local<T> {
    return localOf(this.#free[valueType].pop() ?? this.#newIndex(valueType), valueType);
  }

  /**
   * A local that nothing else has used or will use: for what is set outside a loop, when the loop's body, with its
   * own locals, is being written already.
   */
  untouched<T extends ValueType>(valueType: T): Local<T> {
    return localOf(this.#newIndex(valueType), valueType);
  }

  release(local: Local<ValueType>): void {
    this.#free[local.valueType].push(local.index);
  }

  #newIndex(valueType: ValueType): number {
    return this.#params.length + this.#types.push(valueType) - 1;
  }

  /** Locals made inside `write` are given back at its end. */
  scope<R>(write: () => R): R {
    this.#scopes.push([]);
    const result = write();
    for (const local of this.#scopes.pop() ?? []) this.#free[local.valueType].push(local.index);
    return result;
  }

  set<T extends ValueType>(local: Local<T>, value: Emit<T>): void {
    value(this);
    this.op(0x21);
    this.u32(local.index);
    this.#endStatement();
  }

  /**
   * Writes several pieces of code side by side, a statement of each in turn: while one waits for a result, the
   * processor works on the others. The pieces must not share locals, and must leave nothing on the stack.
   */
  interleave(pieces: readonly (() => void)[]): void {
    if (pieces.length === 1 || this.#statements !== undefined) {
      for (const write of pieces) write();
      return;
    }
    const outer = this.#bytes;
    const blocks = this.#blocks;
    this.#blocks = 0;
    const lists = pieces.map((write) => {
      const statements: Bytes[] = [];
      this.#statements = statements;
      this.#bytes = new Bytes();
      write();
      statements.push(this.#bytes);
      this.#statements = undefined;
      return statements;
    });
    this.#bytes = outer;
    this.#blocks = blocks;
    const longest = Math.max(...lists.map((one) => one.length));
    for (let k = 0; k < longest; k++)
      for (const list of lists) {
        const statement = list[k];
        if (statement !== undefined) this.#bytes.append(statement);
      }
  }

  #endStatement(): void {
    if (this.#statements === undefined || this.#blocks > 0) return;
    this.#statements.push(this.#bytes);
    this.#bytes = new Bytes();
  }

  /** A new local that holds a value. */
  keep<T extends ValueType>(valueType: T, value: Emit<T>): Local<T> {
    value(this);
    const local = this.local(valueType);
    this.op(0x21);
    this.u32(local.index);
    this.#endStatement();
    return local;
  }

  /** A vector, worked out here once. */
  v(value: Emit<'v128'>): Emit<'v128'> {
    return this.keep('v128', value).get;
  }

  /** A scalar, worked out here once. */
  f(value: Emit<'f64'>): Emit<'f64'> {
    return this.keep('f64', value).get;
  }

  /** A 32-bit whole number, worked out here once. */
  i(value: Emit<'i32'>): Emit<'i32'> {
    return this.keep('i32', value).get;
  }

  /** A 64-bit whole number, worked out here once. */
  l(value: Emit<'i64'>): Emit<'i64'> {
    return this.keep('i64', value).get;
  }

  if(condition: Emit<'i32'>, then: () => void, otherwise?: () => void): void {
    condition(this);
    this.op(0x04);
    this.op(0x40);
    this.#blocks += 1;
    then();
    if (otherwise !== undefined) {
      this.op(0x05);
      otherwise();
    }
    this.#blocks -= 1;
    this.op(0x0b);
    this.#endStatement();
  }

  /** Repeats `body` while the condition that it leaves on the stack is not 0. */
  loop(body: () => Emit<'i32'>): void {
    this.op(0x03);
    this.op(0x40);
    this.#blocks += 1;
    const again = body();
    again(this);
    this.op(0x0d);
    this.u32(0);
    this.#blocks -= 1;
    this.op(0x0b);
    this.#endStatement();
  }

  /** Leaves a value on the stack, as a result of the function. */
  result(value: Emit<ValueType>): void {
    value(this);
  }

  /** Ends the function with the values on the stack. */
  return(value: Emit<ValueType>): void {
    value(this);
    this.op(0x0f);
  }

  /** Calls a function; its results, if any, stay on the stack. */
  call(func: Func, ...args: Emit<ValueType>[]): void {
    for (const arg of args) arg(this);
    this.op(0x10);
    this.u32(func.index);
  }

  /** A new local that takes the value on top of the stack. */
  pop<T extends ValueType>(valueType: T): Emit<T> {
    const local = this.local(valueType);
    this.op(0x21);
    this.u32(local.index);
    return local.get;
  }

  /** Writes code aside; `splice` puts it in place. */
  aside(write: () => void): Bytes {
    const outer = this.#bytes;
    this.#bytes = new Bytes();
    write();
    const inner = this.#bytes;
    this.#bytes = outer;
    return inner;
  }

  splice(bytes: Bytes): void {
    this.#bytes.append(bytes);
  }

  writeTo(out: Bytes): void {
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.#types) {
      const last = runs.at(-1);
      if (last?.type === type) last.count += 1;
      else runs.push({ type, count: 1 });
    }
    out.u32(runs.length);
    for (const { type, count } of runs) {
      out.u32(count);
      out.u8(TYPE_CODES[type]);
    }
    out.append(this.#bytes);
    out.u8(0x0b);
  }
}

function localOf<T extends ValueType>(index: number, valueType: T): Local<T> {
  const get = (code: Code) => {
    code.op(0x20);
    code.u32(index);
  };
  return { index, valueType, get };
}
