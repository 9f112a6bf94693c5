/** Parties, zones, data sets and systems of a manifest, from an Open Threat Model. */
import type { DataSet, Party, System, Zone } from '../../manifest/format.ts';
import { addTo, collectionsIn, type Collected } from '../collections.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { NamedId, Names } from '../names.ts';
import type { Placed } from '../schema.ts';
import { cut } from '../texts.ts';
import { NO_DATA_OWNER, NO_OPERATOR } from '../unnamed.ts';
import type { Model } from './linked.ts';
import type { Component, Element, TrustZone } from './model.ts';
import { systemKind, zoneKind } from './words.ts';

/** What the elements of a model are called in a manifest, by their ids there. */
export interface Ids {
  readonly parties: ReadonlyMap<string, NamedId>;
  readonly zones: ReadonlyMap<string, NamedId>;
  readonly data: ReadonlyMap<string, NamedId>;
  /** Of components, and of trust zones at which a flow ends. */
  readonly systems: ReadonlyMap<Component | TrustZone, string>;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An id is kept, but for one that says nothing where there is a name that does. */
export function wishOf({ id, name }: Element): string {
  return UUID.test(id) && name !== '' ? name : id;
}

/** Names what is in a model. `ends` are the components, and the trust zones at which flows end. */
export function idsIn(model: Model, ends: readonly (Component | TrustZone)[], names: Names): Ids {
  const owners = new Map<string, Placed>();
  for (const { owner } of [...model.parts, ...model.zones, ...model.components, ...model.assets])
    if (owner !== undefined && !owners.has(owner.text)) owners.set(owner.text, owner);
  const wanted = (elements: readonly Element[], what: string) =>
    elements.map((each) => ({
      name: each.id,
      what: describe(what, each),
      origin: each.origin,
      wish: wishOf(each),
    }));
  const systems = idsFor(
    ends.map((each, at) => [String(at), wishOf(each)] as const),
    'system',
  );
  return {
    parties: names.ids(
      'parties',
      [...owners.values()].map(({ text, origin }) => ({ name: text, what: 'owner', origin })),
      { fallback: 'party', reserved: [NO_DATA_OWNER, NO_OPERATOR] },
    ),
    zones: names.ids('zones', wanted(model.zones, 'trust zone'), { fallback: 'zone' }),
    data: names.ids('data', wanted(model.assets, 'asset'), { fallback: 'data' }),
    systems: new Map(ends.map((each, at) => [each, systems.get(String(at)) ?? ''])),
  };
}

function describe(what: string, { id, name }: Element): string {
  return name === '' || name === id ? what : `${what} "${name}"`;
}

const partyOf = (owner: Placed | undefined, { parties }: Ids): string | undefined =>
  owner && parties.get(owner.text)?.id;

/** Owners that the model names; it says nothing else of them, but for the one of a project. */
export function partiesOf(model: Model, ids: Ids): DraftEntry<Party>[] {
  const entries = new Map<string, DraftEntry<Party>>();
  for (const { owner, ...part } of [...model.parts, ...model.zones, ...model.components, ...model.assets]) {
    const id = partyOf(owner, ids);
    if (owner === undefined || id === undefined || entries.has(id)) continue;
    const contact = 'contact' in part && part.contact !== undefined ? cut(part.contact) : undefined;
    const value = { name: cut(owner.text), ...(contact !== undefined && { contact }) };
    entries.set(id, { id, value, origin: owner.origin, remarks: [], isMention: true });
  }
  return [...entries.values()];
}

/** The zone of what stands in no trust zone, by who keeps it. */
const outsideOf = (owner: string): string => `no-boundary.${owner}`.slice(0, 128).replace(/[^a-z0-9]+$/, '');

/** Which zone a component is in. */
export function zoneOf(component: Component, model: Model, ids: Ids): string {
  const zone = model.zoneAround(component);
  const outside = outsideOf(partyOf(component.owner, ids) ?? NO_OPERATOR);
  return zone === undefined ? outside : (ids.zones.get(zone.id)?.id ?? '');
}

/** Trust zones, and one zone for each owner of what stands in none. */
export function zonesOf(model: Model, ids: Ids): DraftEntry<Zone>[] {
  const entries = new Map<string, DraftEntry<Zone>>();
  for (const zone of model.zones) {
    const { id, isMapped } = ids.zones.get(zone.id) ?? { id: '', isMapped: false };
    if (entries.has(id)) continue;
    const kind = zoneKind(zone.type) ?? zoneKind(zone.name);
    const inside = zone.parent === undefined ? '' : `, inside ${model.nameOf(zone.parent)}`;
    entries.set(id, {
      id,
      value: { operator: partyOf(zone.owner, ids) ?? NO_OPERATOR, ...(kind && { kind }) },
      origin: zone.origin,
      remarks: [`in the model: ${zone.name}${inside}`],
      ...(isMapped && { isMention: true }),
    });
  }
  for (const component of model.components) {
    const id = zoneOf(component, model, ids);
    if (entries.has(id)) continue;
    const operator = partyOf(component.owner, ids) ?? NO_OPERATOR;
    const remarks = ['not in the model: for what stands in no trust zone'];
    entries.set(id, { id, value: { operator }, remarks, isMention: true });
  }
  return [...entries.values()];
}

/** Data sets, one for each asset unless the mapping says that several are one. */
export function dataOf(model: Model, ids: Ids, names: Names): DraftEntry<DataSet>[] {
  const entries = new Map<string, DraftEntry<DataSet>>();
  for (const asset of model.assets) {
    const { id, isMapped } = ids.data.get(asset.id) ?? { id: '', isMapped: false };
    const what = describe('category of the asset', asset);
    const categories = names.categories({ name: asset.id, what, origin: asset.origin });
    const category = categories ?? [`otm.${id.replaceAll('.', '-')}`];
    const rating = asset.confidentiality === undefined ? '' : `, confidentiality ${asset.confidentiality}`;
    if (entries.has(id)) continue;
    entries.set(id, {
      id,
      value: {
        category: category.length === 1 ? category[0] : [...category],
        owner: partyOf(asset.owner, ids) ?? NO_DATA_OWNER,
      },
      origin: asset.origin,
      remarks: [`in the model: ${asset.name}${rating}`],
      ...(isMapped && { isMention: true }),
    });
  }
  return [...entries.values()];
}

/** What comes into being where, by the id of the system; the model does not say it. */
export function collectedAt(
  model: Model,
  ids: Ids,
  flows: readonly { readonly from: string; readonly to: string; readonly data: readonly string[] }[],
): ReadonlyMap<string, Collected> {
  const places = new Map<string, Set<string>>();
  const stores = new Map<string, Set<string>>();
  for (const component of model.components) {
    const system = ids.systems.get(component) ?? '';
    for (const { text } of component.stored) addTo(stores, text, system);
    for (const { text } of [...component.stored, ...component.processed]) addTo(places, text, system);
  }
  return collectionsIn({
    data: model.assets.map(({ id }) => id),
    places,
    flows,
    rank: (data, place) => (stores.get(data)?.has(place) ? 0 : 1),
  });
}

/** Systems, one for each component, and one for each trust zone at which a flow ends. */
export function systemsOf(
  model: Model,
  ids: Ids,
  collected: ReadonlyMap<string, Collected>,
): DraftEntry<System>[] {
  return [...ids.systems].map(([element, id]) => {
    const { certain, chosen } = collected.get(id) ?? { certain: [], chosen: [] };
    const setsOf = (assets: readonly string[]): string[] =>
      [...new Set(assets.map((each) => ids.data.get(each)?.id ?? ''))].sort();
    const collects = setsOf([...certain, ...chosen]);
    const round =
      chosen.length === 0 ? [] : [`chosen as the origin of ${setsOf(chosen).join(', ')}, which goes round`];
    const value = 'stored' in element ? componentValue(element, model, ids) : endValue(element, ids);
    return {
      id,
      value: { ...value, ...(collects.length > 0 && { collects }) },
      origin: element.origin,
      remarks: [...('stored' in element ? remarksOn(element, model) : [END]), ...round],
    };
  });
}

const END = 'a trust zone at which a flow ends: stands for whatever is meant in it';

const endValue = (zone: TrustZone, { zones }: Ids): System => ({ zone: zones.get(zone.id)?.id ?? '' });

function componentValue(component: Component, model: Model, ids: Ids): System {
  const kind = systemKind(component.type);
  const custodian = partyOf(component.owner, ids);
  return { zone: zoneOf(component, model, ids), ...(kind && { kind }), ...(custodian && { custodian }) };
}

function remarksOn({ name, type, parent, places }: Component, model: Model): string[] {
  const inside = parent?.kind === 'component' ? [`inside ${model.nameOf(parent)}`] : [];
  const told = [name, ...(type === '' ? [] : [`type ${type}`]), ...inside];
  return [`in the model: ${told.join(', ')}`, ...places.map((place) => `at ${place}`)];
}
