/** Two states of a workspace, from texts. */
import type { Comparison } from '../../src/compare/comparison.ts';
import { renamesBetween } from '../../src/compare/renames.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import type { Config } from '../../src/run/config-format.ts';
import { compareWorkspaces } from '../../src/run/compare.ts';
import { openWorkspace, type Workspace } from '../../src/run/workspace.ts';

export const AT = parseDay('2026-01-15') ?? 0;
export const NAMES = { base: { name: 'base' }, head: { name: 'head' } };

/** Paths to texts; a text alone is that of one file. */
export type State = string | Readonly<Record<string, string>>;

export function workspaceOf(state: State, config: Config = {}): Workspace {
  const files = typeof state === 'string' ? { 'x.flow.yaml': state } : state;
  const input = Object.entries(files).map(([path, text]) => ({ path, text: `flowdown: 1\n${text}` }));
  const { workspace, problems } = openWorkspace({ files: input, config });
  if (workspace === undefined) throw new Error(JSON.stringify(problems));
  return workspace;
}

export function compared(base: State, head: State, config?: Config, after = config): Comparison {
  return compareWorkspaces(workspaceOf(base, config), workspaceOf(head, after), AT, NAMES);
}

/** Renames as `<section> <before> > <after>`. */
export function renames(base: State, head: State): string[] {
  const found = renamesBetween(workspaceOf(base).model, workspaceOf(head).model);
  return (['systems', 'flows'] as const).flatMap((section) =>
    [...found[section]].map(([before, after]) => `${section} ${before} > ${after}`).sort(),
  );
}

/** Changes of entries as `<section> <id> <fate>`, with each field and its direction. */
export function entries({ statements, entries: things }: Comparison): string[] {
  return [...statements, ...things].map(({ section, id, fate, fields }) =>
    [
      `${section} ${id} ${fate}`,
      ...fields.map(({ field, direction }) => `${field}${direction ? ` ${direction}` : ''}`),
    ].join(', '),
  );
}

/** Findings as `<fate> <rule> <subject>`. */
export function findings({ findings: changes }: Comparison): string[] {
  return changes.map(
    ({ fate, before, after }) => `${fate} ${(after ?? before)?.rule} ${(after ?? before)?.subject}`,
  );
}
