import { parseDay } from '../../manifest/calendar.ts';
import type { Disposal, System } from '../../manifest/format.ts';
import { valueOf } from '../../manifest/fast/values.ts';
import { nodesOf, textColumn, type LinkedEntries } from '../entries.ts';
import { BEGINNING, type DataSets, type Model, type Systems } from '../model.ts';
import { rowsOf } from '../rows.ts';
import { periodsOf, referenceColumn, referenceRows, type Linker } from './linker.ts';

/** Links the systems and decides their custody: who answers for what they hold, where that is rightly stated. */
export function linkSystems(
  entries: LinkedEntries<System>,
  zones: Model['zones'],
  data: DataSets,
  linker: Linker,
): Systems {
  const inZone = { section: 'systems', field: 'zone', of: 'zones', names: zones } as const;
  const zone = referenceColumn(entries, inZone, linker);
  const keptBy = { section: 'systems', field: 'custodian', of: 'parties', names: linker.parties } as const;
  const custodian = referenceColumn(entries, keptBy, linker);
  const lists = (field: 'collects' | 'produces') =>
    referenceRows(entries, { section: 'systems', field, of: 'data', names: data }, linker);

  const keeperSets = new Map<string, number>();
  const keepers = entries.ids.map((_, s) => keepersOf(s, entries, zone, custodian, zones, linker));
  const keeperSet = Int32Array.from(keepers, (known) => {
    if (known.length === 0) return -1;
    const key = known.join();
    const set = keeperSets.get(key) ?? keeperSets.size;
    keeperSets.set(key, set);
    return set;
  });
  const transient = entries.strings.of('transient');
  return {
    ...entries,
    ...periodsOf(entries),
    zone,
    keepers: rowsOf(keepers),
    keeperSet,
    transient: Uint8Array.from(textColumn(entries, 'storage'), (storage) => (storage === transient ? 1 : 0)),
    purpose: textColumn(entries, 'purpose').map(linker.purposes.number),
    collects: lists('collects'),
    produces: lists('produces'),
    disposals: disposalsOf(entries, data, keepers, linker),
  };
}

/** The custodian and the zone's operator; nobody where the file may not say so or the zone refers to nothing. */
function keepersOf(
  s: number,
  entries: LinkedEntries<System>,
  zone: Int32Array,
  custodian: Int32Array,
  zones: Model['zones'],
  { trust, parties, ledger }: Linker,
): number[] {
  if (zone[s] < 0) return [];
  const operator = zones.operator[zone[s]];
  const keepers = ascendingPair(custodian[s], operator);
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

/** Two parties, each once, ascending; those that are not known left out. */
function ascendingPair(a: number, b: number): number[] {
  const [least, most] = a < b ? [a, b] : [b, a];
  if (most < 0) return [];
  return least < 0 || least === most ? [most] : [least, most];
}

/** What each system has disposed of; where custody is not known that does not count, and is checked all the same. */
function disposalsOf(
  entries: LinkedEntries<System>,
  data: DataSets,
  keepers: readonly (readonly number[])[],
  { refs }: Linker,
): Systems['disposals'] {
  const { strings, tapes, file, ids } = entries;
  return Array.from(nodesOf(entries, ['disposals']), (node, s) => {
    if (node < 0) return undefined;
    const stated = valueOf(tapes[file[s]], node) as unknown as readonly Disposal[];
    const disposals = stated.map((disposal, at) => {
      const on = parseDay(disposal.on) ?? BEGINNING;
      if (disposal.data === 'all') return { on };
      const path = () => ['systems', ids[s], 'disposals', String(at), 'data'];
      const texts = disposal.data.map((id) => strings.of(id));
      return { on, data: new Set(refs.resolveAll(data, 'data', texts, file[s], path)) };
    });
    return keepers[s].length > 0 ? disposals : undefined;
  });
}
