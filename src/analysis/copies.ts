/**
 * Copies over days (docs/semantics.md, "Copies"): which data lies on which system, on which days, by how few steps.
 *
 * Days are sets, not a loop: what comes to a system is a monotone function of the days on which things lie elsewhere,
 * so the least fixpoint over sets of days equals going through the days one by one. The fixpoint is reached level by
 * level, so that the level at which a copy alive at the day of the check first appears is its distance.
 */
import type { Model } from '../model/model.ts';
import { cellOf, systemOf, type Cells } from './cells.ts';
import { ALL_DAYS, isSince, NO_DAYS, since, type DaySets } from './days.ts';
import type { Lifetimes } from './lifetimes.ts';
import { Use, type Network } from './network.ts';
import { lazily } from './lazily.ts';
import { Moves } from './moving.ts';
import type { Steps } from './steps.ts';

/** Which derivations count. */
export interface Kind {
  /** Only from a collection on; otherwise a flow that lists a datum may start a derivation. */
  readonly grounded: boolean;
  /** Also by moves that are not certain. */
  readonly may: boolean;
}

/** Copies, as themselves, by cell. */
export interface Copies {
  readonly kind: Kind;
  readonly cells: Cells;
  /** Set of days on which one is alive; kinds that do not differ share the column. */
  readonly days: Int32Array;
  /** By how few steps they came. */
  levels(): Levels;
}

/** Fewest steps by cell; -1 where there is no such copy. */
export interface Levels {
  /** To any copy. */
  readonly first: Int32Array;
  /** To a copy alive at the day of the check. */
  readonly distance: Int32Array;
}

/** What a propagation works on. */
export interface Ground {
  readonly model: Model;
  readonly days: DaySets;
  readonly steps: Steps;
  readonly lifetimes: Lifetimes;
  readonly network: Network;
}

/** What if some systems were not there? */
export interface Detour {
  /** Systems to which nothing comes, and from which nothing goes. */
  readonly avoided: ReadonlySet<number>;
  /** Days on which a flow that lists a datum brings it, whatever is at its source. */
  begins(flow: number, datum: number): number;
}

/** Propagates copies along the arcs of a kind to the least fixpoint, or along those that avoid some systems. */
export function propagate(ground: Ground, kind: Kind, detour?: Detour): Copies {
  const { cells } = ground.network;
  const flood = new Flood(ground, staysOf(ground, detour), new Int32Array(cells.datum.length));
  collect(flood, ground);
  while (flood.turn() || flood.level === 1) {
    if (flood.level === 1 && (!kind.grounded || detour !== undefined)) startListed(flood, ground, detour);
    flood.follow(usesOf(kind));
  }
  const { living, first, distance } = flood;
  return { kind, cells, days: living, levels: () => ({ first, distance }) };
}

/**
 * Copies of a kind that counts more derivations than the copies given: what these bring about beyond them. The same days
 * where that is nothing. Levels begin anew and few of them are asked for, so they wait until then.
 */
export function extended(copies: Copies, ground: Ground, kind: Kind): Copies {
  const flood = new Flood(ground, staysOf(ground), copies.days.slice());
  if (kind.may && !copies.kind.may) flood.followAll(usesOf(kind));
  if (!kind.grounded) startListed(flood, ground);
  if (!flood.turn()) return { ...copies, kind };
  do flood.follow(usesOf(kind));
  while (flood.turn());
  const levels = lazily(() => propagate(ground, kind).levels());
  return { kind, cells: copies.cells, days: flood.living, levels };
}

function usesOf(kind: Kind): number {
  return (kind.grounded ? Use.grounded : 0) | (kind.may ? Use.may : 0);
}

/** What is collected is there while its system is in service. */
function collect(flood: Flood, { model, network }: Ground): void {
  const { systems } = model;
  const { starts, items } = systems.collects;
  for (let s = 0; s < systems.from.length; s++) {
    for (let i = starts[s]; i < starts[s + 1]; i++) {
      const cell = cellOf(network.cells, s, items[i]);
      if (cell >= 0) flood.move(cell, ALL_DAYS, systems.from[s], systems.until[s]);
    }
  }
}

/** A flow that lists data brings them on its days, whatever its source holds. */
function startListed(flood: Flood, { model, network }: Ground, detour?: Detour): void {
  const { flows } = model;
  const { starts, items } = flows.data;
  for (let f = 0; f < flows.from.length; f++) {
    if (network.moves[f] !== Moves.listed) continue;
    for (let i = starts[f]; i < starts[f + 1]; i++) {
      const brought = detour === undefined ? ALL_DAYS : detour.begins(f, items[i]);
      flood.move(network.landing[i], brought, flows.from[f], flows.until[f]);
    }
  }
}

/** How cells keep what comes: not at all, as the lifetimes of their system say, or for ever. */
const Stay = { none: 0, limited: 1, lasting: 2 } as const;

