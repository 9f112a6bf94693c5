import { expect, it } from 'vitest';
import type { Facts } from '../../../src/analysis/facts.ts';
import { FALSE, TRUE, UNKNOWN } from '../../../src/analysis/truth.ts';
import type { Manifest } from '../../../src/manifest/format.ts';
import type { Attribute, Item, ThingName } from '../../../src/rules/things/attribute.ts';
import { KINDS as ENGINE_KINDS } from '../../../src/rules/vocabulary.ts';
import { openInEngine } from '../engine.ts';
import { generate } from '../generate.ts';
import { shrink } from '../shrink.ts';
import { asText } from '../text.ts';
import type { ReferenceWorkspace } from '../workspace.ts';
import { KINDS } from './kinds.ts';
import type { Type, Value, Values } from './values.ts';
import { worldOf } from './world.ts';

const MODELS = Number(process.env.FLOWDOWN_VALUE_MODELS ?? 1000);
const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);

it(
  `agrees with the reference on each attribute of each fact of ${MODELS} random workspaces`,
  { timeout: 600_000 },
  () => {
    for (let seed = SEED; seed < SEED + MODELS; seed++) {
      const workspace = generate(seed);
      if (differences(workspace).length === 0) continue;
      const attribute = nameOf(differences(workspace)[0]);
      const isThere = (candidate: ReferenceWorkspace) =>
        differences(candidate).map(nameOf).includes(attribute);
      const smallest = shrink(workspace, isThere);
      expect.fail(`seed ${seed}${asText(smallest)}\n${differences(smallest).join('\n')}`);
    }
  },
);

/** Small workspaces that chance seldom brings about. */
const SMALL: Record<string, Manifest> = {
  'of two sources, the permission for one is missing': {
    flowdown: 1,
    parties: { agency: {}, vendor: {} },
    zones: { lab: { operator: 'vendor' } },
    data: {
      faces: { category: 'biometric.face', owner: 'agency' },
      plates: { category: 'vehicle', owner: 'agency' },
      scores: { category: 'statistics', owner: 'agency', derivedFrom: ['faces', 'plates'] },
    },
    systems: { bench: { zone: 'lab', collects: ['faces', 'plates'], produces: ['scores'] } },
    authorizations: {
      'on-faces': { by: 'agency', to: 'vendor', data: ['faces'], actions: ['derive'] },
      'on-plates': {
        by: 'agency',
        to: 'vendor',
        data: ['plates'],
        actions: ['derive'],
        period: { until: '2019-01-31' },
      },
    },
  },
  'an access without a kind is permitted as upkeep': {
    flowdown: 1,
    parties: { agency: {}, vendor: {} },
    zones: { lane: { operator: 'agency' } },
    data: { faces: { category: 'biometric.face', owner: 'agency' } },
    systems: { camera: { zone: 'lane', collects: ['faces'] } },
    access: { desk: { party: 'vendor', systems: ['camera'] } },
    authorizations: { upkeep: { by: 'agency', to: 'vendor', data: ['faces'], actions: ['maintain'] } },
  },
  'it is open whether a permission is relied on in vain': {
    flowdown: 1,
    parties: { agency: {}, prime: {}, vendor: {} },
    zones: { lane: { operator: 'agency' } },
    data: { faces: { category: 'biometric.face', owner: 'agency' } },
    systems: { camera: { zone: 'lane', collects: ['faces'] } },
    access: { desk: { party: 'vendor', systems: ['camera'], kind: 'remote' } },
    authorizations: {
      narrow: { by: 'agency', to: 'vendor', data: ['faces'], actions: ['view'], purposes: ['traffic'] },
      wide: { by: 'prime', to: 'vendor', data: ['faces'], actions: ['view'] },
    },
  },
};

it.each(Object.entries(SMALL))('agrees with the reference where %s', (_, manifest) => {
  expect(differences({ files: [{ path: 'a.flow.json', manifest }], at: '2019-06-01' })).toEqual([]);
});

