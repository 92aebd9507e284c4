import type { Node } from '../graph/node.js';
import type { Places } from './frame.js';

interface List {
  readonly key: string;
  readonly address: number;
  readonly numbers: ArrayBuffer;
}

/**
 * Lists of the weights of large networks. For each row 16 bytes: where its weights begin and end, and the offset
 * of its sum; then for each weight 16: the weight, and the offset of the value that it multiplies.
 */
export class NetworkLists {
  readonly #places: Places;
  readonly #lists: List[] = [];
  #end: number;

  constructor({ places, addresses }: { places: Places; addresses: { readonly end: number } }) {
    this.#places = places;
    this.#end = addresses.end;
  }

  /** The first address after all lists. */
  get end(): number {
    return this.#end;
  }

  of(node: Node, from: number, to: number): { readonly rows: number } {
    const name = `${node.over[0]} ${node.name}`;
    const key = `${name} ${from} ${to}`;
    const known = this.#lists.find((one) => one.key === key);
    if (known !== undefined) return { rows: known.address };
    const { starts, columns, weights } = this.#places.networks.get(name) ?? {
      starts: [0],
      columns: [],
      weights: [],
    };
    const address = this.#end;
    const count = starts.length - 1;
    const numbers = new ArrayBuffer(16 * (count + weights.length));
    const view = new DataView(numbers);
    const entry = (k: number) => address + 16 * (count + k);
    for (let r = 0; r < count; r++) {
      view.setInt32(16 * r, entry(starts[r] ?? 0), true);
      view.setInt32(16 * r + 4, entry(starts[r + 1] ?? 0), true);
      view.setInt32(16 * r + 8, r * to, true);
    }
    weights.forEach((weight, k) => {
      view.setFloat64(16 * (count + k), weight, true);
      view.setInt32(16 * (count + k) + 8, (columns[k] ?? 0) * from, true);
    });
    this.#lists.push({ key, address, numbers });
    this.#end += numbers.byteLength;
    return { rows: address };
  }

  writeTo(memory: ArrayBuffer): void {
    for (const { address, numbers } of this.#lists)
      new Uint8Array(memory, address, numbers.byteLength).set(new Uint8Array(numbers));
  }
}
