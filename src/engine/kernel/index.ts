import type { Engine } from '../engine.js';
import type { Options } from './program.js';
import { KernelProgram } from './program.js';

/**
 * Compiles a model to WebAssembly and runs many worlds at a time: the same numbers as the reference, up to the
 * rounding of exp, log and their like, and the same bits on every machine.
 */
export const kernelEngine: Engine = kernelWith({});

/** A kernel that works in another way, to the same results. */
export function kernelWith(options: Options): Engine {
  return {
    name: 'kernel',
    prepare: (model, request) => new KernelProgram(model, request, options),
  };
}
