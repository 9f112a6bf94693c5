/** Systems of a manifest, and where data comes into being. */
import type { System } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { Names } from '../names.ts';
import { originsOf } from '../origins.ts';
import type { DataSets } from './data.ts';
import { NOWHERE } from './dependencies.ts';
import { keyIn } from './names.ts';
import { withReferences } from './own.ts';
import type { OwnIds, Parties } from './parties.ts';
import type { Place, Sketch } from './sketch.ts';
import type { Zones } from './zones.ts';

/** The systems that places become. */
export interface Systems {
  idOf(key: string): string;
  /** Ids of systems in bills of ours, by bill and the id there. */
  readonly own: ReadonlyMap<string, string>;
  /** How many collections were found out, and how many chosen among places that hand data round. */
  readonly collected: { readonly certain: number; readonly chosen: number };
  entries(own: OwnIds): readonly DraftEntry<System>[];
}

export function systemsOf(
  sketch: Sketch,
  { data, parties, zones }: { readonly data: DataSets; readonly parties: Parties; readonly zones: Zones },
  names: Names,
): Systems {
  const places = [...sketch.places.values()];
  const { idOf, isMapped } = idsOf(places, names);
  const collected = collectedAt(sketch, data);
  const all = [...collected.values()].flat();
  return {
    idOf,
    own: new Map(
      places.flatMap(({ key, own }) => (own ? [[keyIn(own.bill, own.id), idOf(key)] as const] : [])),
    ),
    collected: {
      certain: all.filter(({ isChosen }) => !isChosen).length,
      chosen: all.filter(({ isChosen }) => isChosen).length,
    },
    entries: (own) => {
      const entries = new Map<string, DraftEntry<System>>();
      for (const place of places) {
        const id = idOf(place.key);
        const isMention = place.mention !== undefined || place.key === NOWHERE;
        if (isMapped(place.key) && entries.has(id)) continue;
        const here = collected.get(place.key) ?? [];
        const collects = here.map((each) => data.idOf(each.data)).sort();
        const chosen = here.filter(({ isChosen }) => isChosen).map((each) => data.idOf(each.data));
        const extra = place.own?.bill.own?.systems.get(place.own.id);
        const value = {
          zone: zones.of(place),
          ...custodianOf(place, { parties, own }),
          ...place.value,
          ...(collects.length > 0 && { collects: [...new Set(collects)] }),
          ...(extra && place.own && withReferences('systems', extra, own(place.own.bill))),
        };
        entries.set(id, {
          id,
          value,
          origin: place.origin,
          remarks: [
            ...place.remarks,
            ...(place.key === NOWHERE
              ? ['not in the bill: where data goes that leaves for nowhere stated']
              : []),
            ...(chosen.length > 0
              ? [`chosen as the origin of ${[...new Set(chosen)].sort().join(', ')}, which goes round`]
              : []),
          ],
          ...(isMention && { isMention }),
        });
      }
      return [...entries.values()];
    },
  };
}

/** What bills describe gets ids first, and what they only name after it. */
function idsOf(places: readonly Place[], names: Names) {
  const described = idsFor(
    places.flatMap(({ key, wish, mention }) => (mention === undefined ? [[key, wish] as const] : [])),
    'system',
  );
  const wanted = places.flatMap(({ wish, mention, origin }) =>
    mention === undefined ? [] : [{ ...mention, wish, ...(origin && { origin }) }],
  );
  const mentioned = names.ids('systems', wanted, { fallback: 'system', reserved: [...described.values()] });
  const byKey = new Map(
    places.flatMap(({ key, mention }) => (mention ? [[key, mentioned.get(mention.name)]] : [])),
  );
  return {
    idOf: (key: string): string => described.get(key) ?? byKey.get(key)?.id ?? key,
    isMapped: (key: string): boolean => byKey.get(key)?.isMapped === true,
  };
}

/** Who keeps a place; unsaid only where it is who runs its zone in the manifest that the bill was written from. */
function custodianOf(
  { keeper, custodian, zone, own: at }: Place,
  { parties, own }: { readonly parties: Parties; readonly own: OwnIds },
): Pick<System, 'custodian'> {
  const who = custodian ?? keeper;
  if (who === undefined) return {};
  const operator = zone?.isOwn === true ? at?.bill.own?.zones.get(zone.wish)?.value.operator : undefined;
  const isOperator =
    at !== undefined &&
    typeof operator === 'string' &&
    own(at.bill)('parties', operator) === parties.idOf(who);
  return isOperator ? {} : { custodian: parties.idOf(who) };
}

interface Collected {
  readonly data: string;
  readonly isChosen: boolean;
}

/** Where data comes into being, by place: where it is and nothing brings it. Bills of ours say it themselves. */
function collectedAt({ moves, places, same }: Sketch, { all }: DataSets): ReadonlyMap<string, Collected[]> {
  const flows = new Map<string, { from: string; to: string }[]>();
  for (const { from, to, data } of moves.values())
    for (const each of data) {
      const key = same.of(each);
      const known = flows.get(key);
      if (known === undefined) flows.set(key, [{ from, to }]);
      else known.push({ from, to });
    }
  const collected = new Map<string, Collected[]>();
  for (const { key, own, owners, places: at } of all) {
    if (own !== undefined) continue;
    const isKeptByOwner = (place: string): boolean => owners.has(places.get(place)?.keeper?.key ?? '');
    const origins = originsOf({ places: [...at], flows: flows.get(key) ?? [] }, (place) =>
      isKeptByOwner(place) ? 0 : 1,
    );
    for (const { place, isChosen } of origins) {
      const known = collected.get(place) ?? [];
      known.push({ data: key, isChosen });
      collected.set(place, known);
    }
  }
  return collected;
}
