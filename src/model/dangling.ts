/**
 * While a required manifest is missing, what refers into it refers to nothing. The other manifests are then read
 * without those references, so that the missing manifest is a finding and the rest is still checked.
 */
import { tapeOf, valueOf } from '../manifest/fast/values.ts';
import { headOf } from '../manifest/head.ts';
import type { Manifest } from '../manifest/format.ts';
import type { Tree } from '../manifest/tree.ts';
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
    if (paths === undefined) return source;
    const manifest = without(valueOf(source.tape, 0) as unknown as Manifest, paths);
    const tape = tapeOf(manifest as unknown as Tree, source.tape.strings);
    // For whom a file speaks may be among what goes.
    return { path: source.path, tape, head: headOf(tape) };
  });
}

function without(manifest: Manifest, paths: readonly (readonly string[])[]): Manifest {
  const copy = structuredClone(manifest) as Record<string, unknown>;
  const isItem = (path: readonly string[]): boolean => Array.isArray(valueAt(copy, path.slice(0, -1)));
  const items = paths.filter(isItem);
  const entries = paths.filter((path) => !isItem(path));
  // From the last item of a list to the first, so that the indices before it stay true; entries go last, with their lists.
  for (const path of items.sort((a, b) => indexOf(b) - indexOf(a))) {
    (valueAt(copy, path.slice(0, -1)) as unknown[]).splice(indexOf(path), 1);
  }
  // Half an entry would mean something else, so the whole of it goes.
  for (const [section, id] of entries) delete (copy[section] as Record<string, unknown>)[id];
  return copy as Manifest;
}

function indexOf(path: readonly string[]): number {
  return Number(path[path.length - 1]);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
}
