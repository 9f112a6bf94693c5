import { type Dice, diceOf } from '../random.ts';
import { CATEGORIES, CHANNELS, NAMES, PURPOSES } from '../generate.ts';
import { pool } from '../generate-fields.ts';
import type { Params } from './conditions.ts';
import { KINDS } from './kinds.ts';
import type { Exception, RuleText } from './rules.ts';
import { isThing, THINGS } from './things.ts';
import type { Attributes, Type } from './values.ts';

/** What stands in the fields of random workspaces, by the last name of the path that leads there. */
const WORDS: Record<string, readonly string[]> = {
  category: CATEGORIES,
  purpose: PURPOSES,
  purposes: PURPOSES,
  channel: CHANNELS,
  channels: CHANNELS,
  kind: [
    'agency',
    'enclave',
    'server',
    'removable-medium',
    'physical',
    'admin',
    ...(pool('assessment') ?? []),
  ],
  mode: ['copy', 'move', 'view'],
  actions: ['collect', 'hold', 'view', 'derive', 'maintain'],
  'unused-actions': ['collect', 'hold', 'view', 'derive', 'maintain'],
  failed: ['delegation', 'grantee', 'purpose', 'period', 'custody', 'none'],
  storage: ['persistent', 'transient'],
  removableMedia: ['blocked', 'allowed', 'unknown'],
  environment: ['production', 'pilot', 'test'],
  of: ['zone', 'party'],
  locations: ['US', 'CA'],
  'missing-clauses': pool('clauses') ?? [],
  categories: CATEGORIES,
};

const PATTERNS = ['a*1*1', '*', 'a*', '*1', 'a*1', 'biometric*', '*.image', '*-*', 'no*e', '**', 'a.*'];
const NUMBERS = [0, 1, 2, 3, 5, 100_000];
const DURATIONS = ['PT30M', 'PT1H', 'P1D', 'P2D', 'P3D', 'P30D', 'P1M', 'P365D', 'P1Y', 'P3Y', 'P4D'];
const DATES = ['2018-06-05', '2019-05-05', '2019-06-01', '2019-06-04', '2019-06-08'];
const ORDERS = ['at-most', 'at-least', 'below', 'above'];

interface Path {
  text: string;
  type: Type;
  several: boolean;
}

/** What a test is made from. */
interface Maker {
  dice: Dice;
  /** The parameters of the rule, as far as they have been made. */
  params: Params;
  /** What the fact, or the thing inside a `where`, can be asked. */
  attributes: Attributes<never>;
  /** Is it a datum at a system? */
  isPlaced: boolean;
  /** How far down it may still go. */
  depth: number;
}

/** A random rule that fits the vocabulary; the same for the same seed. */
export function generateRule(seed: number): RuleText {
  const dice = diceOf(seed);
  const kind = dice.pick(Object.keys(KINDS));
  const params: Params = {};
  const { attributes, presence } = KINDS[kind];
  const maker: Maker = { dice, params, attributes, isPlaced: presence !== undefined, depth: 3 };
  // What is derived stands right at the facts, and longer rules seldom get to it.
  if (dice.chance(0.3)) return makePlainRule(maker, { seed, kind });
  const rule = {
    id: `random/rule-${seed}`,
    for: kind,
    ...(dice.chance(0.4) && { where: makeCondition(maker) }),
    ...(dice.chance(0.3) && { unless: makeExceptions(maker, 2) }),
    require: makeCondition(maker),
    cases: [],
  };
  return withParams(rule, params);
}

/** Random conditions on facts of one kind that look at few paths, so that some of them say something of others. */
export function generateConditions(seed: number): { kind: string; conditions: unknown[]; params: Params } {
  const dice = diceOf(seed);
  const kind = dice.pick(Object.keys(KINDS));
  const params: Params = {};
  const maker: Maker = {
    dice,
    params,
    attributes: KINDS[kind].attributes,
    isPlaced: false,
    depth: dice.pick([0, 0, 1, 2]),
  };
  const paths = times(dice.between(1, 2), () => makePath(dice, maker.attributes));
  const single = () => {
    const path = dice.pick(paths);
    return { [path.text]: makeTest(maker, path) };
  };
  const conditions = times(8, () => {
    if (dice.chance(0.6)) return single();
    return dice.chance(0.3) ? { not: single() } : { [dice.pick(['all', 'any'])]: times(2, single) };
  });
  return { kind, conditions, params };
}

