import type {
  Access,
  Authorization,
  Contract,
  DataSet,
  Disposal,
  Flow,
  Manifest,
  Party,
  System,
  Waiver,
  Zone,
} from '../../src/manifest/format.ts';
import { type Day, dayOf } from './day.ts';
import { checkReferences } from './references.ts';
import { speaksFor, trustRank, unentitledTaxonomies, unentitledVoices } from './trust.ts';

export interface ReferenceFile {
  path: string;
  manifest: Manifest;
  /** Keys that have signed it as it is. */
  signedBy?: string[];
}

/** A key that signs files, of the configuration. */
export interface Key {
  speaksFor?: string[];
  from?: string;
  until?: string;
  revoked?: string;
}

/** A finding that was there before. */
export interface BaselineEntry {
  rule: string;
  subject: string;
  data?: string;
  owners?: string[];
  verdict: 'violation' | 'undecided';
}

export interface ReferenceWorkspace {
  files: ReferenceFile[];
  /** Exact paths and the parties that they are given, in the order of the configuration; perhaps only where a key has signed. */
  trust?: { path: string; parties: string[]; signedBy?: string[] }[];
  keys?: Record<string, Key>;
  /** Parties whose manifest must be there. */
  required?: string[];
  /** Waivers of the configuration. */
  waivers?: Record<string, Waiver>;
  baseline?: BaselineEntry[];
  at: string;
}

/** What counts of a workspace: one declaration for each id, and no reference to what does not count. */
export interface Model {
  at: Day;
  parties: Map<string, Party>;
  contracts: Map<string, Contract>;
  zones: Map<string, Zone>;
  systems: Map<string, System>;
  data: Map<string, DataSet>;
  flows: Map<string, Flow>;
  /** Each with the systems for which the statement counts, and with one such system at least. */
  access: Map<string, Access>;
  authorizations: Map<string, Authorization>;
  waivers: Map<string, Waiver>;
  /** keepers(s) of each system whose custody is known. */
  custody: Map<string, string[]>;
  /** The disposals of these systems as they are stated; those of `systems` name what counts. */
  disposals: Map<string, Disposal[]>;
  /** contains*(c) of each datum. */
  inside: Map<string, Set<string>>;
}

export interface Statement<T> {
  id: string;
  entry: T;
  file: ReferenceFile;
}

export interface Sections {
  parties: Party;
  contracts: Contract;
  zones: Zone;
  systems: System;
  data: DataSet;
  flows: Flow;
  access: Access;
  authorizations: Authorization;
  waivers: Waiver;
}

type Rulings<T> = Map<string, Statement<T>>;
type Entitled<T> = (statement: Statement<T>) => boolean;

/** Section 3, who may say what: the model of the statements that count, and the subjects of those that do not. */
export function entitle(workspace: ReferenceWorkspace): { model: Model; unentitled: string[] } {
  checkReferences(workspace);
  const unentitled = [...unentitledVoices(workspace), ...unentitledTaxonomies(workspace)];
  const speaks = (file: ReferenceFile, party: string) => speaksFor(workspace, file, party);
  const elect = <S extends keyof Sections>(section: S, entitled: Entitled<Sections[S]>) =>
    electAll(workspace, section, entitled, unentitled);
  const electEntitled = <S extends keyof Sections>(section: S, speaker: (entry: Sections[S]) => string) => {
    const entitled: Entitled<Sections[S]> = ({ entry, file }) => speaks(file, speaker(entry));
    return dropUnentitled(section, elect(section, entitled), entitled, unentitled);
  };

  const parties = elect('parties', () => true);
  const flows = elect('flows', () => true);
  const contracts = electEntitled('contracts', (contract) => contract.acquirer);
  const zones = electEntitled('zones', (zone) => zone.operator);
  const data = electEntitled('data', (datum) => datum.owner);
  const authorizations = electEntitled('authorizations', (authorization) => authorization.by);
  const waivers = electEntitled('waivers', (waiver) => waiver.by);

  const keepersStated = (system: System) => {
    const operator = zones.get(system.zone)?.entry.operator;
    return [system.custodian, operator].filter((party) => party !== undefined);
  };
  const systems = elect('systems', ({ entry, file }) =>
    keepersStated(entry).some((keeper) => speaks(file, keeper)),
  );
  const custody = new Map<string, string[]>();
  for (const { id, entry, file } of systems.values()) {
    if (!zones.has(entry.zone)) continue;
    const keepers = keepersStated(entry);
    if (keepers.some((keeper) => speaks(file, keeper))) custody.set(id, keepers);
    else unentitled.push(`systems:${id}`);
  }

  const countsFor = ({ entry, file }: Statement<Access>, system: string) =>
    speaks(file, entry.party) || (custody.get(system) ?? []).some((keeper) => speaks(file, keeper));
  const access = new Map<string, Access>();
  const stated = elect('access', (statement) =>
    statement.entry.systems.some((system) => countsFor(statement, system)),
  );
  for (const statement of stated.values()) {
    const { id, entry } = statement;
    const reached = entry.systems.filter((system) => countsFor(statement, system));
    if (reached.length < entry.systems.length) unentitled.push(`access:${id}`);
    if (reached.length > 0) access.set(id, { ...entry, systems: reached });
  }

  const dataEntries = entries(data);
  const model: Model = {
    at: dayOf(workspace.at),
    parties: entries(parties),
    contracts: entries(contracts),
    zones: entries(zones),
    systems: mapValues(entries(systems), (system, id) => withKnownData(system, custody.has(id), dataEntries)),
    data: mapValues(dataEntries, (datum) => ({
      ...datum,
      contains: known(datum.contains, dataEntries),
      derivedFrom: known(datum.derivedFrom, dataEntries),
    })),
    flows: mapValues(entries(flows), (flow) => ({
      ...flow,
      data: flow.data === 'all' ? 'all' : known(flow.data, dataEntries),
    })),
    access,
    authorizations: mapValues(entries(authorizations), (authorization) => ({
      ...authorization,
      data: known(authorization.data, dataEntries),
      zones: known(authorization.zones, entries(zones)),
    })),
    waivers: entries(waivers),
    custody,
    disposals: new Map([...custody.keys()].map((id) => [id, systems.get(id)?.entry.disposals ?? []])),
    inside: new Map(),
  };
  checkCycles(model.data);
  for (const id of model.data.keys()) model.inside.set(id, containsStar(model.data, id));
  return { model, unentitled };
}

