import type { Document } from 'yaml';
import { parseDocument, visit } from 'yaml';

/** A number as it stands in a file, where the writer of YAML would write it otherwise: `01`, `1e3`, `0.50`. */
class WrittenNumber {
  readonly #text: string;
  readonly #value: number;

  constructor(text: string, value: number) {
    this.#text = text;
    this.#value = value;
  }

  toString(): string {
    return this.#text;
  }

  toJSON(): number {
    return this.#value;
  }
}

const tag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value: unknown) => value instanceof WrittenNumber,
  resolve: (text: string) => text,
  stringify: ({ value }: { value?: unknown }) => String(value),
  // No text is read as one of these.
  test: /$^/,
} as const;

/** Reads a scenario file to change parts of it: everything else is written as it was, `seed: 01` as `01`. */
export function editableDocument(text: string): Document.Parsed {
  const document = parseDocument(text, {
    keepSourceTokens: true,
    customTags: (tags) => [...tags, tag],
  });
  visit(document, {
    Scalar(key, node) {
      const { value, source } = node;
      if (node.type !== 'PLAIN' || source === undefined || typeof value === 'string') return;
      // A key that looks like a number or like nothing is a name.
      if (key === 'key' && source !== '') node.value = source;
      else if (typeof value === 'number' && source !== String(value))
        node.value = new WrittenNumber(source, value);
    },
  });
  return document;
}
