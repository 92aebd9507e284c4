import { HEADER } from '../plan/place.js';
import { slotName } from '../plan/slot.js';
import type { Code, Emit } from '../wasm/code.js';
import { add, i32, load, loadI32, ltu, mul, remu, store } from '../wasm/ops.js';
import type { ModuleWriter } from './write-module.js';

type I = Emit<'i32'>;

/** Where a ring starts, and how many places it has. */
interface RingPlace {
  readonly base: I;
  readonly places: I;
  /** Bytes of one place: all elements. */
  readonly bytes: number;
}

/** Where in the header a ring whose length depends on the world has its base, and its number of places. */
export function ringWords(reported: number, ring: number): { base: number; places: number } {
  const base = HEADER.variable + 4 * reported + 8 * ring;
  return { base, places: base + 4 };
}

function placesOf(writer: ModuleWriter): ReadonlyMap<string, RingPlace> {
  const { plan, addresses, vectors } = writer;
  const found = new Map<string, RingPlace>();
  plan.rings.forEach(({ memory, steps }, index) => {
    const bytes = memory.size * 16 * vectors;
    const words = ringWords(plan.reported.length, index);
    found.set(
      memory.name,
      steps === undefined
        ? {
            base: loadI32(i32(0), addresses.header + words.base),
            places: loadI32(i32(0), addresses.header + words.places),
            bytes,
          }
        : { base: i32(addresses.rings.get(memory.name) ?? 0), places: i32(steps + 1), bytes },
    );
  });
  return found;
}

/** `fill()`: every place of every ring holds the first value. */
export function writeFill(code: Code, writer: ModuleWriter): void {
  const at = code.local('i32');
  const pointer = code.local('i32');
  const place = code.local('i32');
  for (const [name, { base, places, bytes }] of placesOf(writer)) {
    const first = writer.plan.slots.get(slotName('first', name))?.address ?? 0;
    code.set(at, i32(0));
    code.loop(() => {
      const value = code.keep('v128', load(at.get, first));
      code.set(pointer, add(base, at.get));
      code.set(place, i32(0));
      code.loop(() => {
        store(code, pointer.get, 0, value.get);
        code.set(pointer, add(pointer.get, i32(bytes)));
        code.set(place, add(place.get, i32(1)));
        return ltu(place.get, places);
      });
      code.set(at, add(at.get, i32(16)));
      return ltu(at.get, i32(bytes));
    });
  }
}

/** Pointers into the rings for a step: where each is read, and written. */
export function ringPointers(
  code: Code,
  writer: ModuleWriter,
  step: I,
): ReadonlyMap<`read ${string}` | `write ${string}`, I> {
  const pointers = new Map<`read ${string}` | `write ${string}`, I>();
  const places = placesOf(writer);
  for (const { memory, steps } of writer.plan.rings) {
    const { name } = memory;
    const ring = places.get(name);
    if (ring === undefined) continue;
    if (steps === undefined) {
      // Each lane finds its own place.
      pointers.set(`read ${name}`, code.keep('i32', ring.base).get);
      continue;
    }
    const at = (ahead: number) =>
      add(ring.base, mul(remu(add(step, i32(ahead)), ring.places), i32(ring.bytes)));
    pointers.set(`read ${name}`, code.keep('i32', at(0)).get);
    pointers.set(`write ${name}`, code.keep('i32', at(steps)).get);
  }
  return pointers;
}
