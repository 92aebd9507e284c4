import type { Document, Node, Scalar, YAMLMap } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, visit } from 'yaml';
import type { z } from 'zod';
import type { Diagnostics } from './diagnostic.js';
import type { Placer } from './lines.js';
import { isTooSmall } from './number-text.js';
import type { Takes } from './schema-takes.js';
import { takesInList, takesInMap, takesOf } from './schema-takes.js';
import type { Anchors } from './yaml-anchors.js';

/**
 * Makes every key of a document the text that is written: `05`, `1e3` and `null` are names here, and would be 5,
 * 1000 and nothing.
 */
export function keepKeysAsWritten(doc: Document.Parsed): void {
  visit(doc, {
    Pair(_key, { key }) {
      if (isScalar(key)) key.value = textOf(key) ?? key.value;
    },
  });
}

/** The text of a plain value that was read as a number, as true or false, or as nothing. */
export function textOf({ type, value, source }: Scalar): string | undefined {
  const isPlain = type === 'PLAIN' && typeof value !== 'string';
  return isPlain && source !== undefined && source !== '' ? source : undefined;
}

/**
 * The data of a document. A plain value that looks like a number is one only where the schema takes a number;
 * where it takes texts alone, the text is taken as it is written (`seed: 01`, `regions: [null]`).
 */
export function dataOf(
  doc: Document.Parsed,
  schema: z.ZodType,
  anchors: Anchors,
  at: Placer,
  diagnostics: Diagnostics,
): unknown {
  const convert = (node: unknown, takes: Takes, inMap: boolean): unknown => {
    if (isAlias(node)) return convert(anchors.get(node), takes, inMap);
    if (isScalar(node)) {
      const value = plainValue(node, takes);
      if (typeof value === 'number' && takes.number) checkNumber(node, inMap, at, diagnostics);
      return value;
    }
    if (isSeq(node)) {
      const takesAt = takesInList(takes);
      return node.items.map((item, index) => convert(item, takesAt(index), false));
    }
    if (!isMap(node)) return null;
    const keys = keysOf(node);
    const takesAt = takesInMap(takes, keys);
    const data: Record<string, unknown> = {};
    for (const [index, pair] of node.items.entries()) {
      const key = keys[index] ?? '';
      data[key] = convert(pair.value, takesAt(key), true);
    }
    return data;
  };
  return convert(doc.contents, takesOf(schema), false);
}

function keysOf(map: YAMLMap): string[] {
  return map.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
}

function plainValue(node: Scalar, takes: Takes): unknown {
  const { value } = node;
  const text = textOf(node);
  if (text === undefined || takes.any || !takes.text) return value;
  const taken =
    takes.literals.includes(value) ||
    (typeof value === 'number' && takes.number) ||
    (typeof value === 'boolean' && takes.boolean) ||
    (value === null && takes.nothing);
  return taken ? value : text;
}

// Groups of three digits after a dot are thousands to half of the world.
const LIKE_THOUSANDS = /^[-+]?[1-9]\d{0,2}\.000$/;

function checkNumber(node: Scalar, inMap: boolean, at: Placer, diagnostics: Diagnostics): void {
  const { source = '', value } = node;
  const [from, to] = rangeOf(node);
  const place = () => at(from, Math.max(1, to - from));
  if (/^[-+]?0[xo]/i.test(source)) {
    diagnostics.error('yaml', place(), `${source} is not written in decimals`, {
      expected: String(value),
    });
  } else if (isTooSmall(source, Number(value))) {
    diagnostics.error('yaml', place(), `${source} is too small to be told from 0`, {
      expected: '0, or a number that is further from it',
    });
  } else if (inMap && LIKE_THOUSANDS.test(source)) {
    diagnostics.warning(
      'number',
      place(),
      `${source} is read as ${value}: a dot is the decimal point`,
      {
        expected: `${value}, or ${source.replace('.', '')} if thousands are meant`,
      },
    );
  }
}

function rangeOf(node: Node): readonly [number, number] {
  const [from, to] = node.range ?? [0, 0];
  return [from, to];
}
