/**
 * Copies over days (docs/semantics.md, "Copies"): which data lies on which system, on which days, by how few steps.
 *
 * Days are sets, not a loop: what comes to a system is a monotone function of the days on which things lie elsewhere,
 * so the least fixpoint over sets of days equals going through the days one by one. The fixpoint is reached level by
 * level, so that the level at which a copy alive at the day of the check first appears is its distance.
 */
import type { Model } from '../model/model.ts';
import { IntColumn } from '../model/rows.ts';
import { ALL_DAYS, NO_DAYS, type DaySets } from './days.ts';
import type { Lifetimes } from './lifetimes.ts';
import { PairTable } from './pairs.ts';
import { firstStep, isAt, Match, type Steps } from './steps.ts';

/** Which derivations count. */
export interface Kind {
  /** Only from a collection on; otherwise a flow that lists a datum may start a derivation. */
  readonly grounded: boolean;
  /** Also by moves that are not certain. */
  readonly may: boolean;
}

/** Copies as themselves, (system, datum) pairs with the days on which one is alive. */
export interface Copies {
  readonly kind: Kind;
  readonly pairs: PairTable;
  /** Set of days, by slot. */
  readonly days: IntColumn;
  /** Fewest steps to any copy, by slot. */
  readonly first: IntColumn;
  /** Fewest steps to a copy alive at the day of the check, by slot; -1 where none is. */
  readonly distance: IntColumn;
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

/** Propagates copies along all steps to the least fixpoint, or along those that avoid some systems. */
export function propagate(ground: Ground, kind: Kind, detour?: Detour): Copies {
  const { model, days, steps, lifetimes } = ground;
  const { systems, flows, data } = model;
  const pairs = new PairTable(systems.ids.length);
  const copies: Copies = {
    kind,
    pairs,
    days: new IntColumn(),
    first: new IntColumn(),
    distance: new IntColumn(),
  };
  const waiting = new IntColumn(); // is the slot in the next frontier?
  let level = 0;
  let frontier: number[] = [];
  let next: number[] = [];

  const arrive = (system: number, datum: number, made: number): void => {
    if (made === NO_DAYS || detour?.avoided.has(system) === true) return;
    const slot = pairs.slot(system, datum);
    if (slot === copies.days.length) {
      copies.days.push(NO_DAYS);
      copies.first.push(level);
      copies.distance.push(-1);
      waiting.push(0);
    }
    const before = copies.days.get(slot);
    if (before === ALL_DAYS) return;
    const after = days.union(before, lifetimes.alive(system, datum, made));
    if (after === before) return;
    copies.days.set(slot, after);
    if (copies.distance.get(slot) < 0 && days.hasAt(after)) copies.distance.set(slot, level);
    if (waiting.get(slot) === 1) return;
    waiting.set(slot, 1);
    next.push(slot);
  };
  const carry = (flow: number, datum: number, alive: number): void =>
    arrive(flows.target[flow], datum, days.clip(alive, flows.from[flow], flows.until[flow]));

  const collect = (): void => {
    for (let s = 0; s < systems.ids.length; s++) {
      const from = systems.collects.starts[s];
      const until = systems.collects.starts[s + 1];
      if (from === until) continue;
      const inService = days.between(systems.from[s], systems.until[s]);
      for (let i = from; i < until; i++) arrive(s, systems.collects.items[i], inService);
    }
  };
  const startListed = (): void => {
    const { datum, step } = steps.listed;
    for (let i = 0; i < step.length; i++) {
      carry(step[i], datum[i], detour === undefined ? ALL_DAYS : detour.begins(step[i], datum[i]));
    }
  };

  const carryAll = (system: number, datum: number, alive: number): void => {
    const { all, opaque } = steps;
    for (let i = all.starts[system]; i < all.starts[system + 1]; i++) carry(all.items[i], datum, alive);
    if (!kind.may) return;
    for (let i = opaque.starts[system]; i < opaque.starts[system + 1]; i++)
      carry(opaque.items[i], datum, alive);
  };
  /** A datum that is held, as itself or inside another, can be taken out by category, by name, or as a source. */
  const takeOut = (system: number, datum: number, alive: number): void => {
    const { byCategory, listed, produced } = steps;
    for (let i = byCategory.starts[system]; i < byCategory.starts[system + 1]; i++) {
      const match = steps.match(byCategory.items[i], datum);
      if (match === Match.certain || (kind.may && match === Match.may))
        carry(byCategory.items[i], datum, alive);
    }
    if (kind.grounded) {
      for (let i = firstStep(listed, system, datum); isAt(listed, i, system, datum); i++) {
        carry(listed.step[i], datum, alive);
      }
    }
    for (let i = firstStep(produced, system, datum); isAt(produced, i, system, datum); i++) {
      arrive(system, produced.step[i], days.clip(alive, systems.from[system], systems.until[system]));
    }
  };

  collect();
  for (;;) {
    [frontier, next] = [next, []];
    if (level > 0 && frontier.length === 0) break;
    // INVARIANT: a level reads the days as they were at its start; what arrives now belongs to the next one.
    const alive = Int32Array.from(frontier, (slot) => copies.days.get(slot));
    for (const slot of frontier) waiting.set(slot, 0);
    level++;
    if (level === 1 && (!kind.grounded || detour !== undefined)) startListed();
    for (let i = 0; i < frontier.length; i++) {
      const system = pairs.rowOf.get(frontier[i]);
      const datum = pairs.columnOf.get(frontier[i]);
      carryAll(system, datum, alive[i]);
      const { starts, items } = data.contents;
      for (let j = starts[datum]; j < starts[datum + 1]; j++) takeOut(system, items[j], alive[i]);
    }
  }
  return copies;
}

/** Days on which a system holds a datum, as itself or inside another. */
export function heldDays(copies: Copies, { model, days }: Ground, system: number, datum: number): number {
  const { starts, items } = model.data.containers;
  let held = NO_DAYS;
  for (let i = starts[datum]; i < starts[datum + 1]; i++) {
    const slot = copies.pairs.find(system, items[i]);
    if (slot >= 0) held = days.union(held, copies.days.get(slot));
  }
  return held;
}
