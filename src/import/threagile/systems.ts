/** Systems of a manifest: technical assets, and what comes into being at them. */
import type { System } from '../../manifest/format.ts';
import { addTo, collectionsIn, type Collected } from '../collections.ts';
import type { DraftEntry } from '../draft.ts';
import { dataSets, type Carried, type Ids } from './flows.ts';
import type { Model, TechnicalAsset } from './model.ts';
import type { Parties } from './parties.ts';
import type { References } from './references.ts';
import { ENCRYPTIONS, systemKind, USAGES } from './words.ts';
import type { Zones } from './zones.ts';

/** What comes into being where, by the id of the asset; the model itself does not say it. */
export function collectedAt(
  model: Model,
  references: References,
  carried: readonly Carried[],
  parties: Parties,
): ReadonlyMap<string, Collected> {
  const places = new Map<string, Set<string>>();
  const stores = new Map<string, Set<string>>();
  const senders = new Map<string, Set<string>>();
  for (const { id, stored = [], processed } of model.assets) {
    for (const { text } of stored) addTo(stores, references.data.find(text)?.id, id);
    for (const { text } of [...stored, ...processed]) addTo(places, references.data.find(text)?.id, id);
  }
  for (const { from, data, direction } of carried)
    if (direction === 'sent') for (const each of data) addTo(senders, each.id, from.id);
  const sources = new Map(
    model.dataAssets.map(({ id, source }) => [id, source === undefined ? undefined : parties.find(source)]),
  );
  return collectionsIn({
    data: model.dataAssets.map(({ id }) => id),
    places,
    flows: carried.map(({ from, to, data }) => ({
      from: from.id,
      to: to.id,
      data: data.map(({ id }) => id),
    })),
    rank(data, place) {
      const source = sources.get(data);
      const owner = references.assets.find(place)?.owner;
      const isSource = source !== undefined && owner !== undefined && parties.operator(owner) === source;
      const role = stores.get(data)?.has(place) ? 0 : senders.get(data)?.has(place) ? 1 : 2;
      return (isSource ? 0 : 3) + role;
    },
  });
}

/** Does the model say that nothing stays here? Of assets of others it does not say what they keep. */
export function isTransient({ type, stored, isOutOfScope }: TechnicalAsset): boolean {
  return type === 'process' && !isOutOfScope && stored?.length === 0;
}

/** What the systems are made from, beside the model. */
export interface Surroundings {
  readonly ids: Ids;
  readonly zones: Zones;
  readonly parties: Parties;
  readonly collected: ReadonlyMap<string, Collected>;
  /** What else the model says of an asset, by the id of the asset. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
}

/** Systems, one for each technical asset. */
export function systemsOf(
  { assets }: Model,
  { ids, zones, parties, collected, notes }: Surroundings,
): DraftEntry<System>[] {
  return assets.map((asset) => {
    const { certain, chosen } = collected.get(asset.id) ?? { certain: [], chosen: [] };
    const setsOf = (data: readonly string[]): string[] => dataSets(data, ids).sort();
    const collects = setsOf([...certain, ...chosen]);
    const kind = systemKind(asset.type, asset.technologies);
    return {
      id: ids.systems.get(asset.id) ?? '',
      value: {
        zone: zones.of(asset),
        ...(kind && { kind }),
        // Stated although it is the zone's operator: it is to stay when that is corrected.
        ...(asset.owner && { custodian: parties.operator(asset.owner) }),
        ...(USAGES.has(asset.usage) && { purpose: asset.usage }),
        ...(collects.length > 0 && { collects }),
        ...(isTransient(asset) && { storage: 'transient' as const }),
        ...(ENCRYPTIONS.has(asset.encryption) && { encryption: { atRest: asset.encryption } }),
      },
      origin: asset.origin,
      remarks: [
        ...remarks(asset),
        ...(notes.get(asset.id) ?? []),
        ...(chosen.length > 0
          ? [`chosen as the origin of ${setsOf(chosen).join(', ')}, which goes round`]
          : []),
      ],
    };
  });
}

function remarks(asset: TechnicalAsset): string[] {
  const why = asset.whyOutOfScope === undefined ? '' : `: ${asset.whyOutOfScope}`;
  return [
    ...(asset.isOutOfScope ? [`out of scope in the model${why}`] : []),
    ...(asset.isOnInternet ? ['on the internet'] : []),
  ];
}
