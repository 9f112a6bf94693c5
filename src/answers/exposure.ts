/** What would be lost if a zone, a system or a party fell, and who would be concerned. */
import { downstreamOf, type Reached } from '../analysis/downstream.ts';
import { exposureOfData, type Exposure } from '../analysis/exposure.ts';
import type { Facts } from '../analysis/facts.ts';
import { dataOn, type SomeData } from '../analysis/holdings.ts';
import { isActive } from '../analysis/steps.ts';
import { formatDay } from '../manifest/calendar.ts';
import { Mode } from '../model/model.ts';
import { row } from '../model/rows.ts';
import type { Span } from '../findings/finding.ts';
import { categoriesOf, keepersOf, ownersOf, placeOf, zoneOf, type Asked } from './asked.ts';
import {
  accessFrom,
  accessInto,
  authorizationsTo,
  letsHave,
  type ConcernedAccess,
  type ConcernedAuthorization,
} from './concerned.ts';
import { noticeTo, type Notice } from './notice.ts';
import type { Scope, ScopeKind } from './scope.ts';

/** A system that falls, with what lies there. */
export interface ExposedSystem {
  readonly system: string;
  readonly kind?: string;
  readonly zone: string;
  readonly keepers: readonly string[];
  readonly holds: readonly string[];
  /** What it may hold as well. */
  readonly mayHold: readonly string[];
  readonly identifiers: readonly string[];
  readonly place?: Span;
}

/** A data set that lies there. */
export interface ExposedData {
  readonly data: string;
  readonly categories: readonly string[];
  readonly owners: readonly string[];
  readonly certain: boolean;
  /** Numbers that it states of its own. */
  readonly records?: number;
  readonly subjects?: number;
  readonly systems: readonly string[];
}

/** Sums, and why they may be too small. */
export interface Sums extends Omit<Exposure, 'data' | 'silent'> {
  /** Data whose numbers are missing from the sums. */
  readonly unstated: readonly { readonly data: string; readonly fields: readonly string[] }[];
  /** Data that may lie there, which the sums leave out. */
  readonly uncertain: readonly string[];
}

/** What lies there of one owner. */
export interface ExposedOwner {
  readonly owner: string;
  readonly name?: string;
  readonly contact?: string;
  readonly data: readonly string[];
  /** What may be there as well. */
  readonly uncertain: readonly string[];
  readonly records: number;
  readonly subjects: number;
  readonly lowerBound: boolean;
}

/** An active flow that leads out. */
export interface WayOut {
  readonly flow: string;
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly keepers: readonly string[];
  readonly isView: boolean;
  readonly place?: Span;
}

/** A system elsewhere with data that came from there. */
export interface CopyElsewhere {
  readonly system: string;
  readonly zone: string;
  readonly keepers: readonly string[];
  readonly data: readonly string[];
  /** Data that may have come from there, or may be held. */
  readonly uncertain: readonly string[];
  /** Flows by which it came to the system. */
  readonly flows: readonly string[];
}

/** Everything that falls, and everybody concerned, on one day. */
export interface ExposureAnswer {
  readonly at: string;
  readonly scope: { readonly kind: ScopeKind; readonly id: string };
  /** Who answers there. */
  readonly parties: readonly string[];
  readonly systems: readonly ExposedSystem[];
  readonly data: readonly ExposedData[];
  readonly sums: Sums;
  readonly owners: readonly ExposedOwner[];
  readonly notices: readonly Notice[];
  /** Systems with data of which nobody entitled has named a keeper: nobody there is bound to tell. */
  readonly keeperless: readonly string[];
  /** What lets those who answer there hold, collect or derive the data. */
  readonly authorizations: readonly ConcernedAuthorization[];
  /** Who can reach in. */
  readonly accessInto: readonly ConcernedAccess[];
  /** What those who answer there can reach elsewhere. */
  readonly accessFrom: readonly ConcernedAccess[];
  readonly waysOut: readonly WayOut[];
  readonly elsewhere: readonly CopyElsewhere[];
}

