import type { Lexicon } from './lexicon.ts';
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
import type { Names } from './names.ts';
import type { Rows } from './rows.ts';

/** Days before every stated day, and after every stated day. */
export const BEGINNING = -1_000_000;
export const END = 4_000_000;

/** What a flow says about its payload. */
export const Payload = { listed: 0, all: 1, categories: 2, opaque: 3 } as const;
export const Mode = { copy: 0, move: 1, view: 2 } as const;
export const FLOW_MODES_BY_NUMBER = ['copy', 'move', 'view'] as const;

/** The sections whose entries the model links. */
export type SectionName =
  'parties' | 'contracts' | 'zones' | 'systems' | 'data' | 'flows' | 'access' | 'authorizations' | 'waivers';

/** The entries of a section as written, by number. */
export interface EntryList<T> {
  readonly length: number;
  /** All of them, for sections that are small, and for what few of the large ones have. */
  all(): readonly T[];
  /** An entry; it may be made each time that it is asked for, so that hot code asks for columns. */
  at(i: number): T;
}

/** What the entries of a section are. */
export type EntryIn<E extends Entries<unknown>> = E extends Entries<infer T> ? T : never;

/** Entries of a section: ids in order, the entry as written, and the number of its file. */
export interface Entries<T> extends Names {
  readonly entry: EntryList<T>;
  readonly file: Int32Array;
  /** Where each stands on the tape of its file. */
  readonly node: Int32Array;
  /** A field that is a text, a number or a truth, over all entries; its path has dots. Made once. */
  field(path: string): FieldColumn;
}

/** What a field says in each entry. */
export interface FieldColumn {
  /** Index into `values`, by number of the entry; -1 where it is not stated. */
  readonly numbers: Int32Array;
  /** What it says anywhere, each once, in the order of the entries. */
  readonly values: readonly (string | number | boolean)[];
}

/** Days on which entries hold, inclusive; a period written the wrong way round holds on none. */
export interface Periods {
  readonly from: Int32Array;
  readonly until: Int32Array;
  /** 1 where a period is stated, be it one without ends. */
  readonly dated: Uint8Array;
}

export interface Systems extends Entries<System>, Periods {
  /** Zone number, or -1 where the zone refers to nothing. */
  readonly zone: Int32Array;
  /** Parties that answer for the system, ascending; empty where custody is unknown. */
  readonly keepers: Rows;
  /** Equal numbers mean equal keepers; -1 where custody is unknown. */
  readonly keeperSet: Int32Array;
  readonly transient: Uint8Array;
  /** Purpose number, or -1 where it is not stated. */
  readonly purpose: Int32Array;
  readonly collects: Rows;
  readonly produces: Rows;
  /** Disposals that count: day and covered data (`all` where undefined), in the order written. */
  readonly disposals: readonly (readonly { on: number; data?: ReadonlySet<number> }[] | undefined)[];
}

export interface DataSets extends Entries<DataSet> {
  readonly owner: Int32Array;
  /** Category numbers of each datum. */
  readonly categories: Rows;
  readonly derivedFrom: Rows;
  /** contains*: the datum itself and all that is inside it, ascending. */
  readonly contents: Rows;
  /** The inverse: the datum itself and all that it is inside of, ascending. */
  readonly containers: Rows;
  /** Data directly below each (contained in it or derived from it). */
  readonly below: Rows;
  /** Data in an order where everything below a datum comes before it. */
  readonly order: Int32Array;
}

export interface Flows extends Entries<Flow>, Periods {
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly payload: Uint8Array;
  readonly mode: Uint8Array;
  readonly purpose: Int32Array;
  /** Channel number, or -1 where it is not stated. */
  readonly channel: Int32Array;
  /** Data that the flow lists. */
  readonly data: Rows;
  /** Number of the flow's list of categories in `categorySets`, or -1. */
  readonly categorySet: Int32Array;
}

export interface Accesses extends Entries<Access>, Periods {
  readonly party: Int32Array;
  /** Systems for which the statement counts. */
  readonly systems: Rows;
  readonly purpose: Int32Array;
}

export interface Authorizations extends Entries<Authorization>, Periods {
  readonly by: Int32Array;
  readonly to: Int32Array;
  /** How many times it may be passed on. */
  readonly delegable: Float64Array;
  /** Data that it names; empty where it names none with effect. */
  readonly data: Rows;
  readonly zones: Rows;
}

export interface Contracts extends Entries<Contract>, Periods {
  readonly acquirer: Int32Array;
  readonly supplier: Int32Array;
  /** Number of the contract above, or -1 (none, or one that refers to nothing). */
  readonly under: Int32Array;
}

/** Why a statement has no effect, or what is wrong with it. */
export type Defect =
  | 'not-entitled'
  | 'name-taken'
  | 'custody'
  | 'access'
  | 'speaks-for'
  | 'taxonomy'
  | 'configuration'
  | 'signature';

/** A statement that its file has no right to make. It has no effect. */
export interface Unentitled {
  readonly subject: string;
  readonly defect: Defect;
  /** Number of the file, or -1 for one that is no manifest; its path is then the only step of `path`. */
  readonly file: number;
  /** Path of keys to the statement. */
  readonly path: readonly string[];
  /** The parties that could make it. */
  readonly entitled: readonly string[];
  /** What else there is to say of it, in words. */
  readonly reason?: string;
}

/** One linked model of a workspace: what is stated with the right to state it, ids as dense integers. */
export interface Model {
  readonly files: readonly string[];
  readonly parties: Entries<Party>;
  readonly zones: Entries<Zone> & { readonly operator: Int32Array };
  readonly contracts: Contracts;
  readonly systems: Systems;
  readonly data: DataSets;
  readonly flows: Flows;
  readonly access: Accesses;
  readonly authorizations: Authorizations;
  readonly waivers: Entries<Waiver>;
  /** Waivers of the configuration, in order of their ids. */
  readonly gateWaivers: readonly {
    readonly id: string;
    readonly waiver: Waiver;
    /** False for one that a manifest of the base states; true when absent. */
    readonly isGate?: boolean;
  }[];
  readonly categories: readonly string[];
  readonly purposes: readonly string[];
  /** Lists of categories that flows name. */
  readonly categorySets: readonly (readonly string[])[];
  readonly unentitled: readonly Unentitled[];
  /** Parties whose manifest must be there, and whether some file speaks for them. */
  readonly required: readonly { readonly party: string; readonly present: boolean }[];
  readonly lexicon: Lexicon;
  /** Parties that each file speaks for; undefined where every file speaks for everyone. */
  readonly speaksFor: readonly ReadonlySet<string>[] | undefined;
}
