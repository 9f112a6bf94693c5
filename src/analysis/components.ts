import type { Rows } from '../model/rows.ts';

/** Number of the strongly connected component of each node; Tarjan's algorithm with an explicit stack. */
export function strongComponents({ starts, items }: Rows): Int32Array {
  const count = starts.length - 1;
  const component = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const next = starts.slice(0, count);
  const open: number[] = [];
  const path: number[] = [];
  let visited = 0;
  let components = 0;
  const enter = (node: number): void => {
    order[node] = low[node] = visited++;
    open.push(node);
    path.push(node);
  };
  for (let root = 0; root < count; root++) {
    if (order[root] >= 0) continue;
    enter(root);
    while (path.length > 0) {
      const node = path[path.length - 1];
      if (next[node] < starts[node + 1]) {
        const target = items[next[node]++];
        if (order[target] < 0) enter(target);
        else if (component[target] < 0) low[node] = Math.min(low[node], order[target]);
        continue;
      }
      path.pop();
      if (path.length > 0) {
        const parent = path[path.length - 1];
        low[parent] = Math.min(low[parent], low[node]);
      }
      if (low[node] === order[node]) close(node);
    }
  }
  return component;

  function close(root: number): void {
    for (;;) {
      const node = open.pop() as number;
      component[node] = components;
      if (node === root) break;
    }
    components++;
  }
}
