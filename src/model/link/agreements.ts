import type { Access, Authorization, Contract } from '../../manifest/format.ts';
import { someEntries, textColumn, type LinkedEntries } from '../entries.ts';
import type { Accesses, Authorizations, Contracts, DataSets, Model, Systems } from '../model.ts';
import { row, rowsOf } from '../rows.ts';
import { periodsOf, referenceColumn, referenceRows, type Linker } from './linker.ts';

/** Links the contracts. */
export function linkContracts(entries: LinkedEntries<Contract>, linker: Linker): Contracts {
  const party = (field: 'acquirer' | 'supplier') =>
    referenceColumn(entries, { section: 'contracts', field, of: 'parties', names: linker.parties }, linker);
  const above = { section: 'contracts', field: 'under', of: 'contracts', names: entries } as const;
  const under = referenceColumn(entries, above, linker);
  return {
    ...entries,
    ...periodsOf(entries),
    acquirer: party('acquirer'),
    supplier: party('supplier'),
    under,
  };
}

/** Links the accesses; each counts for the systems of which its file may say so. */
export function linkAccess(entries: LinkedEntries<Access>, systems: Systems, linker: Linker): Accesses {
  const byParty = { section: 'access', field: 'party', of: 'parties', names: linker.parties } as const;
  const reached = { section: 'access', field: 'systems', of: 'systems', names: systems } as const;
  const stated = referenceRows(entries, reached, linker);
  const counting = entries.ids.map((_, x) => countingSystems(x, entries, row(stated, x), systems, linker));
  const party = referenceColumn(entries, byParty, linker);
  // One that counts for no system has no effect.
  const kept = Int32Array.from(entries.ids.keys()).filter((x) => counting[x].length > 0);
  const some = someEntries(entries, kept);
  return {
    ...some,
    ...periodsOf(some),
    party: kept.map((x) => party[x]),
    systems: rowsOf(Array.from(kept, (x) => counting[x])),
    purpose: textColumn(some, 'purpose').map(linker.purposes.number),
  };
}

function countingSystems(
  x: number,
  entries: LinkedEntries<Access>,
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
  entries: LinkedEntries<Authorization>,
  data: DataSets,
  zones: Model['zones'],
  linker: Linker,
): Authorizations {
  const party = (field: 'by' | 'to') =>
    referenceColumn(
      entries,
      { section: 'authorizations', field, of: 'parties', names: linker.parties },
      linker,
    );
  const delegable = entries.field('delegable');
  const listed = { section: 'authorizations', field: 'data', of: 'data', names: data } as const;
  const places = { section: 'authorizations', field: 'zones', of: 'zones', names: zones } as const;
  return {
    ...entries,
    ...periodsOf(entries),
    by: party('by'),
    to: party('to'),
    delegable: Float64Array.from(delegable.numbers, (n) => (n < 0 ? 0 : Number(delegable.values[n]))),
    data: referenceRows(entries, listed, linker),
    zones: referenceRows(entries, places, linker),
  };
}
