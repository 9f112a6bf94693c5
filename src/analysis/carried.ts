/** What each flow brings: copies alive at the day of the check, and what active views show. */
import { Mode, Payload, type Model } from '../model/model.ts';
import { groupBy, IntColumn, row, type Rows } from '../model/rows.ts';
import { heldDays, type Copies, type Ground } from './copies.ts';
import { ALL_DAYS, NO_DAYS } from './days.ts';
import type { CopiesByPreference } from './holdings.ts';
import { hasDays, isActive, Match } from './steps.ts';

/** (flow, datum) pairs in order, as columns. */
export interface Carried {
  readonly flow: Int32Array;
  readonly datum: Int32Array;
  /** 1 where it is certain that the flow brings it. */
  readonly certain: Uint8Array;
}

/** Everything that flows bring, data inside what they bring included; a pair stands once, certain where it can be. */
export function carriedBy(copies: CopiesByPreference, ground: Ground): Carried {
  const { model, days } = ground;
  const flow = new IntColumn(1024);
  const datum = new IntColumn(1024);
  const certain = new IntColumn(1024);
  const certainly = carrier(copies[1], ground, Match.certain);
  const maybe = ground.steps.hasMay ? carrier(copies[3], ground, Match.may) : undefined;
  const seen = new Int32Array(model.data.ids.length).fill(-1);
  for (let f = 0; f < model.flows.ids.length; f++) {
    const found: number[] = [];
    const add = (d: number): void => {
      for (const inside of row(model.data.contents, d)) {
        if (seen[inside] === f) continue;
        seen[inside] = f;
        found.push(inside);
      }
    };
    const isView = model.flows.mode[f] === Mode.view;
    if (isView ? !isActive(model.flows, f, days.at) : !hasDays(model.flows, f, days.at)) continue;
    certainly(f, add);
    const sure = new Set(maybe === undefined ? [] : found);
    maybe?.(f, add);
    for (const d of found.sort((a, b) => a - b)) {
      flow.push(f);
      datum.push(d);
      certain.push(maybe === undefined || sure.has(d) ? 1 : 0);
    }
  }
  return { flow: flow.filled(), datum: datum.filled(), certain: Uint8Array.from(certain.filled()) };
}

/**
 * Data that one flow brings as themselves, by the copies of one kind; what it lists it brings on each of its days, unless
 * other days are given.
 */
export function carrier(
  copies: Copies,
  ground: Ground,
  threshold: number,
  listedDays: (flow: number, datum: number) => number = () => ALL_DAYS,
): (flow: number, add: (datum: number) => void) => void {
  const { model, days, lifetimes, steps } = ground;
  const { flows } = model;
  const copiesAt = slotsBySystem(copies, model);

  /** Does what lies at the source on these days arrive and last until the day of the check? */
  const arrives = (f: number, datum: number, present: number): boolean => {
    if (flows.mode[f] === Mode.view) return days.hasAt(present);
    return lifetimes.survives(flows.target[f], datum, days.clip(present, flows.from[f], flows.until[f]));
  };
  return (f, add) => {
    const payload = flows.payload[f];
    if (payload === Payload.listed) {
      for (const d of row(flows.data, f)) if (arrives(f, d, listedDays(f, d))) add(d);
      return;
    }
    if (payload === Payload.opaque && threshold === Match.certain) return;
    for (const slot of row(copiesAt, flows.source[f])) {
      const container = copies.pairs.columnOf.get(slot);
      const present = copies.days.get(slot);
      if (payload !== Payload.categories) {
        if (arrives(f, container, present)) add(container);
        continue;
      }
      for (const d of row(model.data.contents, container)) {
        if (steps.match(f, d) >= threshold && arrives(f, d, present)) add(d);
      }
    }
  };
}

function slotsBySystem(copies: Copies, model: Model): Rows {
  const slots = Int32Array.from({ length: copies.pairs.size }, (_, slot) => slot);
  return groupBy(model.systems.ids.length, copies.pairs.rowOf.filled(), slots);
}

/** A copy alive at the day of the check that a collection or a production made, as columns in order. */
export interface Made {
  readonly system: Int32Array;
  readonly datum: Int32Array;
}

/** Copies made by collection: one row for each datum in what is collected. */
export function collectionsOf({ model, days, lifetimes }: Ground): Made {
  const { systems, data } = model;
  const system = new IntColumn();
  const datum = new IntColumn();
  for (let s = 0; s < systems.ids.length; s++) {
    const inService = days.between(systems.from[s], systems.until[s]);
    const found = new Set<number>();
    for (const collected of row(systems.collects, s)) {
      if (!lifetimes.survives(s, collected, inService)) continue;
      for (const inside of row(data.contents, collected)) found.add(inside);
    }
    for (const d of [...found].sort((a, b) => a - b)) {
      system.push(s);
      datum.push(d);
    }
  }
  return { system: system.filled(), datum: datum.filled() };
}

/** Copies made by production, each with the sources that were there on a day of it. */
export interface Productions extends Made {
  readonly sources: readonly (readonly number[])[];
}

/** Copies that a production made and that are alive at the day of the check. */
export function productionsOf(certain: Copies, ground: Ground): Productions {
  const { model, days, lifetimes } = ground;
  const { systems, data } = model;
  const system: number[] = [];
  const datum: number[] = [];
  const sources: number[][] = [];
  for (let s = 0; s < systems.ids.length; s++) {
    for (const product of row(systems.produces, s)) {
      const lasting = lifetimes.madeFor(s, product, days.between(days.at, days.at));
      const inService = days.clip(lasting, systems.from[s], systems.until[s]);
      const present = [...row(data.derivedFrom, product)].filter(
        (source) => days.intersect(heldDays(certain, ground, s, source), inService) !== NO_DAYS,
      );
      if (present.length === 0) continue;
      system.push(s);
      datum.push(product);
      sources.push(present);
    }
  }
  return { system: Int32Array.from(system), datum: Int32Array.from(datum), sources };
}
