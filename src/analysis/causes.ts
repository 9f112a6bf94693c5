/**
 * Cause and consequence (docs/semantics.md): among the certain facts that are unauthorized, which act led to which.
 * Arrows go through one node for each (system, datum), so that a hub costs its makers plus its flows, not their product.
 */
import { Mode } from '../model/model.ts';
import type { Model } from '../model/model.ts';
import { byCodePoint } from '../model/names.ts';
import { groupBy, IntColumn, row, type Rows } from '../model/rows.ts';
import type { Collections, JudgedProductions, Transfers } from './judged.ts';
import { PairTable } from './pairs.ts';
import { strongComponents } from './components.ts';
import { FALSE } from './truth.ts';

/** A fact that something else follows from. */
export interface Cause {
  readonly step: string;
  readonly datum: number;
}

/** The cause of a transfer, by its number; undefined for one that is no consequence. */
export type Causes = (transfer: number) => Cause | undefined;

/** Finds the cause of every certain, unauthorized transfer that is a consequence. */
export function causesOf(
  model: Model,
  transfers: Transfers,
  collections: Collections,
  productions: JudgedProductions,
): Causes {
  const graph = leadsTo(model, transfers, collections, productions);
  const { facts, arrows } = graph;
  const from = new Int32Array(arrows.starts.length - 1).fill(-1);
  const queue = firstCauses(graph).sort((a, b) => compareFacts(facts, a, b));
  for (const fact of queue) from[fact] = fact;
  // INVARIANT: the queue is ordered by distance, then by cause, so the first to reach a fact is the right cause.
  for (let i = 0; i < queue.length; i++) {
    for (const next of row(arrows, queue[i])) {
      if (from[next] >= 0) continue;
      from[next] = from[queue[i]];
      queue.push(next);
    }
  }
  const factOf = new Int32Array(transfers.flow.length).fill(-1);
  facts.transfer.filled().forEach((transfer, fact) => {
    if (transfer >= 0) factOf[transfer] = fact;
  });
  return (transfer) => {
    const fact = factOf[transfer];
    if (fact < 0 || from[fact] === fact) return undefined;
    return { step: stepOf(facts, from[fact], model), datum: facts.datum.get(from[fact]) };
  };
}

/** Unauthorized facts as columns: collections first, then productions, then transfers. */
interface FactTable {
  /** Names of the steps of collections and productions. */
  readonly made: string[];
  readonly datum: IntColumn;
  /** Number of the transfer, or -1. */
  readonly transfer: IntColumn;
  /** Number of the transfer's flow, or -1. */
  readonly flow: IntColumn;
}

function stepOf({ made, flow }: FactTable, fact: number, { flows }: Model): string {
  return flow.get(fact) < 0 ? made[fact] : `flow:${flows.ids[flow.get(fact)]}`;
}

/** By step name, then datum. Names of flows compare as their numbers, and stand between `collect:` and `produce:`. */
function compareFacts({ made, datum, flow }: FactTable, a: number, b: number): number {
  const [flowA, flowB] = [flow.get(a), flow.get(b)];
  const [nameA, nameB] = [flowA < 0 ? made[a] : 'flow:', flowB < 0 ? made[b] : 'flow:'];
  return byCodePoint(nameA, nameB) || flowA - flowB || datum.get(a) - datum.get(b);
}

interface Graph {
  readonly facts: FactTable;
  readonly count: number;
  /** Arrows between facts (numbered first) and places (after them). */
  readonly arrows: Rows;
}

