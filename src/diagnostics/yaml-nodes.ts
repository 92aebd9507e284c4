import type { Document, Node, Pair, Scalar } from 'yaml';
import { isAlias, isCollection, isPair, isScalar, isSeq, visit } from 'yaml';
import type { Diagnostics, Place } from './diagnostic.js';
import type { Placer } from './lines.js';
import { numberOf } from './number-text.js';
import type { Anchors } from './yaml-anchors.js';
import { MAX_DEPTH, TOO_DEEP } from './yaml-scan.js';

/** Keys and indices from the root of a document to a value. */
export type Path = readonly (string | number)[];

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
// Tags that say what a value is anyway. Others turn one value into another: `!!float 1` and `!!int "5"`.
const PLAIN_TAGS = new Set(['!!str', '!!map', '!!seq', '!']);
const MAX_ALIASES = 100;
const MAX_NODES = 500_000;

/** Reports what YAML allows and toguna does not: tags, odd keys, merges, and aliases that run away. */
export function checkNodes(
  doc: Document.Parsed,
  anchors: Anchors,
  at: Placer,
  diagnostics: Diagnostics,
): void {
  let nodes = 0;
  let aliases = 0;
  const sizes = new Map<Node, number>();
  const report = (node: Node | null | undefined, message: string, expected?: string) => {
    const [from, to] = node?.range ?? [0, 1];
    const scalar = isScalar(node) && typeof node.value === 'string' && !node.value.includes('\n');
    const length = scalar || isAlias(node) ? Math.max(1, to - from) : 1;
    diagnostics.error('yaml', at(from, length), message, { expected });
  };
  const each = (node: Node, depth: number): symbol | undefined => {
    nodes += 1;
    if (depth > MAX_DEPTH) {
      report(node, TOO_DEEP);
      return visit.BREAK;
    }
    if (nodes === MAX_NODES) {
      report(node, `the file holds more than ${MAX_NODES} values`);
      return visit.BREAK;
    }
    const tag = isAlias(node) ? undefined : node.tag?.replace(/^tag:yaml\.org,2002:/, '!!');
    if (tag !== undefined && !PLAIN_TAGS.has(tag))
      report(node, `the tag ${tag} is not allowed`, 'a plain value');
    return undefined;
  };
  visit(doc, {
    Alias(_key, node, path) {
      aliases += 1;
      const target = anchors.get(node);
      if (target === undefined) {
        report(node, `there is no anchor ${node.source} before this`, `&${node.source} on a value`);
        return undefined;
      }
      if (path.includes(target)) {
        report(node, `the alias *${node.source} stands inside the value it repeats`);
        return undefined;
      }
      nodes += sizeOf(target, anchors, sizes);
      if (aliases <= MAX_ALIASES && nodes <= MAX_NODES) return undefined;
      if (aliases > MAX_ALIASES)
        report(node, 'the file uses too many aliases', `at most ${MAX_ALIASES}`);
      else
        report(
          node,
          'with its aliases written out the file is too large',
          `at most ${MAX_NODES} values`,
        );
      return visit.BREAK;
    },
    Node: (_key, node, path) => each(node as Node, depthOf(path)),
    Map(_key, map, path) {
      if (each(map, depthOf(path)) !== undefined) return visit.BREAK;
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key) || key.value === null) continue;
        const name = String(key.value);
        if (seen.has(name))
          report(key, `the key ${JSON.stringify(name)} stands twice in the same map`);
        seen.add(name);
      }
      return undefined;
    },
    Pair(_key, pair) {
      const key = pair.key as Node | null;
      if (!isScalar(key)) report(key, 'a key must be plain text');
      else if (key.value === null && key.source === '')
        report(key, 'a key is missing before this colon', 'key: value');
      else if (key.value === '<<')
        report(key, 'maps cannot be merged with <<', 'the keys, written out');
      else if (FORBIDDEN_KEYS.has(String(key.value)))
        report(key, `the key ${String(key.value)} is not allowed`, 'another name');
    },
  });
}

/** How many maps and lists a value stands in. */
function depthOf(path: readonly unknown[]): number {
  return path.reduce<number>((depth, one) => (isCollection(one) ? depth + 1 : depth), 0);
}

/** How many values an anchor stands for once its own aliases are unfolded; each is counted once. */
function sizeOf(node: Node, anchors: Anchors, sizes: Map<Node, number>): number {
  const known = sizes.get(node);
  if (known !== undefined) return known;
  // Met again while it is being counted: a circle, which is reported where it closes.
  sizes.set(node, 0);
  let size = 1;
  const add = (part: unknown) => {
    if (isPair(part)) {
      add(part.key);
      add(part.value);
    } else if (isAlias(part)) {
      const target = anchors.get(part);
      size += target === undefined ? 1 : sizeOf(target, anchors, sizes);
    } else if (isCollection(part)) {
      size += 1;
      for (const item of part.items) add(item);
    } else size += 1;
  };
  if (isCollection(node)) for (const item of node.items) add(item);
  sizes.set(node, size);
  return size;
}

/** A value that a comma cut short: `{equation: sum(x, group)}` is read as `sum(x` and a key `group)`. */
export interface CutValue {
  /** Keys and indices from the root to the value. */
  readonly path: Path;
  /** The key that its rest became, and as it is written. */
  readonly rest: string;
  readonly text: string;
  readonly at: Place;
}

/** Finds values inside braces that a comma cut: what follows is a key without a value that is no name. */
export function cutValues(doc: Document.Parsed, at: Placer): CutValue[] {
  const found: CutValue[] = [];
  visit(doc, {
    Map(_key, map, ancestors) {
      if (map.flow !== true) return;
      let path: Path | undefined;
      let whole: Pair | undefined;
      for (const pair of map.items) {
        const rest = restOf(pair);
        if (rest === undefined) whole = pair;
        else if (whole !== undefined && isScalar(whole.key)) {
          const [from, to] = rest.range ?? [0, 1];
          // Only now: to look for a place in a long list takes a while.
          path ??= pathOf([...ancestors, map]);
          const cut = [...path, String(whole.key.value)];
          const text = rest.source ?? String(rest.value);
          found.push({ path: cut, rest: String(rest.value), text, at: at(from, to - from) });
        }
      }
    },
  });
  return found;
}

function restOf(pair: Pair): Scalar | undefined {
  const empty = pair.value === null || (isScalar(pair.value) && pair.value.value === null);
  const { key } = pair;
  if (!empty || !isScalar(key) || key.type !== 'PLAIN') return undefined;
  // Of 1,000 the rest is a number, of a sentence or an equation a text that is no name.
  const text = String(key.value);
  const name = /^[\w.-]*$/.test(text) && numberOf(text) === undefined;
  return name ? undefined : key;
}

/** Keys and indices that lead to the last of some nodes, each inside the one before. */
function pathOf(nodes: readonly unknown[]): Path {
  return nodes.flatMap((node, index): (string | number)[] => {
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
    const parent = nodes[index - 1];
    return isSeq(parent) ? [parent.items.indexOf(node)] : [];
  });
}
