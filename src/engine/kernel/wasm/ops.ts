import type { Code, Emit, ValueType } from './code.js';
import type { Func } from './module.js';

// The instructions that the kernel uses, as functions from operands to values. Names follow the WebAssembly
// specification, with the type in front: `f64x2.add` is `vadd`, `i64x2.add` is `ladd` and so on.

type V = Emit<'v128'>;
type F = Emit<'f64'>;
type I = Emit<'i32'>;
type L = Emit<'i64'>;

const plain =
  <A extends ValueType, R extends ValueType>(code: number) =>
  (...args: Emit<A>[]): Emit<R> =>
  (c) => {
    for (const arg of args) arg(c);
    c.op(code);
  };

const unary =
  <A extends ValueType, R extends ValueType>(code: number) =>
  (a: Emit<A>): Emit<R> =>
    plain<A, R>(code)(a);

const binary =
  <A extends ValueType, R extends ValueType>(code: number) =>
  (a: Emit<A>, b: Emit<A>): Emit<R> =>
    plain<A, R>(code)(a, b);

const vector1 =
  (code: number) =>
  (a: V): V =>
  (c) => {
    a(c);
    c.simd(code);
  };

const vector2 =
  (code: number) =>
  (a: V, b: V): V =>
  (c) => {
    a(c);
    b(c);
    c.simd(code);
  };

const shift =
  (code: number) =>
  (a: V, bits: number): V =>
  (c) => {
    a(c);
    i32(bits)(c);
    c.simd(code);
  };

// Constants.
export const i32 = (value: number): I => {
  const emit: I = (c) => {
    c.op(0x41);
    c.s32(value);
  };
  return Object.assign(emit, { constant: value });
};
export const i64 =
  (value: bigint): L =>
  (c) => {
    c.op(0x42);
    c.s64(value);
  };
export const f64 =
  (value: number): F =>
  (c) => {
    c.op(0x44);
    c.f64(value);
  };

const scratch = new DataView(new ArrayBuffer(8));

/** The 64 bits of a number. */
export function bitsOf(value: number): bigint {
  scratch.setFloat64(0, value);
  return scratch.getBigUint64(0);
}

/** The number that 64 bits stand for. */
export function numberOf(pattern: bigint): number {
  scratch.setBigUint64(0, pattern);
  return scratch.getFloat64(0);
}

/** The same 64 bits in both lanes. The optimising compiler makes it once, outside of loops. */
export const bits =
  (pattern: bigint): V =>
  (c) => {
    c.simd(0x0c);
    c.i64bits(pattern);
    c.i64bits(pattern);
  };

/** The same number in both lanes. */
export const both = (value: number): V => bits(bitsOf(value));

// Vectors of two 64-bit numbers.
export const vadd = vector2(0xf0);
export const vsub = vector2(0xf1);
export const vmul = vector2(0xf2);
export const vdiv = vector2(0xf3);
/** Either is NaN: NaN. -0 is below 0. */
export const vmin = vector2(0xf4);
export const vmax = vector2(0xf5);
/** `b < a ? b : a`: the first when either is NaN. One instruction on most machines. */
export const vpmin = vector2(0xf6);
/** `a < b ? b : a`. */
export const vpmax = vector2(0xf7);
export const vabs = vector1(0xec);
export const vneg = vector1(0xed);
export const vsqrt = vector1(0xef);
export const vceil = vector1(0x74);
export const vfloor = vector1(0x75);
// Comparisons give a mask: all bits of the lane, or none.
export const veq = vector2(0x47);
export const vne = vector2(0x48);
export const vlt = vector2(0x49);
export const vgt = vector2(0x4a);
export const vle = vector2(0x4b);
export const vge = vector2(0x4c);
export const not = vector1(0x4d);
export const and = vector2(0x4e);
/** `a and not b`. */
export const andNot = vector2(0x4f);
export const or = vector2(0x50);
export const xor = vector2(0x51);
/** Where the mask is set the first, else the second. */
export const select =
  (yes: V, no: V, mask: V): V =>
  (c) => {
    yes(c);
    no(c);
    mask(c);
    c.simd(0x52);
  };
