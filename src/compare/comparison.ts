/** What a change does: two states of a workspace at one day, the base and the head, as one plain value. */
import type { CustodyStep, Exposed, Finding, Span } from '../findings/finding.ts';

/** How a party comes by data: it keeps it, sees it, or can reach a system that holds it. */
export type Way = 'keeps' | 'views' | 'reaches';

/** Data of others that a party has in a zone in one state and not in the other. */
export interface Reach {
  readonly party: string;
  readonly data: string;
  readonly categories: readonly string[];
  readonly owners: readonly string[];
  readonly zone: string;
  readonly way: Way;
  /** A system by which this is so; of several, the one with the shortest way. */
  readonly system: string;
  /** Is it certain, or does it hang on what is not stated? */
  readonly certain: boolean;
  /** Is every step that brought it there, or the access, permitted by every owner? */
  readonly allowed: 'true' | 'false' | 'unknown';
  /** The shortest way to that system. */
  readonly custody: readonly CustodyStep[];
}

/** What one party gains and loses. */
export interface PartyChange {
  readonly party: string;
  readonly gained: readonly Reach[];
  readonly lost: readonly Reach[];
  /** Records and person-records of the data that it did not have anywhere before. */
  readonly added?: Exposed;
  /** The same of data that it has nowhere any more. */
  readonly removed?: Exposed;
}

/** What has become of an entry. An authorization or a contract that is in force no longer has ended. */
export type EntryFate =
  'added' | 'removed' | 'renamed' | 'narrowed' | 'widened' | 'ended' | 'begun' | 'changed';

/** One field of an entry in both states, as it is written; absent where it is not stated. */
export interface FieldChange {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Does it allow more, or less, than before? Absent where that is no question. */
  readonly direction?: 'wider' | 'narrower';
}

/** An entry that is not the same in both states. */
export interface EntryChange {
  readonly section: string;
  /** Its id in the head, or in the base where it is gone. */
  readonly id: string;
  /** Its id in the base, where it is another. */
  readonly was?: string;
  readonly fate: EntryFate;
  readonly fields: readonly FieldChange[];
  /** Where it stands in the head, or in the base where it is gone. */
  readonly place?: Span;
}

/** What has become of a finding. Moved: the same, but in another file, or of a renamed entry. */
export type FindingFate = 'new' | 'fixed' | 'moved' | 'worsened' | 'eased';

export interface FindingChange {
  readonly fate: FindingFate;
  readonly before?: Finding;
  readonly after?: Finding;
}

/** A setting of the gate that the change would alter, once it is merged. */
export interface GateChange {
  /** Such as `rules.core/opaque-flow`, `trust.suppliers/**`, `waivers.<id>`, `baseline`. */
  readonly setting: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Two states of a workspace, compared at one day. Each list is sorted by its names. */
export interface Comparison {
  readonly at: string;
  /** What is compared with, as it was typed, and the id of its commit where it is one. */
  readonly base: { readonly name: string; readonly commit?: string };
  readonly head: { readonly name: string; readonly commit?: string };
  readonly parties: readonly PartyChange[];
  /** Authorizations, contracts and access: who may do what. */
  readonly statements: readonly EntryChange[];
  /** Every other section. */
  readonly entries: readonly EntryChange[];
  readonly findings: readonly FindingChange[];
  /** What the change would do to the gate itself. */
  readonly gate: readonly GateChange[];
}
