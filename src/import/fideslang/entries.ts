/** Data sets, systems and flows of a manifest from Fides resources. */
import type { DataSet, Flow, System } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor, slug } from '../ids.ts';
import { byId } from '../named/entries.ts';
import type { Parties, Zones } from '../named/parties.ts';
import { dotted, durationIn } from '../texts.ts';
import type { Names } from '../names.ts';
import { NO_DATA_OWNER, NO_OPERATOR } from '../unnamed.ts';
import type { Connection, Network } from './connections.ts';
import type { Datum, Holdings } from './holdings.ts';
import type { Declaration } from './model.ts';
import { DEFAULT_ORGANIZATION, type Place } from './places.ts';
import { certainCategories, certainPurpose } from './words.ts';

/** What an import has found out. */
export interface Drawn {
  readonly network: Network;
  readonly holdings: Holdings;
  readonly parties: Parties;
  readonly zones: Zones;
  readonly names: Names;
}

/** Entries with the ids by which the rest of the manifest refers to them. */
export interface Made<T> {
  readonly entries: DraftEntry<T>[];
  readonly ids: ReadonlyMap<string, string>;
}

/** A data set for each category of each owner. */
export function dataOf({ holdings, parties, names }: Drawn): Made<DataSet> {
  const all = [...holdings.data.values()];
  const ids = idsFor(
    all.map((datum) => [datum.ref, wishOf(datum)] as const),
    'data',
  );
  const entries = all.map(({ ref, category, organization, place }) => ({
    id: ids.get(ref) ?? '',
    value: {
      category: categoryOf(category, place, names),
      owner: parties.of(organization, NO_DATA_OWNER),
    },
    origin: place.origin,
    remarks: [`data category ${category}`],
  }));
  return { entries: byId(entries), ids };
}

// Nearly all is of the default organization, whose data keep their keys as ids.
function wishOf({ category, organization }: Datum): string {
  if (organization === DEFAULT_ORGANIZATION) return category;
  return `${category}.${organization ?? NO_DATA_OWNER}`;
}

function categoryOf(key: string, { origin }: Place, names: Names): string | string[] {
  const certain = certainCategories(key);
  const wanted = { name: key, what: 'data category', origin, isAside: certain.length > 0 };
  const found = [...(names.categories(wanted) ?? certain)];
  return found.length > 1 ? found : (found.at(0) ?? dotted('fides', key));
}

/** A system for each place; what is only named may be declared elsewhere. */
export function systemsOf(
  { network, holdings, parties, zones, names }: Drawn,
  data: Made<DataSet>['ids'],
): Made<System> {
  const places = [...network.places.values()];
  const isNamed = ({ kind }: Place) => kind === 'unknown';
  const own = idsFor(
    places.filter((place) => !isNamed(place)).map((place) => [place.ref, systemWish(place)] as const),
    'system',
  );
  const wanted = places.filter(isNamed).map(({ key, origin }) => ({ name: key, what: 'system', origin }));
  const others = names.ids('systems', wanted, { fallback: 'system', reserved: [...own.values()] });
  const ids = new Map(own);
  for (const { ref, key } of places.filter(isNamed)) ids.set(ref, others.get(key)?.id ?? '');
  const entries = places.map((place): DraftEntry<System> => {
    const collected = holdings.collected.get(place.ref) ?? [];
    const idsOf = (found: typeof collected) => found.map(({ datum }) => data.get(datum) ?? '').sort();
    const chosen = idsOf(collected.filter(({ isChosen }) => isChosen));
    return {
      id: ids.get(place.ref) ?? '',
      value: {
        zone: zones.of(parties.of(place.keeper?.name, NO_OPERATOR)),
        ...(place.kind === 'dataset' && { kind: 'store' as const }),
        ...describedBy(place),
        ...(collected.length > 0 && { collects: idsOf(collected) }),
      },
      origin: place.origin,
      remarks: [
        ...remarksOf(place),
        ...(chosen.length > 0 ? [`chosen as the origin of ${chosen.join(', ')}, which goes round`] : []),
      ],
      ...((place.system ?? place.dataset) === undefined && { isMention: true }),
    };
  });
  const unique = new Map(entries.map((entry) => [entry.id, entry]));
  return { entries: byId([...unique.values()]), ids };
}

