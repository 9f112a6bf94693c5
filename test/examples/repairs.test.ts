/** Each repair of the border pilot removes the findings that it names, and nothing else changes. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { parseDay } from '../../src/manifest/calendar.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { ROOT } from '../cli/run.ts';

// UPDATE_GOLDEN=1 writes what each repair removes anew; read it before it is kept.
const isUpdating = process.env.UPDATE_GOLDEN === '1';

const EXAMPLE = join(ROOT, 'examples/border-pilot');
const PAGE = join(EXAMPLE, 'repairs.yaml');

type Edit = { readonly file: string } & (
  { readonly set: readonly string[]; readonly to: unknown } | { readonly remove: readonly string[] }
);

interface Repair {
  readonly failure: string;
  readonly what: string;
  readonly at: string;
  readonly edits: readonly Edit[];
  readonly removes: readonly string[];
}

const text = readFileSync(PAGE, 'utf8');
const { repairs } = parse(text) as { repairs: Record<string, Repair> };
const config = { path: 'flowdown.config.yaml', text: read('flowdown.config.yaml') };
const paths = readdirSync(EXAMPLE, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.flow.yaml'));

function read(path: string): string {
  return readFileSync(join(EXAMPLE, path), 'utf8');
}

/** The text of a file with the edits that concern it; each must find what it changes. */
function edited(path: string, edits: readonly Edit[]): string {
  const own = edits.filter(({ file }) => file === path);
  if (own.length === 0) return read(path);
  const document = parseDocument(read(path));
  for (const edit of own) {
    if ('set' in edit) document.setIn(edit.set, edit.to);
    else expect(document.deleteIn(edit.remove), edit.remove.join('.')).toBe(true);
  }
  return document.toString();
}

function findingsWith(edits: readonly Edit[], at: string): string[] {
  const { workspace, problems } = openWorkspace({
    files: paths.map((path) => ({ path, text: edited(path, edits) })),
    config,
  });
  expect(problems).toEqual([]);
  if (workspace === undefined) throw new Error('the edited example cannot be read');
  return checkWorkspace(workspace, { at: parseDay(at) ?? 0 }).findings.map(
    ({ rule, subject, verdict }) => `${rule} ${subject}${verdict === 'undecided' ? ' (undecided)' : ''}`,
  );
}

describe.each(Object.entries(repairs))('%s', (name, { at, edits, removes }) => {
  it('removes exactly its own findings', () => {
    for (const { file } of edits) expect(paths).toContain(file);
    const before = findingsWith([], at);
    const after = findingsWith(edits, at);
    const removed = before.filter((finding) => !after.includes(finding)).sort();
    if (isUpdating) rewrite(name, removed);
    else expect(removed).toEqual(removes);
    expect(removed).not.toEqual([]);
    expect(after.filter((finding) => !before.includes(finding))).toEqual([]);
  });
});

function rewrite(name: string, removed: readonly string[]): void {
  const document = parseDocument(readFileSync(PAGE, 'utf8'));
  document.setIn(['repairs', name, 'removes'], removed);
  writeFileSync(PAGE, document.toString({ lineWidth: 0, flowCollectionPadding: false }));
}

it('there is a repair for each failure that manifests can show', () => {
  const failures = new Set(Object.values(repairs).map(({ failure }) => failure));
  // F1 is seen in records of the equipment only, F15 is not part of the example.
  expect([...failures].sort()).toEqual(Array.from({ length: 13 }, (_, i) => `F${i + 2}`).sort());
});

it('all repairs together leave nothing at any of the days of the example', () => {
  const all = Object.values(repairs).flatMap(({ edits }) => edits);
  const once = new Map(all.map((edit) => [JSON.stringify(edit), edit]));
  // What is taken out goes last, so that nothing is set in it again.
  const inOrder = [...once.values()].sort((a, b) => Number('remove' in a) - Number('remove' in b));
  for (const day of ['2018-06-15', '2018-10-01', '2019-06-01'])
    expect(findingsWith(inOrder, day), day).toEqual([]);
});
