import type { Disposal } from '../../manifest/format.ts';
import { parseDay } from '../../manifest/calendar.ts';
import { type EntryIn, BEGINNING, type Entries, type Model, type Systems } from '../model.ts';
import type { DataSets } from '../model.ts';
import { rowsOf } from '../rows.ts';
import { ascending, interner, periodsOf, referenceColumn, referenceRows, type Linker } from './linker.ts';

/** Links the systems and decides their custody: who answers for what they hold, where that is rightly stated. */
export function linkSystems(
  entries: Entries<EntryIn<Systems>>,
  zones: Model['zones'],
  data: DataSets,
  linker: Linker,
): Systems {
  const inZone = { section: 'systems', field: 'zone', of: 'zones', names: zones } as const;
  const zone = referenceColumn(entries, inZone, (system) => system.zone, linker);
  const keptBy = { section: 'systems', field: 'custodian', of: 'parties', names: linker.parties } as const;
  const custodian = referenceColumn(entries, keptBy, (system) => system.custodian, linker);
  const lists = (field: 'collects' | 'produces') =>
    referenceRows(entries, { section: 'systems', field, of: 'data', names: data }, (s) => s[field], linker);

  const keeperSets = interner();
  const keepers = entries.ids.map((_, s) => keepersOf(s, entries, zone, custodian, zones, linker));
  return {
    ...entries,
    ...periodsOf(entries.entry.all()),
    zone,
    keepers: rowsOf(keepers),
    keeperSet: Int32Array.from(keepers, (known) => (known.length > 0 ? keeperSets.number(known.join()) : -1)),
    transient: Uint8Array.from(entries.entry.all(), ({ storage }) => (storage === 'transient' ? 1 : 0)),
    purpose: Int32Array.from(entries.entry.all(), ({ purpose }) => linker.purposes.number(purpose)),
    collects: lists('collects'),
    produces: lists('produces'),
    disposals: entries.entry
      .all()
      .map((_, s) => disposalsOf(s, entries, data, keepers[s].length > 0, linker)),
  };
}

/** The custodian and the zone's operator; nobody where the file may not say so or the zone refers to nothing. */
function keepersOf(
  s: number,
  entries: Entries<EntryIn<Systems>>,
  zone: Int32Array,
  custodian: Int32Array,
  zones: Model['zones'],
  { trust, parties, ledger }: Linker,
): number[] {
  if (zone[s] < 0) return [];
  const operator = zones.operator[zone[s]];
  const keepers = ascending([custodian[s], operator].filter((party) => party >= 0));
  const spoken = trust?.speaksFor[entries.file[s]];
  if (spoken === undefined || keepers.some((party) => spoken.has(parties.ids[party]))) return keepers;
  ledger.unentitled.push({
    subject: `systems:${entries.ids[s]}`,
    defect: 'custody',
    file: entries.file[s],
    path: ['systems', entries.ids[s]],
    entitled: keepers.map((party) => parties.ids[party]),
  });
  return [];
}

function disposalsOf(
  s: number,
  entries: Entries<EntryIn<Systems>>,
  data: DataSets,
  counts: boolean,
  { refs }: Linker,
): Systems['disposals'][number] {
  const stated = entries.entry.at(s).disposals;
  if (stated === undefined) return undefined;
  const disposals = stated.map((disposal: Disposal, at) => {
    const on = parseDay(disposal.on) ?? BEGINNING;
    if (disposal.data === 'all') return { on };
    const path = () => ['systems', entries.ids[s], 'disposals', String(at), 'data'];
    return { on, data: new Set(refs.resolveAll(data, 'data', disposal.data, entries.file[s], path)) };
  });
  return counts ? disposals : undefined;
}
