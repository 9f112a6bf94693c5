import { all, any, not, truth, type Verdict } from '../kleene.ts';
import { dayOf } from '../day.ts';
import { sums } from '../facts.ts';
import { isA } from '../vocabulary.ts';
import { lengthFrom } from './durations.ts';
import { stepsOf, typeOf, valuesAt } from './paths.ts';
import { isThing, THINGS } from './things.ts';
import type { Attributes, Range, Type, Value, Values } from './values.ts';
import { isOnlyVia, type Presence } from './ways.ts';
import type { World } from './world.ts';

export type Params = Record<string, string[] | string | number>;

/** What a condition is about: a fact, or inside a `where` a thing. */
export interface Scope {
  world: World;
  params: Params;
  attributes: Attributes<unknown>;
  of: unknown;
  /** Where the datum is that a fact is about. */
  presence?: Presence;
}

type Written = Record<string, unknown>;

/** A condition maps attributes to tests, and holds when all of them do. */
export function holds(condition: unknown, scope: Scope): Verdict {
  return all(
    Object.entries(condition as Written).map(([key, value]) => {
      if (key === 'all') return all((value as unknown[]).map((each) => holds(each, scope)));
      if (key === 'any') return any((value as unknown[]).map((each) => holds(each, scope)));
      if (key === 'not') return not(holds(value, scope));
      if (key === 'only-via') return passesOnlyVia(value, scope);
      const steps = stepsOf(key, scope.attributes);
      return passAll(value, typeOf(steps), valuesAt(steps, scope.world, scope.of), scope);
    }),
  );
}

function passesOnlyVia(systems: unknown, scope: Scope): Verdict {
  if (scope.presence === undefined) throw new Error('only-via is for data at a system');
  return isOnlyVia(scope.world, scope.presence, namesOf(systems, scope));
}

/** Tests that look at all values for themselves. */
const TESTS_OF_ALL: Record<string, (test: unknown, type: Type, values: Values, scope: Scope) => Verdict> = {
  stated: (wanted, _, { open }) => truth(open !== wanted),
  some: (test, type, values, scope) => someOf(values, (value) => passesEach(value, test, type, scope)),
  every: (test, type, values, scope) => everyOf(values, (value) => passesEach(value, test, type, scope)),
  none: (test, type, values, scope) => not(TESTS_OF_ALL.some(test, type, values, scope)),
  not: (test, type, values, scope) => not(TESTS_OF_ALL.some(test, type, values, scope)),
  count: (test, _, values, scope) => countPasses(values, test, scope),
  total: (test, _, values, scope) => totalPasses(values, test as Written, scope),
  'subset-of': (path, _, values, scope) => everyOf(values, (value) => isAmong(value, String(path), scope)),
  intersects: (path, _, values, scope) => someOf(values, (value) => isAmong(value, String(path), scope)),
};

/** A test of all values at the end of a path: where nothing else is said, some one value has to pass the rest of it. */
function passAll(test: unknown, type: Type, values: Values, scope: Scope): Verdict {
  const parts = isMap(test) ? Object.entries(test) : [];
  const ofAll = parts.filter(([key]) => Object.hasOwn(TESTS_OF_ALL, key));
  const rest = isMap(test) ? Object.fromEntries(parts.filter((part) => !ofAll.includes(part))) : test;
  const isNothing = isMap(rest) && Object.keys(rest).length === 0;
  return all([
    ...ofAll.map(([key, wanted]) => TESTS_OF_ALL[key](wanted, type, values, scope)),
    isNothing ? 'true' : someOf(values, (value) => passes(value, rest, type, scope)),
  ]);
}

/** What holds for a possible value only is unknown, and so is what nobody has stated. */
function someOf({ sure, maybe, open }: Values, test: (value: Value) => Verdict): Verdict {
  return any([
    ...sure.map(test),
    ...maybe.map((value) => all([test(value), 'unknown'])),
    open ? 'unknown' : 'false',
  ]);
}

function everyOf(values: Values, test: (value: Value) => Verdict): Verdict {
  return not(someOf(values, (value) => not(test(value))));
}

function isAmong(value: Value, path: string, scope: Scope): Verdict {
  const others = valuesAt(stepsOf(path, scope.attributes), scope.world, scope.of);
  return someOf(others, (other) => isSame(value, other));
}

function isSame(a: Value, b: Value): Verdict {
  if (typeof a === 'string' || typeof b === 'string') return truth(a === b);
  return isExactly(rangeOf(a), rangeOf(b));
}

/** `count: number`, or with bounds: there are as many as are certain, and perhaps as many more as are possible. */
function countPasses({ sure, maybe, open }: Values, test: unknown, scope: Scope): Verdict {
  const number = { least: sure.length, most: open ? Infinity : sure.length + maybe.length };
  return passes(number, test, 'number', scope);
}

/** `total`: the sum over those data that count for certain; as much more as there may be where anything is open. */
function totalPasses({ sure, maybe, open }: Values, test: Written, scope: Scope): Verdict {
  const { of, where, ...bounds } = test;
  const counts = (data: Value) => (where === undefined ? 'true' : holdsOf(data, where, 'data', scope));
  const counted = sure.filter((data) => counts(data) === 'true').map(String);
  const isMorePossible =
    open || sure.some((data) => counts(data) === 'unknown') || maybe.some((data) => counts(data) !== 'false');
  const { sum, unstated } = sums(scope.world.model, counted)[of as 'records' | 'subjects'];
  const range = { least: sum, most: unstated || isMorePossible ? Infinity : sum };
  return passes(range, bounds, 'number', scope);
}

