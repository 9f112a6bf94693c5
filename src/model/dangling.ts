/**
 * While a required manifest is missing, what refers into it refers to nothing. The other manifests are then read
 * without those references, so that the missing manifest is a finding and the rest is still checked.
 */
import type { Manifest } from '../manifest/format.ts';
import type { LinkProblem, ManifestSource } from './statements.ts';

/** Manifests without the entries, or the items of lists, at which references lead nowhere. */
export function withoutDangling(
  sources: readonly ManifestSource[],
  problems: readonly LinkProblem[],
): readonly ManifestSource[] {
  const byFile = new Map<number, (readonly string[])[]>();
  for (const { file, path } of problems) byFile.set(file, [...(byFile.get(file) ?? []), path]);
  return sources.map((source, file) => {
    const paths = byFile.get(file);
    return paths === undefined ? source : { ...source, manifest: without(source.manifest, paths) };
  });
}

function without(manifest: Manifest, paths: readonly (readonly string[])[]): Manifest {
  const copy = structuredClone(manifest) as Record<string, unknown>;
  // From the last item of a list to the first, so that the indices before it stay true.
  const ordered = [...paths].sort((a, b) => Number(b[b.length - 1]) - Number(a[a.length - 1]) || 0);
  for (const path of ordered) remove(copy, path);
  return copy as Manifest;
}

/** Removes an item of a list, or else the whole entry: half an entry would mean something else. */
function remove(manifest: Record<string, unknown>, path: readonly string[]): void {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], manifest);
  if (Array.isArray(parent)) {
    parent.splice(Number(path[path.length - 1]), 1);
    return;
  }
  const section = manifest[path[0]] as Record<string, unknown> | undefined;
  if (section !== undefined) delete section[path[1]];
}
