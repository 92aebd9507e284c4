/** How much a problem matters: an `error` stops the work, a `warning` is shown on every run. */
export type Severity = 'error' | 'warning' | 'note';

/** A place in a file. Lines and columns count from 1; `length` is in characters. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length?: number;
}

/** One problem, as data: `format.ts` is the only place that turns it into text. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable kebab-case name of the kind of problem, e.g. `unknown-key`. */
  readonly code: string;
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  readonly place: Place;
  /** What would be right, e.g. `a number between 0 and 1`. */
  readonly expected?: string;
  /** The nearest valid name, when a name was not found. */
  readonly nearest?: string;
}

/** What a caller says of a problem; the collector adds severity and code. */
export interface Detail {
  readonly expected?: string | undefined;
  /** A name, or how to find it: many problems of a kind are counted, not shown. */
  readonly nearest?: string | undefined | (() => string | undefined);
}

/** How many problems of one kind are kept of one file. */
const MOST_OF_A_KIND = 100;
const MOST_LETTERS = 500;

/** Collects the problems of all files read for one command, and remembers their texts for code frames. */
export class Diagnostics {
  readonly #list: Diagnostic[] = [];
  readonly #texts = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  #errors = 0;

  /** Remembers the text of a file, so that a code frame can be shown. */
  addSource(file: string, text: string): void {
    this.#texts.set(file, text);
  }

  sourceOf(file: string): string | undefined {
    return this.#texts.get(file);
  }

  add(severity: Severity, code: string, place: Place, message: string, detail: Detail = {}): void {
    if (severity === 'error') this.#errors += 1;
    const kind = `${place.file}\0${code}`;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    // A table with a million bad cells is one problem to its author, and a list of them would not end.
    if (count > MOST_OF_A_KIND) return;
    const expected = detail.expected === undefined ? {} : { expected: detail.expected };
    const near = typeof detail.nearest === 'function' ? detail.nearest() : detail.nearest;
    const nearest = near === undefined ? {} : { nearest: near };
    this.#list.push({ severity, code, message: short(message), place, ...expected, ...nearest });
  }

  error(code: string, place: Place, message: string, detail?: Detail): void {
    this.add('error', code, place, message, detail);
  }

  warning(code: string, place: Place, message: string, detail?: Detail): void {
    this.add('warning', code, place, message, detail);
  }

  get hasErrors(): boolean {
    return this.#errors > 0;
  }

  get errorCount(): number {
    return this.#errors;
  }

  /**
   * All problems, each once, sorted by file, line, column and message; of very many of a kind in one file the
   * first ones, and a note that says so.
   */
  list(): readonly Diagnostic[] {
    const seen = new Set<string>();
    const unique = this.#list.filter((one) => {
      const key = `${one.place.file}\0${one.place.line}\0${one.place.column}\0${one.message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
    return [...unique, ...this.#notes()].sort(
      (a, b) =>
        compareText(a.place.file, b.place.file) ||
        a.place.line - b.place.line ||
        a.place.column - b.place.column ||
        Number(a.severity === 'note') - Number(b.severity === 'note') ||
        compareText(a.message, b.message),
    );
  }

  #notes(): Diagnostic[] {
    return [...this.#counts].flatMap(([kind, count]) => {
      const more = count - MOST_OF_A_KIND;
      const [file, code] = kind.split('\0');
      const last = this.#list.findLast((one) => one.place.file === file && one.code === code);
      if (more <= 0 || last === undefined) return [];
      const message = `and ${more} more ${more === 1 ? 'problem' : 'problems'} like this`;
      return [{ severity: 'note', code: last.code, message, place: last.place }];
    });
  }

  /** Throws {@link InputError} when any problem is an error. */
  throwIfErrors(): void {
    if (this.hasErrors) throw new InputError(this);
  }
}

/** The input is wrong: the program prints the diagnostics and exits with 2. */
export class InputError extends Error {
  readonly diagnostics: Diagnostics;

  constructor(diagnostics: Diagnostics) {
    super(diagnostics.list()[0]?.message ?? 'the input is wrong');
    this.name = 'InputError';
    this.diagnostics = diagnostics;
  }
}

// A name of 4,000 letters is not read to its end.
function short(message: string): string {
  return message.length <= MOST_LETTERS ? message : `${message.slice(0, MOST_LETTERS)}...`;
}

// Code-point order, not locale order: the same list on every machine.
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