/** Of things, the test inside another may be a condition on them: where some key is no test that fits things. */
function passesEach(value: Value, test: unknown, type: Type, scope: Scope): Verdict {
  const isTest = !isMap(test) || Object.keys(test).every((key) => TESTS_OF_THINGS.has(key));
  return isThing(type) && !isTest ? holdsOf(value, test, type, scope) : passes(value, test, type, scope);
}

const TESTS_OF_THINGS = new Set(['one-of', 'matches', 'same-as', 'where', 'not']);

/** Tests of one value. */
const TESTS_OF_ONE: Record<string, (value: Value, test: unknown, type: Type, scope: Scope) => Verdict> = {
  'one-of': (value, names, _, scope) => truth(namesOf(names, scope).includes(String(value))),
  'is-a': (value, names, _, scope) =>
    truth(namesOf(names, scope).some((general) => isA(String(value), general))),
  matches: (value, pattern) => truth(matches(String(value), String(pattern))),
  'at-most': (value, bound, type, scope) => compare(value, bound, type, scope, isAtMost),
  'at-least': (value, bound, type, scope) => compare(value, bound, type, scope, isAtLeast),
  below: (value, bound, type, scope) => compare(value, bound, type, scope, (a, b) => not(isAtLeast(a, b))),
  above: (value, bound, type, scope) => compare(value, bound, type, scope, (a, b) => not(isAtMost(a, b))),
  'within-last': (value, duration, _, scope) => isWithinLast(Number(value), duration, scope),
  'within-next': (value, duration, _, scope) => isWithinNext(Number(value), duration, scope),
  'same-as': (value, path, _, scope) => isAmong(value, String(path), scope),
  where: (value, condition, type, scope) => holdsOf(value, condition, type, scope),
  not: (value, test, type, scope) => not(passesEach(value, test, type, scope)),
};

/** A test of one value: all that it asks for. */
function passes(value: Value, test: unknown, type: Type, scope: Scope): Verdict {
  if (!isMap(test)) return isWritten(value, test, type, scope);
  return all(
    Object.entries(test).map(([key, wanted]) => {
      if (!Object.hasOwn(TESTS_OF_ONE, key)) throw new Error(`no test ${key}`);
      return TESTS_OF_ONE[key](value, wanted, type, scope);
    }),
  );
}

/** Is the value what is written? */
function isWritten(value: Value, written: unknown, type: Type, scope: Scope): Verdict {
  if (typeof value === 'string') return truth(value === String(written));
  return isExactly(rangeOf(value), rangeOf(numberOf(written, type, scope)));
}

function holdsOf(value: Value, condition: unknown, type: Type, { world, params }: Scope): Verdict {
  if (!isThing(type)) throw new Error(`nothing can be asked of a ${type}`);
  return holds(condition, { world, params, attributes: THINGS[type], of: value });
}

type Comparison = (a: Range, b: Range) => Verdict;

function compare(value: Value, bound: unknown, type: Type, scope: Scope, stands: Comparison): Verdict {
  const range = rangeOf(value);
  if (!isMap(bound) || !('attribute' in bound)) {
    return stands(range, rangeOf(numberOf(resolved(bound, scope), type, scope)));
  }
  const steps = stepsOf(String(bound.attribute), scope.attributes);
  if (steps.some(({ several }) => several)) throw new Error('the text is silent on bounds of several values');
  return someOf(valuesAt(steps, scope.world, scope.of), (other) => stands(range, rangeOf(other)));
}

function isAtMost(a: Range, b: Range): Verdict {
  if (a.most <= b.least) return 'true';
  return a.least > b.most ? 'false' : 'unknown';
}

function isAtLeast(a: Range, b: Range): Verdict {
  return isAtMost(b, a);
}

function isExactly(a: Range, b: Range): Verdict {
  return all([isAtMost(a, b), isAtLeast(a, b)]);
}

function rangeOf(value: Value): Range {
  return typeof value === 'object' ? value : { least: Number(value), most: Number(value) };
}

/** A bound as it is written, in the units in which values of the type are compared. */
function numberOf(written: unknown, type: Type, { world }: Scope): number {
  if (type === 'date') return dayOf(String(written));
  return type === 'duration' ? lengthFrom(world.model.at, String(written)) : Number(written);
}

/** Counted from the day in question: a year ago is the same day of the year before. */
function isWithinLast(day: number, duration: unknown, scope: Scope): Verdict {
  const { at } = scope.world.model;
  const end = day + lengthFrom(day, String(resolved(duration, scope))) / 86_400;
  return truth(day <= at && at <= end);
}

/** Counted from the day of the check. */
function isWithinNext(day: number, duration: unknown, scope: Scope): Verdict {
  const { at } = scope.world.model;
  const end = at + lengthFrom(at, String(resolved(duration, scope))) / 86_400;
  return truth(at <= day && day <= end);
}

/** `*` stands for any number of characters. */
function matches(text: string, pattern: string): boolean {
  const pieces = pattern.split('*').map((piece) => piece.replace(/[^a-z0-9]/gi, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`, 's').test(text);
}

function namesOf(names: unknown, scope: Scope): string[] {
  return resolved(names, scope) as string[];
}

/** What is written, or the parameter of that name. */
function resolved(written: unknown, { params }: Scope): unknown {
  return isMap(written) && 'param' in written ? params[String(written.param)] : written;
}

function isMap(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
