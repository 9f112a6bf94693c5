import type { Rows } from './rows.ts';

/**
 * Nodes in an order where everything that a node points to comes before it, and the cycles that keep the
 * others out of it, each as its members along the arrows.
 */
export interface Ordering {
  readonly order: Int32Array;
  readonly cycles: readonly (readonly number[])[];
}

/** Cycles that are told; a file could hold more than memory could. */
const CYCLE_LIMIT = 20;

/** Depth-first post-order over the arrows, iterative; one cycle is reported for each arrow that closes one. */
export function orderBelow(arrows: Rows): Ordering {
  const count = arrows.starts.length - 1;
  const state = new Uint8Array(count); // 0 unseen, 1 on the path, 2 done
  const next = arrows.starts.slice(0, count);
  const order = new Int32Array(count);
  const cycles: number[][] = [];
  const path: number[] = [];
  let filled = 0;
  for (let root = 0; root < count; root++) {
    if (state[root] !== 0) continue;
    path.push(root);
    state[root] = 1;
    while (path.length > 0) {
      const node = path[path.length - 1];
      if (next[node] === arrows.starts[node + 1]) {
        state[node] = 2;
        order[filled++] = node;
        path.pop();
        continue;
      }
      const below = arrows.items[next[node]++];
      if (state[below] === 1 && cycles.length < CYCLE_LIMIT) cycles.push(path.slice(path.indexOf(below)));
      if (state[below] !== 0) continue;
      state[below] = 1;
      path.push(below);
    }
  }
  return { order, cycles };
}

/** Most items of a closure: some 80 MB. A chain of 5,000 has 12.5 million. */
const CLOSURE_LIMIT = 20_000_000;

/**
 * Reflexive, transitive closure of the arrows: row i holds i and everything reachable from it, ascending. Undefined where
 * it would not fit.
 */
export function closure(arrows: Rows, order: Int32Array): Rows | undefined {
  const count = arrows.starts.length - 1;
  const reached: (Int32Array | undefined)[] = [];
  const starts = new Int32Array(count + 1);
  let total = 0;
  for (const node of order) {
    const found = reachedFrom(node, arrows, reached);
    total += found.length;
    if (total > CLOSURE_LIMIT) return undefined;
    reached[node] = found;
  }
  for (let i = 0; i < count; i++) starts[i + 1] = starts[i] + (reached[i]?.length ?? 0);
  const items = new Int32Array(starts[count]);
  for (let i = 0; i < count; i++) items.set(reached[i] ?? [], starts[i]);
  return { starts, items };
}

function reachedFrom(node: number, arrows: Rows, reached: readonly (Int32Array | undefined)[]): Int32Array {
  if (arrows.starts[node] === arrows.starts[node + 1]) return Int32Array.of(node);
  const all = new Set([node]);
  for (let i = arrows.starts[node]; i < arrows.starts[node + 1]; i++) {
    for (const below of reached[arrows.items[i]] ?? []) all.add(below);
  }
  return Int32Array.from(all).sort();
}