/** Answers for a scope; notice runs from a moment of discovery, in seconds from 1970. */
export function exposureAt(asked: Asked, scope: Scope, discovered: number): ExposureAnswer {
  const { facts } = asked;
  const { parties, systems } = facts.model;
  const held = dataOn(scope.systems, facts.holdings);
  const all = [...held.sure, ...held.maybe].sort((a, b) => a - b);
  const tellers = tellersOf(facts, scope);
  const places = systemsByDatum(facts, scope.systems);
  return {
    at: formatDay(facts.at) ?? '',
    scope: { kind: scope.kind, id: scope.id },
    parties: scope.parties.map((party) => parties.ids[party]),
    systems: scope.systems.map((s) => exposedSystem(asked, s)),
    data: all.map((datum) => exposedData(facts, datum, held, places.get(datum) ?? [])),
    sums: sumsOf(facts, held),
    owners: ownersIn(facts, held, all),
    notices: tellers.map(({ party, owner }) => noticeTo(asked, party, owner, discovered)),
    keeperless: scope.systems
      .filter((s) => row(systems.keepers, s).length === 0 && holdsAny(facts, s))
      .map((s) => systems.ids[s]),
    authorizations: authorizationsTo(asked, scope).filter(letsHave),
    accessInto: accessInto(asked, scope),
    accessFrom: accessFrom(asked, scope),
    waysOut: waysOut(asked, scope),
    elsewhere: elsewhere(facts, scope),
  };
}

function holdsAny({ holdings }: Facts, system: number): boolean {
  return holdings.starts[system] < holdings.starts[system + 1];
}

function exposedSystem(asked: Asked, s: number): ExposedSystem {
  const { facts } = asked;
  const { systems, data } = facts.model;
  const { sure, maybe } = dataOn([s], facts.holdings);
  const { kind, identifiers = [] } = systems.entry.at(s);
  const names = (held: ReadonlySet<number>): string[] => [...held].map((datum) => data.ids[datum]);
  return {
    system: systems.ids[s],
    ...(kind !== undefined && { kind }),
    zone: zoneOf(facts, s),
    keepers: keepersOf(facts, s),
    holds: names(sure),
    mayHold: names(maybe),
    identifiers,
    place: placeOf(asked, 'systems', s),
  };
}

/** Ids of the systems where a datum lies, or may lie. */
function systemsByDatum({ holdings, model }: Facts, systems: readonly number[]): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const s of systems) {
    for (let h = holdings.starts[s]; h < holdings.starts[s + 1]; h++) {
      const known = found.get(holdings.datum[h]);
      if (known === undefined) found.set(holdings.datum[h], [model.systems.ids[s]]);
      else known.push(model.systems.ids[s]);
    }
  }
  return found;
}

function exposedData(
  facts: Facts,
  datum: number,
  { sure }: SomeData,
  systems: readonly string[],
): ExposedData {
  const { data } = facts.model;
  const { records, subjects } = data.entry.at(datum);
  return {
    data: data.ids[datum],
    categories: categoriesOf(facts, datum),
    owners: ownersOf(facts, datum),
    certain: sure.has(datum),
    ...(records !== undefined && { records }),
    ...(subjects !== undefined && { subjects }),
    systems,
  };
}

function sumsOf({ model }: Facts, { sure, maybe }: SomeData): Sums {
  const { data } = model;
  const { records, subjects, lowerBound, silent } = exposureOfData(sure, model);
  const unstated = [...new Set([...silent.records, ...silent.subjects])]
    .sort((a, b) => a - b)
    .map((datum) => ({
      data: data.ids[datum],
      fields: (['records', 'subjects'] as const).filter((what) => silent[what].includes(datum)),
    }));
  const uncertain = [...maybe].sort((a, b) => a - b).map((datum) => data.ids[datum]);
  return { records, subjects, lowerBound: lowerBound || uncertain.length > 0, unstated, uncertain };
}

