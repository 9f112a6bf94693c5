/** Zones of a manifest: trust zones, each divided by who runs what stands in it. */
import type { Zone } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { Names } from '../names.ts';
import { NO_OPERATOR } from '../unnamed.ts';
import type { Bill } from './bills.ts';
import { keyIn } from './names.ts';
import { withReferences } from './own.ts';
import type { OwnIds, Parties } from './parties.ts';
import type { PartyName, Place, Sketch, ZoneName } from './sketch.ts';

/** The zones of the bills. */
export interface Zones {
  of(place: Place): string;
  /** Ids of zones in bills of ours, by bill and the id there. */
  readonly own: ReadonlyMap<string, string>;
  /** Names of trust zones that became zones. */
  readonly count: number;
  entries(own: OwnIds): readonly DraftEntry<Zone>[];
}

interface Found {
  readonly zone?: ZoneName;
  readonly keeper?: PartyName;
  readonly wish: string;
  readonly mapped?: string;
}

/** Places into zones. A zone is named, not described: one that a manifest declares counts before it. */
export function zonesOf(sketch: Sketch, bills: readonly Bill[], parties: Parties, names: Names): Zones {
  const found = new Map<string, Found>();
  const keys = new Map<string, string>();
  for (const place of sketch.places.values()) {
    const key = keyOf(place);
    keys.set(place.key, key);
    if (!found.has(key)) found.set(key, foundAt(place, parties, names));
  }
  const described = bills.flatMap((bill) =>
    [...(bill.own?.zones ?? [])].map(([id, entry]) => ({ key: keyIn(bill, `zone:${id}`), id, entry, bill })),
  );
  for (const { key, id } of described) if (!found.has(key)) found.set(key, { wish: id });
  const mapped = new Set([...found.values()].flatMap(({ mapped: id }) => id ?? []));
  const ids = idsFor(
    [...found].flatMap(([key, { wish, mapped: id }]) => (id === undefined ? [[key, wish] as const] : [])),
    'zone',
    [...mapped],
  );
  const idOf = (key: string): string => found.get(key)?.mapped ?? ids.get(key) ?? key;
  return {
    of: ({ key }) => idOf(keys.get(key) ?? ''),
    own: new Map(described.map(({ key, id, bill }) => [keyIn(bill, id), idOf(key)])),
    count: new Set([...found.values()].flatMap(({ zone }) => zone?.key ?? [])).size,
    entries: (own) => {
      const byKey = new Map(described.map((each) => [each.key, each]));
      const entries = new Map<string, DraftEntry<Zone>>();
      for (const [key, { zone, keeper }] of found) {
        const ours = byKey.get(key);
        const value = ours
          ? (withReferences('zones', ours.entry, own(ours.bill)) as unknown as Zone)
          : { operator: parties.operator(keeper) };
        const origin = zone?.origin ?? ours?.entry.origin;
        const remarks = origin === undefined ? ['not in the bill: for what stands in no trust zone'] : [];
        const id = idOf(key);
        const known = entries.get(id);
        if (known === undefined) entries.set(id, { id, value, origin, remarks, isMention: true });
        else if (known.value.operator !== value.operator)
          entries.set(id, { ...known, value: { ...known.value, operator: parties.operator(undefined) } });
      }
      return [...entries.values()];
    },
  };
}

function keyOf({ zone, keeper }: Place): string {
  return zone?.isOwn === true ? zone.key : JSON.stringify([zone?.key ?? null, keeper?.key ?? null]);
}

function foundAt({ zone, keeper }: Place, parties: Parties, names: Names): Found {
  const operator = keeper && parties.idOf(keeper);
  if (zone === undefined) return { keeper, wish: `no-trust-zone.${operator ?? NO_OPERATOR}` };
  const mapped = names.find('zones', { name: zone.name, what: 'trust zone', origin: zone.origin });
  const isWhole = zone.isOwn === true || operator === undefined;
  return { zone, keeper, wish: isWhole ? zone.wish : `${zone.wish}.${operator}`, mapped };
}
