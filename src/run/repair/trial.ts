/** Tries edits: makes them in the texts, reads these, and asks the rules again. Nothing is told of a repair that was not tried. */
import type { Edit, EditedFile } from '../../answers/repairs.ts';
import type { ManifestDocument } from '../../manifest/document.ts';
import type { Finding } from '../../findings/finding.ts';
import { byCodePoint } from '../../model/names.ts';
import { stateOn } from '../check.ts';
import type { Opened, Workspace } from '../workspace.ts';
import { editedFiles } from './edits.ts';

/** A finding of a workspace at a day, which is to go. */
export interface Patient {
  readonly workspace: Workspace;
  readonly withTexts: NonNullable<Opened['withTexts']>;
  readonly at: number;
  readonly finding: Finding;
  /** May a file be edited? Not what was imported, nor what lies elsewhere. */
  mayEdit(path: string): boolean;
}

/** What edits make of a workspace. */
export interface Tried {
  readonly files: readonly EditedFile[];
  /** Findings of all rules that are on. */
  readonly findings: readonly Finding[];
}

/** Asks whether the finding is gone; each set of edits is tried once. */
export function tester(patient: Patient): (edits: readonly Edit[]) => boolean {
  const { workspace, finding } = patient;
  const { rules } = workspace;
  const own = rules.rules.filter(({ rule }) => rule.id === finding.rule);
  // Rules on waivers ask what the others find.
  const asked = own.some(({ rule }) => rule.for === 'waiver') ? rules.rules : own;
  const known = new Map<string, boolean>();
  return (edits) => {
    const key = edits.map(keyOf).sort(byCodePoint).join(' ');
    let isGone = known.get(key);
    if (isGone === undefined) {
      const found = findingsWith(patient, edits, { ...rules, rules: asked })?.findings;
      isGone = found !== undefined && found.every(({ fingerprint }) => fingerprint !== finding.fingerprint);
      known.set(key, isGone);
    }
    return isGone;
  };
}

function keyOf(edit: Edit): string {
  return edit.kind === 'obtain' ? `obtain:${edit.authorization}` : `${edit.kind}:${edit.flow}`;
}

/** All findings with the edits; undefined where the manifests cannot be edited so. */
export function tried(patient: Patient, edits: readonly Edit[]): Tried | undefined {
  return findingsWith(patient, edits, patient.workspace.rules);
}

function findingsWith(
  { workspace, withTexts, at, mayEdit }: Patient,
  edits: readonly Edit[],
  rules: Workspace['rules'],
): Tried | undefined {
  const files = editedFiles(workspace.documents, edits, mayEdit);
  const opened = withTexts(files.map(({ path, text }) => ({ path, text }))).workspace;
  if (opened === undefined || !files.every((file) => saysAsExpected(file, opened.documents)))
    return undefined;
  return { files, findings: stateOn(at, { ...opened, rules }, { at }).findings };
}

// INVARIANT: an edit changes its entries and nothing else; one that would is not made.
function saysAsExpected({ path, expected }: EditedFile, documents: readonly ManifestDocument[]): boolean {
  const document = documents.find((each) => each.path === path);
  return (
    document !== undefined &&
    JSON.stringify(document.manifest) === JSON.stringify(inOrderOf(expected, document))
  );
}

/** Sections stand in the order of the text, and where a new one goes is of no consequence. */
function inOrderOf(expected: EditedFile['expected'], { manifest }: ManifestDocument): object {
  const sections = new Map<string, unknown>(Object.entries(expected));
  const order = Object.keys(manifest).filter((name) => sections.delete(name));
  const all = expected as unknown as Record<string, unknown>;
  return Object.fromEntries([...order, ...sections.keys()].map((name) => [name, all[name]]));
}
