/** What bills say, put together: places, data and movements under keys of their own, before anything has an id. */
import type { Flow, System } from '../../manifest/format.ts';
import type { Origin } from '../draft.ts';
import { tally, type Tally } from '../summary.ts';
import type { Bill } from './bills.ts';

/** A party as a bill names it. */
export interface PartyName {
  /** What makes it the same party wherever it is named, and what a mapping calls it. */
  readonly key: string;
  readonly name?: string;
  readonly origin: Origin;
}

/** A zone as a bill names it. */
export interface ZoneName {
  readonly key: string;
  /** What a mapping calls it. */
  readonly name: string;
  readonly wish: string;
  readonly origin: Origin;
  /** Is it described in the properties of a bill of ours, under the same key? */
  readonly isOwn?: boolean;
}

/** An id in the manifest that a bill was written from. */
export interface OwnId {
  readonly bill: Bill;
  readonly id: string;
}

/** What becomes a system. */
export interface Place {
  readonly key: string;
  /** What the id is made from. */
  readonly wish: string;
  /** What a mapping calls it and what it is, for what the bills only name. */
  readonly mention?: { readonly name: string; readonly what: string };
  readonly origin?: Origin;
  readonly zone?: ZoneName;
  readonly keeper?: PartyName;
  /** Who has its data in charge, where that is said beside who runs it. */
  readonly custodian?: PartyName;
  readonly value: Partial<System>;
  readonly remarks: readonly string[];
  /** There where the properties of a bill of ours may say more of it. */
  readonly own?: OwnId;
}

/** A word that says what data is. */
export interface Classification {
  readonly text: string;
  readonly origin: Origin;
  /** Is it a category already? So it is in bills that were written from a manifest. */
  readonly isCategory: boolean;
}

/** What becomes a data set. */
export interface Datum {
  readonly key: string;
  readonly wish: string;
  readonly origin: Origin;
  readonly classes: Map<string, Classification>;
  readonly owners: Map<string, PartyName>;
  /** Places that are said to have it. */
  readonly places: Set<string>;
  readonly fields: Set<string>;
  records?: number;
  /** Is it an element of a bill, other than a name on a movement? */
  isDescribed?: boolean;
  own?: OwnId;
}

/** What becomes a flow, from place to place. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly origin: Origin;
  /** What the id is made from; made from what it connects where absent. */
  readonly wish?: string;
  /** Keys of data; with no classes either, what moves is open. */
  readonly data: readonly string[];
  readonly classes: readonly Classification[];
  readonly value: Partial<Flow>;
  readonly remarks: readonly string[];
}

/** Everything that bills say. */
export interface Sketch {
  readonly places: Map<string, Place>;
  readonly data: Map<string, Datum>;
  /** By a key that is the same for the same movement, so that what two sides tell counts once. */
  readonly moves: Map<string, Move>;
  /** Connections of which only the ends are known. */
  readonly weak: { readonly from: string; readonly to: string; readonly origin: Origin }[];
  /** Places from which data goes to somewhere that is not named. */
  readonly leaving: Map<string, Origin>;
  /** Data of different keys that is the same. */
  readonly same: Sameness;
  readonly left: Tally;
  readonly counts: Map<Counted, number>;
}

/** What is told of after an import. */
export type Counted =
  | 'service'
  | 'data of services'
  | 'data component'
  | 'dependency'
  | 'asset'
  | 'data set'
  | 'flow'
  | 'weak dependency'
  | 'destination not stated'
  | 'other version';

export function emptySketch(): Sketch {
  return {
    places: new Map(),
    data: new Map(),
    moves: new Map(),
    weak: [],
    leaving: new Map(),
    same: sameness(),
    left: tally(),
    counts: new Map(),
  };
}

export function count({ counts }: Sketch, what: Counted, by = 1): void {
  counts.set(what, (counts.get(what) ?? 0) + by);
}

/** The data of a key, made where it is not there yet. */
export function datumOf(sketch: Sketch, key: string, wish: string, origin: Origin): Datum {
  const found = sketch.data.get(key);
  if (found !== undefined) return found;
  const made: Datum = {
    key,
    wish,
    origin,
    classes: new Map(),
    owners: new Map(),
    places: new Set(),
    fields: new Set(),
  };
  sketch.data.set(key, made);
  return made;
}

/** Adds a movement; one that is there already stays. */
export function addMove({ moves }: Sketch, key: readonly string[], move: Move): void {
  const name = JSON.stringify(key);
  if (!moves.has(name)) moves.set(name, move);
}

/** Makes one movement of what two bills tell of the same data, from and to the same places. */
export function foldMoves(sketch: Sketch): void {
  const { moves, same } = sketch;
  const told = [...moves];
  moves.clear();
  for (const [key, move] of told) {
    const data = move.data.map((each) => same.of(each));
    const name =
      move.wish === undefined && data.length > 0 ? JSON.stringify([move.from, move.to, ...data]) : key;
    if (!moves.has(name)) moves.set(name, { ...move, data });
  }
}

/** Keys that mean the same thing (union-find). */
export interface Sameness {
  join(one: string, other: string): void;
  /** The one key that stands for all that mean the same: the smallest. */
  of(key: string): string;
}

function sameness(): Sameness {
  const parents = new Map<string, string>();
  const of = (key: string): string => {
    let root = key;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    for (let at = key; at !== root;) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  return {
    of,
    join(one, other) {
      const [a, b] = [of(one), of(other)].sort();
      if (a !== b) parents.set(b, a);
    },
  };
}
