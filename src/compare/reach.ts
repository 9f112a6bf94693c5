/** Facts of two states -> which party has come by which data of others, where and how, and which has lost it. */
import type { Facts } from '../analysis/facts.ts';
import { isCertain } from '../analysis/holdings.ts';
import { TRUE, TRUTH_NAMES } from '../analysis/truth.ts';
import { custodyPath, exposedBy, transferVerdicts } from '../findings/custody.ts';
import { Mode } from '../model/model.ts';
import { byCodePoint } from '../model/names.ts';
import { row } from '../model/rows.ts';
import { zoneName } from '../rules/kinds/words.ts';
import type { PartyChange, Reach, Way } from './comparison.ts';
import type { Side } from './side.ts';

/** Data that a party has in a zone, by the numbers of the model; of several systems the one with the shortest way. */
interface Found {
  readonly party: number;
  readonly datum: number;
  readonly way: Way;
  readonly zone: string;
  isCertain: boolean;
  system: number;
  /** The view that shows it; -1 where none does. */
  flow: number;
  /** The least that any step or access has of a permission. */
  allowed: number;
}

/** What parties gain and lose between two states; data of their own is left out. */
export function partyChanges(base: Side, head: Side): readonly PartyChange[] {
  const before = reachOf(base.facts);
  const after = reachOf(head.facts);
  const gained = beyond(after, before).map(tellerOf(head));
  const lost = beyond(before, after).map(tellerOf(base));
  const parties = new Set([...gained, ...lost].map(({ party }) => party));
  const had = dataByParty(before, base.facts);
  const has = dataByParty(after, head.facts);
  return [...parties].sort(byCodePoint).map((party) => {
    const added = without(has.get(party), had.get(party));
    const removed = without(had.get(party), has.get(party));
    return {
      party,
      gained: gained.filter((reach) => reach.party === party).sort(compareReach),
      lost: lost.filter((reach) => reach.party === party).sort(compareReach),
      ...(added.length > 0 && { added: sumOf(added, head) }),
      ...(removed.length > 0 && { removed: sumOf(removed, base) }),
    };
  });
}

/** What one state has and the other has not, or has not for certain. */
function beyond(own: ReadonlyMap<string, Found>, other: ReadonlyMap<string, Found>): readonly Found[] {
  return [...own].flatMap(([key, found]) => {
    const there = other.get(key);
    return there === undefined || (found.isCertain && !there.isCertain) ? [found] : [];
  });
}

function dataByParty(reach: ReadonlyMap<string, Found>, { model }: Facts): Map<string, Set<string>> {
  const data = new Map<string, Set<string>>();
  for (const { party, datum } of reach.values()) {
    const id = model.parties.ids[party];
    data.set(id, (data.get(id) ?? new Set()).add(model.data.ids[datum]));
  }
  return data;
}

function without(own: ReadonlySet<string> = new Set(), other: ReadonlySet<string> = new Set()): string[] {
  return [...own].filter((id) => !other.has(id));
}

function sumOf(data: readonly string[], { facts: { model } }: Side) {
  return exposedBy(model, data.map(model.data.indexOf));
}

/** All that parties have of others, by party, data, zone and way. */
function reachOf(facts: Facts): ReadonlyMap<string, Found> {
  const { model, holdings, views, accesses } = facts;
  const reach = new Map<string, Found>();
  const permitted = permissionsByPlace(facts);
  const add = (found: Found): void => {
    const { party, datum, way, zone } = found;
    if (row(facts.owners, datum).includes(party)) return;
    const key = `${model.parties.ids[party]}/${model.data.ids[datum]}/${zone}/${way}`;
    const known = reach.get(key);
    if (known === undefined) reach.set(key, found);
    else merge(known, found, facts);
  };
  for (let h = 0; h < holdings.system.length; h++) {
    const [system, datum] = [holdings.system[h], holdings.datum[h]];
    const certain = isCertain(holdings.preference[h]);
    const { allowed } = permitted.get(`hold ${system} ${datum}`) ?? { allowed: TRUE };
    for (const party of row(model.systems.keepers, system)) {
      const zone = zoneName(facts, system);
      add({ party, datum, way: 'keeps', zone, isCertain: certain, system, flow: -1, allowed });
    }
  }
  for (let v = 0; v < views.system.length; v++) {
    const [system, datum] = [views.system[v], views.datum[v]];
    const { allowed, flow } = permitted.get(`view ${system} ${datum}`) ?? { allowed: TRUE, flow: -1 };
    for (const party of row(model.systems.keepers, system)) {
      const zone = zoneName(facts, system);
      add({ party, datum, way: 'views', zone, isCertain: views.certain[v] === 1, system, flow, allowed });
    }
  }
  for (let i = 0; i < accesses.system.length; i++) {
    const [system, datum] = [accesses.system[i], accesses.datum[i]];
    const party = model.access.party[accesses.access[i]];
    const zone = zoneName(facts, system);
    const allowed = accesses.authorized[i];
    add({ party, datum, way: 'reaches', zone, isCertain: true, system, flow: -1, allowed });
  }
  return reach;
}

function merge(known: Found, found: Found, facts: Facts): void {
  known.allowed = Math.min(known.allowed, found.allowed);
  if (known.isCertain === found.isCertain ? isShorter(found, known, facts) : found.isCertain) {
    known.system = found.system;
    known.flow = found.flow;
  }
  known.isCertain ||= found.isCertain;
}

function isShorter(one: Found, other: Found, { model, witnesses }: Facts): boolean {
  const lengthOf = ({ datum, system, flow }: Found): number =>
    witnesses.distance(datum, flow < 0 ? system : model.flows.source[flow]) ?? Infinity;
  return lengthOf(one) < lengthOf(other);
}

/** The least that the steps which brought or show data at a place have of a permission, and the view that shows it. */
function permissionsByPlace({ model, transfers, collections, productions }: Facts) {
  const places = new Map<string, { allowed: number; flow: number }>();
  const add = (key: string, allowed: number, flow: number): void => {
    const known = places.get(key);
    if (known === undefined) places.set(key, { allowed, flow });
    else known.allowed = Math.min(known.allowed, allowed);
  };
  for (let i = 0; i < transfers.flow.length; i++) {
    const flow = transfers.flow[i];
    const way = model.flows.mode[flow] === Mode.view ? 'view' : 'hold';
    add(`${way} ${model.flows.target[flow]} ${transfers.datum[i]}`, transfers.authorized[i], flow);
  }
  for (const made of [collections, productions]) {
    for (let i = 0; i < made.system.length; i++) {
      add(`hold ${made.system[i]} ${made.datum[i]}`, made.authorized[i], -1);
    }
  }
  return places;
}

function tellerOf({ facts, places }: Side): (found: Found) => Reach {
  const { model } = facts;
  const verdicts = transferVerdicts(facts);
  return ({ party, datum, way, zone, system, flow, isCertain: certain, allowed }) => ({
    party: model.parties.ids[party],
    data: model.data.ids[datum],
    categories: Array.from(row(model.data.categories, datum), (category) => model.categories[category]),
    owners: Array.from(row(facts.owners, datum), (owner) => model.parties.ids[owner]),
    zone,
    way,
    system: model.systems.ids[system],
    certain,
    allowed: TRUTH_NAMES[allowed],
    custody: custodyPath(facts, datum, { system, flow }, false, verdicts, places),
  });
}

function compareReach(a: Reach, b: Reach): number {
  return byCodePoint(a.data, b.data) || byCodePoint(a.zone, b.zone) || byCodePoint(a.way, b.way);
}
