/** What the edits of a repair make of the texts of manifests. */
import type { Edit, EditedFile, TextChange } from '../../answers/repairs.ts';
import { formatDay } from '../../manifest/calendar.ts';
import type { ManifestDocument } from '../../manifest/document.ts';
import type { Authorization, Manifest } from '../../manifest/format.ts';
import { changed, withNew, withoutEntries, withValue } from './text-edits.ts';

/** The edit that cuts a flow: takes it out, or ends it on the day before. */
export function cutOf(flow: string, at: number, isEnding: boolean): Edit {
  return isEnding ? { kind: 'end', flow, until: formatDay(at - 1) ?? '' } : { kind: 'cut', flow };
}

/** The files that edits change, in order of their paths. */
export function editedFiles(
  documents: readonly ManifestDocument[],
  edits: readonly Edit[],
  mayEdit: (path: string) => boolean,
): readonly EditedFile[] {
  return documents.flatMap((document) => {
    const own = mayEdit(document.path) ? edits.filter((edit) => concerns(edit, document)) : [];
    return own.length === 0 ? [] : [editedFile(document, own)];
  });
}

function concerns(edit: Edit, document: ManifestDocument): boolean {
  return edit.kind === 'obtain'
    ? edit.file === document.path
    : document.spanOf('flows', edit.flow) !== undefined;
}

function editedFile(document: ManifestDocument, edits: readonly Edit[]): EditedFile {
  const gone = new Set(edits.flatMap((edit) => (edit.kind === 'cut' ? [edit.flow] : [])));
  const granted = grantsIn(edits);
  const changes: readonly TextChange[] = [
    ...(gone.size > 0 ? withoutEntries(document, 'flows', gone) : []),
    ...edits.flatMap((edit) =>
      edit.kind === 'end' ? [withValue(document, ['flows', edit.flow, 'period'], 'until', edit.until)] : [],
    ),
    ...(granted.length > 0 ? [withNew(document, ['authorizations'], Object.fromEntries(granted))] : []),
  ];
  const { text: before, path } = document;
  return {
    path,
    before,
    text: changed(before, changes),
    changes,
    expected: expectedOf(document, edits, gone),
  };
}

function grantsIn(edits: readonly Edit[]): readonly (readonly [string, Authorization])[] {
  return edits.flatMap((edit) => (edit.kind === 'obtain' ? [[edit.authorization, edit.grant] as const] : []));
}

function expectedOf(
  { manifest }: ManifestDocument,
  edits: readonly Edit[],
  gone: ReadonlySet<string>,
): Manifest {
  const flows = Object.entries(manifest.flows ?? {}).filter(([id]) => !gone.has(id));
  const ends = new Map(
    edits.flatMap((edit) => (edit.kind === 'end' ? [[edit.flow, edit.until] as const] : [])),
  );
  const ended = flows.map(([id, flow]) => {
    const until = ends.get(id);
    return [id, until === undefined ? flow : { ...flow, period: { ...flow.period, until } }] as const;
  });
  const granted = grantsIn(edits);
  const { flows: _flows, ...rest } = manifest;
  return {
    ...rest,
    ...(ended.length > 0 && { flows: Object.fromEntries(ended) }),
    ...(granted.length > 0 && {
      authorizations: { ...manifest.authorizations, ...Object.fromEntries(granted) },
    }),
  };
}
