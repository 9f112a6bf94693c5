/** Entries of a manifest: whose things are, where they are, what moves among them, who can reach them. */
import type { DataSet, Party, System, Zone } from '../../manifest/format.ts';
import type { Draft, DraftEntry, Origin } from '../draft.ts';
import type { ForeignName, Names } from '../names.ts';
import { cut } from '../texts.ts';
import { accessOf } from './access.ts';
import { encryptionIn } from './encryption.ts';
import { flowsOf } from './flows.ts';
import { accountParty, type Grantee } from './grantees.ts';
import { holdingsOf, type Holdings } from './holdings.ts';
import type { Moved } from './movements.ts';
import { sorted, type Ids, type Owners } from './named.ts';
import type { Opened } from './opened.ts';
import type { Surroundings } from './surroundings.ts';
import { holderOf } from './tables/all.ts';
import { taggedData, type Tagged } from './tags.ts';
import type { Thing } from './things.ts';

/** Whose what is of which no file tells the account. */
export const NOT_STATED = 'account-not-stated';
/** Who is let in where nobody can tell who. */
export const UNKNOWN = 'unknown-grantee';

/** What the files say, before it has ids. */
export interface Facts {
  readonly things: readonly Thing[];
  readonly movements: readonly Moved[];
  readonly openings: readonly Opened[];
}

/** The entries, and how many openings only let an account's own people in. */
export interface Entries {
  readonly draft: Required<Pick<Draft, 'parties' | 'zones' | 'data' | 'systems' | 'flows' | 'access'>>;
  readonly ownOpenings: number;
}

/** Makes the entries. */
export function entriesOf(facts: Facts, surroundings: Surroundings, names: Names): Entries {
  const grantees = granteesIn(facts);
  const zones = zonesIn(facts.things);
  const owners = ownersOf({ grantees, zones }, names);
  const tagged = taggedIn(facts.things, owners, names);
  const ids = { ...owners, system: systemIds(facts.things, tagged, names) };
  const mapped = new Set(facts.things.filter((thing) => ids.system(thing).isMapped).map(({ key }) => key));
  const holdings = holdingsOf(tagged, mapped, facts.movements);
  const flows = flowsOf(facts.movements, { ids, names, tagged, mapped, holdings });
  const { access, own } = accessOf(facts.openings, ids);
  const systems = systemsOf(facts.things, { ids, holdings, surroundings });
  const usedParties = new Set([
    ...systems.flatMap(({ value }) => [value.custodian, value.encryption?.keyHolder]),
    ...access.map(({ value }) => value.party),
  ]);
  return {
    draft: {
      parties: partiesOf(grantees, ids, usedParties),
      zones: zonesOf(zones, facts.things, ids),
      data: dataOf(facts.things, tagged, { ids, flows: flows.data }),
      systems,
      flows: flows.entries,
      access,
    },
    ownOpenings: own,
  };
}

interface Mentioned {
  readonly grantee: Grantee;
  readonly origin: Origin;
}

/** Whose a thing is, where that is known. */
function ownerOf({ place: { account, isHost }, provider }: Thing): Grantee | undefined {
  if (account === undefined) return undefined;
  return isHost
    ? { name: account, what: 'The host', wish: account, title: account }
    : accountParty(account, provider);
}

/** Everybody who is named, by name, with the first place. */
function granteesIn({ things, openings }: Facts): Map<string, Mentioned> {
  const found = new Map<string, Mentioned>();
  const add = (grantee: Grantee | undefined, origin: Origin): void => {
    if (grantee !== undefined && !found.has(grantee.name)) found.set(grantee.name, { grantee, origin });
  };
  for (const thing of things) add(ownerOf(thing), thing.origin);
  for (const { grantee, origin } of openings) add(grantee, origin);
  return found;
}

/** Accounts and regions in which things stand, by the names that a mapping has for them. */
function zonesIn(things: readonly Thing[]): Map<string, ForeignName> {
  const found = new Map<string, ForeignName>();
  for (const thing of things) {
    const name = zoneName(thing);
    const owner = ownerOf(thing);
    const { region } = thing.place;
    if (found.has(name) || owner === undefined) continue;
    const wish = region === undefined ? owner.wish : `${owner.wish}.${region}`;
    found.set(name, {
      name,
      what: 'The region of an account',
      wish,
      origin: thing.origin,
      isAside: region === undefined,
    });
  }
  return found;
}

function zoneName({ place: { account, region } }: Thing): string {
  if (account === undefined) return '';
  return region === undefined ? account : `${account}/${region}`;
}

function ownersOf(
  {
    grantees,
    zones,
  }: { readonly grantees: ReadonlyMap<string, Mentioned>; readonly zones: ReadonlyMap<string, ForeignName> },
  names: Names,
): Owners {
  const wanted = [...grantees.values()].map(({ grantee, origin }) => {
    const { name, what, wish, isPublic: isAside = false } = grantee;
    return { name, what, wish, origin, isAside };
  });
  const parties = names.ids('parties', wanted, { fallback: 'party', reserved: [NOT_STATED, UNKNOWN] });
  const zoneIds = names.ids('zones', [...zones.values()], { fallback: 'zone', reserved: [NOT_STATED] });
  const party = (grantee: Grantee | undefined, otherwise: string): string =>
    (grantee && parties.get(grantee.name)?.id) ?? otherwise;
  return {
    party: (grantee) => party(grantee, UNKNOWN),
    ownerOf: (thing) => party(ownerOf(thing), NOT_STATED),
    zoneOf: (thing) => zoneIds.get(zoneName(thing))?.id ?? NOT_STATED,
  };
}