export const anyTrue =
  (a: V): I =>
  (c) => {
    a(c);
    c.simd(0x53);
  };
export const allTrue =
  (a: V): I =>
  (c) => {
    a(c);
    c.simd(0xc3);
  };
export const splat =
  (a: F): V =>
  (c) => {
    a(c);
    c.simd(0x14);
  };
export const lane =
  (a: V, index: 0 | 1): F =>
  (c) => {
    a(c);
    c.simd(0x21);
    c.op(index);
  };
export const withLane =
  (a: V, index: 0 | 1, value: F): V =>
  (c) => {
    a(c);
    value(c);
    c.simd(0x22);
    c.op(index);
  };
// Vectors of two 64-bit whole numbers.
export const ladd = vector2(0xce);
export const lsub = vector2(0xd1);
/** The same bits. */
export const leq = vector2(0xd6);
/** Greater, as whole numbers with a sign. */
export const lgt = vector2(0xd9);
export const lshl = shift(0xcb);
export const lshru = shift(0xcd);

/** The lower half of a lane, as a 32-bit whole number. */
export const lowWord =
  (a: V, index: 0 | 1): I =>
  (c) => {
    a(c);
    c.simd(0x1b);
    c.op(2 * index);
  };
const shuffle =
  (index: 0 | 1) =>
  (a: V, b: V): V =>
  (c) => {
    a(c);
    b(c);
    c.simd(0x0d);
    for (const start of [8 * index, 16 + 8 * index])
      for (let byte = start; byte < start + 8; byte++) c.op(byte);
  };
/** The first lane of one vector, and that of another. */
export const firstLanes = shuffle(0);
/** The second lane of one vector, and that of another. */
export const secondLanes = shuffle(1);

// Scalars.
export const fadd = binary<'f64', 'f64'>(0xa0);
export const fsub = binary<'f64', 'f64'>(0xa1);
export const fmul = binary<'f64', 'f64'>(0xa2);
export const fdiv = binary<'f64', 'f64'>(0xa3);
export const fabs = unary<'f64', 'f64'>(0x99);
export const fneg = unary<'f64', 'f64'>(0x9a);
export const ffloor = unary<'f64', 'f64'>(0x9c);
export const fsqrt = unary<'f64', 'f64'>(0x9f);
export const feq = binary<'f64', 'i32'>(0x61);
export const flt = binary<'f64', 'i32'>(0x63);
export const fgt = binary<'f64', 'i32'>(0x64);
export const fle = binary<'f64', 'i32'>(0x65);
export const fge = binary<'f64', 'i32'>(0x66);
export const add = binary<'i32', 'i32'>(0x6a);
export const sub = binary<'i32', 'i32'>(0x6b);
export const mul = binary<'i32', 'i32'>(0x6c);
export const divu = binary<'i32', 'i32'>(0x6e);
export const remu = binary<'i32', 'i32'>(0x70);
export const iand = binary<'i32', 'i32'>(0x71);
export const ior = binary<'i32', 'i32'>(0x72);
export const ixor = binary<'i32', 'i32'>(0x73);
export const shl = binary<'i32', 'i32'>(0x74);
export const shru = binary<'i32', 'i32'>(0x76);
export const eqz = unary<'i32', 'i32'>(0x45);
export const eq = binary<'i32', 'i32'>(0x46);
export const lts = binary<'i32', 'i32'>(0x48);
export const ltu = binary<'i32', 'i32'>(0x49);
export const Ladd = binary<'i64', 'i64'>(0x7c);
export const Lsub = binary<'i64', 'i64'>(0x7d);
export const Lmul = binary<'i64', 'i64'>(0x7e);
export const Land = binary<'i64', 'i64'>(0x83);
export const Lor = binary<'i64', 'i64'>(0x84);
export const Lshl = binary<'i64', 'i64'>(0x86);
export const Lshru = binary<'i64', 'i64'>(0x88);
export const Leqz = unary<'i64', 'i32'>(0x50);
export const Lltu = binary<'i64', 'i32'>(0x54);
export const wrap = unary<'i64', 'i32'>(0xa7);
export const extendU = unary<'i32', 'i64'>(0xad);
export const floatOfS64 = unary<'i64', 'f64'>(0xb9);
export const splatI64 =
  (a: L): V =>
  (c) => {
    a(c);
    c.simd(0x12);
  };
