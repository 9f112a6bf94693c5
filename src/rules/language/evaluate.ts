/** Expressions -> closures over the facts of one check, in Kleene's logic. */
import { remains } from '../../analysis/detours.ts';
import type { Facts } from '../../analysis/facts.ts';
import { and, FALSE, not, or, TRUE, UNKNOWN, type Truth } from '../../analysis/truth.ts';
import { parseDay, parseDuration, secondsFrom } from '../../manifest/calendar.ts';
import { isAnyOf } from '../../model/taxonomy.ts';
import type {
  Attribute,
  Column,
  Item,
  OneAttribute,
  Range,
  Several,
  ThingName,
  ValueType,
} from '../things/attribute.ts';
import { doubtfulPast } from '../things/doubts.ts';
import type {
  Expression,
  OnlyViaExpression,
  Operand,
  Order,
  PathTest,
  TestExpression,
  TotalTest,
  ValueTest,
} from './expression.ts';
import { formOf } from './form.ts';
import { emptyTable, remembered, tableFor, type Truths } from './memory.ts';
import { onwardFrom, spreadFrom } from './onward.ts';
import { isRange, isThing, itemText, type Path } from './path.ts';
import type { ParamDefault } from './reader.ts';
import { totalOf } from './total.ts';
import { pathsIn } from './walk.ts';

/** Values of the parameters of a rule. */
export type Params = Readonly<Record<string, ParamDefault>>;

/** A condition made ready for the facts of one check. */
export interface Predicate {
  holds(i: number): Truth;
  /** Fields that leave it open, where it is. */
  unstated(i: number): readonly string[];
  /** It is false where one of these is: conditions that hang on one number of each fact alone. */
  readonly needs?: readonly Need[];
}

/** A condition that hangs on one number of each fact alone, which is -1 where it is not known. */
export interface Need extends Truths {
  readonly numbers: Int32Array | Uint8Array;
  /** The numbers are below this; not finite where a number says nothing without a fact that has it. */
  readonly count: number;
}

/** Compiles a condition. What asks only of one thing that the fact leads to is asked once for each thing. */
export function compile(expression: Expression, params: Params, facts: Facts): Predicate {
  const onward = onwardFrom(expression);
  const truths = onward && truthsOn(onward.thing, onward.condition, params, facts);
  if (onward === undefined || truths === undefined) return compileParts(expression, params, facts);
  const parts = whenAsked(() => compileParts(expression, params, facts).unstated);
  return { ...hangingOn(onward.step, truths, facts), unstated: parts };
}

type Counted = Omit<Need, 'numbers'>;

/** The truth of a condition on things, remembered for the whole check; undefined for things without a section. */
function truthsOn(
  thing: ThingName,
  condition: Expression,
  params: Params,
  facts: Facts,
): Counted | undefined {
  const table = tableFor(facts, thing, formOf(condition, params));
  if (table === undefined) return undefined;
  const ask = whenAsked(() => compile(condition, params, facts).holds);
  return { count: table.length - 1, ...remembered(table, ask) };
}

/** A truth that hangs on an attribute of one value alone. */
function hangingOn(
  { one, column }: OneAttribute,
  truths: Counted,
  facts: Facts,
): Pick<Predicate, 'holds' | 'needs'> {
  // A thing that is not known is -1, and so is everything that it would lead to.
  const { truthOf } = truths;
  if (column === undefined) return { holds: (i) => truthOf(i < 0 ? -1 : Number(one(facts, i) ?? -1), i) };
  return asNeed({ numbers: column(facts).numbers, ...truths });
}

function asNeed(need: Need): Pick<Predicate, 'holds' | 'needs'> {
  const { numbers, table, truthOf } = need;
  const holds = (i: number): Truth => {
    const number = i < 0 ? -1 : numbers[i];
    const known = table[number + 1];
    return known === 0 ? truthOf(number, i) : ((known - 1) as Truth);
  };
  return { holds, needs: [need] };
}

