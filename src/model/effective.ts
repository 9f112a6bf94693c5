/**
 * Who may say what (docs/semantics.md): from all declarations of a section to those that count.
 * Without trust every declaration counts and an id declared twice is an error; with trust a declaration
 * counts only from a file with the right to make it.
 */
import { entryList, type Entries, type SectionName, type Unentitled } from './model.ts';
import { nameTable } from './names.ts';
import type { Declarations, LinkProblem } from './statements.ts';
import type { Trust } from './trust.ts';

/** How one section decides entitlement. */
export interface Entitlement<T> {
  /** The parties any one of which the file must speak for; undefined where anyone may say it. */
  readonly parties: (entry: T, file: number) => readonly (string | undefined)[] | undefined;
  /** Does an entry without the right to it vanish, or stay with its rights cut down by the linker? */
  readonly drop: boolean;
}

/** Collects what is wrong while sections are resolved. */
export interface Ledger {
  readonly unentitled: Unentitled[];
  readonly problems: LinkProblem[];
}

/** The declarations of a section that count, in order of their ids. */
export function effectiveEntries<T>(
  section: SectionName,
  declared: Declarations<T>,
  trust: Trust | undefined,
  entitlement: Entitlement<T>,
  ledger: Ledger,
): Entries<T> {
  const kept = keptDeclarations(section, declared, trust, entitlement, ledger);
  const names = nameTable(kept.keys());
  const entry: T[] = [];
  const file = new Int32Array(names.ids.length);
  for (let i = 0; i < names.ids.length; i++) {
    const at = kept.get(names.ids[i]) as number;
    entry.push(declared.entries[at]);
    file[i] = declared.files[at];
  }
  return { ...names, entry: entryList(entry), file };
}

function keptDeclarations<T>(
  section: SectionName,
  declared: Declarations<T>,
  trust: Trust | undefined,
  entitlement: Entitlement<T>,
  ledger: Ledger,
): Map<string, number> {
  const kept = new Map(declared.first);
  for (const [id, at] of declared.repeated) {
    kept.set(id, oneOfSeveral(section, id, at, declared, trust, entitlement, ledger));
  }
  if (trust === undefined || !entitlement.drop) return kept;
  for (const [id, at] of kept) {
    if (isEntitled(declared, at, trust, entitlement)) continue;
    kept.delete(id);
    ledger.unentitled.push(notEntitled(section, id, declared, at, entitlement));
  }
  return kept;
}

function isEntitled<T>(
  declared: Declarations<T>,
  at: number,
  trust: Trust,
  { parties }: Entitlement<T>,
): boolean {
  const wanted = parties(declared.entries[at], declared.files[at]);
  if (wanted === undefined) return true;
  const spoken = trust.speaksFor[declared.files[at]];
  return wanted.some((party) => party !== undefined && spoken.has(party));
}

function notEntitled<T>(
  section: SectionName,
  id: string,
  declared: Declarations<T>,
  at: number,
  { parties }: Entitlement<T>,
): Unentitled {
  const file = declared.files[at];
  const entitled = (parties(declared.entries[at], file) ?? []).filter((party) => party !== undefined);
  return { subject: `${section}:${id}`, defect: 'not-entitled', file, path: [section, id], entitled };
}

/**
 * Which of several declarations of one id counts: one with the right to it before one without, then the one
 * whose trust entry stands first in the configuration. Between equals it is an error: never the last that was read.
 */
function oneOfSeveral<T>(
  section: SectionName,
  id: string,
  candidates: readonly number[],
  declared: Declarations<T>,
  trust: Trust | undefined,
  entitlement: Entitlement<T>,
  ledger: Ledger,
): number {
  if (trust === undefined) return duplicate(section, id, candidates, declared, ledger);
  const entitled = (at: number): boolean => isEntitled(declared, at, trust, entitlement);
  const precedence = (a: number, b: number): number =>
    Number(entitled(b)) - Number(entitled(a)) ||
    trust.rank[declared.files[a]] - trust.rank[declared.files[b]];
  const ranked = [...candidates].sort((a, b) => precedence(a, b) || a - b);
  if (precedence(ranked[0], ranked[1]) === 0) return duplicate(section, id, candidates, declared, ledger);
  for (const at of ranked.slice(1)) {
    const without = notEntitled(section, id, declared, at, entitlement);
    const taken = entitled(at);
    ledger.unentitled.push(taken ? { ...without, defect: 'name-taken' } : without);
  }
  return ranked[0];
}

function duplicate<T>(
  section: SectionName,
  id: string,
  candidates: readonly number[],
  declared: Declarations<T>,
  ledger: Ledger,
): number {
  const [first, ...others] = candidates;
  for (const at of others) {
    ledger.problems.push({
      code: 'duplicate-id',
      file: declared.files[at],
      path: [section, id],
      on: 'key',
      values: { section, id },
      related: [{ file: declared.files[first], path: [section, id], note: 'first declared here' }],
    });
  }
  return first;
}