/** Copies that spread level by level. */
class Flood {
  /** Days of the copies in each cell. */
  readonly living: Int32Array;
  /** Level of the first copy in each cell, and of the first alive at the day of the check; -1 where none is. */
  readonly first: Int32Array;
  readonly distance: Int32Array;
  level = 0;
  private readonly ground: Ground;
  private readonly stay: Uint8Array;
  /** Is a cell in the next frontier? */
  private readonly waiting: Uint8Array;
  private readonly atStart: Int32Array; // days of the cells in the frontier
  private frontier: Int32Array;
  private size = 0;
  private next: Int32Array;
  private reached = 0;

  constructor(ground: Ground, stay: Uint8Array, living: Int32Array) {
    this.ground = ground;
    this.stay = stay;
    this.living = living;
    this.first = new Int32Array(living.length).fill(-1);
    // Where all that comes stays, the first copy is alive still.
    this.distance = stay.includes(Stay.limited) ? new Int32Array(living.length).fill(-1) : this.first;
    this.waiting = new Uint8Array(living.length);
    this.atStart = new Int32Array(living.length);
    this.frontier = new Int32Array(living.length);
    this.next = new Int32Array(living.length);
  }

  /** Begins the next level, with the cells that have changed; false where there are none. */
  turn(): boolean {
    const { living, waiting, atStart, next: frontier, reached: size } = this;
    this.next = this.frontier;
    this.frontier = frontier;
    this.size = size;
    this.reached = 0;
    this.level++;
    // INVARIANT: a level reads the days as they were at its start; what arrives now belongs to the next one.
    for (let i = 0; i < size; i++) {
      atStart[i] = living[frontier[i]];
      waiting[frontier[i]] = 0;
    }
    return size > 0;
  }

  /** What the cells of this level had at its start goes on along the arcs of some uses. */
  follow(uses: number): void {
    for (let i = 0; i < this.size; i++) this.goOn(this.frontier[i], this.atStart[i], uses);
  }

  /** What lies in any cell goes on. */
  followAll(uses: number): void {
    const { living } = this;
    for (let cell = 0; cell < living.length; cell++) {
      if (living[cell] !== NO_DAYS) this.goOn(cell, living[cell], uses);
    }
  }

  private goOn(cell: number, alive: number, uses: number): void {
    const { flows, systems } = this.ground.model;
    const { starts, heads } = this.ground.network.arcs;
    const flowCount = flows.from.length;
    for (let i = starts[cell]; i < starts[cell + 1]; i += 2) {
      const known = this.living[heads[i]];
      // Most arcs lead to where the datum has been as long; then nothing else about them matters.
      if (isSince(alive) && isSince(known) && known <= alive) continue;
      const use = heads[i + 1] & 3;
      if ((use & uses) !== use) continue;
      const step = heads[i + 1] >> 2;
      if (step < flowCount) this.move(heads[i], alive, flows.from[step], flows.until[step]);
      else this.move(heads[i], alive, systems.from[step - flowCount], systems.until[step - flowCount]);
    }
  }

  /** What is alive on some days comes to a cell on those of them from one day to another. */
  move(cell: number, alive: number, from: number, until: number): void {
    const { days, lifetimes, network } = this.ground;
    if (this.stay[cell] === Stay.lasting && isSince(alive)) {
      // As below, without a set for the days of the move: what comes stays, from the first of them on.
      const begin = Math.max(alive, since(from));
      if (begin <= since(Math.min(until, days.at))) this.add(cell, begin);
      return;
    }
    const made = days.clip(alive, from, until);
    if (made === NO_DAYS || this.stay[cell] === Stay.none) return;
    if (this.stay[cell] === Stay.lasting) this.add(cell, since(days.first(made)));
    else this.add(cell, lifetimes.alive(systemOf(network.cells, cell), network.cells.datum[cell], made));
  }

  private add(cell: number, alive: number): void {
    const { days } = this.ground;
    const known = this.living[cell];
    const both = days.union(known, alive);
    if (both === known) return;
    this.living[cell] = both;
    if (this.first[cell] < 0) this.first[cell] = this.level;
    if (this.distance[cell] < 0 && days.hasAt(both)) this.distance[cell] = this.level;
    if (this.waiting[cell] === 1) return;
    this.waiting[cell] = 1;
    this.next[this.reached++] = cell;
  }
}

function staysOf({ model: { systems }, network }: Ground, detour?: Detour): Uint8Array {
  const { starts, datum } = network.cells;
  const stay = new Uint8Array(datum.length);
  for (let s = 0; s < systems.from.length; s++) {
    const isLasting = systems.transient[s] === 0 && systems.disposals[s] === undefined;
    const how = isLasting ? Stay.lasting : Stay.limited;
    stay.fill(detour?.avoided.has(s) === true ? Stay.none : how, starts[s], starts[s + 1]);
  }
  return stay;
}

/** Days on which a system holds a datum, as itself or inside another. */
export function heldDays(copies: Copies, { model, days }: Ground, system: number, datum: number): number {
  const { starts, items } = model.data.containers;
  let held = NO_DAYS;
  for (let i = starts[datum]; i < starts[datum + 1]; i++) {
    const cell = cellOf(copies.cells, system, items[i]);
    if (cell >= 0) held = days.union(held, copies.days[cell]);
  }
  return held;
}
