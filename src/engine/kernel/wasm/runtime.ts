// The types of TypeScript's library for browsers are not loaded here; this is the part of WebAssembly that the
// kernel needs, which browsers and Node share.

/** Memory of a module, in pages of 64 KiB. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

export type WasmExports = Readonly<Record<string, (...args: number[]) => number>>;

interface WasmApi {
  readonly Memory: new (limits: { initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly m: { readonly m: WasmMemory } },
  ) => { readonly exports: WasmExports };
}

const api = (globalThis as unknown as { readonly WebAssembly: WasmApi }).WebAssembly;

export const PAGE = 65536;

// Each memory takes ten gigabytes of addresses, whatever its size, and engines wait for the collector when they run
// out of them: who makes many programs gives their memories back.
const spare: WasmMemory[] = [];
const MOST_SPARE = 8;

/** A memory of at least this many bytes, all zero. */
export function newMemory(bytes: number): WasmMemory {
  const pages = Math.ceil(bytes / PAGE);
  const at = spare.findIndex(({ buffer }) => {
    const size = buffer.byteLength / PAGE;
    return size >= pages && size <= 2 * pages;
  });
  const [found] = at < 0 ? [] : spare.splice(at, 1);
  if (found === undefined) return new api.Memory({ initial: pages });
  new Uint8Array(found.buffer).fill(0);
  return found;
}

/** Takes back a memory that no program uses any more. */
export function giveBack(memory: WasmMemory): void {
  if (spare.length < MOST_SPARE) spare.push(memory);
}

/** Grows a memory to at least this many bytes; views of its old buffer are then void. */
export function growTo(memory: WasmMemory, bytes: number): void {
  const more = Math.ceil(bytes / PAGE) - memory.buffer.byteLength / PAGE;
  if (more > 0) memory.grow(more);
}

/** Compiles a module, at once. */
export function compileModule(bytes: Uint8Array<ArrayBuffer>): object {
  return new api.Module(bytes);
}

export function instantiate(module: object, memory: WasmMemory): WasmExports {
  return new api.Instance(module, { m: { m: memory } }).exports;
}