/** Makes a question ready when it is first asked: columns that no fact comes to are not derived. */
function whenAsked<T>(make: () => (i: number) => T): (i: number) => T {
  let made: ((i: number) => T) | undefined;
  return (i) => (made ??= make())(i);
}

function compileParts(expression: Expression, params: Params, facts: Facts): Predicate {
  switch (expression.op) {
    case 'all':
    case 'any':
      return joinedBy(
        expression.op,
        expression.parts.map((part) => compile(part, params, facts)),
      );
    case 'not': {
      const part = compile(expression.part, params, facts);
      return { holds: (i) => not(part.holds(i)), unstated: part.unstated };
    }
    case 'test':
      return {
        ...compileTest(expression.path, expression.test, params, facts),
        ...spread(expression, params, facts),
      };
    case 'only-via':
      return compileOnlyVia(expression, params, facts);
    default:
      return expression satisfies never;
  }
}

function joinedBy(op: 'all' | 'any', parts: readonly Predicate[]): Predicate {
  return {
    ...(op === 'all'
      ? { holds: everyPart(parts), needs: parts.flatMap(({ needs = [] }) => needs) }
      : { holds: somePart(parts) }),
    unstated: (i) => parts.flatMap((part) => (part.holds(i) === UNKNOWN ? part.unstated(i) : [])),
  };
}

function everyPart(parts: readonly Predicate[]): Predicate['holds'] {
  // Predicates are of many shapes, which makes it slow to look up what they do for every fact.
  const all = parts.map(({ holds }) => holds);
  return (i) => {
    let answer: Truth = TRUE;
    for (let at = 0; at < all.length && answer !== FALSE; at++) answer = and(answer, all[at](i));
    return answer;
  };
}

function somePart(parts: readonly Predicate[]): Predicate['holds'] {
  const all = parts.map(({ holds }) => holds);
  return (i) => {
    let answer: Truth = FALSE;
    for (let at = 0; at < all.length && answer !== TRUE; at++) answer = or(answer, all[at](i));
    return answer;
  };
}

function compileOnlyVia({ systems, presence }: OnlyViaExpression, params: Params, facts: Facts): Predicate {
  // The id of no system takes nothing away.
  const avoided = namesOf(systems, params)
    .map(facts.model.systems.indexOf)
    .filter((system) => system >= 0);
  return {
    holds: (i) => not(remains(facts, presence(facts, i), avoided)),
    unstated: (i) => doubtfulPast(facts, presence(facts, i).system, avoided),
  };
}

/** What a value passes, and what leaves that open. */
export interface ItemPredicate {
  holds(item: Item | undefined, i: number): Truth;
  unstated(item: Item, i: number): readonly string[];
}

/** A test of values of several things is made once for each of these things. */
function spread(expression: TestExpression, params: Params, facts: Facts): Partial<Pick<Predicate, 'holds'>> {
  const found = spreadFrom(expression);
  const truths = found && truthsOn(found.thing, found.condition, params, facts);
  if (found === undefined || truths === undefined) return {};
  const join = expression.test.op === 'every' ? everyOf : someOf;
  const passes = (item: Item): Truth => truths.truthOf(Number(item), Number(item));
  return { holds: (i) => (i < 0 ? UNKNOWN : join(found.step.several(facts, i), passes)) };
}

/** A test of an attribute of the fact itself is made once for each value, where that is all that it looks at. */
function compileTest(path: Path, test: PathTest, params: Params, facts: Facts): Predicate {
  const plain = plainTest(path, test, params, facts);
  if (!path.isOwn || pathsIn(test).length > 0) return plain;
  const { column, alike } = path.end;
  if (column !== undefined) return { ...plain, ...byValue(test, path.end, column(facts), params, facts) };
  if (alike === undefined) return plain;
  const numbers = alike(facts);
  const truths = remembered(emptyTable(numbers.length), (_, i) => plain.holds(i));
  return { ...plain, ...asNeed({ numbers, count: Infinity, ...truths }) };
}

