type Fn = (...args: number[]) => number;
type Entry = number | Fn;

/**
 * The values that expressions read, by scalar name. mathjs asks `has` before each `get`; the answer is kept
 * in between, so that a name is looked up once.
 */
export class Scope {
  readonly #entries = new Map<string, Entry>();
  #name = '';
  #entry: Entry | undefined;

  has(name: string): boolean {
    this.#name = name;
    this.#entry = this.#entries.get(name);
    return this.#entry !== undefined;
  }

  get(name: string): Entry | undefined {
    return name === this.#name ? this.#entry : this.#entries.get(name);
  }

  set(name: string, entry: Entry): void {
    this.#entries.set(name, entry);
    if (name === this.#name) this.#entry = entry;
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  /** The number of that name, NaN when there is none. */
  number(name: string): number {
    const entry = this.#entries.get(name);
    return typeof entry === 'number' ? entry : Number.NaN;
  }
}
