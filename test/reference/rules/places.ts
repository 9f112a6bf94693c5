import type { Disposal, System } from '../../../src/manifest/format.ts';
import { type Copies, copiesAlive, holdings, lyingAt } from '../copies.ts';
import { keepers, owners, sameKeepers } from '../custody.ts';
import { beginsBy, type Day, dayOf, within } from '../day.ts';
import { openPort, openStore, type Sum, sums } from '../facts.ts';
import { all, any, not, truth, type Verdict } from '../kleene.ts';
import { sorted } from '../order.ts';
import { categoriesOf, found, isOpaque, isTooGeneralFor, someCategoryIsOneOf } from '../vocabulary.ts';
import type { Model } from '../workspace.ts';
import { ownsAlone } from './handlings.ts';
import { perhaps, type Range, type Values } from './values.ts';
import { perWorld, type World } from './world.ts';

/** D20, lacks production controls (s, d). */
export function lacksProductionControls({ model, known }: World, system: string, data: string): Verdict {
  const own = controlsOf(found(model.systems, system));
  const isComparable = (other: string, held: string) => {
    const theirs = keepers(model, other);
    const isOwners = theirs.length > 0 && theirs.every((keeper) => owners(model, held).includes(keeper));
    return other !== system && (isOwners || sameKeepers(model, other, system));
  };
  const others = known.holdings.filter(
    (other) => other.certain && isComparable(other.system, other.data) && isAlike(model, other.data, data),
  );
  return any(
    sorted(others.map((other) => other.system)).map((other) => {
      const { environment } = found(model.systems, other);
      const has = controlsOf(found(model.systems, other));
      return all([
        environment === undefined ? 'unknown' : truth(environment === 'production'),
        any(own.map((control, i) => all([has[i], not(control)]))),
      ]);
    }),
  );
}

/** A blocked port, encryption at rest, and logging (D20). */
function controlsOf(system: System): Verdict[] {
  const { logging } = system;
  return [not(openPort(system)), not(openStore(system)), logging === undefined ? 'unknown' : truth(logging)];
}

/** Have two data a category and an owner in common? */
function isAlike(model: Model, a: string, b: string): boolean {
  const categories = categoriesOf(found(model.data, a));
  return (
    categoriesOf(found(model.data, b)).some((category) => categories.includes(category)) &&
    owners(model, b).some((owner) => owners(model, a).includes(owner))
  );
}

/** A zone, or a party with all systems that it keeps, as compromised (D20, exposure). */
export interface Compromise {
  of: 'zone' | 'party';
  id: string;
  party: string;
  data: Values;
  owners: Values;
  records: Range;
  subjects: Range;
}

export const compromises = perWorld((world): Compromise[] => {
  const { model } = world;
  const zones = sorted(model.zones.keys()).map((id) => {
    const systems = [...model.systems].filter(([, { zone }]) => zone === id);
    const party = found(model.zones, id).operator;
    return compromised(
      world,
      'zone',
      id,
      party,
      systems.map(([system]) => system),
    );
  });
  const parties = sorted(model.parties.keys()).map((id) => {
    const systems = [...model.systems.keys()].filter((system) => keepers(model, system).includes(id));
    return compromised(world, 'party', id, id, systems);
  });
  return [...zones, ...parties];
});

function compromised(
  { model, known }: World,
  of: Compromise['of'],
  id: string,
  party: string,
  systems: string[],
): Compromise {
  const foreign = known.holdings.filter(
    ({ system, data }) => systems.includes(system) && !ownsAlone(model, party, data),
  );
  const certain = sorted(foreign.filter((holding) => holding.certain).map(({ data }) => data));
  const possible = sorted(foreign.map(({ data }) => data));
  const { records, subjects } = sums(model, certain);
  const isMorePossible = possible.length > certain.length;
  const range = ({ sum, unstated }: Sum): Range => ({
    least: sum,
    most: unstated || isMorePossible ? Infinity : sum,
  });
  const ownersOf = (data: string[]) => data.flatMap((each) => owners(model, each).filter((o) => o !== party));
  return {
    of,
    id,
    party,
    data: perhaps(certain, possible),
    owners: perhaps(ownersOf(certain), ownersOf(possible)),
    records: range(records),
    subjects: range(subjects),
  };
}