function plainTest(path: Path, test: PathTest, params: Params, facts: Facts): Predicate {
  const own = (i: number): readonly string[] => path.unstated(facts, i);
  switch (test.op) {
    case 'stated': {
      const isStated = statedBy(path, facts);
      return { holds: (i) => (isStated(i) === test.wanted ? TRUE : FALSE), unstated: () => [] };
    }
    case 'some':
    case 'every':
    case 'none':
      return quantified(test.op, path, compileValue(test.test, path.type, params, facts), facts);
    case 'count': {
      const bound = numbersOf(test.bound, 'number', params, facts);
      const holds = (i: number): Truth => compareOrder(countOf(path.several(facts, i)), test.order, bound(i));
      return { holds, unstated: own };
    }
    case 'total':
      return compileTotal(path, test, params, facts);
    case 'subset-of':
    case 'intersects': {
      const relate = test.op === 'subset-of' ? isSubset : intersect;
      return {
        holds: (i) => relate(path.several(facts, i), test.path.several(facts, i)),
        unstated: (i) => [...own(i), ...test.path.unstated(facts, i)],
      };
    }
    default:
      return test satisfies never;
  }
}

/** The sum over the data at the end of a path for which a condition holds stands so to each bound. */
function compileTotal(path: Path, test: TotalTest, params: Params, facts: Facts): Predicate {
  const condition = test.condition && compile(test.condition, params, facts);
  const truths = test.condition && truthsOn('data', test.condition, params, facts);
  const passes = (datum: number): Truth => truths?.truthOf(datum, datum) ?? TRUE;
  const bounds = test.bounds.map(({ order, bound }) => ({
    order,
    bound: numbersOf(bound, 'number', params, facts),
  }));
  const total = (i: number) => totalOf(path.several(facts, i), passes, test.of, facts.model);
  return {
    holds: (i) => {
      const { range } = total(i);
      return bounds.reduce<Truth>(
        (answer, { order, bound }) => and(answer, compareOrder(range, order, bound(i))),
        TRUE,
      );
    },
    unstated: (i) => {
      const { silent, open } = total(i);
      return [
        ...path.unstated(facts, i),
        ...open.flatMap((datum) => condition?.unstated(datum) ?? []),
        ...silent.map((datum) => `data.${facts.model.data.ids[datum]}.${test.of}`),
        ...test.bounds.flatMap(({ bound }) => ('path' in bound ? bound.path.unstated(facts, i) : [])),
      ];
    },
  };
}

/** A test of one value, for each value that there is; nothing where values are things. */
function byValue(
  test: PathTest,
  { type }: Attribute,
  { numbers, values }: Column,
  params: Params,
  facts: Facts,
): Partial<Pick<Predicate, 'holds' | 'needs'>> {
  if (values === undefined || !('test' in test)) return {};
  const { holds } = compileValue(test.test, type, params, facts);
  const known = values.map((value) => (type === 'truth' && value === UNKNOWN ? undefined : value));
  const passes = (number: number): Truth => {
    const answer = holds(known[number], number);
    return test.op === 'none' ? not(answer) : answer;
  };
  const count = values.length;
  return asNeed({ numbers, count, ...remembered(emptyTable(count), passes) });
}

function statedBy(path: Path, facts: Facts): (i: number) => boolean {
  if (path.isSeveral) return (i) => !path.several(facts, i).open;
  const read = whenAsked(() => path.reader(facts));
  return (i) => read(i) !== undefined;
}

/** Some, every or none of the values pass; of one value, that one. */
function quantified(op: 'some' | 'every' | 'none', path: Path, test: ItemPredicate, facts: Facts): Predicate {
  const passes = (answer: Truth): Truth => (op === 'none' ? not(answer) : answer);
  if (!path.isSeveral) {
    const read = whenAsked(() => path.reader(facts));
    return {
      holds: (i) => passes(test.holds(read(i), i)),
      unstated: (i) => {
        const item = read(i);
        return [...path.unstated(facts, i), ...(item === undefined ? [] : test.unstated(item, i))];
      },
    };
  }
  return {
    holds: (i) => {
      const values = path.several(facts, i);
      return op === 'every'
        ? everyOf(values, (item) => test.holds(item, i))
        : passes(someOf(values, (item) => test.holds(item, i)));
    },
    unstated: (i) => {
      const { sure, maybe } = path.several(facts, i);
      const open = [...sure, ...maybe].filter((item) => test.holds(item, i) === UNKNOWN);
      return [...path.unstated(facts, i), ...open.flatMap((item) => test.unstated(item, i))];
    },
  };
}

