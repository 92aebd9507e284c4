import type { Code, Emit, Local } from '../wasm/code.js';
import { add, eq, i32, load, loadI32, loadSplat, store, vadd, vmax, vmul } from '../wasm/ops.js';
import type { ModuleWriter } from './write-module.js';
import { checkStretch } from './write-module.js';

type I = Emit<'i32'>;

/** Changes of stocks at the start of the step: entries of 32 bytes, in order of steps. */
export function writeJumps(
  code: Code,
  writer: ModuleWriter,
  step: I,
  state: I,
  jump: Local<'i32'>,
  verdicts: readonly Local<'v128'>[],
): void {
  const due = (): I => eq(loadI32(jump.get, 0), step);
  code.if(due(), () => {
    code.loop(() => {
      const at = code.i(add(state, loadI32(jump.get, 4)));
      for (let u = 0; u < writer.vectors; u++) {
        code.scope(() => {
          const value = vadd(
            vmul(load(at, 16 * u), loadSplat(jump.get, 8)),
            loadSplat(jump.get, 16),
          );
          store(code, at, 16 * u, value);
        });
      }
      checkStretch(code, verdicts, at, 0);
      for (let u = 0; u < writer.vectors; u++)
        store(code, at, 16 * u, vmax(load(at, 16 * u), loadSplat(jump.get, 24)));
      code.set(jump, add(jump.get, i32(32)));
      return due();
    });
  });
}