/** One test of one attribute of the fact itself. */
function makePlainRule(maker: Maker, { seed, kind }: { seed: number; kind: string }): RuleText {
  const require = makePlainCondition({ ...maker, depth: 0 });
  return withParams({ id: `random/rule-${seed}`, for: kind, require, cases: [] }, maker.params);
}

function makePlainCondition(maker: Maker): Record<string, unknown> {
  if (maker.isPlaced && maker.dice.chance(0.4)) return { 'only-via': makeSystems(maker) };
  const path = makePath(maker.dice, maker.attributes, 1);
  return { [path.text]: makeTest(maker, path) };
}

/** Most of them are ids of systems. */
function makeSystems(maker: Maker): unknown {
  return asParam(maker, maker.dice.some(NAMES, 1, 3));
}

function withParams(rule: RuleText, params: Params): RuleText {
  // A test that was made and not taken has left its parameter behind.
  const isUsed = (name: string) => JSON.stringify(rule).includes(JSON.stringify({ param: name }));
  const declared = Object.entries(params)
    .filter(([name]) => isUsed(name))
    .map(([name, value]) => [name, { default: value, description: 'Any.' }]);
  return { ...rule, ...(declared.length > 0 && { params: Object.fromEntries(declared) }) };
}

function makeExceptions(maker: Maker, depth: number): Exception[] {
  const { dice } = maker;
  return Array.from({ length: dice.between(1, 2) }, () => ({
    when: makeCondition(maker),
    because: 'it is',
    ...(depth > 0 && dice.chance(0.4) && { unless: makeExceptions(maker, depth - 1) }),
  }));
}

