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
import { isMoving, type Steps } from './steps.ts';

/** Which derivations count. */
export interface Kind {
  /** Only from a collection on; otherwise a flow that lists a datum may start a derivation. */
  readonly grounded: boolean;
  /** Also by moves that are not certain. */
  readonly may: boolean;
}

/** Copies as themselves, as columns by cell. */
export interface Copies {
  readonly kind: Kind;
  readonly cells: Cells;
  /** Set of days on which one is alive. */
  readonly days: Int32Array;
  /** Fewest steps to any copy; -1 where there is none. */
  readonly first: Int32Array;
  /** Fewest steps to a copy alive at the day of the check; -1 where none is. */
  readonly distance: Int32Array;
}

/** What a propagation works on. */
export interface Ground {
  readonly model: Model;
  readonly days: DaySets;
  readonly steps: Steps;
  readonly lifetimes: Lifetimes;
}

/** What if some systems were not there? */
export interface Detour {
  /** Systems to which nothing comes, and from which nothing goes. */
  readonly avoided: ReadonlySet<number>;
  /** Days on which a flow that lists a datum brings it, whatever is at its source. */
  begins(flow: number, datum: number): number;
}

/** How cells keep what comes: not at all, as the lifetimes of their system say, or for ever. */
const Stay = { none: 0, limited: 1, lasting: 2 } as const;

/** Propagates copies along the arcs of a kind to the least fixpoint, or along those that avoid some systems. */
export function propagate(ground: Ground, network: Network, kind: Kind, detour?: Detour): Copies {
  const { model, days, lifetimes } = ground;
  const { systems, flows } = model;
  const { cells } = network;
  const count = cells.datum.length;
  const stay = staysOf(cells, model, detour);
  const living = new Int32Array(count);
  const first = new Int32Array(count).fill(-1);
  // Where all that comes stays, the first copy is alive still.
  const distance = stay.includes(Stay.limited) ? new Int32Array(count).fill(-1) : first;
  const waiting = new Uint8Array(count); // is the cell in the next frontier?
  const buffers = [new Int32Array(count), new Int32Array(count)];
  const aliveAtStart = new Int32Array(count);
  let level = 0;
  let next = buffers[0];
  let reached = 0;

  /** Copies live in a cell on some days. */
  const add = (cell: number, alive: number): void => {
    const known = living[cell];
    const both = known === NO_DAYS ? alive : days.union(known, alive);
    if (both === known) return;
    living[cell] = both;
    if (first[cell] < 0) first[cell] = level;
    if (distance[cell] < 0 && days.hasAt(both)) distance[cell] = level;
    if (waiting[cell] === 1) return;
    waiting[cell] = 1;
    next[reached++] = cell;
  };
  /** Copies come to a cell on some days. */
  const arrive = (cell: number, made: number): void => {
    if (made === NO_DAYS || stay[cell] === Stay.none) return;
    if (stay[cell] === Stay.lasting) add(cell, since(days.first(made)));
    else add(cell, lifetimes.alive(systemOf(cells, cell), cells.datum[cell], made));
  };
  /** What lies in a cell goes on along its arcs. */
  const follow = ({ starts, to, step }: Arcs, cell: number, alive: number): void => {
    for (let arc = starts[cell]; arc < starts[cell + 1]; arc++) {
      const target = to[arc];
      const flow = step[arc];
      const isFlow = flow < flows.from.length;
      const from = isFlow ? flows.from[flow] : systems.from[flow - flows.from.length];
      const until = isFlow ? flows.until[flow] : systems.until[flow - flows.from.length];
      if (stay[target] === Stay.lasting && isSince(alive)) {
        // The same as below without a set for the days of the step: what comes first stays, and is there since then.
        const begin = Math.max(alive, since(from));
        if (begin <= since(until)) add(target, begin);
      } else arrive(target, days.clip(alive, from, until));
    }
  };
  const collect = (): void => {
    const { starts, items } = systems.collects;
    for (let s = 0; s < systems.from.length; s++) {
      if (starts[s] === starts[s + 1]) continue;
      const inService = days.between(systems.from[s], systems.until[s]);
      if (inService === NO_DAYS) continue;
      for (let i = starts[s]; i < starts[s + 1]; i++) arrive(cellOf(cells, s, items[i]), inService);
    }
  };
  const startListed = (): void => {
    const { starts, items } = flows.data;
    for (let f = 0; f < flows.from.length; f++) {
      if (starts[f] === starts[f + 1] || !isMoving(flows, f, days.at)) continue;
      for (let i = starts[f]; i < starts[f + 1]; i++) {
        const brought = detour === undefined ? ALL_DAYS : detour.begins(f, items[i]);
        arrive(network.landing[i], days.clip(brought, flows.from[f], flows.until[f]));
      }
    }
  };

  collect();
  for (;;) {
    const frontier = next;
    const size = reached;
    if (level > 0 && size === 0) break;
    // INVARIANT: a level reads the days as they were at its start; what arrives now belongs to the next one.
    for (let i = 0; i < size; i++) {
      aliveAtStart[i] = living[frontier[i]];
      waiting[frontier[i]] = 0;
    }
    next = buffers[++level & 1];
    reached = 0;
    if (level === 1 && (!kind.grounded || detour !== undefined)) startListed();
    for (let i = 0; i < size; i++) {
      if (kind.grounded) follow(network.listed, frontier[i], aliveAtStart[i]);
      follow(network.certain, frontier[i], aliveAtStart[i]);
      if (kind.may) follow(network.possible, frontier[i], aliveAtStart[i]);
    }
  }
  return { kind, cells, days: living, first, distance };
}

function staysOf({ starts, datum }: Cells, { systems }: Model, detour: Detour | undefined): Uint8Array {
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
