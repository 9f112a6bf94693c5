/** Blueprints of drafts of CycloneDX 2.0: assets, stores, actors and data. */
import type { System } from '../../manifest/format.ts';
import type { Placed } from '../schema.ts';
import type { Actor, Asset, Blueprint, BlueprintData, DataStore, Placement } from './blueprint-form.ts';
import { sketchFlow, type BlueprintParts } from './blueprint-flows.ts';
import { classify, keyIn, namedData, own, ownZone, partyOf, profileOf, wishOf } from './names.ts';
import { connect } from './dependencies.ts';
import { describe } from './objects.ts';
import type { Elements, Surroundings } from './peers.ts';
import { ownId, register } from './services.ts';
import { count, datumOf, type PartyName, type Place, type Sketch, type ZoneName } from './sketch.ts';
import { ENVIRONMENTS, KINDS } from './words.ts';

type Zones = ReadonlyMap<string, ZoneName>;

/** Puts what stands in a blueprint into the sketch: its places and data, so that flows of any bill can lead there. */
export function placeBlueprint(elements: Elements, blueprint: Blueprint, sketch: Sketch): BlueprintParts {
  const zones = zonesOf(elements, blueprint);
  for (const asset of blueprint.assets ?? []) placeAsset(elements, asset, zones, sketch);
  for (const store of blueprint.dataStores ?? []) placeStore(elements, store, zones, sketch);
  const actors = new Map(
    (blueprint.actors ?? []).flatMap((actor) => {
      const place = actorPlace(elements, actor, zones);
      return place === undefined ? [] : [[actor['bom-ref']?.text ?? '', place] as const];
    }),
  );
  const objects = new Map<string, string | undefined>();
  for (const set of blueprint.dataSets ?? []) placeDataSet(elements, set, objects, sketch);
  return { blueprint, actors, objects };
}

/** What a blueprint says of movements, of where data lies, and of connections. */
export function sketchBlueprint(
  elements: Elements,
  parts: BlueprintParts,
  surroundings: Surroundings,
  sketch: Sketch,
): void {
  const { dataSets = [], dataStores = [], flows = [], relationships = [] } = parts.blueprint;
  const { byRef } = elements;
  const put = (data: Placed | undefined, place: Placed | undefined, field: string): void => {
    const set = byRef.get(data?.text ?? '');
    const store = byRef.get(place?.text ?? '');
    if (set?.kind === 'data' && store?.kind === 'place') sketch.data.get(set.key)?.places.add(store.key);
    else sketch.left.add(field);
  };
  for (const { 'bom-ref': ref, placements = [] } of dataSets)
    for (const { dataStore } of placements) put(ref, dataStore, 'blueprints.dataSets.placements.dataStore');
  for (const { 'bom-ref': ref, dataSets: sets = [] } of dataStores)
    for (const set of sets) put(set, ref, 'blueprints.dataStores.dataSets');
  for (const [ref, stored] of storedAt(dataSets)) {
    const element = byRef.get(ref);
    const place = element?.kind === 'place' ? sketch.places.get(element.key) : undefined;
    if (place !== undefined) sketch.places.set(place.key, { ...place, value: { ...place.value, ...stored } });
  }
  for (const flow of flows) sketchFlow(elements, parts, { flow, surroundings }, sketch);
  for (const { ref, dependsOn = [], serves = [] } of relationships) {
    if (ref === undefined) continue;
    for (const target of [...dependsOn, ...serves]) connect(elements, surroundings, [ref, target], sketch);
  }
}

function zonesOf({ bill }: Elements, { zones = [] }: Blueprint): Zones {
  return new Map(
    zones.flatMap(({ 'bom-ref': ref, name, origin }) => {
      const title = ref ?? name;
      if (title === undefined) return [];
      const wish = wishOf(bill, title.text);
      const zone = { key: keyIn(bill, `zone ${title.text}`), name: name?.text ?? title.text, wish, origin };
      return [[title.text, ownZone(bill, wish, origin) ?? zone] as const];
    }),
  );
}

/** A zone by its reference; one that is nowhere is a name. */
function zoneAt(zones: Zones, ref: Placed | undefined): { readonly zone?: ZoneName } {
  if (ref === undefined) return {};
  const { text, origin } = ref;
  return { zone: zones.get(text) ?? { key: text, name: text, wish: text, origin } };
}

