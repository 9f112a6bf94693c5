import type { Party, Period, System } from '../../../src/manifest/format.ts';
import { keepers, owners, sameKeepers } from '../custody.ts';
import { beginsBy, dayOf, isOver } from '../day.ts';
import { categoriesOf, found, inside, isActive, isOpaque, unlessUnknown } from '../vocabulary.ts';
import type { Model } from '../workspace.ts';
import {
  breaksChain,
  clausesCarried,
  contractsAbove,
  cutOffFrom,
  handledUnder,
  tiersBelow,
} from './contracts.ts';
import { lengthFrom } from './durations.ts';
import { isKnown } from './lexicon.ts';
import { handledOfOthers } from './handlings.ts';
import { sorted } from '../order.ts';
import { looksLike, mixesScripts } from './names.ts';
import { hasCarried, isPayloadOpen } from './places.ts';
import {
  type Attribute,
  type Attributes,
  one,
  OPEN,
  perhaps,
  several,
  sure,
  type Thing,
  truthOf,
  type Type,
  type Value,
} from './values.ts';
import type { World } from './world.ts';
import { isUsed, unusedActions, unusedData } from './usage.ts';

type Section = 'parties' | 'contracts' | 'zones' | 'systems' | 'data' | 'flows' | 'access' | 'authorizations';

const SECTIONS: Partial<Record<Type, Section>> = {
  party: 'parties',
  contract: 'contracts',
  zone: 'zones',
  system: 'systems',
  data: 'data',
};

/** What stands in a field, as a value of a type; undefined where it is not stated, or refers to nothing. */
function valueOf({ model }: World, type: Type, stated: unknown): Value | undefined {
  if (stated === undefined) return undefined;
  const text = String(stated);
  const section = SECTIONS[type];
  // An id may well be `unknown`.
  if (section !== undefined) return model[section].has(text) ? text : undefined;
  if (unlessUnknown(text) === undefined) return undefined;
  if (type === 'number') return Number(stated);
  if (type === 'date') return dayOf(text);
  return type === 'duration' ? lengthFrom(model.at, text) : text;
}

