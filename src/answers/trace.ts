/** Conditions of a rule for one fact, told: how each came out, and the values that decided it. */
import type { Facts } from '../analysis/facts.ts';
import { FALSE, not, TRUE, TRUTH_NAMES, UNKNOWN, type Truth } from '../analysis/truth.ts';
import { formatDay } from '../manifest/calendar.ts';
import type { SectionName } from '../model/model.ts';
import type { Span } from '../findings/finding.ts';
import type { FactKind, Place } from '../rules/kinds/kind.ts';
import { excepted, isInherited, type Params, type ReadException } from '../rules/evaluate.ts';
import type { Rule } from '../rules/format.ts';
import { compile, compileValue } from '../rules/language/evaluate.ts';
import type {
  Expression,
  KeyPath,
  OnlyViaExpression,
  PathTest,
  TestExpression,
  ValueTest,
} from '../rules/language/expression.ts';
import { isPathOperator } from '../rules/language/parse.ts';
import { isThing, itemText, SECTIONS, type Path } from '../rules/language/path.ts';
import { isMap } from '../rules/language/reader.ts';
import { conditionsIn, pathsIn } from '../rules/language/walk.ts';
import { valueAt, type Item, type ThingName, type ValueType } from '../rules/things/attribute.ts';
import { THINGS } from '../rules/things/things.ts';
import { entryOf } from './questions.ts';

/** True, false, or unknown. */
export type Answer = (typeof TRUTH_NAMES)[number];

/** A condition for one fact. */
export type Trace = JoinTrace | TestTrace | OnlyViaTrace;

/** Several conditions that are joined. */
export interface JoinTrace {
  readonly op: 'all' | 'any' | 'not';
  readonly answer: Answer;
  /** The rule that it comes from, where that is another one. */
  readonly like?: string;
  readonly parts: readonly Trace[];
}

/** A test of what stands at the end of a path. */
export interface TestTrace {
  readonly op: 'test';
  readonly answer: Answer;
  readonly like?: string;
  readonly path: string;
  /** The test as it is written in the rule. */
  readonly test: unknown;
  readonly found: FoundValues;
  /** What stands at the ends of the other paths that it compares with. */
  readonly others: readonly ({ readonly path: string } & FoundValues)[];
  /** Where the values are stated, or what lacks them. */
  readonly places: readonly Span[];
  /** Fields to state so that it is decided. */
  readonly unstated: readonly string[];
  /** Conditions on the things at the end of the path, for those that are told. */
  readonly within: readonly ThingTrace[];
}

/** Would the datum of the fact not be where it is without some systems? */
export interface OnlyViaTrace {
  readonly op: 'only-via';
  readonly answer: Answer;
  readonly like?: string;
  /** The systems, as they are written in the rule. */
  readonly systems: unknown;
  /** Fields to state so that it is decided. */
  readonly unstated: readonly string[];
}

/** Conditions on one of the things at the end of a path. */
export interface ThingTrace {
  readonly thing: string;
  readonly conditions: readonly Trace[];
}

/** Values at the end of a path, those that decide first. */
export interface FoundValues {
  readonly values: readonly FoundValue[];
  /** How many more there are. */
  readonly omitted: number;
  /** Is it open whether there are others? Of one value: is it not known? */
  readonly isOpen: boolean;
}

/** A value, and how it fared. */
export interface FoundValue {
  readonly value: string;
  /** Is it there for certain? */
  readonly isCertain: boolean;
  /** Did it pass? Absent where the values are looked at together. */
  readonly answer?: Answer;
}

/** An exception for one fact. */
export interface ExceptionTrace {
  readonly because: string;
  /** Does it apply: its condition, and none of its own exceptions? */
  readonly answer: Answer;
  readonly like?: string;
  readonly when: Trace;
  readonly unless: readonly ExceptionTrace[];
}

/** What tracing needs: the rule with its parameters, and one fact of its kind. */
export interface Tracing {
  readonly rule: Rule;
  readonly params: Params;
  readonly facts: Facts;
  readonly kind: FactKind;
  /** The fact, by its number. */
  readonly fact: number;
  /** Finds places in the texts. */
  look(places: readonly Place[]): readonly Span[];
}

/** Values that are told of one path. */
const VALUE_LIMIT = 10;
/** Things whose conditions are told. */
const THING_LIMIT = 3;
/** Places that are told of one path. */
const PLACE_LIMIT = 3;

