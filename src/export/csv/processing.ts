/**
 * A record of processing: what Art. 30 of the GDPR asks controllers and processors to keep, as far as manifests state it.
 * A row for each party that keeps copies of a data set.
 */
import type { Manifest } from '../../manifest/format.ts';
import type { Exportable, Held } from '../exporter.ts';
import { addTo, broughtBy, categoriesOf, keepersOf, listed, partyName, purposesAt } from './words.ts';

const HEADER = [
  'data owner (controller)',
  'contact of the owner',
  'held by',
  'contact of the holder',
  'data set',
  'categories of data',
  'categories of people',
  'number of people',
  'purposes',
  'recipients',
  'countries',
  'recipients in other countries',
  'retention',
  'security measures',
  'authorizations',
];

/** What one party keeps of one data set. */
interface Kept {
  readonly data: string;
  readonly keeper: string;
  readonly held: readonly Held[];
  readonly systems: readonly string[];
}

/** Somebody who gets data, and where to; without a place where it is only looked at there. */
interface Recipient {
  readonly party: string;
  readonly country?: string;
}

/** The names of the columns, then the rows. */
export function processingTable(exportable: Exportable): string[][] {
  const { manifest } = exportable;
  const purposes = purposesAt(exportable);
  const recipients = recipientsOf(exportable);
  const brought = broughtBy(exportable);
  const rows = keptIn(exportable.held()).map((kept) => {
    const { data, keeper, held, systems } = kept;
    const owners = [...new Set(held.map(({ owner }) => owner))];
    const to = systems.flatMap((system) => recipients(system, data)).filter(({ party }) => party !== keeper);
    const countries = systems.flatMap((system) => countryOf(manifest, system) ?? []).sort();
    const abroad = to.filter(({ country }) => country !== undefined && !countries.includes(country));
    return [
      listed(owners.map((owner) => partyName(manifest, owner))),
      listed(owners.flatMap((owner) => manifest.parties?.[owner]?.contact ?? [])),
      keeper === '' ? '' : partyName(manifest, keeper),
      manifest.parties?.[keeper]?.contact ?? '',
      data,
      listed(categoriesOf(manifest, data)),
      // Manifests have no field for it.
      '',
      String(manifest.data?.[data]?.subjects ?? ''),
      listed(systems.flatMap((system) => purposes(system, data)).sort()),
      listed(to.map(({ party }) => partyName(manifest, party)).sort()),
      listed(countries),
      listed(abroad.map(({ party, country }) => `${partyName(manifest, party)} (${country})`).sort()),
      listed(retentionOf(manifest, kept)),
      listed(measuresOf(manifest, kept, brought)),
      listed(held.flatMap(({ authorizations }) => authorizations).sort()),
    ];
  });
  return [HEADER, ...rows];
}

function keptIn(held: readonly Held[]): Kept[] {
  const groups = new Map<string, Held[]>();
  for (const each of held) {
    addTo(groups, JSON.stringify([each.data, each.keeper ?? '']), each);
  }
  return [...groups]
    .map(([key, group]) => {
      const [data, keeper] = JSON.parse(key) as [string, string];
      return { data, keeper, held: group, systems: [...new Set(group.map(({ system }) => system))] };
    })
    .sort((a, b) => compare(a.data, b.data) || compare(a.keeper, b.keeper));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function countryOf({ systems = {}, zones = {} }: Manifest, system: string): string | undefined {
  return zones[systems[system]?.zone ?? '']?.country;
}

/** Who gets data from a system: by flows, and by access to it. */
function recipientsOf({
  manifest,
  facts,
}: Exportable): (system: string, data: string) => readonly Recipient[] {
  const found = new Map<string, Recipient[]>();
  for (const { flow, data } of facts.transfers) {
    const { from = '', to = '' } = manifest.flows?.[flow] ?? {};
    const country = countryOf(manifest, to);
    for (const party of keepersOf(manifest, to))
      addTo(found, `${from} ${data}`, { party, ...(country !== undefined && { country }) });
  }
  for (const { access, system, data } of facts.accesses) {
    const { party = '' } = manifest.access?.[access] ?? {};
    addTo(found, `${system} ${data}`, { party });
  }
  return (system, data) => found.get(`${system} ${data}`) ?? [];
}

function retentionOf({ data = {}, systems = {} }: Manifest, kept: Kept): string[] {
  const own = data[kept.data]?.retention;
  const there = kept.systems.flatMap((system) => {
    const { retention } = systems[system] ?? {};
    return retention === undefined ? [] : [`${retention} on ${system}`];
  });
  return [...(own === undefined ? [] : [own]), ...there];
}

/** What is stated of security: of the systems that hold it, and of the flows that bring it there. */
function measuresOf(
  { systems: all = {}, flows = {} }: Manifest,
  { data, systems }: Kept,
  brought: ReturnType<typeof broughtBy>,
): string[] {
  return systems.flatMap((system) => {
    const { encryption, logging, ports } = all[system] ?? {};
    const measures = [
      encryption?.atRest === undefined ? undefined : `encryption at rest ${encryption.atRest}`,
      logging === undefined ? undefined : logging ? 'access is logged' : 'no logs of access',
      ports?.removableMedia === undefined ? undefined : `removable media ${ports.removableMedia}`,
    ].filter((measure) => measure !== undefined);
    const inTransit = brought(system, data).flatMap((flow) => {
      const method = flows[flow]?.encryption?.inTransit;
      return method === undefined ? [] : [`${flow}: encryption in transit ${method}`];
    });
    return [...measures.map((measure) => `${system}: ${measure}`), ...inTransit];
  });
}
