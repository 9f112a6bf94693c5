/** Data sets, systems, zones and parties of a manifest from data contracts. */
import type { DataSet, System } from '../../manifest/format.ts';
import type { Draft, DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import { byId } from '../named/entries.ts';
import { partiesBy } from '../named/parties.ts';
import { cut, dotted, durationIn } from '../texts.ts';
import type { Names } from '../names.ts';
import type { Placed } from '../schema.ts';
import { NO_DATA_OWNER, NO_OPERATOR } from '../unnamed.ts';
import type { Contract, Property, Server, Table } from './contract.ts';

/** By what a contract is known: its id, which agreements refer to. */
export function keyOf({ id, uuid, name, quantumName, origin }: Contract): string {
  return (id ?? uuid ?? name ?? quantumName)?.text ?? `${origin.file} ${origin.place}`;
}

type Parts = Required<Pick<Draft, 'parties' | 'zones' | 'data' | 'systems'>>;

/** Everything but the head of the draft. */
export function partsOf(contracts: readonly Contract[], names: Names): Parts {
  const parties = partiesBy(
    names,
    contracts.flatMap((each) => {
      const owner = ownerOf(each);
      return owner === undefined ? [] : [{ name: owner.text, what: 'team or tenant', origin: owner.origin }];
    }),
  );
  const wanted = contracts.map((each) => ({
    name: keyOf(each),
    what: 'data contract',
    origin: each.origin,
    isKnown: true,
  }));
  const ids = names.ids('data', wanted, { fallback: 'contract' });
  const idOf = (each: Contract) => ids.get(keyOf(each))?.id ?? '';
  const tables = contracts.flatMap((each) => tablesOf(each).map((table, at) => ({ each, table, at })));
  const tableIds = idsFor(
    tables.map(
      ({ each, table, at }) => [`${keyOf(each)}\n${at}`, `${idOf(each)}.${tableName(table)}`] as const,
    ),
    'table',
    [...ids.values()].map(({ id }) => id),
  );
  const data = contracts.flatMap((each): DraftEntry<DataSet>[] => {
    const owner = parties.of(ownerOf(each)?.text, NO_DATA_OWNER);
    const own = tables.filter((entry) => entry.each === each);
    const inside = own.map(({ table, at }) =>
      tableEntry(table, tableIds.get(`${keyOf(each)}\n${at}`) ?? '', owner, names),
    );
    return [contractEntry(each, idOf(each), owner, inside, names), ...inside];
  });
  const placed = contracts.flatMap((each) => serversOf(each).map((server, at) => ({ each, server, at })));
  const zones = names.ids(
    'zones',
    placed.map(({ each, server }) => ({
      name: placeOf(server, each),
      what: 'place of a server',
      origin: server.origin,
    })),
    { fallback: 'zone' },
  );
  const systemIds = idsFor(
    placed.map(
      ({ each, server, at }) =>
        [
          `${keyOf(each)}\n${at}`,
          `${idOf(each)}.${server.server?.text ?? server.type?.text ?? 'server'}`,
        ] as const,
    ),
    'server',
  );
  const systems = placed.map(({ each, server, at }): DraftEntry<System> => ({
    id: systemIds.get(`${keyOf(each)}\n${at}`) ?? '',
    value: {
      zone: zones.get(placeOf(server, each))?.id ?? '',
      ...(SERVICES.has(server.type?.text ?? '') ? { kind: 'service' } : { kind: 'store' }),
      ...environmentOf(server),
      collects: [idOf(each)],
    },
    origin: server.origin,
    remarks: server.type === undefined ? [] : [`type ${server.type.text}`],
  }));
  const zoneEntries = [...new Map([...zones].map(([name, { id }]) => [id, name]))].map(([id, name]) => ({
    id,
    value: { operator: NO_OPERATOR },
    remarks: [`place of servers: ${name}`],
    isMention: true,
  }));
  const used = [...data.map(({ value }) => value.owner), ...zoneEntries.map(({ value }) => value.operator)];
  return {
    parties: parties.entries(used),
    zones: byId(zoneEntries),
    data: byId(data),
    systems: byId(systems),
  };
}

const SERVICES = new Set(['api', 'kafka', 'kinesis', 'pubsub', 'custom']);

function ownerOf({ team, tenant }: Contract): Placed | undefined {
  return team?.name ?? tenant;
}

function tablesOf({ schema = [], dataset = [] }: Contract): readonly Table[] {
  return [...schema, ...dataset];
}

function tableName({ name, table }: Table): string {
  return (name ?? table)?.text ?? 'table';
}

/** Servers; version 2 has one, in the root. */
function serversOf({ servers = [], server, sourcePlatform, origin }: Contract): readonly Server[] {
  if (servers.length > 0 || (server ?? sourcePlatform) === undefined) return servers;
  const none = {
    environment: undefined,
    account: undefined,
    project: undefined,
    location: undefined,
    catalog: undefined,
    region: undefined,
  };
  return [{ ...none, server, type: sourcePlatform, host: server, origin: server?.origin ?? origin }];
}

/** What tells two places of servers apart: the host, account or project, else the contract's own server. */
function placeOf({ host, account, project, location, catalog, server }: Server, each: Contract): string {
  return (
    (host ?? account ?? project ?? location ?? catalog)?.text ?? `${keyOf(each)}/${server?.text ?? 'server'}`
  );
}

function environmentOf({ environment }: Server): Pick<System, 'environment'> {
  switch (environment?.text.toLowerCase()) {
    case 'prod':
    case 'production':
      return { environment: 'production' };
    case 'test':
      return { environment: 'test' };
    case 'pilot':
      return { environment: 'pilot' };
    default:
      return {};
  }
}

function contractEntry(
  each: Contract,
  id: string,
  owner: string,
  inside: readonly DraftEntry<DataSet>[],
  names: Names,
): DraftEntry<DataSet> {
  const known = inside
    .flatMap(({ value: { category } }) => category)
    .filter((category) => !category.startsWith('odcs.'));
  const categories = [...new Set([...meant(each.tags, 'tag', names), ...known])].sort();
  const retention = retentionOf(each);
  return {
    id,
    value: {
      category: categoryOf(categories, id),
      owner,
      ...(inside.length > 0 && { contains: inside.map((entry) => entry.id).sort() }),
      ...(retention !== undefined && { retention }),
    },
    origin: each.origin,
    remarks: [
      ...told('contract', each.name ?? each.dataProduct ?? each.quantumName),
      ...told('domain', each.domain ?? each.datasetDomain),
      ...told('version', each.version),
      ...told('status', each.status),
    ],
  };
}

function told(name: string, placed: Placed | undefined): string[] {
  return placed === undefined ? [] : [`${name}: ${placed.text}`];
}

function categoryOf(categories: readonly string[], id: string): string | string[] {
  if (categories.length > 1) return [...categories];
  return categories.at(0) ?? dotted('odcs', id.replaceAll('.', '-'));
}

/** The categories that the mapping has for labels. */
function meant(labels: readonly Placed[] | undefined, what: string, names: Names): readonly string[] {
  return (labels ?? []).flatMap(({ text: name, origin }) => names.categories({ name, what, origin }) ?? []);
}

function tableEntry(table: Table, id: string, owner: string, names: Names): DraftEntry<DataSet> {
  const columns = columnsOf(table);
  const classified = columns.flatMap(({ property: { classification, tags } }) => [
    ...meant(classification && [classification], 'classification', names),
    ...meant(tags, 'tag', names),
  ]);
  const categories = [...new Set([...meant(table.tags, 'tag', names), ...classified])].sort();
  const fields = [...new Set(columns.map(({ path }) => cut(path)))].filter((path) => path !== '').sort();
  return {
    id,
    value: { category: categoryOf(categories, id), owner, ...(fields.length > 0 && { fields }) },
    origin: table.origin,
    remarks: [],
  };
}

interface Column {
  readonly property: Property;
  readonly path: string;
}

/** All columns, those of objects and lists among them, by their paths. */
function columnsOf({ properties = [], columns = [] }: Table): Column[] {
  const found: Column[] = [];
  const open = [...properties, ...columns].map((property) => ({ property, prefix: '' }));
  for (let at = 0; at < open.length; at += 1) {
    const { property, prefix } = open[at];
    const path = `${prefix}${(property.name ?? property.column)?.text ?? ''}`;
    found.push({ property, path });
    const inner = [...(property.properties ?? []), ...(property.items?.properties ?? [])];
    for (const each of inner) open.push({ property: each, prefix: path === '' ? '' : `${path}.` });
  }
  return found;
}

const UNITS: Readonly<Record<string, string>> = {
  d: 'day',
  day: 'day',
  w: 'week',
  week: 'week',
  month: 'month',
  y: 'year',
  yr: 'year',
  year: 'year',
};

/** How long the data is kept, where one level says it. */
function retentionOf({ slaProperties = [] }: Contract): string | undefined {
  const levels = slaProperties.filter(({ property }) => property?.text.toLowerCase() === 'retention');
  if (levels.length !== 1) return undefined;
  const [{ value, unit }] = levels;
  if (value === undefined) return undefined;
  const name = unit === undefined ? undefined : UNITS[unit.text.toLowerCase().replace(/s$/, '')];
  return durationIn(name === undefined ? value.text : `${value.text} ${name}`);
}
