/**
 * Who may say what (docs/semantics.md): from all declarations of a section to those that count.
 * Without trust every declaration counts and an id declared twice is an error; with trust a declaration
 * counts only from a file with the right to make it.
 */
import { entriesOf, type LinkedEntries } from './entries.ts';
import type { SectionName, Unentitled } from './model.ts';
import type { Declarations, LinkProblem } from './statements.ts';
import { indexes } from './rows.ts';
import { orderedByText } from './text-order.ts';
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
): LinkedEntries<T> {
  const kept = keptDeclarations(section, declared, trust, entitlement, ledger);
  const order = orderedByText(
    kept.map((at) => declared.ids[at]),
    declared.strings,
  );
  return entriesOf(
    declared,
    order.map((i) => kept[i]),
  );
}

/** The declaration of each id that counts, in the order in which the ids are first declared. */
function keptDeclarations<T>(
  section: SectionName,
  declared: Declarations<T>,
  trust: Trust | undefined,
  entitlement: Entitlement<T>,
  ledger: Ledger,
): Int32Array {
  const { ids, repeated } = declared;
  const isFirst = (at: number): boolean => declared.first(ids[at]) === at;
  const one = (at: number): number => {
    const several = repeated.get(ids[at]);
    return several === undefined ? at : oneOfSeveral(section, several, declared, trust, entitlement, ledger);
  };
  const every = indexes(ids.length);
  const kept = repeated.size === 0 ? every : every.filter(isFirst).map(one);
  if (trust === undefined || !entitlement.drop) return kept;
  return kept.filter((at) => {
    if (isEntitled(declared, at, trust, entitlement)) return true;
    ledger.unentitled.push(notEntitled(section, declared, at, entitlement));
    return false;
  });
}

function isEntitled<T>(
  declared: Declarations<T>,
  at: number,
  trust: Trust,
  { parties }: Entitlement<T>,
): boolean {
  const wanted = parties(declared.entry(at), declared.files[at]);
  if (wanted === undefined) return true;
  const spoken = trust.speaksFor[declared.files[at]];
  return wanted.some((party) => party !== undefined && spoken.has(party));
}

function notEntitled<T>(
  section: SectionName,
  declared: Declarations<T>,
  at: number,
  { parties }: Entitlement<T>,
): Unentitled {
  const file = declared.files[at];
  const id = declared.strings.text(declared.ids[at]);
  const entitled = (parties(declared.entry(at), file) ?? []).filter((party) => party !== undefined);
  return { subject: `${section}:${id}`, defect: 'not-entitled', file, path: [section, id], entitled };
}

/**
 * Which of several declarations of one id counts: one with the right to it before one without, then the one
 * whose trust entry stands first in the configuration. Between equals it is an error: never the last that was read.
 */
function oneOfSeveral<T>(
  section: SectionName,
  candidates: readonly number[],
  declared: Declarations<T>,
  trust: Trust | undefined,
  entitlement: Entitlement<T>,
  ledger: Ledger,
): number {
  if (trust === undefined) return duplicate(section, candidates, declared, ledger);
  const entitled = (at: number): boolean => isEntitled(declared, at, trust, entitlement);
  const precedence = (a: number, b: number): number =>
    Number(entitled(b)) - Number(entitled(a)) ||
    trust.rank[declared.files[a]] - trust.rank[declared.files[b]];
  const ranked = [...candidates].sort((a, b) => precedence(a, b) || a - b);
  if (precedence(ranked[0], ranked[1]) === 0) return duplicate(section, candidates, declared, ledger);
  for (const at of ranked.slice(1)) {
    const without = notEntitled(section, declared, at, entitlement);
    const taken = entitled(at);
    ledger.unentitled.push(taken ? { ...without, defect: 'name-taken' } : without);
  }
  return ranked[0];
}

function duplicate<T>(
  section: SectionName,
  candidates: readonly number[],
  declared: Declarations<T>,
  ledger: Ledger,
): number {
  const [first, ...others] = candidates;
  const id = declared.strings.text(declared.ids[first]);
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
