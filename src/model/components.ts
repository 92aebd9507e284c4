/**
 * Groups nodes of a directed graph that reach one another (its strongly connected components, by Tarjan 1972),
 * each group after the groups that reach it. Without recursion, so that a long chain does not exhaust the stack.
 * @param before for each node, the nodes with an edge into it.
 */
export function componentsOf(before: readonly (readonly number[])[]): readonly number[][] {
  const index = new Int32Array(before.length).fill(-1);
  const low = new Int32Array(before.length);
  const isOpen = new Uint8Array(before.length);
  const open: number[] = [];
  const components: number[][] = [];
  let count = 0;
  const enter = (node: number) => {
    index[node] = count;
    low[node] = count;
    count += 1;
    open.push(node);
    isOpen[node] = 1;
    return { node, next: 0 };
  };
  for (let root = 0; root < before.length; root++) {
    if (index[root] !== -1) continue;
    const path = [enter(root)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { node } = top;
      const other = before[node]?.[top.next];
      top.next += 1;
      if (other !== undefined) {
        if (index[other] === -1) path.push(enter(other));
        else if (isOpen[other] === 1) low[node] = Math.min(low[node] ?? 0, index[other] ?? 0);
        continue;
      }
      path.pop();
      const parent = path.at(-1)?.node;
      if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
      if (low[node] !== index[node]) continue;
      const component = open.splice(open.lastIndexOf(node));
      for (const one of component) isOpen[one] = 0;
      components.push(component);
    }
  }
  return components;
}
