/** Datasets by all their names: symlinks are other names of one dataset, and so is the name before a renaming. */
import type { EventDataset } from './events.ts';

/** What a dataset or job is called. */
export interface Identity {
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
}

/** Gives each name the identity of its dataset, which is the first of its names in the order of code units. */
export function namesOf(datasets: readonly EventDataset[]): (namespace: string, name: string) => Identity {
  const above = new Map<string, string>();
  const top = (key: string): string => {
    let at = key;
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next;
    // The next way is short.
    if (at !== key) above.set(key, at);
    return at;
  };
  for (const { namespace, name, facets } of datasets) {
    const own = keyOf(namespace.text, name.text);
    const previous = facets?.lifecycleStateChange?.previousIdentifier;
    const others = [...(facets?.symlinks?.identifiers ?? []), ...(previous === undefined ? [] : [previous])];
    for (const other of others) {
      if (other.namespace === undefined || other.name === undefined) continue;
      const [a, b] = [top(own), top(keyOf(other.namespace.text, other.name.text))].sort();
      if (a !== b) above.set(b, a);
    }
  }
  return (namespace, name) => {
    const key = top(keyOf(namespace, name));
    const [first, second] = JSON.parse(key) as [string, string];
    return { key, namespace: first, name: second };
  };
}

function keyOf(namespace: string, name: string): string {
  return JSON.stringify([namespace, name]);
}
