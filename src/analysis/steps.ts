/** The steps by which copies come to systems, arranged by the system that they start from. */
import { Mode, Payload, type Model } from '../model/model.ts';
import { groupBy, row, type Rows } from '../model/rows.ts';
import { isAnyOf } from '../model/taxonomy.ts';

/** How a list of categories matches a datum. */
export const Match = { none: 0, may: 1, certain: 2 } as const;

/** The steps of a model up to the day of a check. Views make no copies and are not among them. */
export interface Steps {
  /** Flows that move everything: stated (`all`), and opaque ones, which only may. */
  readonly all: Rows;
  readonly opaque: Rows;
  /** Flows by categories. */
  readonly byCategory: Rows;
  /** Flows that list data, one row for each (flow, datum), by source system and then datum. */
  readonly listed: KeyedSteps;
  /** Productions, one row for each (system, source datum, product), by system and then source datum. */
  readonly produced: KeyedSteps;
  /** How the categories that a flow names match a datum. */
  match(flow: number, datum: number): number;
  /** Could a flow move something that is not certain? */
  readonly hasMay: boolean;
}

/** Steps by (system, datum): entries of a system stand together, ascending by datum. */
export interface KeyedSteps {
  readonly starts: Int32Array;
  readonly datum: Int32Array;
  /** The flow, or the product. */
  readonly step: Int32Array;
}

/** Arranges the steps that hold on some day up to `at`. */
export function stepsOf(model: Model, at: number): Steps {
  const { flows } = model;
  const moving = (payload: number) => {
    const chosen: number[] = [];
    for (let f = 0; f < flows.ids.length; f++) {
      if (flows.payload[f] === payload && flows.mode[f] !== Mode.view && hasDays(flows, f, at))
        chosen.push(f);
    }
    return groupBy(
      model.systems.ids.length,
      chosen.map((f) => flows.source[f]),
      chosen,
    );
  };
  const match = matcher(model);
  const opaque = moving(Payload.opaque);
  return {
    all: moving(Payload.all),
    opaque,
    byCategory: moving(Payload.categories),
    listed: listedSteps(model, at, 'source'),
    produced: producedSteps(model, at),
    match,
    hasMay: opaque.items.length > 0 || hasMayMatch(model) || hasOpaqueView(model, at),
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

function hasOpaqueView({ flows }: Model, at: number): boolean {
  return flows.ids.some(
    (_, f) => flows.payload[f] === Payload.opaque && flows.mode[f] === Mode.view && isActive(flows, f, at),
  );
}

/** Each list of categories is compared once with each category. */
function matcher({ flows, data, categories, categorySets }: Model): Steps['match'] {
  const known: (Uint8Array | undefined)[] = [];
  const ofSet = (set: number): Uint8Array => (known[set] ??= categoryMatches(categorySets[set], categories));
  return (flow, datum) => {
    const matches = ofSet(flows.categorySet[flow]);
    let best: number = Match.none;
    for (const category of row(data.categories, datum)) best = Math.max(best, matches[category]);
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

function hasMayMatch({ categorySets, categories }: Model): boolean {
  return categorySets.some((wanted) => categoryMatches(wanted, categories).includes(Match.may));
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
  const others = [...flows.ids.keys()].filter(
    (f) => flows.payload[f] !== Payload.listed && flows.mode[f] !== Mode.view && hasDays(flows, f, at),
  );
  return {
    listed: listedSteps(model, at, 'target'),
    others: groupBy(
      systems.ids.length,
      others.map((f) => flows.target[f]),
      others,
    ),
  };
}

function listedSteps({ flows, systems }: Model, at: number, end: 'source' | 'target'): KeyedSteps {
  const system: number[] = [];
  const datum: number[] = [];
  const step: number[] = [];
  for (let f = 0; f < flows.ids.length; f++) {
    if (flows.payload[f] !== Payload.listed || flows.mode[f] === Mode.view || !hasDays(flows, f, at))
      continue;
    for (const d of row(flows.data, f)) {
      system.push(flows[end][f]);
      datum.push(d);
      step.push(f);
    }
  }
  return keyed(systems.ids.length, system, datum, step);
}

function producedSteps({ systems, data }: Model, at: number): KeyedSteps {
  const system: number[] = [];
  const source: number[] = [];
  const product: number[] = [];
  for (let s = 0; s < systems.ids.length; s++) {
    if (!hasDays(systems, s, at)) continue;
    for (const made of row(systems.produces, s)) {
      for (const from of row(data.derivedFrom, made)) {
        system.push(s);
        source.push(from);
        product.push(made);
      }
    }
  }
  return keyed(systems.ids.length, system, source, product);
}

function keyed(systemCount: number, system: number[], datum: number[], step: number[]): KeyedSteps {
  const order = Int32Array.from(system.keys()).sort(
    (a, b) => system[a] - system[b] || datum[a] - datum[b] || step[a] - step[b],
  );
  const starts = new Int32Array(systemCount + 1);
  for (const s of system) starts[s + 1]++;
  for (let s = 0; s < systemCount; s++) starts[s + 1] += starts[s];
  return {
    starts,
    datum: Int32Array.from(order, (i) => datum[i]),
    step: Int32Array.from(order, (i) => step[i]),
  };
}

/** First position at or after which the steps of a system concern a datum; those that do stand together. */
export function firstStep({ starts, datum }: KeyedSteps, system: number, wanted: number): number {
  let lo = starts[system];
  let hi = starts[system + 1];
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (datum[mid] < wanted) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** Does the step at a position start from a system and concern a datum? */
export function isAt({ starts, datum }: KeyedSteps, i: number, system: number, wanted: number): boolean {
  return i < starts[system + 1] && datum[i] === wanted;
}