/** Towards 0, without a trap: NaN gives 0. */
export const truncU32 =
  (a: F): I =>
  (c) => {
    a(c);
    c.op(0xfc);
    c.u32(3);
  };
export const bitsOfFloat = unary<'f64', 'i64'>(0xbd);
export const floatOfBits = unary<'i64', 'f64'>(0xbf);
/** `condition ? yes : no`, both worked out. */
export const choose =
  <T extends 'i32' | 'i64' | 'f64'>(yes: Emit<T>, no: Emit<T>, condition: I): Emit<T> =>
  (c) => {
    yes(c);
    no(c);
    condition(c);
    c.op(0x1b);
  };

/** A call to a function with one result. */
export const call =
  <T extends ValueType>(func: Func, ...args: Emit<ValueType>[]): Emit<T> =>
  (c) => {
    for (const arg of args) arg(c);
    c.op(0x10);
    c.u32(func.index);
  };

/** Up to where offsets stand in the instruction; larger ones are added to the pointer. */
const IN_INSTRUCTION = 64;

/**
 * Writes the address of an access: a pointer plus a fixed offset in bytes. V8 adds the offset of an instruction to
 * the start of memory outside of loops and keeps each such sum, so that every access loads its own start first;
 * few offsets need few sums, and adding the rest to the pointer costs less.
 * @returns what writes the rest of the instruction's operands, which follow its code.
 */
function address(c: Code, pointer: I, offset: number): (align: number) => void {
  const { constant } = pointer as { readonly constant?: number };
  const rest = offset % IN_INSTRUCTION;
  if (constant !== undefined) i32(constant + offset - rest)(c);
  else if (offset === rest) pointer(c);
  else add(pointer, i32(offset - rest))(c);
  return (align) => {
    c.u32(align);
    c.u32(rest);
  };
}

const read =
  <T extends ValueType>(write: (c: Code) => void, align: number) =>
  (pointer: I, offset: number): Emit<T> =>
  (c) => {
    const operands = address(c, pointer, offset);
    write(c);
    operands(align);
  };

export const load = read<'v128'>((c) => c.simd(0x00), 4);
export const loadSplat = read<'v128'>((c) => c.simd(0x0a), 3);
/** The first lane; the second is 0. */
export const loadZero = read<'v128'>((c) => c.simd(0x5d), 3);
export const loadF64 = read<'f64'>((c) => c.op(0x2b), 3);
export const loadI32 = read<'i32'>((c) => c.op(0x28), 2);
export const loadI64 = read<'i64'>((c) => c.op(0x29), 3);
export const loadLane =
  (a: V, index: 0 | 1, pointer: I, offset: number): V =>
  (c) => {
    const operands = address(c, pointer, offset);
    a(c);
    c.simd(0x57);
    operands(3);
    c.op(index);
  };

const write =
  <T extends ValueType>(code: (c: Code) => void, align: number) =>
  (c: Code, pointer: I, offset: number, value: Emit<T>): void => {
    const operands = address(c, pointer, offset);
    value(c);
    code(c);
    operands(align);
  };

export const store = write<'v128'>((c) => c.simd(0x0b), 4);
export const storeI32 = write<'i32'>((c) => c.op(0x36), 2);
export function storeLane(c: Code, pointer: I, offset: number, value: V, index: 0 | 1): void {
  const operands = address(c, pointer, offset);
  value(c);
  c.simd(0x5b);
  operands(3);
  c.op(index);
}
