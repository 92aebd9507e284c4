import fc from 'fast-check';

/** A small slip in a file: a line or a word gone, doubled, moved, or another word in its place. */
export interface Slip {
  readonly kind: 'delete' | 'double' | 'swap' | 'replace';
  readonly what: 'line' | 'word';
  /** Where, from 0 to 1. */
  readonly at: number;
  readonly word: string;
}

const WORDS = ['', '0', '-1', 'x', '[]', '{}', '"', ':', 'null', 'sum', '1e999', 'a b', '2022-01'];

export const anySlip: fc.Arbitrary<Slip> = fc.record({
  kind: fc.constantFrom('delete', 'double', 'swap', 'replace'),
  what: fc.constantFrom('line', 'word'),
  at: fc.double({ min: 0, max: 0.999999, noNaN: true }),
  word: fc.constantFrom(...WORDS),
});

export function slipped(text: string, { kind, what, at, word }: Slip): string {
  const parts =
    what === 'line'
      ? text.split(/(?<=\n)/)
      : text.split(/(?<=[\s,:{}[\]()"'*/+-])|(?=[\s,:{}[\]()"'*/+-])/);
  const k = Math.floor(at * parts.length);
  const here = parts[k] ?? '';
  const next = parts[k + 1] ?? '';
  const changed = {
    delete: [],
    double: [here, here],
    swap: [next, here],
    replace: [word],
  }[kind];
  return [...parts.slice(0, k), ...changed, ...parts.slice(kind === 'swap' ? k + 2 : k + 1)].join(
    '',
  );
}
