import type { Node } from './node.js';

/** Visits every node that some things need, each once. */
export function walkNodes(
  from: readonly { readonly node: Node }[],
  visit: (node: Node) => void,
): void {
  const seen = new Set<Node>();
  const queue = from.map((one) => one.node);
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    visit(node);
    queue.push(...node.args);
  }
}
