import type { Alias, Document, Node } from 'yaml';
import { isAlias, isCollection, isNode, isPair } from 'yaml';

/** The value that each alias of a document repeats: that of the last anchor of its name before it. */
export type Anchors = ReadonlyMap<Alias, Node>;

/**
 * Looks all aliases of a document up at once. (The library walks the whole document for each: in a file of
 * 10,000 aliases that takes minutes.)
 */
export function anchorsOf(doc: Document.Parsed): Anchors {
  const named = new Map<string, Node>();
  const found = new Map<Alias, Node>();
  const walk = (node: unknown): void => {
    if (isPair(node)) {
      walk(node.key);
      walk(node.value);
      return;
    }
    if (!isNode(node)) return;
    if (isAlias(node)) {
      const target = named.get(node.source);
      if (target !== undefined) found.set(node, target);
      return;
    }
    if (node.anchor !== undefined) named.set(node.anchor, node);
    if (isCollection(node)) for (const item of node.items) walk(item);
  };
  walk(doc.contents);
  return found;
}
