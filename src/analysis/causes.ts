/**
 * Cause and consequence (docs/semantics.md): among the certain facts that are unauthorized, which act led to which.
 * Arrows go through one node for each (system, datum), so that a hub costs its makers plus its flows, not their product.
 */
import { Mode } from '../model/model.ts';
import type { Model } from '../model/model.ts';
import { byCodePoint } from '../model/names.ts';
import { groupBy, row, type Rows } from '../model/rows.ts';
import type { Collections, JudgedProductions, Transfers } from './judged.ts';
import { PairTable } from './pairs.ts';
import { strongComponents } from './components.ts';
import { FALSE } from './truth.ts';

/** A fact that something else follows from. */
export interface Cause {
  readonly step: string;
  readonly datum: number;
}

/** Causes of transfers: undefined for a transfer that is no consequence. */
export type Causes = readonly (Cause | undefined)[];

interface Fact {
  readonly step: string;
  readonly datum: number;
  /** Number of the transfer, or -1. */
  readonly transfer: number;
}

/** Finds the cause of every certain, unauthorized transfer that is a consequence. */
export function causesOf(
  model: Model,
  transfers: Transfers,
  collections: Collections,
  productions: JudgedProductions,
): Causes {
  const graph = leadsTo(model, transfers, collections, productions);
  const causes: (Cause | undefined)[] = Array.from({ length: transfers.flow.length });
  const { facts, arrows } = graph;
  const first = firstCauses(graph);
  const from = new Int32Array(arrows.starts.length - 1).fill(-1);
  const queue = [...first].sort((a, b) => compareFacts(facts[a], facts[b]));
  for (const fact of queue) from[fact] = fact;
  // INVARIANT: the queue is ordered by distance, then by cause, so the first to reach a fact is the right cause.
  for (let i = 0; i < queue.length; i++) {
    for (const next of row(arrows, queue[i])) {
      if (from[next] >= 0) continue;
      from[next] = from[queue[i]];
      queue.push(next);
    }
  }
  facts.forEach(({ transfer }, fact) => {
    if (transfer >= 0 && from[fact] !== fact) causes[transfer] = facts[from[fact]];
  });
  return causes;
}

function compareFacts(a: Fact, b: Fact): number {
  return byCodePoint(a.step, b.step) || a.datum - b.datum;
}

interface Graph {
  readonly facts: readonly Fact[];
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
  const facts: Fact[] = [];
  const places = new PairTable(256);
  const makers: number[][] = [];
  const excused = new Set<number>(); // places that some step had, or may have had, the right to fill
  const place = (system: number, datum: number): number => {
    const slot = places.slot(system, datum);
    if (slot === makers.length) makers.push([]);
    return slot;
  };
  const made = (system: number, datum: number, fact: number): void => {
    const slot = place(system, datum);
    if (fact < 0) excused.add(slot);
    else makers[slot].push(fact);
  };
  const factOf = (authorized: number, step: () => string, datum: number, transfer: number): number =>
    authorized === FALSE ? facts.push({ step: step(), datum, transfer }) - 1 : -1;

  collections.system.forEach((s, i) => {
    const datum = collections.datum[i];
    const step = () => `collect:${systems.ids[s]}/${data.ids[datum]}`;
    made(s, datum, factOf(collections.authorized[i], step, datum, -1));
  });
  productions.system.forEach((s, i) => {
    const product = productions.datum[i];
    const step = () => `produce:${systems.ids[s]}/${data.ids[product]}`;
    const fact = factOf(productions.authorized[i], step, product, -1);
    for (const inside of row(data.contents, product)) made(s, inside, fact);
  });
  const moved: number[] = [];
  for (let i = 0; i < transfers.flow.length; i++) {
    if (transfers.certain[i] === 0) continue;
    const flow = transfers.flow[i];
    const fact = factOf(transfers.authorized[i], () => `flow:${flows.ids[flow]}`, transfers.datum[i], i);
    if (flows.mode[flow] !== Mode.view) made(flows.target[flow], transfers.datum[i], fact);
    if (fact >= 0) moved.push(fact);
  }

  const tail: number[] = [];
  const head: number[] = [];
  const entered = new Set<number>();
  for (const fact of moved) {
    const { transfer, datum } = facts[fact];
    const source = flows.source[transfers.flow[transfer]];
    const target = flows.target[transfers.flow[transfer]];
    const sameKeepers =
      systems.keeperSet[source] >= 0 && systems.keeperSet[source] === systems.keeperSet[target];
    const slot = places.find(source, datum);
    if (!sameKeepers || slot < 0 || excused.has(slot)) continue;
    if (!entered.has(slot)) {
      entered.add(slot);
      for (const maker of makers[slot]) {
        tail.push(maker);
        head.push(facts.length + slot);
      }
    }
    tail.push(facts.length + slot);
    head.push(fact);
  }
  return { facts, arrows: groupBy(facts.length + places.size, tail, head) };
}

/** In each component that nothing outside leads to, the member with the smallest step name, then datum. */
function firstCauses({ facts, arrows }: Graph): Set<number> {
  const component = strongComponents(arrows);
  const entered = new Set<number>();
  for (let node = 0; node < component.length; node++) {
    for (const next of row(arrows, node)) {
      if (component[node] !== component[next]) entered.add(component[next]);
    }
  }
  const best = new Map<number, number>();
  for (let fact = 0; fact < facts.length; fact++) {
    if (entered.has(component[fact])) continue;
    const known = best.get(component[fact]);
    if (known === undefined || compareFacts(facts[fact], facts[known]) < 0) best.set(component[fact], fact);
  }
  return new Set(best.values());
}
