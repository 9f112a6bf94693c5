/** What is wrong within one condition: tests that exclude each other, that ask nothing, that others have asked already. */
import { isInherited } from '../evaluate.ts';
import type { Expression, KeyPath, PathTest, TestExpression, ValueTest } from '../language/expression.ts';
import { conditionsIn } from '../language/walk.ts';
import { placeWords } from '../language/wording.ts';
import { claimOf, plain, type Claim } from './claim.ts';
import type { LogicFault } from './fault.ts';
import { isNeverFalse, type Logic } from './logic.ts';
import { nameFaults } from './names.ts';

/** A part of a condition. */
export interface Part {
  readonly place: KeyPath;
  readonly claim: Claim;
}

// Nobody writes so many in one place, and each is compared with each.
const MOST_PARTS = 200;

/** What is wrong within a condition. Where a part is wrong, nothing is said of what it is part of. */
export function faultsWithin(condition: Expression, logic: Logic): readonly LogicFault[] {
  switch (condition.op) {
    case 'test':
      return faultsOfTest(condition, logic);
    case 'only-via':
      return [];
    case 'not':
      return faultsWithin(condition.part, logic);
    case 'any': {
      const faults = faultsOfParts(condition.parts, 'any', logic);
      if (faults.length > 0 || !isNeverFalse(condition, logic)) return faults;
      return [{ code: 'never-false', path: condition.place, values: {} }];
    }
    case 'all':
      return faultsOfParts(conjunctsOf(condition), 'all', logic);
    default:
      return condition satisfies never;
  }
}

/** The parts of which all must hold, however they are nested. */
export function conjunctsOf(condition: Expression): readonly Expression[] {
  return condition.op === 'all' ? condition.parts.flatMap(conjunctsOf) : [condition];
}

/** Parts as they are compared. */
export function partsOf(conditions: readonly Expression[]): readonly Part[] {
  return conditions.map((condition) => ({ place: condition.place, claim: claimOf(condition) }));
}

/** Other places, as far as they stand in the same file, and their words. */
export function besides(others: readonly KeyPath[]): Pick<LogicFault, 'beside' | 'values'> {
  const words = [...new Set(others.map(wordsOf))].join(' and ');
  const beside = others.filter((place) => !isInherited(place));
  return { values: { other: words }, ...(beside.length > 0 && { beside }) };
}

function wordsOf(place: KeyPath): string {
  return isInherited(place)
    ? `"${placeWords(place.slice(1))}" of the rule that it is like`
    : `"${placeWords(place)}"`;
}

/** The fewest parts that can never be true together with another, in their order. */
export function opponentsOf(claim: Claim, parts: readonly Part[], logic: Logic): readonly Part[] {
  const single = parts.find((part) => logic.areApart([part.claim, claim]));
  if (single !== undefined) return [single];
  return parts.reduce<readonly Part[]>((left, part) => {
    const without = left.filter((each) => each !== part);
    return logic.areApart([...without.map((each) => each.claim), claim]) ? without : left;
  }, parts);
}

function faultsOfParts(
  conditions: readonly Expression[],
  op: 'all' | 'any',
  logic: Logic,
): readonly LogicFault[] {
  const own = conditions.map((condition) => faultsWithin(condition, logic));
  const sound = partsOf(conditions.filter((_, i) => own[i].length === 0)).slice(0, MOST_PARTS);
  const apart = op === 'all' ? contradictions(sound, logic) : [];
  const faults = [...own.flat(), ...apart];
  return apart.length > 0 ? faults : [...faults, ...needlessParts(sound, op, logic)];
}

/** Each part that cannot be true together with those before it. */
function contradictions(parts: readonly Part[], logic: Logic): readonly LogicFault[] {
  const faults: LogicFault[] = [];
  const kept: Part[] = [];
  for (const part of parts) {
    if (logic.areApart([...kept.map(({ claim }) => claim), part.claim])) {
      const others = opponentsOf(part.claim, kept, logic).map(({ place }) => place);
      faults.push({ code: 'contradiction', path: part.place, ...besides(others) });
    } else kept.push(part);
  }
  return faults;
}

/** Parts that say no more than another: of which all must hold, or of which any may. */
function needlessParts(parts: readonly Part[], op: 'all' | 'any', logic: Logic): readonly LogicFault[] {
  const covers = (one: Part, other: Part): boolean =>
    op === 'all' ? logic.isAtMost(one.claim, other.claim) : logic.isAtMost(other.claim, one.claim);
  return parts.flatMap((part, i): LogicFault[] => {
    const by = parts.find((other, at) => at !== i && covers(other, part) && (at < i || !covers(part, other)));
    return by === undefined ? [] : [{ code: 'needless-test', path: part.place, ...besides([by.place]) }];
  });
}

function faultsOfTest(test: TestExpression, logic: Logic): readonly LogicFault[] {
  const faults = [...nameFaults(test), ...conditionsIn(test).flatMap((inner) => faultsWithin(inner, logic))];
  if (faults.length > 0) return faults;
  if (logic.isNeverTrue(claimOf(test))) return [{ code: 'never-true', path: test.place, values: {} }];
  if (isNeverFalse(test, logic)) return [{ code: 'never-false', path: test.place, values: {} }];
  return needlessValueTests(test, logic);
}

/** Tests of one value of which one says no more than another. */
function needlessValueTests({ path, test }: TestExpression, logic: Logic): readonly LogicFault[] {
  if (!('test' in test)) return [];
  return conjunctionsIn(test.test).flatMap((tests) => {
    const parts = tests.slice(0, MOST_PARTS).map((each): Part => {
      const ask: PathTest = { op: 'some', test: plain(each) };
      return { place: each.place, claim: claimOf({ op: 'test', path, test: ask, place: each.place }) };
    });
    return needlessParts(parts, 'all', logic);
  });
}

function conjunctionsIn(test: ValueTest): readonly (readonly ValueTest[])[] {
  if (test.op === 'not') return conjunctionsIn(test.test);
  return test.op === 'all' ? [test.tests, ...test.tests.flatMap(conjunctionsIn)] : [];
}
