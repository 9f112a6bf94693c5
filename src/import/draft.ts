/** A manifest in the making: entries with their origins, before they become text or a document. */
import type {
  Access,
  Authorization,
  Contract,
  DataSet,
  Flow,
  Party,
  System,
  Waiver,
  Zone,
} from '../manifest/format.ts';
import type { Span } from '../manifest/locate.ts';

/** Where something stands in a file: the place as people write it, such as `services.web.ports[0]`, and its extent. */
export interface Origin {
  readonly file: string;
  readonly place: string;
  readonly span: Span;
}

/** An entry of a manifest that is about to be made. */
export interface DraftEntry<T> {
  readonly id: string;
  readonly value: T;
  /** Absent where the files do not name it at all. */
  readonly origin?: Origin;
  /** Lines for people: what the format has no field for. Raw text may be among them. */
  readonly remarks: readonly string[];
  /**
   * Is it only named in the file, so that a manifest beside it may be the one that declares it? Then that one counts, and
   * several files may name it.
   */
  readonly isMention?: boolean;
}

/** Sections of a manifest with what their entries are. */
interface Sections {
  readonly parties: Party;
  readonly contracts: Contract;
  readonly zones: Zone;
  readonly data: DataSet;
  readonly systems: System;
  readonly flows: Flow;
  readonly access: Access;
  readonly authorizations: Authorization;
  readonly waivers: Waiver;
}

export type SectionName = keyof Sections;

/** Entries by section, in the order in which they are to stand; `head` are lines that say what was imported. */
export type Draft = { readonly [Name in SectionName]?: readonly DraftEntry<Sections[Name]>[] } & {
  readonly head: readonly string[];
};

/** The sections in the order in which they are written. */
export const SECTION_NAMES = [
  'parties',
  'contracts',
  'zones',
  'data',
  'systems',
  'flows',
  'access',
  'authorizations',
  'waivers',
] as const satisfies readonly SectionName[];

/** The entries of a section, whatever they are. */
export function entriesIn(draft: Draft, section: SectionName): readonly DraftEntry<object>[] {
  return draft[section] ?? [];
}

/** A draft without what it only names and others declare. */
export function withoutDeclared(
  draft: Draft,
  isDeclared: (section: SectionName, id: string) => boolean,
): Draft {
  const kept = SECTION_NAMES.map((section) => [
    section,
    entriesIn(draft, section).filter(({ id, isMention }) => isMention !== true || !isDeclared(section, id)),
  ]);
  return { ...(Object.fromEntries(kept) as Omit<Draft, 'head'>), head: draft.head };
}
