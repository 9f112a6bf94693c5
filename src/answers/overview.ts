/** What a report can tell of a workspace beside its findings: what each party would lose, and whom a finding concerns. */
import { exposureOfData } from '../analysis/exposure.ts';
import type { Facts } from '../analysis/facts.ts';
import { dataOn } from '../analysis/holdings.ts';
import type { Finding } from '../findings/finding.ts';
import type { Model } from '../model/model.ts';
import { byCodePoint } from '../model/names.ts';
import { row } from '../model/rows.ts';
import { categoriesOf, ownersOf } from './asked.ts';

/** What lies on all systems that a party keeps. */
export interface PartyExposure {
  readonly party: string;
  readonly name?: string;
  /** How many systems it keeps that hold data, or may hold some. */
  readonly systems: number;
  readonly data: readonly string[];
  /** Data that may lie there as well, which the sums leave out. */
  readonly uncertain: readonly string[];
  /** Owners of all that, certain or not. */
  readonly owners: readonly string[];
  readonly records: number;
  readonly subjects: number;
  readonly lowerBound: boolean;
}

/** Whom and what a finding concerns, each sorted by name. */
export interface Concern {
  readonly parties: readonly string[];
  readonly categories: readonly string[];
  readonly contracts: readonly string[];
}

/** A workspace on one day, as far as reports tell it. */
export interface Overview {
  /** Parties on whose systems something lies, or may lie; who would lose the most comes first. */
  readonly parties: readonly PartyExposure[];
  concernOf(findings: readonly Finding[]): Concern;
}

/** The overview of one day. */
export function overviewOf(facts: Facts): Overview {
  return {
    parties: [...facts.model.parties.ids.keys()]
      .map((party) => partyExposure(facts, party, systemsKeptBy(facts, party)))
      .filter(({ systems }) => systems > 0)
      .sort((a, b) => b.subjects - a.subjects || b.records - a.records || byCodePoint(a.party, b.party)),
    concernOf: (findings) => concernOf(facts, findings),
  };
}

/** Systems with data that a party keeps. */
function systemsKeptBy({ model, holdings }: Facts, party: number): readonly number[] {
  const { ids, keepers } = model.systems;
  const holds = (s: number): boolean => holdings.starts[s] < holdings.starts[s + 1];
  return [...ids.keys()].filter((s) => holds(s) && row(keepers, s).includes(party));
}

function partyExposure(facts: Facts, party: number, systems: readonly number[]): PartyExposure {
  const { model, holdings } = facts;
  const { sure, maybe } = dataOn(systems, holdings);
  const { records, subjects, lowerBound } = exposureOfData(sure, model);
  const { name } = model.parties.entry.at(party);
  const names = (some: ReadonlySet<number>): string[] =>
    [...some].sort((a, b) => a - b).map((datum) => model.data.ids[datum]);
  return {
    party: model.parties.ids[party],
    ...(name !== undefined && { name }),
    systems: systems.length,
    data: names(sure),
    uncertain: names(maybe),
    owners: sorted([...sure, ...maybe].flatMap((datum) => ownersOf(facts, datum))),
    records,
    subjects,
    lowerBound: lowerBound || maybe.size > 0,
  };
}

function concernOf(facts: Facts, findings: readonly Finding[]): Concern {
  const { model } = facts;
  const parties = new Set(findings.flatMap((finding) => partiesOf(model, finding)));
  const data = new Set(findings.map((finding) => model.data.indexOf(finding.data ?? '')));
  data.delete(-1);
  const named = findings.flatMap(({ subject }) => contractNamed(model, subject));
  return {
    parties: sorted(parties),
    categories: sorted([...data].flatMap((datum) => categoriesOf(facts, datum))),
    contracts: sorted([...contractsBetween(model, parties), ...named].map((k) => model.contracts.ids[k])),
  };
}

/** Everybody who owns the data, has kept it on the way, or is named by the subject. */
function partiesOf(model: Model, { owners, custody, closest, subject }: Finding): readonly string[] {
  const keepers = custody.flatMap((step) => step.keepers);
  const keeper = closest?.keeper === undefined ? [] : [closest.keeper];
  return [...owners, ...keepers, ...keeper, ...partiesIn(model, subject)];
}

/** Parties behind a subject: those of the entry that it begins with. */
function partiesIn(model: Model, subject: string): readonly string[] {
  const [, kind = '', first = ''] = /^(?:exposure:)?([^:/]*)[:/]([^/]*)/.exec(subject) ?? [];
  const { parties, systems, flows, access, contracts, authorizations, zones, data, waivers } = model;
  const ids = (numbers: Iterable<number>): string[] =>
    [...numbers].filter((party) => party >= 0).map((party) => parties.ids[party]);
  const keepers = (system: number): string[] => (system < 0 ? [] : ids(row(systems.keepers, system)));
  const of = (section: { indexOf(id: string): number }, found: (entry: number) => string[]): string[] => {
    const entry = section.indexOf(first);
    return entry < 0 ? [] : found(entry);
  };
  switch (kind) {
    case 'flow':
    case 'flows':
      return of(flows, (f) => [...keepers(flows.source[f]), ...keepers(flows.target[f])]);
    case 'access':
      return of(access, (x) => ids([access.party[x]]));
    case 'contracts':
      return of(contracts, (k) => ids([contracts.acquirer[k], contracts.supplier[k]]));
    case 'authorizations':
      return of(authorizations, (a) => ids([authorizations.by[a], authorizations.to[a]]));
    case 'zones':
    case 'zone':
      return of(zones, (z) => ids([zones.operator[z]]));
    case 'data':
      return of(data, (datum) => ids([data.owner[datum]]));
    case 'waivers':
      return of(waivers, (w) => [waivers.entry.at(w).by]);
    case 'tier':
      return subject.slice('tier:'.length).split('/');
    case 'parties':
    case 'party':
    case 'manifest':
    case 'extract':
    case 'handle':
      return of(parties, (party) => ids([party]));
    default:
      return of(systems, keepers);
  }
}

/** Contracts by which one of some parties supplies another, directly or further down, with those that they hang under. */
function contractsBetween({ contracts, parties }: Model, some: ReadonlySet<string>): readonly number[] {
  const { acquirer, supplier, under, ids } = contracts;
  const isOne = (party: number): boolean => party >= 0 && some.has(parties.ids[party]);
  const found = new Set<number>();
  for (const k of ids.keys()) {
    if (!isOne(supplier[k])) continue;
    const chain = chainAbove(under, k);
    if (chain.some((above) => isOne(acquirer[above]))) for (const above of chain) found.add(above);
  }
  return [...found];
}

/** A contract and those that it hangs under; a circle ends where it began. */
function chainAbove(under: Int32Array, contract: number): readonly number[] {
  const chain = new Set<number>();
  for (let k = contract; k >= 0 && !chain.has(k); k = under[k]) chain.add(k);
  return [...chain];
}

function contractNamed({ contracts }: Model, subject: string): readonly number[] {
  const [, id] = /^contracts:([^/]*)/.exec(subject) ?? [];
  const contract = id === undefined ? -1 : contracts.indexOf(id);
  return contract < 0 ? [] : [contract];
}

function sorted(names: Iterable<string>): readonly string[] {
  return [...new Set(names)].sort(byCodePoint);
}