function someOf({ sure, maybe, open }: Several, test: (item: Item) => Truth): Truth {
  let answer: Truth = open ? UNKNOWN : FALSE;
  for (const item of sure) answer = or(answer, test(item));
  for (const item of maybe) answer = or(answer, and(UNKNOWN, test(item)));
  return answer;
}

function everyOf({ sure, maybe, open }: Several, test: (item: Item) => Truth): Truth {
  let answer: Truth = open ? UNKNOWN : TRUE;
  for (const item of sure) answer = and(answer, test(item));
  for (const item of maybe) answer = and(answer, or(UNKNOWN, test(item)));
  return answer;
}

function countOf({ sure, maybe, open }: Several): Range {
  return { least: sure.length, most: open ? Infinity : sure.length + maybe.length };
}

/** Is every value of one among the values of the other? */
function isSubset(inner: Several, outer: Several): Truth {
  return everyOf(inner, (item) => someOf(outer, (other) => isSame(item, other)));
}

/** Are two values the same? Of numbers of which only bounds are known that can be open. */
function isSame(a: Item, b: Item): Truth {
  if (!isRange(a) && !isRange(b)) return a === b ? TRUE : FALSE;
  return compareOrder(rangeOf(a), 'exactly', rangeOf(b));
}

function intersect(a: Several, b: Several): Truth {
  return someOf(a, (item) => someOf(b, (other) => isSame(item, other)));
}

/** Compiles a test of one value. */
export function compileValue(test: ValueTest, type: ValueType, params: Params, facts: Facts): ItemPredicate {
  const silent = (holds: ItemPredicate['holds']): ItemPredicate => ({ holds, unstated: () => [] });
  const known = (passes: (item: Item, i: number) => Truth): ItemPredicate =>
    silent((item, i) => (item === undefined ? UNKNOWN : passes(item, i)));
  const named = (passes: (name: string) => boolean): ItemPredicate =>
    known((item) => (passes(itemText(item, type, facts)) ? TRUE : FALSE));
  switch (test.op) {
    case 'truth':
      return known((item) => (test.wanted ? (item as Truth) : not(item as Truth)));
    case 'is': {
      const names = new Set(namesOf(test.names, params));
      return named((name) => names.has(name));
    }
    case 'is-a': {
      const names = namesOf(test.names, params);
      return named((name) => isAnyOf(name, names));
    }
    case 'matches':
      return named((name) => matchesPattern(name, test.pattern));
    case 'order': {
      const bound = numbersOf(test.bound, type, params, facts);
      return {
        holds: (item, i) =>
          item === undefined ? UNKNOWN : compareOrder(rangeOf(item), test.order, bound(i)),
        unstated: (_, i) => ('path' in test.bound ? test.bound.path.unstated(facts, i) : []),
      };
    }
    case 'within-last':
    case 'within-next': {
      const duration = durationOf(
        'literal' in test.duration ? test.duration.literal : paramOf(test.duration, params),
      );
      const [isWithin, { at }] = [test.op === 'within-last' ? reaches : reached, facts];
      return known((item) => (isWithin(Number(item), duration, at) ? TRUE : FALSE));
    }
    case 'same-as': {
      const isAmong = amongThoseOf(test.path, facts);
      return {
        holds: (item, i) => (item === undefined ? UNKNOWN : isAmong(item, i)),
        unstated: (_, i) => test.path.unstated(facts, i),
      };
    }
    case 'where': {
      const condition = compile(test.condition, params, facts);
      const truths = isThing(type) ? truthsOn(type, test.condition, params, facts) : undefined;
      const holds = truths?.truthOf ?? condition.holds;
      return {
        holds: (item) => (item === undefined ? UNKNOWN : holds(Number(item), Number(item))),
        unstated: (item) => condition.unstated(Number(item)),
      };
    }
    case 'not': {
      const inner = compileValue(test.test, type, params, facts);
      return { holds: (item, i) => not(inner.holds(item, i)), unstated: inner.unstated };
    }
    case 'all': {
      const tests = test.tests.map((each) => compileValue(each, type, params, facts));
      return {
        holds: (item, i) => tests.reduce<Truth>((answer, each) => and(answer, each.holds(item, i)), TRUE),
        unstated: (item, i) => tests.flatMap((each) => each.unstated(item, i)),
      };
    }
    default:
      return test satisfies never;
  }
}

