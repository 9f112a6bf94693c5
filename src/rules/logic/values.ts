/** What no single value can pass, and which tests of it follow from others. */
import { isAnyOf } from '../../model/taxonomy.ts';
import { matchesPattern } from '../language/evaluate.ts';
import type { Expression, ValueTest } from '../language/expression.ts';
import type { ValueType } from '../things/attribute.ts';
import { leaveNoRoom, compareDurations } from './bounds.ts';
import { operandKey, plain, valueKey } from './claim.ts';

/** What is known of the values at the end of a path. */
export interface Domain {
  readonly type: ValueType;
  /** The names there are, where that is a closed list. */
  readonly values?: readonly string[];
}

/** What is to be known of conditions on things. */
export interface OfConditions {
  /** Are these never all true of one thing? */
  areApart(conditions: readonly Expression[]): boolean;
  /** Is the answer of one never greater than that of the other? */
  isAtMost(condition: Expression, other: Expression): boolean;
}

/** Can no value pass all of these tests, which are plain? */
export function isImpossible(
  tests: readonly ValueTest[],
  { type, values }: Domain,
  conditions: OfConditions,
): boolean {
  const atoms = tests.flatMap(atomsOf);
  return (
    areOpposed(atoms) ||
    leavesNoName(atoms, values) ||
    areNamesApart(atoms) ||
    leaveNoRoom(
      atoms.flatMap((atom) => (atom.op === 'order' ? [atom] : [])),
      type,
    ) ||
    isOutOfTime(atoms) ||
    conditions.areApart(atoms.flatMap((atom) => (atom.op === 'where' ? [atom.condition] : [])))
  );
}

function atomsOf(test: ValueTest): readonly ValueTest[] {
  return test.op === 'all' ? test.tests.flatMap(atomsOf) : [test];
}

/** A test and its opposite. */
function areOpposed(atoms: readonly ValueTest[]): boolean {
  const keys = new Set(atoms.map(valueKey));
  return atoms.some((atom) => keys.has(valueKey(plain(atom, true))));
}

/** Of names that are all known, none is left. */
function leavesNoName(atoms: readonly ValueTest[], values: readonly string[] | undefined): boolean {
  const candidates = values ?? atoms.flatMap((atom) => (atom.op === 'is' ? (literalNames(atom) ?? []) : []));
  if (candidates.length === 0) return false;
  return !candidates.some((name) => atoms.every((atom) => mayPass(name, atom)));
}

/** Would a name pass? Yes where that cannot be told. */
function mayPass(name: string, atom: ValueTest): boolean {
  const isNegated = atom.op === 'not';
  const passes = nameTest(isNegated ? atom.test : atom);
  return passes === undefined || passes(name) !== isNegated;
}

/** A test of names that are written out. */
export function nameTest(test: ValueTest): ((name: string) => boolean) | undefined {
  if (test.op === 'matches') return (name) => matchesPattern(name, test.pattern);
  const names = literalNames(test);
  if (names === undefined) return undefined;
  return test.op === 'is' ? (name) => names.includes(name) : (name) => isAnyOf(name, names);
}

function literalNames(test: ValueTest): readonly string[] | undefined {
  return (test.op === 'is' || test.op === 'is-a') && 'literal' in test.names ? test.names.literal : undefined;
}

/** Branches of names that do not meet, or one that another leaves out; a pattern of stars leaves out everything. */
function areNamesApart(atoms: readonly ValueTest[]): boolean {
  const branches = atoms.flatMap((atom) => (atom.op === 'is-a' ? [literalNames(atom) ?? []] : []));
  const wanted = branches.filter((names) => names.length > 0);
  const left = atoms.flatMap((atom) =>
    atom.op === 'not' && atom.test.op === 'is-a' ? (literalNames(atom.test) ?? []) : [],
  );
  const meet = (a: readonly string[], b: readonly string[]): boolean =>
    a.some((name) => isAnyOf(name, b)) || b.some((name) => isAnyOf(name, a));
  return (
    wanted.some((names, i) => wanted.slice(i + 1).some((others) => !meet(names, others))) ||
    wanted.some((names) => names.every((name) => isAnyOf(name, left))) ||
    atoms.some((atom) => atom.op === 'not' && atom.test.op === 'matches' && /^\*+$/.test(atom.test.pattern))
  );
}

/** Lately, and not even in a longer time. */
function isOutOfTime(atoms: readonly ValueTest[]): boolean {
  const within = atoms.flatMap((atom) => (atom.op === 'within-last' ? [atom.duration] : []));
  const outside = atoms.flatMap((atom) =>
    atom.op === 'not' && atom.test.op === 'within-last' ? [atom.test.duration] : [],
  );
  return within.some((a) =>
    outside.some((b) => {
      if (operandKey(a) === operandKey(b)) return true;
      const sign = 'literal' in a && 'literal' in b ? compareDurations(a.literal, b.literal) : undefined;
      return sign !== undefined && sign <= 0;
    }),
  );
}

/** Is the answer of one test, for every value, never greater than that of another? Both are plain. */
export function entails(
  test: ValueTest,
  other: ValueTest,
  domain: Domain,
  conditions: OfConditions,
): boolean {
  if (valueKey(test) === valueKey(other)) return true;
  if (other.op === 'all') return other.tests.every((each) => entails(test, each, domain, conditions));
  if (test.op === 'all') return test.tests.some((each) => entails(each, other, domain, conditions));
  if (test.op === 'where' && other.op === 'where')
    return conditions.isAtMost(test.condition, other.condition);
  return isSimple(test) && isSimple(other) && isImpossible([test, plain(other, true)], domain, conditions);
}

/**
 * Is a test true or false of a value that is known, or open only for a range with numbers on both sides of a bound? Where
 * no value passes one such test and not the other, none leaves the one open and fails the other.
 */
function isSimple(test: ValueTest): boolean {
  const { op } = test.op === 'not' ? test.test : test;
  return op !== 'where' && op !== 'same-as' && op !== 'all';
}
