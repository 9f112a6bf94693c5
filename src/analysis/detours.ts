/** What would still be where if some systems were not there (docs/semantics.md, only via). */
import { Mode } from '../model/model.ts';
import { row } from '../model/rows.ts';
import { carrier } from './carried.ts';
import { heldDays, propagate, type Copies, type Detour } from './copies.ts';
import { ALL_DAYS, NO_DAYS } from './days.ts';
import type { Facts } from './facts.ts';
import { perFacts } from './per-facts.ts';
import { isActive, Match } from './steps.ts';
import { FALSE, TRUE, UNKNOWN, type Truth } from './truth.ts';

/** A datum at a system: held there, or shown by an active view. */
export interface Presence {
  readonly system: number;
  readonly datum: number;
  readonly isShown: boolean;
}

/** Would a datum still be at its system without some systems, their flows, collections and productions? */
export function remains(facts: Facts, presence: Presence, avoided: readonly number[]): Truth {
  const { certain, possible } = without(facts, avoided);
  if (isIn(certain, facts, presence)) return TRUE;
  return isIn(possible, facts, presence) ? UNKNOWN : FALSE;
}

/** What lies, and is shown, where some systems are not. */
interface World {
  readonly copies: Copies;
  /** (system, datum) pairs that active views show, as one number each. */
  readonly shown: ReadonlySet<number>;
}

interface Without {
  readonly certain: World;
  readonly possible: World;
}

function isIn({ copies, shown }: World, { model, ground }: Facts, presence: Presence): boolean {
  const { system, datum, isShown } = presence;
  if (isShown) return shown.has(system * model.data.ids.length + datum);
  return ground.days.hasAt(heldDays(copies, ground, system, datum));
}

const known = perFacts(() => new Map<string, Without>());

/** The same systems are asked about for each fact of a rule, so each list is worked out once. */
function without(facts: Facts, systems: readonly number[]): Without {
  const avoided = new Set([...systems].sort((a, b) => a - b));
  const key = [...avoided].join();
  let found = known(facts).get(key);
  if (found === undefined) {
    const certain = worldWithout(facts, avoided, false);
    found = { certain, possible: facts.ground.steps.hasMay ? worldWithout(facts, avoided, true) : certain };
    known(facts).set(key, found);
  }
  return found;
}

/**
 * A flow that lists a datum is believed as far as the datum has no other origin: on the days on which its source holds a
 * grounded copy, the flow passes that copy on, and where the copy is gone, so is what came of it.
 */
function worldWithout(facts: Facts, avoided: ReadonlySet<number>, may: boolean): World {
  const { model, ground } = facts;
  const { source } = model.flows;
  const [grounded, , mayGrounded] = facts.copies;
  // What may have an origin is not certain to be without one.
  const origins = may ? grounded : mayGrounded;
  const begins = (flow: number, datum: number): number =>
    avoided.has(source[flow])
      ? NO_DAYS
      : ground.days.without(ALL_DAYS, heldDays(origins, ground, source[flow], datum));
  const copies = propagate(ground, { grounded: true, may }, { avoided, begins });
  return { copies, shown: shownIn(copies, facts, { avoided, begins }) };
}

function shownIn(copies: Copies, { model, ground, at }: Facts, { avoided, begins }: Detour): Set<number> {
  const { flows, data } = model;
  const threshold = copies.kind.may ? Match.may : Match.certain;
  const carries = carrier(copies, ground, threshold, (flow, datum) =>
    ground.days.union(begins(flow, datum), heldDays(copies, ground, flows.source[flow], datum)),
  );
  const shown = new Set<number>();
  for (let f = 0; f < flows.ids.length; f++) {
    const target = flows.target[f];
    if (flows.mode[f] !== Mode.view || !isActive(flows, f, at) || avoided.has(target)) continue;
    carries(f, (datum) => {
      for (const inside of row(data.contents, datum)) shown.add(target * data.ids.length + inside);
    });
  }
  return shown;
}
