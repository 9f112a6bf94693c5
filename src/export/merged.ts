/** The manifests of a workspace as one. */
import type { Manifest } from '../manifest/format.ts';
import { SECTIONS } from '../manifest/tables.ts';

/** One manifest with the entries of all, ordered by id; ids are unique in a workspace. Names beyond the built-in ones stay out. */
export function mergedManifest(manifests: readonly Manifest[]): Manifest {
  const sections = SECTIONS.flatMap((section) => {
    const entries = manifests.flatMap((manifest) => Object.entries(manifest[section] ?? {}));
    if (entries.length === 0) return [];
    return [[section, Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))] as const];
  });
  return { flowdown: 1, ...Object.fromEntries(sections) };
}
