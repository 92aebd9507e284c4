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
  readonly nearest?: string | undefined;
}

/** Collects the problems of all files read for one command, and remembers their texts for code frames. */
export class Diagnostics {
  readonly #list: Diagnostic[] = [];
  readonly #texts = new Map<string, string>();

  /** Remembers the text of a file, so that a code frame can be shown. */
  addSource(file: string, text: string): void {
    this.#texts.set(file, text);
  }

  sourceOf(file: string): string | undefined {
    return this.#texts.get(file);
  }

  add(severity: Severity, code: string, place: Place, message: string, detail: Detail = {}): void {
    const expected = detail.expected === undefined ? {} : { expected: detail.expected };
    const nearest = detail.nearest === undefined ? {} : { nearest: detail.nearest };
    this.#list.push({ severity, code, message, place, ...expected, ...nearest });
  }

  error(code: string, place: Place, message: string, detail?: Detail): void {
    this.add('error', code, place, message, detail);
  }

  warning(code: string, place: Place, message: string, detail?: Detail): void {
    this.add('warning', code, place, message, detail);
  }

  get hasErrors(): boolean {
    return this.#list.some((one) => one.severity === 'error');
  }

  get errorCount(): number {
    return this.#list.filter((one) => one.severity === 'error').length;
  }

  /** All problems, each once, sorted by file, line, column and message. */
  list(): readonly Diagnostic[] {
    const seen = new Set<string>();
    const unique = this.#list.filter((one) => {
      const key = `${one.place.file}\0${one.place.line}\0${one.place.column}\0${one.message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
    return unique.sort(
      (a, b) =>
        compareText(a.place.file, b.place.file) ||
        a.place.line - b.place.line ||
        a.place.column - b.place.column ||
        compareText(a.message, b.message),
    );
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

// Code-point order, not locale order: the same list on every machine.
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
