/** Which entries hold when, and which steps they make possible. */
import { Mode, Payload, type Model } from '../model/model.ts';
import { groupBy, IntColumn, type Rows } from '../model/rows.ts';
import { isAnyOf } from '../model/taxonomy.ts';
import { lowerBound } from './cells.ts';
import { countingOrder } from './pairs.ts';

/** How a list of categories matches a datum. */
export const Match = { none: 0, may: 1, certain: 2 } as const;

/** What flows can move. */
export interface Steps {
  /** How the categories that a flow names match a datum. */
  match(flow: number, datum: number): number;
  /** Could a flow move, or show, something that is not certain? */
  readonly hasMay: boolean;
}

/** The steps of a model up to the day of a check. */
export function stepsOf(model: Model, at: number): Steps {
  const matches = model.categorySets.map((wanted) => categoryMatches(wanted, model.categories));
  return {
    match: matcher(model, matches),
    hasMay: hasOpaque(model, at) || matches.some((match) => match.includes(Match.may)),
  };
}

/** Does an entry hold on some day up to `at`? */
export function hasDays(
  { from, until }: { from: Int32Array; until: Int32Array },
  i: number,
  at: number,
): boolean {
  return from[i] <= until[i] && from[i] <= at;
}

/** Does an entry hold at `at`? */
export function isActive(
  { from, until }: { from: Int32Array; until: Int32Array },
  i: number,
  at: number,
): boolean {
  return from[i] <= at && at <= until[i];
}

/** Does a flow make copies on some day up to `at`? Views make none. */
export function isMoving(flows: Model['flows'], flow: number, at: number): boolean {
  return flows.mode[flow] !== Mode.view && hasDays(flows, flow, at);
}

/** Does some flow move something, or show it at `at`, without saying what? */
function hasOpaque({ flows }: Model, at: number): boolean {
  for (let f = 0; f < flows.payload.length; f++) {
    if (flows.payload[f] !== Payload.opaque) continue;
    if (flows.mode[f] === Mode.view ? isActive(flows, f, at) : hasDays(flows, f, at)) return true;
  }
  return false;
}

/** How each list of categories matches each category is known; of the categories of a datum the best counts. */
function matcher({ flows, data }: Model, matches: readonly Uint8Array[]): Steps['match'] {
  const { starts, items } = data.categories;
  return (flow, datum) => {
    const ofList = matches[flows.categorySet[flow]];
    let best: number = Match.none;
    for (let i = starts[datum]; i < starts[datum + 1]; i++) best = Math.max(best, ofList[items[i]]);
    return best;
  };
}

/** "A flow by categories may move a datum whose category is more general than the flow's." */
function categoryMatches(wanted: readonly string[], categories: readonly string[]): Uint8Array {
  return Uint8Array.from(categories, (category) => {
    if (isAnyOf(category, wanted)) return Match.certain;
    return wanted.some((name) => isAnyOf(name, [category])) ? Match.may : Match.none;
  });
}

/** Steps by (system, datum): entries of a system stand together, ascending by datum. */
export interface KeyedSteps {
  readonly starts: Int32Array;
  readonly datum: Int32Array;
  /** The flow, or the product. */
  readonly step: Int32Array;
}

/** Flows by the system where they arrive; views make no copies and are not among them. */
export interface Arrivals {
  /** Flows that list data, one row for each (flow, datum), by target system and then datum. */
  readonly listed: KeyedSteps;
  /** All other flows. */
  readonly others: Rows;
}

/** Arranges flows by their targets, so that a way can be walked back. */
export function arrivalsOf(model: Model, at: number): Arrivals {
  const { flows, systems } = model;
  const { starts, items } = flows.data;
  const system = new IntColumn(items.length);
  const datum = new IntColumn(items.length);
  const step = new IntColumn(items.length);
  for (let f = 0; f < flows.payload.length; f++) {
    if (flows.payload[f] !== Payload.listed || !isMoving(flows, f, at)) continue;
    for (let i = starts[f]; i < starts[f + 1]; i++) {
      system.push(flows.target[f]);
      datum.push(items[i]);
      step.push(f);
    }
  }
  return {
    listed: keyed(model, system.filled(), datum.filled(), step.filled()),
    others: flowsBy(
      flows.target,
      systems.ids.length,
      (f) => flows.payload[f] !== Payload.listed && isMoving(flows, f, at),
    ),
  };
}

/** Some flows, by the system at one of their ends. */
export function flowsBy(end: Int32Array, systems: number, isAmong: (flow: number) => boolean): Rows {
  const chosen = new IntColumn(1024);
  const ends = new IntColumn(1024);
  for (let f = 0; f < end.length; f++) {
    if (!isAmong(f)) continue;
    chosen.push(f);
    ends.push(end[f]);
  }
  return groupBy(systems, ends.filled(), chosen.filled());
}

/** Productions, one row for each (system, source datum, product), by system and then source datum. */
export function producedSteps(model: Model, at: number): KeyedSteps {
  const { systems, data } = model;
  const [system, source, product] = [new IntColumn(), new IntColumn(), new IntColumn()];
  const { starts, items } = systems.produces;
  for (let s = 0; s < systems.ids.length; s++) {
    if (starts[s] === starts[s + 1] || !hasDays(systems, s, at)) continue;
    for (let i = starts[s]; i < starts[s + 1]; i++) {
      const made = items[i];
      for (let j = data.derivedFrom.starts[made]; j < data.derivedFrom.starts[made + 1]; j++) {
        system.push(s);
        source.push(data.derivedFrom.items[j]);
        product.push(made);
      }
    }
  }
  return keyed(model, system.filled(), source.filled(), product.filled());
}

/** Sorts by system, then datum; steps of the same pair stay in order. */
function keyed(
  { systems, data }: Model,
  system: Int32Array,
  datum: Int32Array,
  step: Int32Array,
): KeyedSteps {
  const byDatum = countingOrder(datum, data.ids.length);
  const order = countingOrder(system, systems.ids.length, byDatum);
  const starts = new Int32Array(systems.ids.length + 1);
  for (let i = 0; i < system.length; i++) starts[system[i] + 1]++;
  for (let s = 0; s < systems.ids.length; s++) starts[s + 1] += starts[s];
  return { starts, datum: picked(datum, order), step: picked(step, order) };
}

/** Numbers in another order. */
export function picked(numbers: Int32Array, order: Int32Array): Int32Array {
  const result = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) result[i] = numbers[order[i]];
  return result;
}

/** First position at or after which the steps of a system concern a datum; those that do stand together. */
export function firstStep({ starts, datum }: KeyedSteps, system: number, wanted: number): number {
  return lowerBound(datum, wanted, starts[system], starts[system + 1]);
}

/** Does the step at a position start from a system and concern a datum? */
export function isAt({ starts, datum }: KeyedSteps, i: number, system: number, wanted: number): boolean {
  return i < starts[system + 1] && datum[i] === wanted;
}
