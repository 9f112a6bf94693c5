/** Which resources are the same one, and what each is called. */
import type { Source } from '../importer.ts';
import { reportIn } from '../reporting.ts';
import type { Resource, Stack } from './resources.ts';
import { isRead } from './tables/all.ts';
import { textAt } from './value.ts';

export interface Identified {
  /** All resources, ordered by file and address. */
  readonly resources: readonly Resource[];
  /** The address, with the file before it where several have that address. */
  nameOf(resource: Resource): string;
}

/** Names resources; one that stands in two files, or twice in one, is reported. */
export function identified(stacks: readonly Stack[], sources: readonly Source[]): Identified {
  const resources = stacks.flatMap((stack) => [...stack.resources].sort(byAddress));
  const perAddress = new Map<string, Resource[]>();
  for (const resource of resources) {
    if (resource.mode === 'data' || !isRead(resource.type)) continue;
    const same = perAddress.get(resource.address);
    if (same === undefined) perAddress.set(resource.address, [resource]);
    else same.push(resource);
  }
  const report = reportIn(sources);
  for (const [address, [first, ...others]] of perAddress) {
    const values = { name: address, file: first.origin.file };
    const there = { origin: first.origin, note: 'the other one' };
    for (const other of others)
      if (areSame(first, other)) report('defined-twice', other.origin, values, there);
  }
  return {
    resources,
    nameOf: (resource) =>
      (perAddress.get(resource.address)?.length ?? 0) > 1
        ? `${resource.stack.file}:${resource.address}`
        : resource.address,
  };
}

function byAddress(a: Resource, b: Resource): number {
  return a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
}

/** Are two resources of one address the same thing? They are unless something by which they are known says otherwise. */
function areSame(one: Resource, other: Resource): boolean {
  if (one.stack === other.stack) return true;
  const known = ['arn', 'id', 'self_link', 'bucket', 'name', 'function_name', 'identifier'];
  return !known.some((name) => {
    const [a, b] = [textAt(one.values, name), textAt(other.values, name)];
    return a !== undefined && b !== undefined && a !== b;
  });
}
