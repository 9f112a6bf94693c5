/** What is made from what, without circles: a manifest has none, and jobs that write what they read make many. */

/** Pairs of a dataset and one that it is made from, without those that close a circle; and how many these were. */
export function withoutCircles(sources: ReadonlyMap<string, ReadonlySet<string>>): {
  readonly kept: ReadonlyMap<string, readonly string[]>;
  readonly cut: number;
} {
  const kept = new Map<string, string[]>();
  const state = new Map<string, 'open' | 'done'>();
  let cut = 0;
  for (const start of [...sources.keys()].sort()) {
    if (state.has(start)) continue;
    const path = [{ key: start, next: [...(sources.get(start) ?? [])].sort(), at: 0 }];
    state.set(start, 'open');
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      if (top.at === top.next.length) {
        state.set(top.key, 'done');
        path.pop();
        continue;
      }
      const source = top.next[top.at];
      top.at += 1;
      if (state.get(source) === 'open') {
        cut += 1;
        continue;
      }
      kept.set(top.key, [...(kept.get(top.key) ?? []), source]);
      if (state.has(source)) continue;
      state.set(source, 'open');
      path.push({ key: source, next: [...(sources.get(source) ?? [])].sort(), at: 0 });
    }
  }
  return { kept, cut };
}