/** Is a value the same as one of those that a path leads to? */
function amongThoseOf(path: Path, facts: Facts): (item: Item, i: number) => Truth {
  if (path.isSeveral) return (item, i) => someOf(path.several(facts, i), (other) => isSame(item, other));
  const read = whenAsked(() => path.reader(facts));
  return (item, i) => {
    const other = read(i);
    return other === undefined ? UNKNOWN : isSame(item, other);
  };
}

function namesOf(operand: Operand<readonly string[]>, params: Params): readonly string[] {
  if ('literal' in operand) return operand.literal;
  // INVARIANT: the types of parameters were checked when the rule was read, and when it was configured.
  return 'param' in operand ? (params[operand.param] as readonly string[]) : [];
}

function paramOf(operand: Operand<string>, params: Params): string {
  return 'param' in operand ? String(params[operand.param]) : '';
}

function numbersOf(
  operand: Operand<number | string>,
  type: ValueType,
  params: Params,
  facts: Facts,
): (i: number) => Range | undefined {
  if ('path' in operand) {
    const read = whenAsked(() => operand.path.reader(facts));
    return (i) => {
      const item = read(i);
      return item === undefined ? undefined : rangeOf(item);
    };
  }
  const written = 'literal' in operand ? operand.literal : (params[operand.param] as number | string);
  const value = numberOf(written, type, facts.at);
  return () => ({ least: value, most: value });
}

function numberOf(written: number | string, type: ValueType, at: number): number {
  if (type === 'duration') return secondsFrom(at, durationOf(String(written)));
  return type === 'date' ? (parseDay(String(written)) ?? 0) : Number(written);
}

function durationOf(text: string) {
  return parseDuration(text) ?? { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 };
}

function rangeOf(item: Item): Range {
  return isRange(item) ? item : { least: Number(item), most: Number(item) };
}

/** Compares ranges: true or false where every number in them agrees. */
export function compareOrder(a: Range, order: Order | 'exactly', b: Range | undefined): Truth {
  if (b === undefined) return UNKNOWN;
  switch (order) {
    case 'at-most':
      return a.most <= b.least ? TRUE : a.least > b.most ? FALSE : UNKNOWN;
    case 'at-least':
      return a.least >= b.most ? TRUE : a.most < b.least ? FALSE : UNKNOWN;
    case 'below':
      return not(compareOrder(a, 'at-least', b));
    case 'above':
      return not(compareOrder(a, 'at-most', b));
    case 'exactly':
      return and(compareOrder(a, 'at-most', b), compareOrder(a, 'at-least', b));
    default:
      return order satisfies never;
  }
}

/** Does a duration that begins with a day reach another, which does not come before it? */
function reaches(day: number, duration: ReturnType<typeof durationOf>, other: number): boolean {
  return day <= other && other * 86_400 <= day * 86_400 + secondsFrom(day, duration);
}

/** Is a day reached by a duration that begins with another? */
function reached(day: number, duration: ReturnType<typeof durationOf>, other: number): boolean {
  return reaches(other, duration, day);
}

/** `*` stands for any characters. Linear in the text for each star: the leftmost fit of each piece is never worse. */
export function matchesPattern(text: string, pattern: string): boolean {
  const pieces = pattern.split('*');
  if (pieces.length === 1) return text === pattern;
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return from <= text.length - last.length;
}