function makeCondition(maker: Maker): Record<string, unknown> {
  const { dice } = maker;
  const inner = { ...maker, depth: maker.depth - 1 };
  const parts = Array.from({ length: dice.pick([1, 1, 1, 2, 3]) }, (): [string, unknown] => {
    if (maker.depth > 0 && dice.chance(0.25)) {
      const op = dice.pick(['all', 'any', 'not']);
      const count = dice.between(1, 3);
      return [op, op === 'not' ? makeCondition(inner) : times(count, () => makeCondition(inner))];
    }
    if (maker.isPlaced && dice.chance(0.2)) return ['only-via', makeSystems(maker)];
    const path = makePath(dice, maker.attributes);
    return [path.text, makeTest(maker, path)];
  });
  return Object.fromEntries(parts);
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

/** Up to three steps. */
function makePath(dice: Dice, attributes: Attributes<never>, steps = 3): Path {
  const name = dice.pick(Object.keys(attributes));
  const { type, several } = attributes[name];
  if (!isThing(type) || steps === 1 || dice.chance(0.35)) return { text: name, type, several };
  const rest = makePath(dice, THINGS[type], steps - 1);
  return { text: `${name}.${rest.text}`, type: rest.type, several: several || rest.several };
}

/** Another path that leads to the same type; undefined where chance finds none. */
function makeOther({ dice, attributes }: Maker, wanted: (path: Path) => boolean): string | undefined {
  return times(25, () => makePath(dice, attributes)).find(wanted)?.text;
}

/** A test of what stands at the end of a path. */
function makeTest(maker: Maker, path: Path): unknown {
  const { dice } = maker;
  if (dice.chance(0.45)) return makeValueTest(maker, path);
  const ofSeveral = ['some', 'every', 'none', 'count', 'subset-of', 'intersects'];
  const ofData = path.type === 'data' ? ['total', 'total', 'total'] : [];
  const tests = ['stated', 'not', ...(path.several ? [...ofSeveral, ...ofData] : [])];
  const parts = dice.some(tests, 1, 2).map((op) => [op, makeTestOfAll(maker, path, op)]);
  const stated = Object.fromEntries(parts.filter(([, test]) => test !== undefined)) as object;
  const values = dice.chance(0.3) ? makeValueTest(maker, path) : undefined;
  const both = isMap(values) ? { ...values, ...stated } : stated;
  return Object.keys(both).length === 0 ? { stated: true } : both;
}

function makeTestOfAll(maker: Maker, path: Path, op: string): unknown {
  const { dice } = maker;
  switch (op) {
    case 'stated':
      return dice.chance(0.7);
    case 'count':
      return dice.chance(0.4) ? dice.between(0, 2) : { [dice.pick(ORDERS)]: makeNumber(maker, NUMBERS) };
    case 'total':
      return makeTotal(maker);
    case 'subset-of':
    case 'intersects':
      return makeOther(maker, ({ type }) => type === path.type);
    default:
      return makeTestOfEach(maker, path);
  }
}

function makeTotal(maker: Maker): unknown {
  const { dice } = maker;
  const bounds = dice.some(ORDERS, 1, dice.chance(0.2) ? 2 : 1);
  return {
    of: dice.pick(['records', 'subjects']),
    ...(maker.depth > 0 && dice.chance(0.5) && { where: makeConditionOn(maker, 'data') }),
    ...Object.fromEntries(bounds.map((order) => [order, makeBound(maker, 'number')])),
  };
}

/** Of things, it can be a condition. */
function makeTestOfEach(maker: Maker, path: Path): unknown {
  if (!isThing(path.type) || maker.depth <= 0 || maker.dice.chance(0.3)) return makeValueTest(maker, path);
  return makeConditionOn(maker, path.type);
}

function makeConditionOn(maker: Maker, type: keyof typeof THINGS): Record<string, unknown> {
  return makeCondition({ ...maker, attributes: THINGS[type], isPlaced: false, depth: maker.depth - 1 });
}

/** A test of one value. */
function makeValueTest(maker: Maker, path: Path): unknown {
  const { dice } = maker;
  if (dice.chance(0.35)) {
    const literal = makeLiteral(maker, path);
    if (literal !== undefined) return literal;
  }
  const ops = dice.some(testsOf(maker, path.type), 1, dice.chance(0.2) ? 2 : 1);
  const parts = ops.map((op) => [op, makeOperand(maker, path, op)]);
  const tests = Object.fromEntries(parts.filter(([, operand]) => operand !== undefined)) as object;
  if (Object.keys(tests).length > 0) return tests;
  return makeLiteral(maker, path) ?? { not: { 'same-as': path.text } };
}

function testsOf({ depth }: Maker, type: Type): string[] {
  const common = depth > 0 ? ['same-as', 'not'] : ['same-as'];
  switch (type) {
    case 'truth':
    case 'assessment':
    case 'training':
      return isThing(type) && depth > 0 ? [...common, 'where'] : common;
    case 'name':
      return [...common, 'one-of', 'is-a', 'matches'];
    case 'number':
    case 'duration':
      return [...common, ...ORDERS];
    case 'date':
      return [...common, ...ORDERS, 'within-last', 'within-last', 'within-next', 'within-next'];
    default:
      return [...common, 'one-of', 'matches', ...(depth > 0 ? ['where'] : [])];
  }
}

function makeLiteral({ dice }: Maker, { type, text }: Path): unknown {
  switch (type) {
    case 'truth':
      return dice.chance(0.5);
    case 'number':
      return dice.pick(NUMBERS);
    case 'duration':
      return dice.pick(DURATIONS);
    case 'date':
      return dice.pick(DATES);
    case 'assessment':
    case 'training':
      return undefined;
    default:
      return dice.pick(wordsAt(text, type));
  }
}

function wordsAt(path: string, type: Type): readonly string[] {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return type === 'name' ? (WORDS[name] ?? pool(name) ?? NAMES) : NAMES;
}

function makeOperand(maker: Maker, path: Path, op: string): unknown {
  const { dice } = maker;
  const { type } = path;
  switch (op) {
    case 'one-of':
    case 'is-a':
      return asParam(maker, dice.some(wordsAt(path.text, type), 1, 3));
    case 'matches':
      return dice.pick(PATTERNS);
    case 'within-last':
    case 'within-next':
      return asParam(maker, dice.pick(DURATIONS));
    case 'same-as':
      return makeOther(maker, (other) => other.type === type);
    case 'where':
      return isThing(type) ? makeConditionOn(maker, type) : undefined;
    case 'not':
      return makeTestOfEach({ ...maker, depth: maker.depth - 1 }, path);
    default:
      return makeBound(maker, type);
  }
}

function makeBound(maker: Maker, type: Type): unknown {
  const { dice } = maker;
  // Of several values no bound is said to be meant.
  const other = dice.chance(0.3)
    ? makeOther(maker, (path) => path.type === type && !path.several)
    : undefined;
  if (other !== undefined) return { attribute: other };
  if (type === 'number') return makeNumber(maker, NUMBERS);
  return asParam(maker, dice.pick(type === 'date' ? DATES : DURATIONS));
}

function makeNumber(maker: Maker, numbers: readonly number[]): unknown {
  return asParam(maker, maker.dice.pick(numbers));
}

/** The value as it is, or now and then as a parameter of the rule. */
function asParam({ dice, params }: Maker, value: Params[string]): unknown {
  if (!dice.chance(0.2)) return value;
  const name = `p${Object.keys(params).length}`;
  params[name] = value;
  return { param: name };
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
