/** Documents of a file: each its own root, or an item of a list that is the root. */
import type { Source } from '../importer.ts';
import type { Node } from '../node.ts';

/** A document with its place, which is empty where the file holds that one alone. */
export interface PlacedDocument {
  readonly node: Node;
  readonly place: string;
}

/** All documents of a source, in their order. */
export function documentsIn({ roots }: Source): PlacedDocument[] {
  return roots.flatMap((root, at): PlacedDocument[] => {
    const place = roots.length === 1 ? '' : `documents[${at}]`;
    if (root.kind !== 'list') return [{ node: root, place }];
    return root.items.map((node, item) => ({ node, place: `${place}[${item}]` }));
  });
}

/** The text of a field of a document, if it has one. */
export function textAt({ node }: PlacedDocument, name: string): string | undefined {
  const value = node.kind === 'map' ? node.fields.get(name)?.value : undefined;
  return value?.kind === 'scalar' ? (value.text ?? undefined) : undefined;
}

/** Does a document have a field? */
export function hasField({ node }: PlacedDocument, name: string): boolean {
  return node.kind === 'map' && node.fields.has(name);
}
