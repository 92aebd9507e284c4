/** The result of ordering: all nodes, or one cycle as names, the first repeated at the end. */
export type Ordering =
  | { readonly order: readonly string[] }
  | { readonly cycles: readonly (readonly string[])[] };

/**
 * Orders nodes so that each comes after what it uses; among equals, the order given is kept.
 * Depth-first, without recursion, so that a chain of 10,000 equations does not exhaust the stack.
 * @param uses the nodes that each node needs before itself; names outside `nodes` are ignored.
 */
export function orderByUse(
  nodes: readonly string[],
  uses: (node: string) => readonly string[],
): Ordering {
  const known = new Set(nodes);
  const state = new Map<string, 'open' | 'done'>();
  const order: string[] = [];
  const cycles: string[][] = [];
  for (const root of nodes) {
    if (state.has(root)) continue;
    const path = [{ node: root, left: uses(root).filter((one) => known.has(one)) }];
    state.set(root, 'open');
    while (path.length > 0) {
      const top = path[path.length - 1];
      if (top === undefined) break;
      const [next, ...left] = top.left;
      if (next === undefined) {
        state.set(top.node, 'done');
        order.push(top.node);
        path.pop();
        continue;
      }
      top.left = left;
      const found = state.get(next);
      if (found === 'open') {
        const start = path.findIndex((one) => one.node === next);
        cycles.push([...path.slice(start).map((one) => one.node), next]);
      } else if (found === undefined) {
        state.set(next, 'open');
        path.push({ node: next, left: uses(next).filter((one) => known.has(one)) });
      }
    }
  }
  return cycles.length > 0 ? { cycles } : { order };
}
