/** Data sets of a manifest: data assets, with the categories that the mapping has for them or for their tags. */
import type { DataSet } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import type { NamedId, Names } from '../names.ts';
import type { DataAsset, Model } from './model.ts';
import type { Parties } from './parties.ts';

/** The data sets that data assets are, by the ids of the assets. */
export function dataIds({ dataAssets }: Model, names: Names): ReadonlyMap<string, NamedId> {
  const wanted = dataAssets.map(({ id, origin }) => ({ name: id, what: 'data asset', origin }));
  return names.ids('data', wanted, { fallback: 'data' });
}

/** Data sets, one for each data asset unless the mapping says that several are one. */
export function dataOf(
  { dataAssets }: Model,
  ids: ReadonlyMap<string, NamedId>,
  parties: Parties,
  names: Names,
): DraftEntry<DataSet>[] {
  const entries = new Map<string, DraftEntry<DataSet>>();
  for (const asset of dataAssets) {
    const { id, isMapped } = ids.get(asset.id) ?? { id: '', isMapped: false };
    const category = categoriesOf(asset, names) ?? [`threagile.${id.replaceAll('.', '-')}`];
    if (entries.has(id)) continue;
    entries.set(id, {
      id,
      value: {
        category: category.length === 1 ? category[0] : [...category],
        owner: parties.dataOwner(asset.owner),
      },
      origin: asset.origin,
      remarks: remarksOn(asset),
      ...(isMapped && { isMention: true }),
    });
  }
  return [...entries.values()];
}

/** What the mapping says of the asset itself, else of its tags. */
function categoriesOf({ id, tags, origin }: DataAsset, names: Names): readonly string[] | undefined {
  const own = names.categories({ name: id, what: 'category of the data asset', origin });
  if (own !== undefined) return own;
  const tagged = tags.flatMap(
    (tag) => names.categories({ name: tag.text, what: 'tag of data', origin: tag.origin }) ?? [],
  );
  return tagged.length === 0 ? undefined : [...new Set(tagged)].sort();
}

function remarksOn({ confidentiality, quantity, source, tags }: DataAsset): string[] {
  const stated = [
    ...(confidentiality === undefined ? [] : [`confidentiality ${confidentiality}`]),
    ...(quantity === undefined ? [] : [`quantity ${quantity}`]),
    ...(source === undefined ? [] : [`origin ${source}`]),
    ...(tags.length === 0 ? [] : [`tags ${tags.map(({ text }) => text).join(' ')}`]),
  ].join(', ');
  return stated === '' ? [] : [`in the model: ${stated}`];
}
