/** A manifest as a blueprint of the draft of CycloneDX 2.0. */
import type { Flow, Manifest, System } from '../../manifest/format.ts';
import { categoriesOf, labelOf, refTo } from './words.ts';

/** Parties as actors, systems as assets, with zones, data sets and flows. */
export function blueprintOf(manifest: Manifest): object {
  return {
    'bom-ref': 'flowdown',
    name: 'Declared data flows',
    modelTypes: ['data-flow'],
    zones: Object.keys(manifest.zones ?? {}).map((id) => ({
      'bom-ref': refTo('zone', id),
      name: id,
      type: 'trust',
    })),
    actors: actorsOf(manifest),
    assets: assetsOf(manifest),
    dataSets: dataSetsOf(manifest),
    flows: Object.entries(manifest.flows ?? {}).map(flowOf),
  };
}

function actorsOf(manifest: Manifest): object[] {
  const { parties = {}, zones = {}, data = {} } = manifest;
  const operators = new Set(Object.values(zones).map(({ operator }) => operator));
  const owners = new Set(Object.values(data).map(({ owner }) => owner));
  return Object.keys(parties).map((id) => {
    const roles = [
      ...(operators.has(id) ? [{ role: 'operator' }] : []),
      ...(owners.has(id) ? [{ role: 'owner' }] : []),
    ];
    return {
      'bom-ref': refTo('party', id),
      party: {
        roles: roles.length > 0 ? roles : [{ name: 'party' }],
        organization: { name: labelOf(manifest, id) },
      },
    };
  });
}

const ASSET_TYPES: Readonly<Record<NonNullable<System['kind']>, string>> = {
  server: 'infrastructure',
  device: 'device',
  store: 'data-store',
  workstation: 'endpoint',
  service: 'service',
  backup: 'data-store',
  'removable-medium': 'device',
  model: 'model',
};

function assetsOf(manifest: Manifest): object[] {
  const { systems = {}, zones = {} } = manifest;
  return Object.entries(systems).map(([id, { kind, zone }]) => ({
    'bom-ref': refTo('system', id),
    type: kind === undefined ? 'system' : ASSET_TYPES[kind],
    name: id,
    zone: refTo('zone', zone),
    ownership: [partyOf(manifest, zones[zone].operator, 'operator')],
  }));
}

function partyOf(manifest: Manifest, id: string, role: 'operator' | 'owner'): object {
  return { roles: [{ role }], organization: { name: labelOf(manifest, id) } };
}

function dataSetsOf(manifest: Manifest): object[] {
  return Object.entries(manifest.data ?? {}).map(([id, value]) => ({
    'bom-ref': refTo('data', id),
    name: id,
    description: `Data of the categories ${categoriesOf(value).join(', ')}.`,
    dataProfiles: profilesOf(categoriesOf(value)),
    ...(value.records !== undefined && { recordCount: value.records }),
    owners: [partyOf(manifest, value.owner, 'owner')],
  }));
}

function profilesOf(categories: readonly string[]): object[] {
  return [...new Set(categories)].map((name) => ({ name, classification: { name } }));
}

function flowOf([id, { from, to, data, categories, encryption }]: [string, Flow]): object {
  const inTransit = encryption?.inTransit;
  return {
    'bom-ref': refTo('flow', id),
    name: id,
    type: 'data',
    source: refTo('system', from),
    destination: refTo('system', to),
    ...(inTransit !== undefined && inTransit !== 'unknown' && { encrypted: inTransit !== 'none' }),
    ...(categories !== undefined && { dataProfiles: profilesOf(categories) }),
    ...(Array.isArray(data) && { dataObjects: [...new Set(data)].map((name) => ({ name })) }),
  };
}
