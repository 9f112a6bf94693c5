/** Systems and data of a manifest: technical assets and data assets, and where data comes into being. */
import type { DataSet, System } from '../../manifest/format.ts';
import { originsOf } from '../origins.ts';
import type { Origins } from './origins.ts';
import type { DraftEntry } from '../draft.ts';
import type { Carried, Ids } from './flows.ts';
import type { DataAsset, Model, TechnicalAsset } from './model.ts';
import type { Parties } from './parties.ts';
import type { References } from './references.ts';
import { ENCRYPTIONS, systemKind, USAGES } from './words.ts';
import type { Zones } from './zones.ts';

/** Data that comes into being at an asset: since no flow brings it, or chosen among assets that hand it round. */
export interface Collected {
  readonly certain: readonly DataAsset[];
  readonly chosen: readonly DataAsset[];
}

/** What comes into being where, by the id of the asset; the model itself does not say it. */
export function collectedAt(
  model: Model,
  references: References,
  carried: readonly Carried[],
  parties: Parties,
): ReadonlyMap<string, Collected> {
  const places = new Map<DataAsset, Set<string>>();
  const flows = new Map<DataAsset, { from: string; to: string }[]>();
  const stores = new Map<DataAsset, Set<string>>();
  const senders = new Map<DataAsset, Set<string>>();
  for (const asset of model.assets) {
    for (const { text } of asset.stored ?? []) addTo(stores, references.data.find(text), asset.id);
    for (const { text } of [...(asset.stored ?? []), ...asset.processed])
      addTo(places, references.data.find(text), asset.id);
  }
  for (const { from, to, data, direction } of carried) {
    for (const each of data) {
      flows.set(each, flows.get(each) ?? []);
      flows.get(each)?.push({ from: from.id, to: to.id });
      if (direction === 'sent') addTo(senders, each, from.id);
    }
  }
  const collected = new Map<string, { certain: DataAsset[]; chosen: DataAsset[] }>();
  for (const each of model.dataAssets) {
    const origin = each.origin === undefined ? undefined : parties.named(each.origin);
    const rank = (id: string): number => {
      const owner = references.assets.find(id)?.owner;
      const isOrigin = origin !== undefined && owner !== undefined && parties.operator(owner) === origin;
      const role = stores.get(each)?.has(id) ? 0 : senders.get(each)?.has(id) ? 1 : 2;
      return (isOrigin ? 0 : 3) + role;
    };
    const ways = { places: [...(places.get(each) ?? [])], flows: flows.get(each) ?? [] };
    for (const { place, isChosen } of originsOf(ways, rank)) {
      const at = collected.get(place) ?? { certain: [], chosen: [] };
      (isChosen ? at.chosen : at.certain).push(each);
      collected.set(place, at);
    }
  }
  return collected;
}

function addTo<K>(sets: Map<K, Set<string>>, key: K | undefined, value: string): void {
  if (key !== undefined) sets.set(key, (sets.get(key) ?? new Set<string>()).add(value));
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
  readonly origins: Origins;
}

/** Systems, one for each technical asset. */
export function systemsOf(
  model: Model,
  references: References,
  { ids, zones, parties, collected, origins }: Surroundings,
): DraftEntry<System>[] {
  const runtimes = new Map<string, Set<string>>();
  for (const { title, running } of model.runtimes) {
    for (const { text } of running) addTo(runtimes, references.assets.find(text)?.id, title.text);
  }
  return model.assets.map((asset) => {
    const { certain, chosen } = collected.get(asset.id) ?? { certain: [], chosen: [] };
    const idsOf = (data: readonly DataAsset[]) => data.map(({ id }) => ids.data.get(id) ?? '');
    const collects = idsOf([...certain, ...chosen]).sort();
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
      origin: origins.at(asset.place, asset.title.span),
      remarks: [
        ...remarks(asset, [...(runtimes.get(asset.id) ?? [])]),
        ...(chosen.length > 0
          ? [`chosen as the origin of ${idsOf(chosen).sort().join(', ')}, which goes round`]
          : []),
      ],
    };
  });
}

function remarks(asset: TechnicalAsset, runtimes: readonly string[]): string[] {
  const why = asset.whyOutOfScope === undefined ? '' : `: ${asset.whyOutOfScope}`;
  return [
    ...(asset.isOutOfScope ? [`out of scope in the model${why}`] : []),
    ...(asset.isOnInternet ? ['on the internet'] : []),
    ...runtimes.map((title) => `runs on the shared runtime ${title}`),
  ];
}

/** Data sets, one for each data asset; the category is a name and no classification. */
export function dataOf(model: Model, { ids, parties, origins }: Surroundings): DraftEntry<DataSet>[] {
  return model.dataAssets.map((asset) => {
    const id = ids.data.get(asset.id) ?? '';
    const remark = [
      ...(asset.confidentiality === undefined ? [] : [`confidentiality ${asset.confidentiality}`]),
      ...(asset.quantity === undefined ? [] : [`quantity ${asset.quantity}`]),
      ...(asset.origin === undefined ? [] : [`origin ${asset.origin}`]),
    ].join(', ');
    return {
      id,
      value: { category: `threagile.${id.replaceAll('.', '-')}`, owner: parties.dataOwner(asset.owner) },
      origin: origins.at(asset.place, asset.title.span),
      remarks: remark === '' ? [] : [`in the model: ${remark}`],
    };
  });
}