/** Tells how a condition came out for the fact. */
export function traceOf(expression: Expression, tracing: Tracing): Trace {
  return traced(expression, tracing, { number: tracing.fact });
}

/** Tells how an exception came out for the fact. */
export function exceptionTrace(exception: ReadException, tracing: Tracing): ExceptionTrace {
  const { params, facts, fact } = tracing;
  const predicate = excepted(exception, (each) => compile(each, params, facts));
  return {
    because: exception.because,
    answer: TRUTH_NAMES[predicate.holds(fact)],
    ...likeOf(exception.place, tracing),
    when: traceOf(exception.when, tracing),
    unless: exception.unless.map((each) => exceptionTrace(each, tracing)),
  };
}

/** What a condition is asked of: the fact or, inside a test of things, a thing. */
interface Asked {
  readonly number: number;
  readonly thing?: ThingName;
}

function traced(expression: Expression, tracing: Tracing, of: Asked): Trace {
  const { params, facts } = tracing;
  if (expression.op === 'test') return testTrace(expression, tracing, of);
  if (expression.op === 'only-via') return onlyViaTrace(expression, tracing, of);
  const parts = expression.op === 'not' ? [expression.part] : expression.parts.filter(isSaid);
  return {
    op: expression.op,
    answer: TRUTH_NAMES[compile(expression, params, facts).holds(of.number)],
    ...likeOf(expression.place, tracing),
    parts: parts.map((part) => traced(part, tracing, of)),
  };
}

/** Does a condition ask anything? */
export function isSaid(expression: Expression): boolean {
  return expression.op !== 'all' || expression.parts.some(isSaid);
}

function likeOf(place: KeyPath, { rule }: Tracing): { readonly like?: string } {
  // The whole of what is taken and what is its own belongs to neither.
  return rule.like !== undefined && isInherited(place) && place.length > 1 ? { like: rule.like } : {};
}

function onlyViaTrace(expression: OnlyViaExpression, tracing: Tracing, { number }: Asked): OnlyViaTrace {
  const { params, facts, rule } = tracing;
  const predicate = compile(expression, params, facts);
  const answer = predicate.holds(number);
  return {
    op: 'only-via',
    answer: TRUTH_NAMES[answer],
    ...likeOf(expression.place, tracing),
    systems: writtenAt(rule, expression.place),
    unstated: answer === UNKNOWN ? [...new Set(predicate.unstated(number))] : [],
  };
}

function testTrace(expression: TestExpression, tracing: Tracing, of: Asked): TestTrace {
  const { params, facts } = tracing;
  const { path, test, place } = expression;
  const { number } = of;
  const predicate = compile(expression, params, facts);
  const answer = predicate.holds(number);
  const told = foundValues(path, number, facts, faresIn(expression, tracing, number));
  return {
    op: 'test',
    answer: TRUTH_NAMES[answer],
    ...likeOf(place, tracing),
    path: path.text,
    test: writtenTest(tracing.rule, expression),
    found: told.found,
    others: pathsIn(test).map((other) => ({
      path: other.text,
      ...foundValues(other, number, facts).found,
    })),
    places: tracing.look(placesOfValues(path, tracing, of)),
    unstated: answer === UNKNOWN ? [...new Set(predicate.unstated(number))] : [],
    within: withinOf(expression, told.items, tracing),
  };
}

/** How each value of a path fares, and which are to be told first. */
interface Fares {
  answer(item: Item): Truth;
  readonly order: readonly Truth[];
}

/** Undefined where all values are looked at together. */
function faresIn(
  { path, test, place }: TestExpression,
  { params, facts }: Tracing,
  i: number,
): Fares | undefined {
  const ofEach = testOfEach(test, place);
  if (ofEach === undefined) return undefined;
  const predicate = compileValue(ofEach, path.type, params, facts);
  const passes = (answer: Truth): Truth => (test.op === 'none' ? not(answer) : answer);
  // One that passes decides what asks for some; one that does not decides the rest.
  const isForSome = test.op === 'some' || test.op === 'intersects';
  return {
    answer: (item) => passes(predicate.holds(item, i)),
    order: isForSome ? [TRUE, UNKNOWN, FALSE] : [FALSE, UNKNOWN, TRUE],
  };
}

function testOfEach(test: PathTest, place: KeyPath): ValueTest | undefined {
  if ('test' in test) return test.test;
  const isCompared = test.op === 'subset-of' || test.op === 'intersects';
  return isCompared ? { op: 'same-as', path: test.path, place } : undefined;
}

interface Told {
  readonly found: FoundValues;
  /** The values that are told. */
  readonly items: readonly Item[];
}

