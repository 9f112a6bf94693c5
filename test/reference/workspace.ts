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

export interface ReferenceFile {
  path: string;
  manifest: Manifest;
}

export interface ReferenceWorkspace {
  files: ReferenceFile[];
  /** Exact paths and the parties that they are given, in the order of the configuration. */
  trust?: { path: string; parties: string[] }[];
  /** Parties whose manifest must be there. */
  required?: string[];
  /** Waivers of the configuration. */
  waivers?: Record<string, Waiver>;
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

interface Statement<T> {
  id: string;
  entry: T;
  file: ReferenceFile;
}

interface Sections {
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
  const unentitled = [...unentitledClaims(workspace), ...unentitledTaxonomies(workspace)];
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

/** Section 3: S(file), the parties that the path is given, narrowed by the file's own `speaksFor`; all without trust. */
export function speaksFor(workspace: ReferenceWorkspace, file: ReferenceFile, party: string): boolean {
  if (workspace.trust === undefined) return true;
  const narrowed = file.manifest.speaksFor;
  return given(workspace, file).includes(party) && (narrowed === undefined || narrowed.includes(party));
}

/** Section 3, required manifests: the required parties for which no file is there that speaks for them. */
export function missingManifests(workspace: ReferenceWorkspace): string[] {
  return (workspace.required ?? []).filter(
    (party) => !workspace.files.some((file) => isManifestOf(file, party)),
  );

  // A file that declares nothing is no manifest: emptying it must not count as handing it in.
  function isManifestOf(file: ReferenceFile, party: string): boolean {
    const declares = Object.keys(file.manifest).some(
      (key) => !['flowdown', '$schema', 'speaksFor'].includes(key),
    );
    if (!declares) return false;
    if (workspace.trust === undefined) return file.manifest.speaksFor?.includes(party) ?? false;
    return speaksFor(workspace, file, party);
  }
}

/** Section 3: the parties of the one trust entry that matches the path. */
function given(workspace: ReferenceWorkspace, file: ReferenceFile): string[] {
  const matching = (workspace.trust ?? []).filter((entry) => entry.path === file.path);
  if (matching.length > 1) throw new Error(`two trust entries for ${file.path}`);
  return matching[0]?.parties ?? [];
}

/** Section 3: a file that claims in `speaksFor` a party that its path is not given. */
function unentitledClaims(workspace: ReferenceWorkspace): string[] {
  if (workspace.trust === undefined) return [];
  return workspace.files
    .filter((file) => file.manifest.speaksFor?.some((party) => !given(workspace, file).includes(party)))
    .map((file) => `speaksFor:${file.path}`);
}

/** Section 3: the taxonomy is the gate's, never a manifest's. */
function unentitledTaxonomies(workspace: ReferenceWorkspace): string[] {
  if (workspace.trust === undefined) return [];
  return workspace.files
    .filter((file) => file.manifest.taxonomy !== undefined)
    .map((file) => `taxonomy:${file.path}`);
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

/** The place of the file's trust entry in the configuration; files under none come last. */
function trustRank(workspace: ReferenceWorkspace, file: ReferenceFile): number {
  const trust = workspace.trust ?? [];
  const place = trust.findIndex((entry) => entry.path === file.path);
  return place === -1 ? trust.length : place;
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
function statements<S extends keyof Sections>(
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

/** Section 1: a reference to an id that no file declares is an error, whether or not the statement counts. */
function checkReferences(workspace: ReferenceWorkspace): void {
  const declared = (section: keyof Sections) =>
    new Set(workspace.files.flatMap((file) => Object.keys(file.manifest[section] ?? {})));
  const parties = declared('parties');
  const zones = declared('zones');
  const systems = declared('systems');
  const data = declared('data');
  const contracts = declared('contracts');
  const check = (ids: Set<string>, kind: string, references: (string | undefined)[] | undefined) => {
    for (const id of references ?? []) {
      if (id !== undefined && !ids.has(id)) throw new Error(`${kind}:${id} is not declared`);
    }
  };
  const listed = (ids: 'all' | string[] | undefined) => (ids === 'all' ? [] : ids);

  for (const entry of workspace.trust ?? []) check(parties, 'parties', entry.parties);
  for (const { manifest } of workspace.files) check(parties, 'parties', manifest.speaksFor);
  for (const { entry } of [...statements(workspace, 'parties'), ...statements(workspace, 'systems')]) {
    for (const { by } of entry.assessments ?? []) check(parties, 'parties', [by]);
  }
  for (const { entry } of statements(workspace, 'contracts')) {
    check(parties, 'parties', [entry.acquirer, entry.supplier]);
    check(contracts, 'contracts', [entry.under]);
    check(parties, 'parties', [entry.incidentNotification?.to]);
    check(parties, 'parties', entry.subcontracting?.approved);
  }
  for (const { entry } of statements(workspace, 'zones')) check(parties, 'parties', [entry.operator]);
  for (const { entry } of statements(workspace, 'systems')) {
    check(zones, 'zones', [entry.zone]);
    check(parties, 'parties', [entry.custodian, entry.encryption?.keyHolder]);
    check(data, 'data', entry.collects);
    check(data, 'data', entry.produces);
    for (const disposal of entry.disposals ?? []) check(data, 'data', listed(disposal.data));
  }
  for (const { entry } of statements(workspace, 'data')) {
    check(parties, 'parties', [entry.owner]);
    check(data, 'data', entry.contains);
    check(data, 'data', entry.derivedFrom);
  }
  for (const { entry } of statements(workspace, 'flows')) {
    check(systems, 'systems', [entry.from, entry.to]);
    check(data, 'data', listed(entry.data));
    check(parties, 'parties', [entry.by]);
  }
  for (const { entry } of statements(workspace, 'access')) {
    check(parties, 'parties', [entry.party]);
    check(systems, 'systems', entry.systems);
  }
  for (const { entry } of statements(workspace, 'authorizations')) {
    check(parties, 'parties', [entry.by, entry.to]);
    check(data, 'data', entry.data);
    check(zones, 'zones', entry.zones);
  }
  for (const { entry } of statements(workspace, 'waivers')) check(parties, 'parties', [entry.by]);
}

function entries<T>(rulings: Rulings<T>): Map<string, T> {
  return mapValues(rulings, (statement) => statement.entry);
}

function mapValues<T, R>(map: Map<string, T>, change: (value: T, id: string) => R): Map<string, R> {
  return new Map([...map].map(([id, value]) => [id, change(value, id)]));
}