function systemWish({ kind, key }: Place): string {
  switch (kind) {
    case 'dataset':
      return `dataset.${key}`;
    case 'user':
      return 'users';
    case 'third-party':
      return key === '' ? 'third-party.not-stated' : `third-party.${key}`;
    default:
      return key;
  }
}

/** What all declarations of a system agree on. */
function describedBy({ system }: Place): Pick<System, 'purpose' | 'retention'> {
  const declarations = system?.privacy_declarations ?? [];
  const use = agreed(declarations, ({ data_use }) => data_use?.text);
  const period = agreed(declarations, ({ retention_period }) => retention_period?.text);
  const retention = period === undefined ? undefined : durationIn(period);
  return {
    ...(use !== undefined && { purpose: purposeOf(use) }),
    ...(retention !== undefined && { retention }),
  };
}

function agreed(
  declarations: readonly Declaration[],
  read: (declaration: Declaration) => string | undefined,
): string | undefined {
  const values = new Set(declarations.map(read));
  const [value] = values;
  return values.size === 1 ? value : undefined;
}

function purposeOf(use: string): string {
  return certainPurpose(use) ?? dotted('fides', use);
}

function remarksOf({ kind, key, system, dataset }: Place): string[] {
  if (dataset !== undefined)
    return dataset.retention === undefined ? [] : [`retention ${dataset.retention.text}`];
  if (system === undefined) return kind === 'unknown' ? [`${key} is named here and in no file`] : [];
  const declarations = system.privacy_declarations ?? [];
  const uses = [...new Set(declarations.flatMap(({ data_use }) => data_use?.text ?? []))].sort();
  const periods = declarations.flatMap(({ retention_period }) => retention_period?.text ?? []);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['type', system.system_type?.text],
    ['department', system.administrating_department?.text],
    [
      'responsibility',
      [...(system.responsibility ?? [])].map(({ text }) => text).join(', ') ||
        system.data_responsibility_title?.text,
    ],
    ['joint controller', system.joint_controller_info?.text],
    ['vendor deleted', system.vendor_deleted_date?.text],
    ['data uses', uses.length > 1 ? uses.join(', ') : undefined],
    ['retention', [...new Set(periods)].sort().join(', ') || undefined],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
}

/** A flow for each pair of places and use; several statements of one are one. */
export function flowsOf(
  { network, holdings }: Drawn,
  systems: Made<System>['ids'],
  data: Made<DataSet>['ids'],
): DraftEntry<Flow>[] {
  const groups = new Map<string, { readonly first: Connection; readonly data: Set<string> }>();
  network.connections.forEach((connection, at) => {
    const key = JSON.stringify([connection.from, connection.to, connection.use ?? null]);
    const group = groups.get(key) ?? { first: connection, data: new Set<string>() };
    for (const datum of holdings.carried[at]) group.data.add(data.get(datum) ?? '');
    groups.set(key, group);
  });
  const idOf = (ref: string) => systems.get(ref) ?? '';
  const ids = idsFor(
    [...groups].map(([key, { first }]) => {
      const use = first.use === undefined ? '' : `.for.${slug(first.use)}`;
      return [key, `${idOf(first.from)}.to.${idOf(first.to)}${use}`] as const;
    }),
    'flow',
  );
  const entries = [...groups].map(([key, { first, data: moved }]) => ({
    id: ids.get(key) ?? '',
    value: {
      from: idOf(first.from),
      to: idOf(first.to),
      ...(moved.size > 0 && { data: [...moved].sort() }),
      ...(first.use !== undefined && { purpose: purposeOf(first.use) }),
    },
    origin: first.origin,
    remarks: [],
  }));
  return byId(entries);
}
