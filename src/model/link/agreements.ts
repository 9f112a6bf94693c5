import {
  entryList,
  type Accesses,
  type Authorizations,
  type Contracts,
  type DataSets,
  type Entries,
  type EntryIn,
  type Model,
  type Systems,
} from '../model.ts';
import { row, rowsOf } from '../rows.ts';
import { nameTable } from '../names.ts';
import { periodsOf, referenceColumn, referenceRows, type Linker } from './linker.ts';

/** Links the contracts. */
export function linkContracts(entries: Entries<EntryIn<Contracts>>, linker: Linker): Contracts {
  const party = (field: 'acquirer' | 'supplier') =>
    referenceColumn(
      entries,
      { section: 'contracts', field, of: 'parties', names: linker.parties },
      (contract) => contract[field],
      linker,
    );
  const above = { section: 'contracts', field: 'under', of: 'contracts', names: entries } as const;
  const under = referenceColumn(entries, above, (contract) => contract.under, linker);
  return {
    ...entries,
    ...periodsOf(entries.entry.all()),
    acquirer: party('acquirer'),
    supplier: party('supplier'),
    under,
  };
}

/** Links the accesses; each counts for the systems of which its file may say so. */
export function linkAccess(entries: Entries<EntryIn<Accesses>>, systems: Systems, linker: Linker): Accesses {
  const byParty = { section: 'access', field: 'party', of: 'parties', names: linker.parties } as const;
  const reached = { section: 'access', field: 'systems', of: 'systems', names: systems } as const;
  const stated = referenceRows(entries, reached, (access) => access.systems, linker);
  const counting = entries.ids.map((_, x) => countingSystems(x, entries, row(stated, x), systems, linker));
  const party = referenceColumn(entries, byParty, (access) => access.party, linker);
  // One that counts for no system has no effect.
  const kept = [...entries.ids.keys()].filter((x) => counting[x].length > 0);
  const entry = kept.map((x) => entries.entry.at(x));
  return {
    ...nameTable(kept.map((x) => entries.ids[x])),
    entry: entryList(entry),
    file: Int32Array.from(kept, (x) => entries.file[x]),
    ...periodsOf(entry),
    party: Int32Array.from(kept, (x) => party[x]),
    systems: rowsOf(kept.map((x) => counting[x])),
    purpose: Int32Array.from(entry, ({ purpose }) => linker.purposes.number(purpose)),
  };
}

function countingSystems(
  x: number,
  entries: Entries<EntryIn<Accesses>>,
  stated: Int32Array,
  systems: Systems,
  { trust, parties, ledger }: Linker,
): number[] {
  const spoken = trust?.speaksFor[entries.file[x]];
  const { party } = entries.entry.at(x);
  if (spoken === undefined || spoken.has(party)) return [...stated];
  const speaksForKeeper = (s: number): boolean =>
    row(systems.keepers, s).some((keeper) => spoken.has(parties.ids[keeper]));
  const counting = [...stated].filter(speaksForKeeper);
  if (counting.length < stated.length) {
    const others = [...stated].filter((s) => !speaksForKeeper(s));
    ledger.unentitled.push({
      subject: `access:${entries.ids[x]}`,
      defect: 'access',
      file: entries.file[x],
      path: ['access', entries.ids[x]],
      entitled: [party, ...others.flatMap((s) => [...row(systems.keepers, s)].map((k) => parties.ids[k]))],
    });
  }
  return counting;
}

/** Links the authorizations. */
export function linkAuthorizations(
  entries: Entries<EntryIn<Authorizations>>,
  data: DataSets,
  zones: Model['zones'],
  linker: Linker,
): Authorizations {
  const party = (field: 'by' | 'to') =>
    referenceColumn(
      entries,
      { section: 'authorizations', field, of: 'parties', names: linker.parties },
      (authorization) => authorization[field],
      linker,
    );
  const listed = { section: 'authorizations', field: 'data', of: 'data', names: data } as const;
  const places = { section: 'authorizations', field: 'zones', of: 'zones', names: zones } as const;
  return {
    ...entries,
    ...periodsOf(entries.entry.all()),
    by: party('by'),
    to: party('to'),
    delegable: Float64Array.from(entries.entry.all(), ({ delegable }) => delegable ?? 0),
    data: referenceRows(entries, listed, (authorization) => authorization.data, linker),
    zones: referenceRows(entries, places, (authorization) => authorization.zones, linker),
  };
}