/** A datum that a flow lists, where the flow has had a day (D20, payload). */
export interface Payload {
  flow: string;
  data: string;
}

export const payloads = perWorld(({ model }): Payload[] =>
  [...model.flows].flatMap(([id, flow]) =>
    beginsBy(model.at, flow.period) && flow.data !== 'all'
      ? sorted(flow.data ?? []).map((data) => ({ flow: id, data }))
      : [],
  ),
);

/** The days of a flow up to the day of the check. */
function daysOf({ model, derivation }: World, flow: string): Day[] {
  const { period } = found(model.flows, flow);
  return derivation.days.filter((day) => within(day, period));
}

/** D20, origin. */
export function originOf(world: World, { flow, data }: Payload): Verdict {
  const { model, derivation } = world;
  const { from } = found(model.flows, flow);
  const heldIn = (copies: Copies) =>
    daysOf(world, flow).some((day) => holdings(model, copies, from, day).includes(data));
  if (heldIn(derivation.certainGrounded)) return 'true';
  return heldIn(derivation.perhapsGrounded) ? 'unknown' : 'false';
}

/** D20, carries. */
export function hasCarried(world: World, id: string): Verdict {
  const { model, derivation } = world;
  const flow = found(model.flows, id);
  const { from, data, categories } = flow;
  const days = daysOf(world, id);
  if (data !== undefined && data !== 'all') return truth(days.length > 0 && data.length > 0);
  const anyCopy = (copies: Copies) => days.some((day) => copiesAlive(model, copies, from, day).length > 0);
  const fitting = (copies: Copies, fits: (data: string) => boolean) =>
    days.some((day) => holdings(model, copies, from, day).some(fits));
  if (isOpaque(flow)) return anyCopy(derivation.perhaps) ? 'unknown' : 'false';
  if (categories === undefined) {
    if (anyCopy(derivation.certain)) return 'true';
    return anyCopy(derivation.perhaps) ? 'unknown' : 'false';
  }
  const isOne = (held: string) => someCategoryIsOneOf(found(model.data, held), categories);
  const mayBeOne = (held: string) => isTooGeneralFor(found(model.data, held), categories);
  if (fitting(derivation.certain, isOne)) return 'true';
  return fitting(derivation.perhaps, (held) => isOne(held) || mayBeOne(held)) ? 'unknown' : 'false';
}

/** Section 4: may a flow carry something that it does not state for certain? */
export function isPayloadOpen(world: World, id: string): boolean {
  const { model, derivation } = world;
  const flow = found(model.flows, id);
  const { from, categories } = flow;
  if (isOpaque(flow)) return true;
  if (categories === undefined) return false;
  return daysOf(world, id).some((day) =>
    holdings(model, derivation.perhaps, from, day).some((data) =>
      isTooGeneralFor(found(model.data, data), categories),
    ),
  );
}

/** A disposal that counts, by its place in the list of its system. */
export interface StatedDisposal {
  system: string;
  index: number;
  stated: Disposal;
}

export const disposals = perWorld(({ model }): StatedDisposal[] =>
  [...model.disposals].flatMap(([system, list]) =>
    list
      .map((stated, index) => ({ system, index, stated }))
      .filter(({ stated }) => dayOf(stated.on) < model.at),
  ),
);

/** D20, covers: was a copy, as itself, that it names on the system on its day? */
export function coversCopy({ model, derivation }: World, { system, index }: StatedDisposal): Verdict {
  const { on, data } = (found(model.systems, system).disposals ?? [])[index];
  // Of the days on which nothing changes only the first is looked at.
  const day = derivation.days.filter((each) => each <= dayOf(on)).pop();
  if (day === undefined) return 'false';
  const lies = (copies: Copies) =>
    [...lyingAt(model, copies, system, day)].some((each) => data === 'all' || data.includes(each));
  if (lies(derivation.certain)) return 'true';
  return lies(derivation.perhaps) ? 'unknown' : 'false';
}
