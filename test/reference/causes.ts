import type { Verdict } from './kleene.ts';
import { sameKeepers } from './custody.ts';
import { sortedBy } from './order.ts';
import { found } from './vocabulary.ts';
import type { Model } from './workspace.ts';

/** A certain collection, production or transfer, seen as a step. */
export interface StepFact {
  step: string;
  data: string;
  /** The flow of a transfer. */
  flow?: string;
  /** Where it leaves a copy; a view leaves none. */
  broughtTo?: string;
  /** All that came with it: for a production what is inside of what it made. */
  brought: Set<string>;
  authorized: Verdict;
}

/** Section 2, cause and consequence: the cause of each fact that is a consequence. */
export function findCauses(model: Model, facts: StepFact[]): Map<StepFact, StepFact> {
  const unauthorized = sortedBy(
    facts.filter((fact) => fact.authorized === 'false'),
    (fact) => [fact.step, fact.data],
  );
  const arrows = new Map<StepFact, StepFact[]>(unauthorized.map((fact) => [fact, []]));
  for (const target of unauthorized) {
    if (hasOtherReason(model, facts, target)) continue;
    for (const fact of unauthorized) if (leadsTo(model, fact, target)) found(arrows, fact).push(target);
  }
  const distances = new Map(unauthorized.map((fact) => [fact, arrowsFrom(arrows, fact)]));
  const leads = (a: StepFact, b: StepFact) => found(distances, a).has(b);

  const causes: StepFact[] = [];
  for (const fact of unauthorized) {
    const leading = unauthorized.filter((other) => leads(other, fact));
    const isFirstComponent = leading.every((other) => leads(fact, other));
    // The facts are in order, so the first of a component is its smallest.
    if (isFirstComponent && leading[0] === fact) causes.push(fact);
  }

  const causeOf = new Map<StepFact, StepFact>();
  for (const fact of unauthorized) {
    if (causes.includes(fact)) continue;
    let nearest: StepFact | undefined;
    for (const cause of causes) {
      const distance = found(distances, cause).get(fact);
      if (distance === undefined) continue;
      if (nearest === undefined || distance < (found(distances, nearest).get(fact) ?? 0)) nearest = cause;
    }
    if (nearest === undefined) throw new Error(`${fact.step} of ${fact.data} has no cause`);
    causeOf.set(fact, nearest);
  }
  return causeOf;
}

/** Did the fact bring the datum to where the transfer takes it, within the same keepers? */
function leadsTo(model: Model, fact: StepFact, transfer: StepFact): boolean {
  if (transfer.flow === undefined) return false;
  const { from, to } = found(model.flows, transfer.flow);
  return fact.broughtTo === from && fact.brought.has(transfer.data) && sameKeepers(model, from, to);
}

/** Was some certain copy at the source of the transfer made by a step whose authorization is true or unknown? */
function hasOtherReason(model: Model, facts: StepFact[], transfer: StepFact): boolean {
  if (transfer.flow === undefined) return false;
  const { from } = found(model.flows, transfer.flow);
  return facts.some(
    (fact) => fact.broughtTo === from && fact.brought.has(transfer.data) && fact.authorized !== 'false',
  );
}

/** The facts that the arrows reach, itself included, each with the fewest arrows to it. */
function arrowsFrom(arrows: Map<StepFact, StepFact[]>, start: StepFact): Map<StepFact, number> {
  const distances = new Map([[start, 0]]);
  let level = [start];
  for (let distance = 1; level.length > 0; distance++) {
    level = [...new Set(level.flatMap((fact) => found(arrows, fact)))].filter((fact) => !distances.has(fact));
    for (const fact of level) distances.set(fact, distance);
  }
  return distances;
}