type TaggedThings = ReadonlyMap<string, readonly Tagged[]>;

/** What tags say is at things, by their keys. */
function taggedIn(things: readonly Thing[], { ownerOf: owner }: Owners, names: Names): TaggedThings {
  const tagged = new Map<string, readonly Tagged[]>();
  for (const thing of things) {
    const data = thing.resource === undefined ? [] : taggedData(thing.resource, owner(thing), names);
    if (data.length > 0) tagged.set(thing.key, data);
  }
  return tagged;
}

function systemIds(things: readonly Thing[], tagged: TaggedThings, names: Names): Ids['system'] {
  const wanted = things.map((thing) => {
    const { key, name, what, wish, origin } = thing;
    return { name, what, wish, origin, isAside: tagged.has(key) || !isWorthNaming(thing) };
  });
  const systems = names.ids('systems', wanted, { fallback: 'system' });
  return ({ name }) => systems.get(name) ?? { id: NOT_STATED, isMapped: false };
}

// Stores of which nothing is known, and what is only named: these somebody may know by another name.
function isWorthNaming({ resource, isUnknown }: Thing): boolean {
  if (isUnknown) return false;
  return resource === undefined || holderOf(resource.type)?.kind === 'store';
}

function partiesOf(
  grantees: ReadonlyMap<string, Mentioned>,
  ids: Ids,
  used: ReadonlySet<string | undefined>,
): DraftEntry<Party>[] {
  const entries = new Map<string, DraftEntry<Party>>();
  for (const { grantee, origin } of grantees.values()) {
    const id = ids.party(grantee);
    if (!used.has(id) || entries.has(id)) continue;
    const value = { name: cut(grantee.title), ...(grantee.isPublic && { kind: 'public' as const }) };
    entries.set(id, { id, value, origin, remarks: [], isMention: true });
  }
  const placeholders = [
    placeholder(NOT_STATED, 'Whoever has what no file tells the account of'),
    placeholder(UNKNOWN, 'Whoever is let in where no file can tell yet who that is'),
  ];
  return [...sorted([...entries.values()]), ...placeholders.filter(({ id }) => used.has(id))];
}

function placeholder(id: string, name: string): DraftEntry<Party> {
  return { id, value: { name }, remarks: ['not in the files: who may do nothing'], isMention: true };
}

function zonesOf(
  zones: ReadonlyMap<string, ForeignName>,
  things: readonly Thing[],
  ids: Ids,
): DraftEntry<Zone>[] {
  const entries = new Map<string, DraftEntry<Zone>>();
  for (const thing of things) {
    const id = ids.zoneOf(thing);
    if (entries.has(id)) continue;
    const { origin } = zones.get(zoneName(thing)) ?? {};
    const { account, isHost } = thing.place;
    const kind = isHost || account === undefined ? undefined : ('cloud-tenant' as const);
    const value = { operator: ids.ownerOf(thing), ...(kind && { kind }) };
    entries.set(id, { id, value, ...(origin && { origin }), remarks: [], isMention: true });
  }
  return sorted([...entries.values()]);
}

interface Located {
  readonly ids: Ids;
  readonly holdings: Holdings;
  readonly surroundings: Surroundings;
}

function systemsOf(things: readonly Thing[], { ids, holdings, surroundings }: Located): DraftEntry<System>[] {
  const encryption = encryptionIn(surroundings);
  const entries = new Map<string, DraftEntry<System>>();
  for (const thing of things) {
    const { id, isMapped } = ids.system(thing);
    if (entries.has(id)) continue;
    const holder = thing.resource === undefined ? undefined : holderOf(thing.resource.type);
    const collects = holdings.collectedAt(thing.key);
    const { method, key } = encryption.get(thing.key) ?? {};
    const keyHolder = key && key.place.account !== undefined ? ids.ownerOf(key) : undefined;
    entries.set(id, {
      id,
      value: {
        zone: ids.zoneOf(thing),
        ...(holder?.kind && { kind: holder.kind }),
        // Stated although it is the zone's operator: it is to stay when that is corrected.
        custodian: ids.ownerOf(thing),
        ...(collects.length > 0 && { collects: [...collects] }),
        ...(holder?.isTransient && { storage: 'transient' as const }),
        ...((method ?? keyHolder) && {
          encryption: { ...(method && { atRest: cut(method) }), ...(keyHolder && { keyHolder }) },
        }),
        ...(!thing.isUnknown && { identifiers: [cut(thing.name)] }),
      },
      origin: thing.origin,
      remarks: thing.resource === undefined ? ['only named there'] : [],
      isMention: isMapped || thing.resource === undefined,
    });
  }
  return sorted([...entries.values()]);
}

function dataOf(
  things: readonly Thing[],
  tagged: ReadonlyMap<string, readonly Tagged[]>,
  { ids, flows }: { readonly ids: Ids; readonly flows: ReadonlyMap<string, Moved> },
): DraftEntry<DataSet>[] {
  const entries = new Map<string, DraftEntry<DataSet>>();
  const add = (id: string, categories: readonly string[], thing: Thing, origin: Origin): void => {
    if (entries.has(id)) return;
    const category = categories.length === 1 ? categories[0] : [...categories];
    entries.set(id, {
      id,
      value: { category, owner: ids.ownerOf(thing) },
      origin,
      remarks: [],
      isMention: true,
    });
  };
  for (const thing of things)
    for (const { id, categories, origin } of tagged.get(thing.key) ?? []) add(id, categories, thing, origin);
  for (const [id, { from, origin }] of flows) add(id, [`terraform.${id.replaceAll('.', '-')}`], from, origin);
  return sorted([...entries.values()]);
}