function nameOf(difference: string): string {
  return difference.slice(0, difference.indexOf(' '));
}

/** Attributes of facts of which the reference and the engine do not say the same. */
function differences(workspace: ReferenceWorkspace): string[] {
  const expected = byReference(workspace);
  const actual = byEngine(workspace);
  return [...new Set([...expected.keys(), ...actual.keys()])]
    .filter((key) => expected.get(key) !== actual.get(key))
    .map((key) => `${key}: reference ${expected.get(key)}, engine ${actual.get(key)}`);
}

/** Values by kind, attribute and subject; of facts with one subject, all of them. */
type Said = Map<string, string>;

function byReference(workspace: ReferenceWorkspace): Said {
  const world = worldOf(workspace);
  const said: Said = new Map();
  for (const [name, kind] of Object.entries(KINDS)) {
    for (const fact of kind.facts(world)) {
      tell(said, name, 'certain', kind.subject(fact), String(kind.certain(fact)));
      for (const [attribute, { type, values }] of Object.entries(kind.attributes)) {
        tell(said, name, attribute, kind.subject(fact), textOf(values(world, fact), type));
      }
    }
  }
  return said;
}

function byEngine(workspace: ReferenceWorkspace): Said {
  const { derived } = openInEngine(workspace);
  const said: Said = new Map();
  for (const [name, kind] of Object.entries(ENGINE_KINDS)) {
    for (let i = 0; i < kind.count(derived); i++) {
      tell(said, name, 'certain', kind.subject(derived, i), String(kind.isCertain(derived, i)));
      for (const [attribute, what] of Object.entries(kind.attributes)) {
        tell(said, name, attribute, kind.subject(derived, i), textOf(valuesOf(what, derived, i), what.type));
      }
    }
  }
  return said;
}

function tell(said: Said, kind: string, attribute: string, subject: string, values: string): void {
  const key = `${kind}.${attribute} of ${subject}`;
  said.set(key, [...(said.get(key)?.split('; ') ?? []), values].sort().join('; '));
}

/** Records have no ids of their own, so they are counted. */
function textOf({ sure, maybe, open }: Values, type: Type): string {
  const listed = (values: Value[]) =>
    type === 'assessment' || type === 'training'
      ? String(values.length)
      : values
          .map((value) => (typeof value === 'object' ? `${value.least} to ${value.most}` : String(value)))
          .map((text) => text.replace(/^(\d+) to \1$/, '$1'))
          .sort()
          .join(', ');
  return `${listed(sure)} | ${listed(maybe)} | ${open}`;
}

function valuesOf(attribute: Attribute, facts: Facts, i: number): Values {
  const named = (item: Item): Value => nameIn(facts, item, attribute.type);
  if (attribute.several !== undefined) {
    const { sure, maybe, open } = attribute.several(facts, i);
    return { sure: sure.map(named), maybe: maybe.map(named), open };
  }
  const item = attribute.one(facts, i);
  const isUnknown = item === undefined || (attribute.type === 'truth' && item === UNKNOWN);
  return { sure: isUnknown ? [] : [named(item)], maybe: [], open: isUnknown };
}

const SECTIONS = {
  party: 'parties',
  contract: 'contracts',
  zone: 'zones',
  system: 'systems',
  data: 'data',
  flow: 'flows',
  access: 'access',
  authorization: 'authorizations',
} as const satisfies Partial<Record<ThingName, keyof Facts['model']>>;

function nameIn({ model }: Facts, item: Item, type: Type): Value {
  if (type === 'truth') return item === TRUE ? 'true' : item === FALSE ? 'false' : 'unknown';
  const section = (SECTIONS as Partial<Record<Type, (typeof SECTIONS)[keyof typeof SECTIONS]>>)[type];
  return section === undefined ? item : model[section].ids[Number(item)];
}