function placeAsset(elements: Elements, asset: Asset, zones: Zones, sketch: Sketch): void {
  const { bill, byRef, parties } = elements;
  const { name, type, ownership = [], partyRef, componentRef, origin, classification } = asset;
  const ref = (asset['bom-ref'] ?? name)?.text ?? 'asset';
  count(sketch, 'asset');
  if (type?.text === 'data') {
    const datum = datumOf(sketch, namedData(bill, name?.text ?? ref), wishOf(bill, ref), origin);
    datum.isDescribed = true;
    classify(datum, bill, [classification?.classification]);
    own(
      datum,
      ownership.map((each) => partyOf(bill, parties, each)),
    );
    byRef.set(ref, { kind: 'data', key: datum.key });
    return;
  }
  const component = byRef.get(componentRef?.text ?? '');
  const owners = ownership.flatMap((each) => partyOf(bill, parties, each) ?? []);
  const keeper = partyRef === undefined ? owners.at(0) : partyOf(bill, parties, { ref: partyRef, roles: [] });
  if (owners.length > 1) sketch.left.add('blueprints.assets.ownership', owners.length - 1);
  const standing = { ...zoneAt(zones, asset.zone), ...(keeper && { keeper }) };
  if (component?.kind === 'place') {
    const known = sketch.places.get(component.key);
    if (known !== undefined) sketch.places.set(component.key, { ...known, ...standing });
    byRef.set(ref, component);
    return;
  }
  const key = register(elements, ref, origin, asset['bom-ref']);
  if (key === undefined) return;
  const word = type?.text ?? (component?.kind === 'component' ? component.component.type?.text : undefined);
  const kind = bill.own === undefined ? KINDS.get(word ?? '') : undefined;
  sketch.places.set(key, {
    key,
    wish: wishOf(bill, ref),
    origin: asset['bom-ref']?.origin ?? origin,
    ...standing,
    value: kind === undefined ? {} : { kind },
    remarks: name === undefined || name.text === ref || bill.own !== undefined ? [] : [name.text],
    ...ownId(bill, ref),
  });
}

type Stored = Pick<System, 'encryption' | 'retention'>;

/** What placements say of the stores that they name, where all that name one agree; unencrypted data makes a store so. */
function storedAt(sets: readonly BlueprintData[]): ReadonlyMap<string, Stored> {
  const placements = new Map<string, Placement[]>();
  for (const placement of sets.flatMap(({ placements: all = [] }) => all)) {
    const store = placement.dataStore?.text ?? '';
    const known = placements.get(store);
    if (known === undefined) placements.set(store, [placement]);
    else known.push(placement);
  }
  return new Map(
    [...placements].map(([store, all]) => {
      const isPlain = all.some(({ encrypted }) => encrypted === false);
      const isEncrypted = all.every(({ encrypted }) => encrypted === true);
      const terms = new Set(all.map(({ retention }) => retention?.text));
      const [term] = terms;
      return [
        store,
        {
          ...((isPlain || isEncrypted) && { encryption: { atRest: isPlain ? 'none' : 'encrypted' } }),
          ...(terms.size === 1 && term !== undefined && DURATION.test(term) && { retention: term }),
        },
      ] as const;
    }),
  );
}

const DURATION = /^P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?$/;

function placeStore(elements: Elements, store: DataStore, zones: Zones, sketch: Sketch): void {
  const { bill } = elements;
  const ref = (store['bom-ref'] ?? store.name)?.text ?? 'store';
  const key = register(elements, ref, store.origin, store['bom-ref']);
  if (key === undefined) return;
  count(sketch, 'asset');
  const environment = store.environment?.text.toLowerCase();
  if (environment !== undefined && !ENVIRONMENTS.has(environment))
    sketch.left.add('blueprints.dataStores.environment');
  sketch.places.set(key, {
    key,
    wish: wishOf(bill, ref),
    origin: store['bom-ref']?.origin ?? store.origin,
    ...zoneAt(zones, store.zone),
    value: {
      kind: 'store',
      ...(environment !== undefined &&
        ENVIRONMENTS.has(environment) && { environment: environment as System['environment'] }),
    },
    remarks: store.name === undefined || store.name.text === ref ? [] : [store.name.text],
    ...ownId(bill, ref),
  });
}

/** Where an actor has data; it counts only where a flow leads to it or from it. */
function actorPlace({ bill, parties }: Elements, actor: Actor, zones: Zones): Place | undefined {
  const { 'bom-ref': bomRef, party, zone, origin } = actor;
  if (bomRef === undefined) return undefined;
  const keeper: PartyName | undefined = party && partyOf(bill, parties, party);
  return {
    key: keyIn(bill, bomRef.text),
    wish: wishOf(bill, bomRef.text),
    origin: bomRef.origin ?? origin,
    ...zoneAt(zones, zone),
    ...(keeper && { keeper }),
    value: {},
    remarks: ['where this actor has data'],
  };
}

function placeDataSet(
  elements: Elements,
  set: BlueprintData,
  objects: Map<string, string | undefined>,
  sketch: Sketch,
): void {
  const { bill, byRef, parties, profiles } = elements;
  const { name, owners = [], recordCount, dataProfiles = [], dataObjects = [], origin } = set;
  const ref = (set['bom-ref'] ?? name)?.text ?? 'data';
  const key = keyIn(bill, `data ${ref}`);
  const datum = datumOf(sketch, key, wishOf(bill, ref), set['bom-ref']?.origin ?? origin);
  byRef.set(ref, { kind: 'data', key });
  count(sketch, 'data set');
  datum.isDescribed = true;
  Object.assign(datum, ownId(bill, ref));
  if (recordCount !== undefined && /^\d{1,15}$/.test(recordCount.text))
    datum.records = Number(recordCount.text);
  for (const choice of dataProfiles) classify(datum, bill, profileOf(bill, profiles, choice).words);
  for (const object of dataObjects) describe(elements, datum, object);
  own(
    datum,
    owners.map((each) => partyOf(bill, parties, each)),
  );
  const titles = [
    ref,
    name?.text,
    ...dataObjects.flatMap((each) => [each.name?.text, each['bom-ref']?.text]),
  ];
  for (const title of new Set(titles)) {
    if (title !== undefined) objects.set(title, objects.has(title) ? undefined : key);
  }
}
