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
import type { Arcs, Network } from './network.ts';
import { lazily } from './per-facts.ts';
import { Moves } from './moving.ts';
import { hasDays, type Steps } from './steps.ts';

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
  const { days, network } = ground;
  const { cells } = network;
  const count = cells.datum.length;
  const stay = staysOf(ground, detour);
  const first = new Int32Array(count).fill(-1);
  // Where all that comes stays, the first copy is alive still.
  const distance = stay.includes(Stay.limited) ? new Int32Array(count).fill(-1) : first;
  let level = 0;
  const flood = floodOf(ground, new Int32Array(count), stay, (cell, alive) => {
    if (first[cell] < 0) first[cell] = level;
    if (distance[cell] < 0 && days.hasAt(alive)) distance[cell] = level;
  });
  collect(flood, ground);
  const arcs = arcsOf(network, kind);
  while (flood.turn() || level === 0) {
    level++;
    if (level === 1 && (!kind.grounded || detour !== undefined)) startListed(flood, ground, detour);
    flood.follow(arcs);
  }
  return { kind, cells, days: flood.living, levels: () => ({ first, distance }) };
}

/**
 * Copies of a kind that counts more derivations than the copies given: what these bring about beyond them. The same days
 * where that is nothing. Levels begin anew and are few that are asked for, so they wait until then.
 */
export function extended(copies: Copies, ground: Ground, kind: Kind): Copies {
  const { network } = ground;
  let isMore = false;
  const flood = floodOf(ground, copies.days.slice(), staysOf(ground), () => (isMore = true));
  if (kind.may && !copies.kind.may) flood.followAll(network.possible);
  if (!kind.grounded) startListed(flood, ground);
  const arcs = arcsOf(network, kind);
  while (flood.turn()) flood.follow(arcs);
  if (!isMore) return { ...copies, kind };
  const levels = lazily(() => propagate(ground, kind).levels());
  return { kind, cells: copies.cells, days: flood.living, levels };
}

function arcsOf({ listed, certain, possible }: Network, kind: Kind): readonly Arcs[] {
  return [...(kind.grounded ? [listed] : []), certain, ...(kind.may ? [possible] : [])];
}

/** Copies that spread level by level. */
interface Flood {
  /** Days of the copies in each cell. */
  readonly living: Int32Array;
  /** Copies come to a cell on some days. */
  arrive(cell: number, made: number): void;
  /** Begins the next level, with the cells that have changed; false where there are none. */
  turn(): boolean;
  /** What the cells of this level had at its start goes on. */
  follow(among: readonly Arcs[]): void;
  /** What lies in any cell goes on. */
  followAll(arcs: Arcs): void;
}

/** How cells keep what comes: not at all, as the lifetimes of their system say, or for ever. */
const Stay = { none: 0, limited: 1, lasting: 2 } as const;

function floodOf(
  { model, days, lifetimes, network }: Ground,
  living: Int32Array,
  stay: Uint8Array,
  tell: (cell: number, alive: number) => void,
): Flood {
  const { systems, flows } = model;
  const { cells } = network;
  const waiting = new Uint8Array(living.length); // is the cell in the next frontier?
  const atStart = new Int32Array(living.length); // days of the cells of the frontier
  let [frontier, next] = [new Int32Array(living.length), new Int32Array(living.length)];
  let [size, reached] = [0, 0];

  const add = (cell: number, alive: number): void => {
    const known = living[cell];
    const both = days.union(known, alive);
    if (both === known) return;
    living[cell] = both;
    tell(cell, both);
    if (waiting[cell] === 1) return;
    waiting[cell] = 1;
    next[reached++] = cell;
  };
  const arrive = (cell: number, made: number): void => {
    if (made === NO_DAYS || stay[cell] === Stay.none) return;
    if (stay[cell] === Stay.lasting) add(cell, since(days.first(made)));
    else add(cell, lifetimes.alive(systemOf(cells, cell), cells.datum[cell], made));
  };
  const goOn = ({ starts, to, step }: Arcs, cell: number, alive: number): void => {
    const { from: begin, until: end } = flows;
    for (let arc = starts[cell]; arc < starts[cell + 1]; arc++) {
      const target = to[arc];
      const known = living[target];
      // Most arcs lead to where the datum has been as long; then nothing else about them matters.
      if (isSince(alive) && isSince(known) && known <= alive) continue;
      const flow = step[arc];
      const isFlow = flow < begin.length;
      const from = isFlow ? begin[flow] : systems.from[flow - begin.length];
      const until = isFlow ? end[flow] : systems.until[flow - begin.length];
      if (isSince(alive) && stay[target] === Stay.lasting) {
        // As below, without a set for the days of the step: what comes stays, from the first of them on.
        const earliest = Math.max(alive, since(from));
        if (earliest <= since(until)) add(target, earliest);
      } else arrive(target, days.clip(alive, from, until));
    }
  };
  return {
    living,
    arrive,
    turn() {
      [frontier, next] = [next, frontier];
      [size, reached] = [reached, 0];
      // INVARIANT: a level reads the days as they were at its start; what arrives now belongs to the next one.
      for (let i = 0; i < size; i++) {
        atStart[i] = living[frontier[i]];
        waiting[frontier[i]] = 0;
      }
      return size > 0;
    },
    follow(among) {
      for (const arcs of among) for (let i = 0; i < size; i++) goOn(arcs, frontier[i], atStart[i]);
    },
    followAll(arcs) {
      for (let cell = 0; cell < living.length; cell++) {
        if (living[cell] !== NO_DAYS) goOn(arcs, cell, living[cell]);
      }
    },
  };
}

/** What is collected is there while its system is in service. */
function collect(flood: Flood, { model, days, network }: Ground): void {
  const { systems } = model;
  const { starts, items } = systems.collects;
  for (let s = 0; s < systems.from.length; s++) {
    if (starts[s] === starts[s + 1] || !hasDays(systems, s, days.at)) continue;
    const inService = days.between(systems.from[s], systems.until[s]);
    for (let i = starts[s]; i < starts[s + 1]; i++)
      flood.arrive(cellOf(network.cells, s, items[i]), inService);
  }
}

/** A flow that lists data brings them on its days, whatever its source holds. */
function startListed(flood: Flood, { model, days, network }: Ground, detour?: Detour): void {
  const { flows } = model;
  const { starts, items } = flows.data;
  for (let f = 0; f < flows.from.length; f++) {
    if (network.moves[f] !== Moves.listed) continue;
    for (let i = starts[f]; i < starts[f + 1]; i++) {
      const brought = detour === undefined ? ALL_DAYS : detour.begins(f, items[i]);
      flood.arrive(network.landing[i], days.clip(brought, flows.from[f], flows.until[f]));
    }
  }
}

function staysOf({ model: { systems }, network }: Ground, detour?: Detour): Uint8Array {
  const { starts, datum } = network.cells;
  const stay = new Uint8Array(datum.length);
  for (let s = 0; s < systems.from.length; s++) {
    const isLasting = systems.transient[s] === 0 && systems.disposals[s] === undefined;
    const how = detour?.avoided.has(s) === true ? Stay.none : isLasting ? Stay.lasting : Stay.limited;
    stay.fill(how, starts[s], starts[s + 1]);
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