/** The fields of a section, by their paths. */
function fieldsOf(section: Section) {
  const stated = ({ model }: World, id: string, path: string): unknown => {
    let value: unknown = found<string, unknown>(model[section], id);
    for (const key of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[key];
    return value;
  };
  return {
    /** One value; a default where it is not stated. */
    one: (type: Type, path: string, otherwise?: Value): Attribute<string> =>
      one(type, (world, id) => valueOf(world, type, stated(world, id, path)) ?? otherwise),
    several: (type: Type, path: string): Attribute<string> =>
      several(type, (world, id) => {
        const list = stated(world, id, path) as string[] | undefined;
        if (list === undefined) return OPEN;
        const known = list.map((item) => valueOf(world, type, item)).filter((item) => item !== undefined);
        return { ...sure(known), open: type === 'name' && list.includes('unknown') };
      }),
    id: one('name', (_, id: string) => id),
    /** What can be asked of an entry with a period. */
    dated: {
      from: one('date', (world, id: string) => valueOf(world, 'date', entryOf(world.model, id).period?.from)),
      until: one('date', (world, id: string) =>
        valueOf(world, 'date', entryOf(world.model, id).period?.until),
      ),
      active: truthOf(({ model }, id: string) => isActive(model, entryOf(model, id))),
      begun: truthOf(({ model }, id: string) => beginsBy(model.at, entryOf(model, id).period)),
      over: truthOf(({ model }, id: string) => isOver(model.at, entryOf(model, id).period)),
    },
  };

  function entryOf(model: Model, id: string): { period?: Period } {
    return found<string, object>(model[section], id) as { period?: Period };
  }
}

/** The records of a party or a system, by made-up ids. */
function recordsOf(section: 'parties' | 'systems', field: 'assessments' | 'training') {
  return ({ model }: World, id: string) => {
    const list = (found<string, Party | System>(model[section], id) as Party)[field];
    if (list === undefined) return OPEN;
    return sure(list.map((_, i) => JSON.stringify([section, id, field, i])));
  };
}

function recordOf<T>({ model }: World, key: string): T {
  const [section, id, field, i] = JSON.parse(key) as ['parties', string, 'assessments', number];
  return (found(model[section], id)[field] ?? [])[i] as T;
}

interface Assessment {
  on: string;
  by?: string;
  kind?: string;
  until?: string;
}

interface Training {
  topic: string;
  on: string;
}

const ofParty = fieldsOf('parties');
const party: Attributes<string> = {
  id: ofParty.id,
  kind: ofParty.one('name', 'kind'),
  country: ofParty.one('name', 'country'),
  contact: ofParty.one('name', 'contact'),
  'looks-like': several('party', ({ model }, id) => sure(looksLike(model, id))),
  'mixes-scripts': truthOf(({ model }, id) => mixesScripts(model, id)),
  assessments: several('assessment', recordsOf('parties', 'assessments')),
  training: several('training', recordsOf('parties', 'training')),
  handled: several('data', handledOfOthers),
};

const TERMS = [
  'auditRight',
  'confidentiality',
  'dataOwnership',
  'dataReturn',
  'deletionAtEnd',
  'documentedInstructions',
  'terminationOnBreach',
];

const ofContract = fieldsOf('contracts');
const contract: Attributes<string> = {
  id: ofContract.id,
  ...ofContract.dated,
  acquirer: ofContract.one('party', 'acquirer'),
  supplier: ofContract.one('party', 'supplier'),
  under: ofContract.one('contract', 'under'),
  above: several('contract', ({ model }, id) => sure(contractsAbove(model, id))),
  'tiers-below': one('number', ({ model }, id) => tiersBelow(model, id)),
  awarded: ofContract.one('date', 'awarded'),
  clauses: several('name', ({ model }, id) => {
    const clauses = clausesCarried(model, id);
    return clauses === undefined ? OPEN : sure(clauses);
  }),
  'incidentNotification.within': ofContract.one('duration', 'incidentNotification.within'),
  'incidentNotification.to': ofContract.one('party', 'incidentNotification.to'),
  'incidentNotification.direct': ofContract.one('truth', 'incidentNotification.direct', 'false'),
  'subcontracting.allowed': ofContract.one('truth', 'subcontracting.allowed'),
  'subcontracting.approved': ofContract.several('party', 'subcontracting.approved'),
  'subcontracting.maxTiers': ofContract.one('number', 'subcontracting.maxTiers'),
  ...Object.fromEntries(TERMS.map((term) => [`terms.${term}`, ofContract.one('truth', `terms.${term}`)])),
  locations: ofContract.several('name', 'locations'),
  handled: several('data', handledUnder),
  'breaks-chain': truthOf(breaksChain),
  'cut-off': several('data', cutOffFrom),
};

const ofZone = fieldsOf('zones');
const zone: Attributes<string> = {
  id: ofZone.id,
  operator: ofZone.one('party', 'operator'),
  kind: ofZone.one('name', 'kind'),
  country: ofZone.one('name', 'country'),
  held: several('data', ({ model, known }, id) => {
    const there = [...known.holdings, ...known.views].filter(
      ({ system }) => found(model.systems, system).zone === id,
    );
    return perhaps(
      there.filter(({ certain }) => certain).map(({ data }) => data),
      there.map(({ data }) => data),
    );
  }),
  keepers: several('party', ({ model }, id) => {
    const systems = [...model.systems].filter(([, system]) => system.zone === id).map(([system]) => system);
    return {
      ...sure(systems.flatMap((system) => keepers(model, system))),
      open: systems.some((system) => !model.custody.has(system)),
    };
  }),
};

const ofSystem = fieldsOf('systems');
const system: Attributes<string> = {
  id: ofSystem.id,
  ...ofSystem.dated,
  zone: ofSystem.one('zone', 'zone'),
  kind: ofSystem.one('name', 'kind'),
  keepers: several('party', ({ model }, id) => (model.custody.has(id) ? sure(keepers(model, id)) : OPEN)),
  'custody.known': truthOf(({ model }, id) => model.custody.has(id)),
  ownership: ofSystem.one('name', 'ownership'),
  purpose: ofSystem.one('name', 'purpose'),
  storage: ofSystem.one('name', 'storage', 'persistent'),
  'encryption.atRest': ofSystem.one('name', 'encryption.atRest'),
  'encryption.keyHolder': ofSystem.one('party', 'encryption.keyHolder'),
  'ports.removableMedia': ofSystem.one('name', 'ports.removableMedia'),
  logging: ofSystem.one('truth', 'logging'),
  retention: ofSystem.one('duration', 'retention'),
  environment: ofSystem.one('name', 'environment'),
  identifiers: ofSystem.several('name', 'identifiers'),
  assessments: several('assessment', recordsOf('systems', 'assessments')),
  held: several('data', ({ known }, id) => {
    const held = known.holdings.filter((holding) => holding.system === id);
    return perhaps(
      held.filter(({ certain }) => certain).map(({ data }) => data),
      held.map(({ data }) => data),
    );
  }),
};

const ofData = fieldsOf('data');
const data: Attributes<string> = {
  id: ofData.id,
  category: several('name', ({ model }, id) => sure(categoriesOf(found(model.data, id)))),
  'unknown-categories': several('name', (world, id) =>
    sure(categoriesOf(found(world.model.data, id)).filter((name) => !isKnown(world, 'categories', name))),
  ),
  owner: ofData.one('party', 'owner'),
  owners: several('party', ({ model }, id) => sure(owners(model, id))),
  records: ofData.one('number', 'records'),
  subjects: ofData.one('number', 'subjects'),
  derived: truthOf(({ model }, id) => (found(model.data, id).derivedFrom ?? []).length > 0),
  sources: several('data', ({ model }, id) => sure(sourcesAbove(model, id))),
  contains: ofData.several('data', 'contains'),
  inside: several('data', ({ model }, id) => sure([...inside(model, id)].filter((other) => other !== id))),
  deidentified: truthOf(({ model }, id) => found(model.data, id).deidentified !== undefined),
  'deidentified.method': ofData.one('name', 'deidentified.method'),
  'deidentified.tested': ofData.one('date', 'deidentified.tested'),
  fields: ofData.several('name', 'fields'),
  retention: ofData.one('duration', 'retention'),
};

/** D20, sources: what a datum is derived from, over any number of steps. */
function sourcesAbove(model: Model, id: string): string[] {
  const direct = found(model.data, id).derivedFrom ?? [];
  return sorted([...direct, ...direct.flatMap((source) => sourcesAbove(model, source))]);
}

const ofFlow = fieldsOf('flows');
const flow: Attributes<string> = {
  id: ofFlow.id,
  ...ofFlow.dated,
  from: ofFlow.one('system', 'from'),
  to: ofFlow.one('system', 'to'),
  by: ofFlow.one('party', 'by'),
  mode: ofFlow.one('name', 'mode', 'copy'),
  purpose: ofFlow.one('name', 'purpose'),
  'unknown-purpose': truthOf((world, id) => {
    const { purpose } = found(world.model.flows, id);
    return purpose !== undefined && purpose !== 'unknown' && !isKnown(world, 'purposes', purpose);
  }),
  channel: ofFlow.one('name', 'channel'),
  'encryption.inTransit': ofFlow.one('name', 'encryption.inTransit'),
  logged: ofFlow.one('truth', 'logged'),
  'volume.records': ofFlow.one('number', 'volume.records'),
  'volume.subjects': ofFlow.one('number', 'volume.subjects'),
  'payload.stated': truthOf(({ model }, id) => !isOpaque(found(model.flows, id))),
  'payload.open': truthOf(isPayloadOpen),
  carries: truthOf(hasCarried),
  'crosses-custody': truthOf(({ model }, id) => {
    const { from, to } = found(model.flows, id);
    return !sameKeepers(model, from, to);
  }),
};

const ofAccess = fieldsOf('access');
const access: Attributes<string> = {
  id: ofAccess.id,
  ...ofAccess.dated,
  party: ofAccess.one('party', 'party'),
  systems: ofAccess.several('system', 'systems'),
  kind: ofAccess.one('name', 'kind'),
  purpose: ofAccess.one('name', 'purpose'),
  escorted: ofAccess.one('truth', 'escorted'),
  mfa: ofAccess.one('truth', 'mfa'),
  recorded: ofAccess.one('truth', 'recorded'),
};

const ofAuthorization = fieldsOf('authorizations');
const authorization: Attributes<string> = {
  id: ofAuthorization.id,
  ...ofAuthorization.dated,
  by: ofAuthorization.one('party', 'by'),
  to: ofAuthorization.one('party', 'to'),
  data: ofAuthorization.several('data', 'data'),
  categories: ofAuthorization.several('name', 'categories'),
  zones: ofAuthorization.several('zone', 'zones'),
  'limits.records': ofAuthorization.one('number', 'limits.records'),
  'limits.subjects': ofAuthorization.one('number', 'limits.subjects'),
  'limits.retention': ofAuthorization.one('duration', 'limits.retention'),
  actions: ofAuthorization.several('name', 'actions'),
  purposes: ofAuthorization.several('name', 'purposes'),
  channels: ofAuthorization.several('name', 'channels'),
  delegable: ofAuthorization.one('number', 'delegable', 0),
  reference: ofAuthorization.one('name', 'reference'),
  used: truthOf(isUsed),
  'unused-actions': several('name', unusedActions),
  'unused-data': several('data', unusedData),
};

const assessment: Attributes<string> = {
  on: one('date', (world, key) => dayOf(recordOf<Assessment>(world, key).on)),
  kind: one('name', (world, key) => valueOf(world, 'name', recordOf<Assessment>(world, key).kind)),
  by: one('party', (world, key) => valueOf(world, 'party', recordOf<Assessment>(world, key).by)),
  until: one('date', (world, key) => valueOf(world, 'date', recordOf<Assessment>(world, key).until)),
  current: truthOf((world, key) => {
    const { on, until } = recordOf<Assessment>(world, key);
    const { at } = world.model;
    return dayOf(on) <= at && (until === undefined || at <= dayOf(until));
  }),
};

const training: Attributes<string> = {
  topic: one('name', (world, key) => unlessUnknown(recordOf<Training>(world, key).topic)),
  on: one('date', (world, key) => dayOf(recordOf<Training>(world, key).on)),
};

/** Everything that a rule can walk to. */
export const THINGS: Record<Thing, Attributes<string>> = {
  party,
  contract,
  zone,
  system,
  data,
  flow,
  access,
  authorization,
  assessment,
  training,
};

export function isThing(type: Type): type is Thing {
  return Object.hasOwn(THINGS, type);
}
