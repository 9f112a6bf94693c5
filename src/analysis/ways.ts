/** Systems that stand on the shortest way of a datum (docs/semantics.md, via). */
import { Mode } from '../model/model.ts';
import type { Facts } from './facts.ts';
import { perFacts } from './per-facts.ts';

/** Systems on the shortest way of a datum to a system that holds it, that system aside. */
export function wayTo(facts: Facts, datum: number, system: number): ReadonlySet<number> {
  const way = systemsTo(facts, datum, system);
  way.delete(system);
  return way;
}

/** Systems on the shortest way of a datum to the source of a flow, and that source; the target aside. */
export function wayThrough(facts: Facts, datum: number, flow: number): ReadonlySet<number> {
  const { source, target } = facts.model.flows;
  const way = systemsTo(facts, datum, source[flow]).add(source[flow]);
  way.delete(target[flow]);
  return way;
}

/** The same for a datum that a view shows on a system: through the first view that does, certain ones before others. */
export function viewWay(facts: Facts, datum: number, system: number): ReadonlySet<number> {
  const flow = showing(facts).get(system * facts.model.data.ids.length + datum);
  // INVARIANT: what is shown is shown by a transfer.
  return flow === undefined ? new Set() : wayThrough(facts, datum, flow);
}

/** Every system that a witness touches; none where the datum is not held. */
function systemsTo({ model, witnesses }: Facts, datum: number, system: number): Set<number> {
  const way = new Set<number>();
  for (const { flow, system: end } of witnesses.of(datum, system) ?? []) {
    if (flow >= 0) way.add(model.flows.source[flow]);
    way.add(end);
  }
  return way;
}

/** The view that shows each (system, datum) first. */
const showing = perFacts(({ model, transfers }): ReadonlyMap<number, number> => {
  const found = new Map<number, number>();
  for (const certain of [1, 0]) {
    transfers.flow.forEach((flow, i) => {
      const key = model.flows.target[flow] * model.data.ids.length + transfers.datum[i];
      if (model.flows.mode[flow] !== Mode.view || transfers.certain[i] !== certain || found.has(key)) return;
      found.set(key, flow);
    });
  }
  return found;
});