function foundValues(path: Path, i: number, facts: Facts, fares?: Fares): Told {
  const { sure, maybe, open } = path.several(facts, i);
  const all = [
    ...sure.map((item) => ({ item, isCertain: true, answer: fares?.answer(item) })),
    ...maybe.map((item) => ({ item, isCertain: false, answer: fares?.answer(item) })),
  ];
  const ranked = fares?.order.flatMap((rank) => all.filter(({ answer }) => answer === rank)) ?? all;
  const kept = ranked.slice(0, VALUE_LIMIT);
  return {
    items: kept.map(({ item }) => item),
    found: {
      values: kept.map(({ item, isCertain, answer }) => ({
        value: valueText(item, path.type, facts),
        isCertain,
        ...(answer !== undefined && { answer: TRUTH_NAMES[answer] }),
      })),
      omitted: ranked.length - kept.length,
      isOpen: open,
    },
  };
}

/** Records have no id: the day tells them apart. */
function valueText(item: Item, type: ValueType, facts: Facts): string {
  if (type !== 'assessment' && type !== 'training') return itemText(item, type, facts);
  const day = recordDay(Number(item), type, facts);
  return day === undefined ? `${type} without a day` : `${type} of ${day}`;
}

function recordDay(record: number, type: 'assessment' | 'training', facts: Facts): string | undefined {
  const day = THINGS[type].on.one?.(facts, record);
  return typeof day === 'number' ? formatDay(day) : undefined;
}

function withinOf(
  expression: TestExpression,
  items: readonly Item[],
  tracing: Tracing,
): readonly ThingTrace[] {
  const conditions = conditionsIn(expression);
  const { type } = expression.path;
  if (conditions.length === 0) return [];
  const thing = isThing(type) ? type : undefined;
  return items.slice(0, THING_LIMIT).map((item) => ({
    thing: valueText(item, type, tracing.facts),
    conditions: conditions.map((condition) =>
      traced(condition, tracing, { number: Number(item), ...(thing && { thing }) }),
    ),
  }));
}

/** Where the values at the end of a path are stated; where they are not, the entry or the fact that lacks them. */
function placesOfValues(path: Path, { facts, kind }: Tracing, { number, thing }: Asked): readonly Place[] {
  const before = path.before(facts, number) ?? (thing && { thing, numbers: [number] });
  if (before === undefined) {
    const stated = statedPlaces(path.end.unstated?.(facts, number) ?? [], facts);
    const own = kind.place(facts, number);
    return stated.length > 0 || own === undefined ? stated : [own];
  }
  const section = SECTIONS[before.thing];
  return before.numbers.slice(0, PLACE_LIMIT).flatMap((each) => {
    const stated = statedPlaces(path.end.unstated?.(facts, each) ?? [], facts);
    if (stated.length > 0 || section === undefined) return stated;
    const { file, ids } = facts.model[section];
    return [{ file: file[each], path: [section, ids[each]] }];
  });
}

/** Those of some fields that a manifest states. */
function statedPlaces(fields: readonly string[], { model }: Facts): readonly Place[] {
  return fields.slice(0, PLACE_LIMIT).flatMap((field) => {
    const { section, id, path, entry } = entryOf(model, field);
    if (entry < 0 || path.length === 0) return [];
    const entries = model[section as SectionName];
    const isStated = valueAt(entries.entry.at(entry), path.join('.')) !== undefined;
    return isStated ? [{ file: entries.file[entry], path: [section, id, ...path] }] : [];
  });
}

/** A test as the rule has it, without the other tests that stand at the same path. */
function writtenTest(rule: Rule, { path, test, place }: TestExpression): unknown {
  const written = writtenAt(rule, place);
  const key = place.at(-1) ?? '';
  if (key !== path.text) return { [key]: written };
  if (test.op !== 'some' || !isMap(written) || Object.keys(written).length < 2) return written;
  return Object.fromEntries(Object.entries(written).filter(([each]) => !isPathOperator(each)));
}

/** What stands at a place of a rule, or of the one that it is like. */
function writtenAt({ where, unless, require, inherited }: Rule, place: KeyPath): unknown {
  const isOther = isInherited(place);
  const root: unknown = isOther ? { ...inherited, require } : { where, unless, require };
  return (isOther ? place.slice(1) : place).reduce<unknown>(
    // A list is a map of its indices here.
    (value, key) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([each]) => each === key)?.[1]
        : undefined,
    root,
  );
}
