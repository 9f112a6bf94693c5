/** A draft as the documents of a workspace: one for each file, whose entries stand where the files have them. */
import type { PlacedManifest } from '../manifest/placed.ts';
import { bareObject, type Tree } from '../manifest/tree.ts';
import type { Manifest } from '../manifest/format.ts';
import { entriesIn, SECTION_NAMES, type Draft, type DraftEntry } from './draft.ts';
import type { ForeignFile } from './read.ts';

/** The manifest that a draft is. Its maps inherit nothing. */
export function plainManifest(
  draft: Draft,
  isWanted: (file: string | undefined) => boolean = () => true,
): Tree {
  const manifest = bareObject();
  manifest.flowdown = 1;
  for (const section of SECTION_NAMES) {
    const entries = entriesIn(draft, section).filter(({ origin }) => isWanted(origin?.file));
    if (entries.length === 0) continue;
    const written = (manifest[section] = bareObject());
    for (const { id, value } of entries) written[id] = plainValue(value);
  }
  return manifest;
}

function plainValue(value: unknown): Tree {
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value as Tree;
  const map = bareObject();
  for (const [name, field] of Object.entries(value)) if (field !== undefined) map[name] = plainValue(field);
  return map;
}

/** One document for each file, in the order of the files; what stands in none of them belongs to the first. */
export function placedManifests(
  draft: Draft,
  files: readonly Pick<ForeignFile, 'path'>[],
  textOf: (path: string) => string | undefined,
): PlacedManifest[] {
  return files.map(({ path }, at) => {
    const isHere = (file: string | undefined): boolean => file === path || (file === undefined && at === 0);
    const sections = new Map(
      SECTION_NAMES.map((section) => {
        const here = entriesIn(draft, section).filter(({ origin }) => isHere(origin?.file));
        return [section as string, new Map(here.map((entry) => [entry.id, entry]))] as const;
      }),
    );
    const entryOf = (section: string, id: string): DraftEntry<object> | undefined =>
      sections.get(section)?.get(id);
    return {
      path,
      text: textOf(path) ?? '',
      manifest: plainManifest(draft, isHere) as unknown as Manifest,
      spanOf: (section, id) => {
        const entry = entryOf(section, id);
        return entry && (entry.origin?.span ?? { start: 0, end: 0 });
      },
      isMention: (section, id) => entryOf(section, id)?.isMention === true,
    };
  });
}
