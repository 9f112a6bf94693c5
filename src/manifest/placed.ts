/** Documents of which there is no manifest: what another format says, with its places there. */
import { linesOf } from './lines.ts';
import type { ManifestDocument } from './document.ts';
import { tapeOf } from './fast/values.ts';
import type { Strings } from './fast/strings.ts';
import type { Manifest } from './format.ts';
import { headOf } from './head.ts';
import type { Span } from './locate.ts';
import { bareObject, type Tree } from './tree.ts';

/** What another format says, as a manifest would say it: no text of a manifest, and places in the text of its source. */
export interface PlacedManifest {
  readonly path: string;
  /** Of the source. */
  readonly text: string;
  readonly manifest: Manifest;
  /** Place of an entry; undefined when the section has no such id. */
  spanOf(section: string, id: string): Span | undefined;
  /** Is an entry only named there, so that it yields to one that a manifest declares? */
  isMention(section: string, id: string): boolean;
}

/** A document that was imported; each path leads to the place of its entry. */
export function documentOfPlaced(placed: PlacedManifest, strings: Strings): ManifestDocument {
  const { path, text, manifest, spanOf } = placed;
  const tape = tapeOf(manifest as unknown as Tree, strings);
  return {
    path,
    tape,
    head: headOf(tape),
    text,
    lines: linesOf(text),
    manifest,
    spanOf,
    locate: (paths) =>
      paths.map(([section, id]) => {
        const span = id === undefined ? undefined : spanOf(section, id);
        return { key: span ?? NOWHERE, value: span ?? NOWHERE, isExact: span !== undefined };
      }),
  };
}

const NOWHERE: Span = { start: 0, end: 0 };

/** Says which of several speaks for an entry: the first that declares it, else the first that names it. */
export function speakersIn(
  all: readonly PlacedManifest[],
): (section: string, id: string) => PlacedManifest | undefined {
  const speakers = new Map<string, PlacedManifest>();
  for (const placed of all) {
    for (const [section, value] of Object.entries(placed.manifest as unknown as Record<string, Tree>)) {
      for (const id of isMap(value) ? Object.keys(value) : []) {
        const key = `${section} ${id}`;
        const earlier = speakers.get(key);
        const isFirst = earlier?.isMention(section, id) === true && !placed.isMention(section, id);
        if (earlier === undefined || isFirst) speakers.set(key, placed);
      }
    }
  }
  return (section, id) => speakers.get(`${section} ${id}`);
}

/** Without what is only named there and declared elsewhere; its flows and the like refer to the other declaration. */
export function withoutMentions(
  placed: PlacedManifest,
  isDeclared: (section: string, id: string) => boolean,
): PlacedManifest {
  const yields = (section: string, id: string): boolean =>
    placed.isMention(section, id) && isDeclared(section, id);
  const manifest = bareObject();
  for (const [section, value] of Object.entries(placed.manifest as unknown as Record<string, Tree>)) {
    manifest[section] = isMap(value) ? withoutKeys(value, (id) => yields(section, id)) : value;
  }
  return {
    ...placed,
    manifest: manifest as unknown as Manifest,
    spanOf: (section, id) => (yields(section, id) ? undefined : placed.spanOf(section, id)),
  };
}

function isMap(value: Tree): value is { [key: string]: Tree } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutKeys(map: { [key: string]: Tree }, isLeft: (key: string) => boolean): Tree {
  const kept = bareObject();
  for (const [key, value] of Object.entries(map)) if (!isLeft(key)) kept[key] = value;
  return kept;
}
