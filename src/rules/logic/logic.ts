/** What follows from the form of conditions alone, in Kleene's logic: which can never be true, which say less than others. */
import type { Expression } from '../language/expression.ts';
import { leaveNoRoom, type Bounded } from './bounds.ts';
import { claimOf, joined, oppositeOf, type Ask, type Claim, type Demand, type Opaque } from './claim.ts';
import { entails, isImpossible, type OfConditions } from './values.ts';

/** Answers about conditions. "Yes" is certain for every fact; "no" says that it was not found out. */
export interface Logic {
  /** Is it false or unknown for every fact? */
  isNeverTrue(claim: Claim): boolean;
  /** Are these never true of one fact? */
  areApart(claims: readonly Claim[]): boolean;
  /** Is the answer of one, from false over unknown to true, never greater than that of the other? */
  isAtMost(claim: Claim, other: Claim): boolean;
}

// Nobody writes a rule that needs so many; comparing each test with each takes the square of their number.
const STEPS = 200_000;

/** Logic for one rule. After so many steps it finds out nothing more, so that no file can hold up its reader. */
export function createLogic(steps = STEPS): Logic {
  let left = steps;
  const spend = (count: number): boolean => (left -= count) > 0;

  const conditions: OfConditions = {
    areApart: (all) =>
      all.length > 0 &&
      isNeverTrue(
        joined(
          'all',
          all.map((each) => claimOf(each)),
        ),
      ),
    isAtMost: (condition, other) => isAtMost(claimOf(condition), claimOf(other)),
  };

  function isNeverTrue(claim: Claim): boolean {
    if (!spend(1)) return false;
    if (claim.op === 'any') return claim.parts.every(isNeverTrue);
    const parts = claim.op === 'all' ? claim.parts : [claim];
    if (!spend(parts.length * parts.length)) return false;
    const tests = parts.filter((part) => part.op === 'test');
    return (
      areOpposites(parts.filter((part) => part.op === 'opaque')) ||
      byPath(tests).some((demands) => areContradictory(demands, conditions)) ||
      parts.some((part) => part.op === 'any' && areApartFromEach(tests, part.parts))
    );
  }

  function areApartFromEach(tests: readonly Demand[], alternatives: readonly Claim[]): boolean {
    return alternatives.every((each) => isNeverTrue(joined('all', [...tests, each])));
  }

  function isAtMost(claim: Claim, other: Claim): boolean {
    if (!spend(1)) return false;
    if (claim.key === other.key) return true;
    if (claim.op === 'any') return claim.parts.every((part) => isAtMost(part, other));
    if (other.op === 'all') return other.parts.every((part) => isAtMost(claim, part));
    if (claim.op === 'all' && claim.parts.some((part) => isAtMost(part, other))) return true;
    if (other.op === 'any') return other.parts.some((part) => isAtMost(claim, part));
    if (claim.op !== 'test' || other.op !== 'test' || claim.path.text !== other.path.text) return false;
    return isDemandAtMost(claim, other, conditions);
  }

  return { isNeverTrue, areApart: (claims) => isNeverTrue(joined('all', claims)), isAtMost };
}

/** Is it true or unknown for every condition that was read? */
export function isNeverFalse(expression: Expression, logic: Logic): boolean {
  return logic.isNeverTrue(claimOf(expression, true));
}

function areOpposites(parts: readonly Opaque[]): boolean {
  const affirmed = new Set(parts.filter(({ isNegated }) => !isNegated).map(({ about }) => about));
  return parts.some(({ isNegated, about }) => isNegated && affirmed.has(about));
}

function byPath(demands: readonly Demand[]): readonly (readonly Demand[])[] {
  const groups = new Map<string, Demand[]>();
  for (const demand of demands) {
    const group = groups.get(demand.path.text) ?? [];
    group.push(demand);
    groups.set(demand.path.text, group);
  }
  return [...groups.values()];
}

/** Are these demands on one path never all true? */
function areContradictory(demands: readonly Demand[], conditions: OfConditions): boolean {
  const { path } = demands[0];
  const asks = demands.map(({ ask }) => ask);
  const wantsStated = (wanted: boolean): boolean =>
    asks.some((ask) => ask.op === 'stated' && ask.wanted === wanted);
  if (wantsStated(false) && (wantsStated(true) || asks.some((ask) => needsStated(ask, path.isSeveral))))
    return true;
  return (
    leaveNoRoom(asks.flatMap(countBounds), 'number') ||
    areOpposed(asks) ||
    leaveNoValue(asks, demands[0], conditions)
  );
}

