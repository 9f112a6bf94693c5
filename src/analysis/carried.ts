/** What each flow brings: copies alive at the day of the check, and what active views show. */
import { Mode, Payload } from '../model/model.ts';
import { IntColumn, row } from '../model/rows.ts';
import { heldDays, type Copies, type Ground } from './copies.ts';
import { ALL_DAYS, NO_DAYS } from './days.ts';
import { Gathering } from './gathering.ts';
import type { CopiesByPreference } from './holdings.ts';
import { hasDays, isActive, Match } from './steps.ts';

/** (flow, datum) pairs in order, as columns. */
export interface Carried {
  /** Those of flow f stand from `starts[f]` to `starts[f + 1]`. */
  readonly starts: Int32Array;
  readonly flow: Int32Array;
  readonly datum: Int32Array;
  /** 1 where it is certain that the flow brings it. */
  readonly certain: Uint8Array;
}

/** Everything that flows bring, data inside what they bring included; a pair stands once, certain where it can be. */
export function carriedBy(copies: CopiesByPreference, ground: Ground): Carried {
  const { flows, data } = ground.model;
  const { at } = ground.days;
  const { contents } = data;
  const [flow, datum, certain] = [0, 1, 2].map(() => new IntColumn(flows.data.items.length + 16));
  const starts = new Int32Array(flows.ids.length + 1);
  const load = new Gathering(data.ids.length);
  const sure = new Uint8Array(data.ids.length); // of data in the load
  let isSure = 1;
  const add = (container: number): void => {
    for (let i = contents.starts[container]; i < contents.starts[container + 1]; i++) {
      const inside = contents.items[i];
      if (load.add(inside)) sure[inside] = isSure;
    }
  };
  const certainly = carrier(copies[1], ground, Match.certain);
  const maybe = ground.steps.hasMay ? carrier(copies[3], ground, Match.may) : undefined;
  for (let f = 0; f < flows.payload.length; f++) {
    load.begin();
    if (flows.mode[f] === Mode.view ? isActive(flows, f, at) : hasDays(flows, f, at)) {
      isSure = 1;
      certainly(f, add);
      isSure = 0;
      // What a flow lists is certain.
      if (flows.payload[f] !== Payload.listed) maybe?.(f, add);
      load.sort();
    }
    for (let i = 0; i < load.size; i++) {
      flow.push(f);
      datum.push(load.found[i]);
      certain.push(sure[load.found[i]]);
    }
    starts[f + 1] = flow.length;
  }
  return { starts, flow: flow.filled(), datum: datum.filled(), certain: new Uint8Array(certain.filled()) };
}

/**
 * Data that one flow brings as themselves, by the copies of one kind; what it lists it brings on each of its days, unless
 * other days are given.
 */
export function carrier(
  { cells, days: lying }: Copies,
  { model, days, lifetimes, steps }: Ground,
  threshold: number,
  listedDays?: (flow: number, datum: number) => number,
): (flow: number, add: (datum: number) => void) => void {
  const { flows } = model;
  const { contents } = model.data;

  /** Does what lies at the source on these days arrive and last until the day of the check? */
  const arrives = (f: number, datum: number, present: number): boolean => {
    if (flows.mode[f] === Mode.view) return days.hasAt(present);
    return lifetimes.survives(flows.target[f], datum, days.clip(present, flows.from[f], flows.until[f]));
  };
  const takeOut = (f: number, container: number, present: number, add: (datum: number) => void): void => {
    for (let i = contents.starts[container]; i < contents.starts[container + 1]; i++) {
      const inside = contents.items[i];
      if (steps.match(f, inside) >= threshold && arrives(f, inside, present)) add(inside);
    }
  };
  return (f, add) => {
    const payload = flows.payload[f];
    if (payload === Payload.listed) {
      const { starts, items } = flows.data;
      for (let i = starts[f]; i < starts[f + 1]; i++) {
        if (arrives(f, items[i], listedDays?.(f, items[i]) ?? ALL_DAYS)) add(items[i]);
      }
      return;
    }
    if (payload === Payload.opaque && threshold === Match.certain) return;
    const source = flows.source[f];
    for (let cell = cells.starts[source]; cell < cells.starts[source + 1]; cell++) {
      if (lying[cell] === NO_DAYS) continue;
      const container = cells.datum[cell];
      if (payload === Payload.categories) takeOut(f, container, lying[cell], add);
      else if (arrives(f, container, lying[cell])) add(container);
    }
  };
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
  const { starts, items } = systems.collects;
  const made = new Gathering(data.ids.length);
  for (let s = 0; s < systems.ids.length; s++) {
    if (starts[s] === starts[s + 1]) continue;
    const inService = days.between(systems.from[s], systems.until[s]);
    made.begin();
    for (let i = starts[s]; i < starts[s + 1]; i++) {
      if (!lifetimes.survives(s, items[i], inService)) continue;
      for (const inside of row(data.contents, items[i])) made.add(inside);
    }
    made.sort();
    for (let i = 0; i < made.size; i++) {
      system.push(s);
      datum.push(made.found[i]);
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
    if (systems.produces.starts[s] === systems.produces.starts[s + 1]) continue;
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
