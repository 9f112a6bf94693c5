/** The published schema of rule files: what the program reads it accepts, and what editors should mark it refuses. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseDay, parseDuration } from '../../src/manifest/calendar.ts';
import { readPack } from '../../src/rules/pack.ts';
import { ruleSkeleton } from '../../src/rules/skeleton.ts';
import { THINGS } from '../../src/rules/things/things.ts';
import { KINDS } from '../../src/rules/vocabulary.ts';
import { ROOT, textOf } from '../docs/pages.ts';
import { generateRule } from '../reference/rules/generate.ts';

const RULES = 1000;
const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);

const text = textOf('schema/rule.schema.json');
const schema = JSON.parse(text) as {
  $defs: Record<string, { properties?: Record<string, unknown> }>;
  allOf: {
    if: { properties: { for: { const: string } } };
    then: { properties: { require: { $ref: string } } };
  }[];
};
const ajv = new Ajv2020.default({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: false,
});
ajv.addFormat('date', (day: string) => parseDay(day) !== undefined);
ajv.addFormat('duration', (duration: string) => parseDuration(duration) !== undefined);
const validate = ajv.compile(schema);

/** What is wrong with a rule by the schema. */
function faults(rule: unknown): string[] {
  validate(rule);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const REST = {
  title: 'Any',
  severity: 'error',
  message: 'Any.',
  rationale: 'Any.',
  remedy: 'any',
  references: ['any'],
  cases: [{ title: 'Any', verdict: 'undecided', manifest: {} }],
};

/** A rule that asks something of a kind of fact. */
const rule = (kind: string, require: unknown, rest: object = {}) => ({
  rule: 'any',
  for: kind,
  ...REST,
  require,
  ...rest,
});

const packs = readdirSync(join(ROOT, 'rules'), { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && entry.name !== 'clauses',
);
const files = packs.flatMap(({ name }) =>
  readdirSync(join(ROOT, 'rules', name))
    .filter(
      (file) => file.endsWith('.yaml') && !['pack.yaml', 'clauses.yaml', 'taxonomy.yaml'].includes(file),
    )
    .map((file) => `${name}/${file}`),
);

describe('the schema of rule files', () => {
  it('is there for rules of all packs', () => expect(files.length).toBeGreaterThan(40));

  it.each(files)('accepts %s', (file) => {
    expect(faults(parse(readFileSync(join(ROOT, 'rules', file), 'utf8')))).toEqual([]);
  });

  it('accepts a rule to begin with', () => expect(faults(parse(ruleSkeleton('any')))).toEqual([]));

  it(`accepts those of ${RULES} random rules that the program reads`, () => {
    let read = 0;
    for (let seed = SEED; seed < SEED + RULES; seed++) {
      const { id: _id, ...made } = generateRule(seed);
      const written = { ...REST, rule: 'any', ...made, cases: REST.cases };
      const { problems } = readPack([{ path: 'any/any.yaml', text: JSON.stringify(written) }]);
      if (problems.length > 0) continue;
      read++;
      if (!validate(written)) {
        expect.fail(`seed ${seed}: ${JSON.stringify(made)}\n${faults(written).join('\n')}`);
      }
    }
    expect(read).toBeGreaterThan(RULES / 4);
  });

  it.each([
    ['an unknown attribute', rule('transfer', { autorized: true })],
    ['an attribute of another kind', rule('zone', { authorized: true })],
    ['an unknown attribute of a thing', rule('transfer', { 'to.ecryption': true })],
    ['an attribute of another thing', rule('transfer', { 'to.records': 1 })],
    ['an unknown attribute two things on', rule('transfer', { 'to.zone.operater': 'a' })],
    ['a step past the end', rule('transfer', { 'authorized.id': 'a' })],
    ['a word where yes or no is asked', rule('transfer', { authorized: 'yes' })],
    ['yes or no where a name is', rule('transfer', { 'flow.channel': true })],
    ['a test of names on a number', rule('transfer', { 'data.records': { 'is-a': ['a'] } })],
    ['a comparison of names', rule('transfer', { 'flow.channel': { 'at-most': 3 } })],
    ['a number that is none', rule('transfer', { 'data.records': { 'at-most': 'many' } })],
    ['a duration that is none', rule('system', { retention: { 'at-most': '30 days' } })],
    ['a day that is none', rule('contract', { awarded: { below: '2019-13-01' } })],
    ['a wrong type two things on', rule('transfer', { 'to.zone.operator': 3 })],
    ['an unknown test', rule('transfer', { 'flow.channel': { oneof: ['a'] } })],
    ['a list without an operator', rule('transfer', { 'flow.channel': ['email'] })],
    ['an empty list', rule('transfer', { 'flow.channel': { 'one-of': [] } })],
    [
      'a parameter with more beside it',
      rule('transfer', { 'flow.channel': { 'is-a': { param: 'a', b: 1 } } }),
    ],
    ['a literal record', rule('party', { assessments: 'a' })],
    ['a condition that is a list', rule('transfer', [{ authorized: true }])],
    ['alternatives that are no list', rule('transfer', { any: { authorized: true } })],
    ['an unknown attribute below any', rule('transfer', { any: [{ not: { autorized: true } }] })],
    ['an unknown attribute in where', rule('transfer', { authorized: true }, { where: { no: true } })],
    [
      'an unknown attribute in an exception',
      rule('transfer', { authorized: true }, { unless: [{ when: { no: true }, because: 'it is' }] }),
    ],
    [
      'an unknown attribute in an exception to an exception',
      rule(
        'transfer',
        { authorized: true },
        {
          unless: [{ when: { ended: true }, because: 'a', unless: [{ when: { no: true }, because: 'b' }] }],
        },
      ),
    ],
    ['an unknown attribute of a thing in where', rule('transfer', { data: { where: { no: true } } })],
    ['an unknown attribute of one of several things', rule('party', { assessments: { some: { no: true } } })],
    ['a record compared by day with a word', rule('party', { assessments: { some: { on: 'late' } } })],
    ['a name that a closed list does not have', rule('transfer', { 'flow.channel': 'pigeon' })],
    ['a sum of what has none', rule('transfer', { 'flow.channel': { total: { of: 'records', above: 1 } } })],
    ['a way where nothing is', rule('party', { 'only-via': ['gate'] })],
    ['an unknown kind', rule('transfers', { authorized: true })],
    ['an unknown field', rule('transfer', { authorized: true }, { requires: {} })],
  ])('refuses %s', (_, broken) => {
    expect(validate(broken)).toBe(false);
    // It is no fault of the schema alone: the program does not read it either.
    const { problems } = readPack([{ path: 'any/any.yaml', text: JSON.stringify(broken) }]);
    expect(problems).not.toEqual([]);
  });

  it('leaves the conditions of a rule free that is like another', () => {
    const { for: _for, require: _require, ...like } = rule('transfer', {});
    expect(faults({ ...like, like: 'core/opaque-flow', where: { anything: { at: 'all' } } })).toEqual([]);
  });

  it('offers every attribute, and every one a step further', () => {
    for (const [kind, { attributes }] of Object.entries(KINDS)) {
      const written = Object.keys(attributes).filter((name) => !Object.hasOwn(onFact(kind), name));
      expect(written, kind).toEqual([]);
    }
    const via = Object.keys(schema.$defs['via-to-system'].properties ?? {});
    expect(via).toEqual(Object.keys(THINGS.system).map((name) => `to.${name}`));
  });

  it('offers the names that a closed list has', () => {
    const { enum: names } = schema.$defs['name-flow-channel-literal'] as { enum?: string[] };
    expect(names).toEqual(expect.arrayContaining(['email', 'network']));
  });

  it('is of a size that an editor can read', () => expect(text.length).toBeLessThan(300_000));
});

/** What a condition on a kind of fact can have. */
function onFact(kind: string): Record<string, unknown> {
  const branch = schema.allOf.find((each) => each.if.properties.for.const === kind);
  const name = branch?.then.properties.require.$ref.replace('#/$defs/', '') ?? '';
  return schema.$defs[name].properties ?? {};
}