/** Section 1: one declaration for each id; the others of an id declared twice have no effect. */
function electAll<S extends keyof Sections>(
  workspace: ReferenceWorkspace,
  section: S,
  entitled: Entitled<Sections[S]>,
  unentitled: string[],
): Rulings<Sections[S]> {
  const rivals = new Map<string, Statement<Sections[S]>[]>();
  for (const statement of statements(workspace, section)) {
    rivals.set(statement.id, [...(rivals.get(statement.id) ?? []), statement]);
  }
  const elected: Rulings<Sections[S]> = new Map();
  for (const [id, list] of rivals) {
    elected.set(id, electOne(workspace, `${section}:${id}`, list, entitled));
    for (let i = 1; i < list.length; i++) unentitled.push(`${section}:${id}`);
  }
  return elected;
}

/** Section 1, ids declared twice: entitled before not entitled, then the earlier trust entry; a tie is an error. */
function electOne<T>(
  workspace: ReferenceWorkspace,
  subject: string,
  rivals: Statement<T>[],
  entitled: Entitled<T>,
): Statement<T> {
  if (rivals.length === 1) return rivals[0];
  if (workspace.trust === undefined) throw new Error(`${subject} is declared twice`);
  const ranked = rivals.map((statement) => ({
    statement,
    entitlement: entitled(statement) ? 0 : 1,
    trustEntry: trustRank(workspace, statement.file),
  }));
  ranked.sort((a, b) => a.entitlement - b.entitlement || a.trustEntry - b.trustEntry);
  const [first, second] = ranked;
  if (first.entitlement === second.entitlement && first.trustEntry === second.trustEntry) {
    throw new Error(`${subject} is declared twice with the same right`);
  }
  return first.statement;
}

/** Section 3: a statement without the right to make it has no effect. */
function dropUnentitled<T>(
  section: string,
  elected: Rulings<T>,
  entitled: Entitled<T>,
  unentitled: string[],
): Rulings<T> {
  const effective: Rulings<T> = new Map();
  for (const statement of elected.values()) {
    if (entitled(statement)) effective.set(statement.id, statement);
    else unentitled.push(`${section}:${statement.id}`);
  }
  return effective;
}

/** Section 1: the declarations of one section in all files. */
export function statements<S extends keyof Sections>(
  workspace: ReferenceWorkspace,
  section: S,
): Statement<Sections[S]>[] {
  return workspace.files.flatMap((file) => {
    const declared: Record<string, Sections[S]> =
      (file.manifest[section] as Record<string, Sections[S]>) ?? {};
    return Object.entries(declared).map(([id, entry]) => ({ id, entry, file }));
  });
}

/** Section 3: what refers to a statement without effect refers to nothing, and is left out of the list. */
function known(ids: string[] | undefined, effective: Map<string, unknown>): string[] | undefined {
  return ids?.filter((id) => effective.has(id));
}

/** Section 3, for a system: its data that count, and its disposals only where a keeper states them. */
function withKnownData(system: System, custodyKnown: boolean, data: Map<string, DataSet>): System {
  const disposals = custodyKnown ? (system.disposals ?? []) : [];
  return {
    ...system,
    collects: known(system.collects, data),
    produces: known(system.produces, data),
    disposals: disposals.map((disposal) => ({
      ...disposal,
      data: disposal.data === 'all' ? 'all' : disposal.data.filter((id) => data.has(id)),
    })),
  };
}

/** Section 1: contains*, the reflexive, transitive closure of `contains`. */
function containsStar(data: Map<string, DataSet>, id: string): Set<string> {
  const inner = (data.get(id)?.contains ?? []).flatMap((part) => [...containsStar(data, part)]);
  return new Set([id, ...inner]);
}

/** Section 1: a cycle in "d is contained in, or derived from, c" is an error. */
function checkCycles(data: Map<string, DataSet>): void {
  for (const start of data.keys()) {
    const reached = new Set<string>();
    const ahead = [...above(start)];
    for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
      if (next === start) throw new Error(`data:${start} is below itself`);
      if (reached.has(next)) continue;
      reached.add(next);
      ahead.push(...above(next));
    }
  }

  function above(id: string): string[] {
    const containers = [...data].filter(([, datum]) => datum.contains?.includes(id)).map(([other]) => other);
    return [...containers, ...(data.get(id)?.derivedFrom ?? [])];
  }
}

function entries<T>(rulings: Rulings<T>): Map<string, T> {
  return mapValues(rulings, (statement) => statement.entry);
}

function mapValues<T, R>(map: Map<string, T>, change: (value: T, id: string) => R): Map<string, R> {
  return new Map([...map].map(([id, value]) => [id, change(value, id)]));
}