function leadsTo(
  model: Model,
  transfers: Transfers,
  collections: Collections,
  productions: JudgedProductions,
): Graph {
  const { systems, flows, data } = model;
  const facts: FactTable = {
    made: [],
    datum: new IntColumn(),
    transfer: new IntColumn(),
    flow: new IntColumn(),
  };
  const { places, isSource } = placesLeadingOn(model, transfers);
  const placeOf = new IntColumn(); // by (place, fact) in step with makerOf
  const makerOf = new IntColumn();
  const filled = new Uint8Array(places.size);
  const add = (datum: number, transfer: number, flow: number): number => {
    facts.datum.push(datum);
    facts.transfer.push(transfer);
    facts.flow.push(flow);
    return facts.datum.length - 1;
  };
  const fill = (system: number, datum: number, fact: number): void => {
    const place = isSource[system] === 1 ? places.find(system, datum) : -1;
    if (place < 0) return;
    filled[place] = Math.max(filled[place], fact < 0 ? Filled.rightly : Filled.wrongly);
    if (fact >= 0) {
      placeOf.push(place);
      makerOf.push(fact);
    }
  };
  const addMade = (kind: 'collect' | 'produce', system: number, datum: number): number => {
    facts.made.push(`${kind}:${systems.ids[system]}/${data.ids[datum]}`);
    return add(datum, -1, -1);
  };

  for (let i = 0; i < collections.datum.length; i++) {
    const [s, datum] = [collections.system[i], collections.datum[i]];
    if (isSource[s] === 0) continue;
    fill(s, datum, collections.authorized[i] === FALSE ? addMade('collect', s, datum) : -1);
  }
  for (let i = 0; i < productions.datum.length; i++) {
    const [s, product] = [productions.system[i], productions.datum[i]];
    if (isSource[s] === 0) continue;
    const fact = productions.authorized[i] === FALSE ? addMade('produce', s, product) : -1;
    for (const inside of row(data.contents, product)) fill(s, inside, fact);
  }
  const firstMoved = facts.datum.length;
  for (let i = 0; i < transfers.flow.length; i++) {
    if (transfers.certain[i] === 0) continue;
    const flow = transfers.flow[i];
    const fact = transfers.authorized[i] === FALSE ? add(transfers.datum[i], i, flow) : -1;
    if (flows.mode[flow] !== Mode.view) fill(flows.target[flow], transfers.datum[i], fact);
  }

  const count = facts.datum.length;
  const tail = new IntColumn();
  const head = new IntColumn();
  const entered = new Uint8Array(places.size);
  for (let fact = firstMoved; fact < count; fact++) {
    const flow = facts.flow.get(fact);
    if (!staysWithKeepers(model, flow)) continue;
    const place = places.find(flows.source[flow], facts.datum.get(fact));
    if (filled[place] !== Filled.wrongly) continue;
    entered[place] = 1;
    tail.push(count + place);
    head.push(fact);
  }
  for (let i = 0; i < placeOf.length; i++) {
    if (entered[placeOf.get(i)] === 0) continue;
    tail.push(makerOf.get(i));
    head.push(count + placeOf.get(i));
  }
  return { facts, count, arrows: groupBy(count + places.size, tail.filled(), head.filled()) };
}

/** How a place is filled: by nothing, by unauthorized steps alone, by some that had, or may have had, the right to. */
const Filled = { never: 0, wrongly: 1, rightly: 2 } as const;

/** Does a flow bring no new party into play? */
function staysWithKeepers({ systems, flows }: Model, flow: number): boolean {
  const keepers = systems.keeperSet[flows.source[flow]];
  return keepers >= 0 && keepers === systems.keeperSet[flows.target[flow]];
}

/** Where unauthorized transfers that may be consequences come from, as (system, datum); nothing else leads to anything. */
function placesLeadingOn(model: Model, { flow, datum, certain, authorized }: Transfers) {
  const { source } = model.flows;
  const places = new PairTable();
  const isSource = new Uint8Array(model.systems.ids.length);
  for (let i = 0; i < flow.length; i++) {
    if (authorized[i] !== FALSE || certain[i] === 0 || !staysWithKeepers(model, flow[i])) continue;
    places.slot(source[flow[i]], datum[i]);
    isSource[source[flow[i]]] = 1;
  }
  return { places, isSource };
}

/** In each component that nothing outside leads to, the member with the smallest step name, then datum. */
function firstCauses({ facts, count, arrows }: Graph): number[] {
  const component = strongComponents(arrows);
  const entered = new Uint8Array(component.length);
  for (let node = 0; node < component.length; node++) {
    for (let i = arrows.starts[node]; i < arrows.starts[node + 1]; i++) {
      const next = arrows.items[i];
      if (component[node] !== component[next]) entered[component[next]] = 1;
    }
  }
  const best = new Int32Array(component.length).fill(-1);
  for (let fact = 0; fact < count; fact++) {
    const own = component[fact];
    if (entered[own] === 1) continue;
    if (best[own] < 0 || compareFacts(facts, fact, best[own]) < 0) best[own] = fact;
  }
  return Array.from(best.filter((fact) => fact >= 0));
}