/** Can it be true only where the values are known? Of several values some may be known where not all are. */
function needsStated(ask: Ask, isSeveral: boolean): boolean {
  switch (ask.op) {
    case 'stated':
      return false;
    case 'every':
      return true;
    case 'some':
      return !isSeveral;
    case 'count':
      return ask.order === 'at-most' || ask.order === 'below' || ask.order === 'exactly';
    case 'subset-of':
      return !ask.isNegated || !isSeveral;
    case 'intersects':
      return ask.isNegated || !isSeveral;
    default:
      return ask satisfies never;
  }
}

const ONE: Bounded = { order: 'at-least', bound: { literal: 1 } };

/** What has to be true of the number of values. */
function countBounds(ask: Ask): readonly Bounded[] {
  switch (ask.op) {
    case 'count':
      if (ask.order === 'other-than') return [];
      return ask.order === 'exactly'
        ? [whole('at-most', ask.bound), whole('at-least', ask.bound)]
        : [whole(ask.order, ask.bound)];
    case 'some':
      return [ONE];
    case 'intersects':
      return ask.isNegated ? [] : [ONE];
    case 'subset-of':
      return ask.isNegated ? [ONE] : [];
    default:
      return [];
  }
}

/** A bound of a count, which is a whole number: above 1 is at least 2. */
function whole(order: Bounded['order'], bound: Bounded['bound']): Bounded {
  if (!('literal' in bound)) return { order, bound };
  const number = Number(bound.literal);
  switch (order) {
    case 'at-most':
      return { order, bound: { literal: Math.floor(number) } };
    case 'at-least':
      return { order, bound: { literal: Math.ceil(number) } };
    case 'below':
      return { order: 'at-most', bound: { literal: Math.ceil(number) - 1 } };
    case 'above':
      return { order: 'at-least', bound: { literal: Math.floor(number) + 1 } };
    default:
      return order satisfies never;
  }
}

/** A relation and its opposite. */
function areOpposed(asks: readonly Ask[]): boolean {
  const has = (wanted: (ask: Ask) => boolean): boolean => asks.some(wanted);
  return asks.some((ask) => {
    if (ask.op === 'subset-of' || ask.op === 'intersects') {
      const { op, path } = ask;
      return (
        !ask.isNegated && has((other) => other.op === op && other.isNegated && other.path.text === path.text)
      );
    }
    if (ask.op !== 'count' || ask.order !== 'other-than') return false;
    // Every number but one, and only that one.
    const bounds = asks.flatMap(countBounds);
    const [below, above] = [whole('below', ask.bound), whole('above', ask.bound)];
    return leaveNoRoom([...bounds, below], 'number') && leaveNoRoom([...bounds, above], 'number');
  });
}

/** Of one value all tests are of that one; of several each that some value must pass, with what every one must. */
function leaveNoValue(asks: readonly Ask[], { path }: Demand, conditions: OfConditions): boolean {
  const some = asks.flatMap((ask) => (ask.op === 'some' ? [ask.test] : []));
  const every = asks.flatMap((ask) => (ask.op === 'every' ? [ask.test] : []));
  if (some.length === 0) return false;
  if (!path.isSeveral) return isImpossible(some, path, conditions);
  return some.some((test) => isImpossible([test, ...every], path, conditions));
}

function isDemandAtMost({ path, ask }: Demand, { ask: other }: Demand, conditions: OfConditions): boolean {
  if (ask.op === 'count' && other.op === 'count') return isCountAtMost(ask, other);
  if ((ask.op === 'some' || ask.op === 'every') && ask.op === other.op)
    return entails(ask.test, other.test, path, conditions);
  return false;
}

/** No number that fits the one fails the other. */
function isCountAtMost(ask: Ask & { op: 'count' }, other: Ask & { op: 'count' }): boolean {
  const bounds = countBounds(ask);
  const fails = ({ order, bound }: Bounded): boolean =>
    leaveNoRoom([...bounds, whole(oppositeOf(order), bound)], 'number');
  if (other.order !== 'other-than') {
    const wanted = other.order === 'exactly' ? (['at-most', 'at-least'] as const) : [other.order];
    return wanted.every((order) => fails({ order, bound: other.bound }));
  }
  return leaveNoRoom([...bounds, ...countBounds({ ...other, order: 'exactly' })], 'number');
}