function ownersIn(facts: Facts, held: SomeData, all: readonly number[]): readonly ExposedOwner[] {
  const { model, owners } = facts;
  const { parties, data } = model;
  const concerned = [...new Set(all.flatMap((datum) => [...row(owners, datum)]))].sort((a, b) => a - b);
  return concerned.map((owner) => {
    const own = all.filter((datum) => row(owners, datum).includes(owner));
    const sure = own.filter((datum) => held.sure.has(datum));
    const perhaps = own.filter((datum) => !held.sure.has(datum));
    const { records, subjects, lowerBound } = exposureOfData(new Set(sure), model);
    const { name, contact } = parties.entry.at(owner);
    return {
      owner: parties.ids[owner],
      ...(name !== undefined && { name }),
      ...(contact !== undefined && { contact }),
      data: sure.map((datum) => data.ids[datum]),
      uncertain: perhaps.map((datum) => data.ids[datum]),
      records,
      subjects,
      lowerBound: lowerBound || perhaps.length > 0,
    };
  });
}

/** Who would have to tell which owner: of a party, that party; else whoever answers for a system with the owner's data. */
function tellersOf(
  { model, holdings, owners }: Facts,
  scope: Scope,
): readonly { readonly party: number; readonly owner: number }[] {
  const pairs = new Map<string, { party: number; owner: number }>();
  for (const s of scope.systems) {
    const tellers = scope.kind === 'party' ? scope.parties : [...row(model.systems.keepers, s)];
    for (let h = holdings.starts[s]; h < holdings.starts[s + 1]; h++) {
      for (const owner of row(owners, holdings.datum[h])) {
        for (const party of tellers) pairs.set(`${party},${owner}`, { party, owner });
      }
    }
  }
  return [...pairs.values()].sort((a, b) => a.owner - b.owner || a.party - b.party);
}

function waysOut(asked: Asked, scope: Scope): readonly WayOut[] {
  const { facts } = asked;
  const { flows, systems } = facts.model;
  const leads = (f: number): boolean =>
    isActive(flows, f, facts.at) &&
    scope.systems.includes(flows.source[f]) &&
    !scope.systems.includes(flows.target[f]);
  return [...flows.ids.keys()].filter(leads).map((f) => ({
    flow: flows.ids[f],
    from: systems.ids[flows.source[f]],
    to: systems.ids[flows.target[f]],
    zone: zoneOf(facts, flows.target[f]),
    keepers: keepersOf(facts, flows.target[f]),
    isView: flows.mode[f] === Mode.view,
    place: placeOf(asked, 'flows', f),
  }));
}

/** Systems that hold, or may hold, today what went there from the scope on some day. */
function elsewhere(facts: Facts, scope: Scope): readonly CopyElsewhere[] {
  const { model, copies, ground } = facts;
  const within = new Set(scope.systems);
  const certain = bySystem(downstreamOf(within, copies[1], ground));
  const possible = bySystem(downstreamOf(within, copies[3], ground));
  return [...possible.keys()]
    .sort((a, b) => a - b)
    .flatMap((s): CopyElsewhere[] => {
      const came = possible.get(s) ?? [];
      const sure = new Set((certain.get(s) ?? []).map(({ datum }) => datum));
      const held = dataOn([s], facts.holdings);
      const isSure = ({ datum }: Reached): boolean => held.sure.has(datum) && sure.has(datum);
      const there = came
        .filter(({ datum }) => held.sure.has(datum) || held.maybe.has(datum))
        .sort((a, b) => a.datum - b.datum);
      if (there.length === 0) return [];
      const names = (list: readonly Reached[]): string[] => list.map(({ datum }) => model.data.ids[datum]);
      const flows = [...new Set(there.map(({ flow }) => flow))].filter((f) => f >= 0).sort((a, b) => a - b);
      return [
        {
          system: model.systems.ids[s],
          zone: zoneOf(facts, s),
          keepers: keepersOf(facts, s),
          data: names(there.filter(isSure)),
          uncertain: names(there.filter((each) => !isSure(each))),
          flows: flows.map((f) => model.flows.ids[f]),
        },
      ];
    });
}

function bySystem(reached: readonly Reached[]): ReadonlyMap<number, readonly Reached[]> {
  const groups = new Map<number, Reached[]>();
  for (const each of reached) {
    const group = groups.get(each.system);
    if (group === undefined) groups.set(each.system, [each]);
    else group.push(each);
  }
  return groups;
}
