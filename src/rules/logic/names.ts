/** Names in conditions that cannot be, of attributes whose names are a closed list, and names that others cover. */
import { nearest } from '../../manifest/nearest.ts';
import { isA } from '../../model/taxonomy.ts';
import { matchesPattern } from '../language/evaluate.ts';
import type { Expression, KeyPath, TestExpression, ValueTest } from '../language/expression.ts';
import type { Path } from '../language/path.ts';
import { conditionsIn, testsIn } from '../language/walk.ts';
import type { LogicFault } from './fault.ts';

/** A test of names at the end of a path. */
interface NameTest {
  readonly path: Path;
  readonly test: ValueTest & { readonly op: 'is' | 'is-a' | 'matches' };
}

/** What is wrong with the names that are written out in a test, those in conditions on things aside. */
export function nameFaults(expression: TestExpression): readonly LogicFault[] {
  return ownNameTests(expression).flatMap((each) => {
    const { test } = each;
    if (test.op === 'matches') return impossibleNames([test.pattern], [each], () => test.place);
    if (!('literal' in test.names)) return [];
    const names = test.names.literal;
    const placeOf = (i: number): KeyPath => (isList(test) ? [...test.place, String(i)] : test.place);
    const impossible = impossibleNames(names, [each], placeOf);
    return impossible.length > 0 ? impossible : needlessNames(names, test.op === 'is-a', placeOf);
  });
}

/** What is wrong with the names that are given for a parameter, which stand in a list at a place. */
export function paramFaults(
  param: string,
  names: readonly string[],
  conditions: readonly Expression[],
  place: KeyPath,
): readonly LogicFault[] {
  const uses = usesOf(param, conditions);
  if (uses.length === 0) return [];
  const placeOf = (i: number): KeyPath => [...place, String(i)];
  const impossible = impossibleNames(names, uses, placeOf);
  const isBranches = uses.every(({ test }) => test.op === 'is-a');
  return impossible.length > 0 ? impossible : needlessNames(names, isBranches, placeOf);
}

/** Names given for a parameter that cannot be, wherever the rule uses it. */
export function impossibleValues(
  param: string,
  names: readonly string[],
  conditions: readonly Expression[],
): readonly LogicFault[] {
  return impossibleNames(names, usesOf(param, conditions), (i) => [String(i)]);
}

function usesOf(param: string, conditions: readonly Expression[]): readonly NameTest[] {
  return conditions
    .flatMap(nameTestsIn)
    .filter(({ test }) => test.op !== 'matches' && 'param' in test.names && test.names.param === param);
}

function nameTestsIn(condition: Expression): readonly NameTest[] {
  return testsIn(condition).flatMap((each) => [
    ...(each.op === 'test' ? ownNameTests(each) : []),
    ...conditionsIn(each).flatMap(nameTestsIn),
  ]);
}

function ownNameTests({ path, test }: TestExpression): readonly NameTest[] {
  return 'test' in test ? nameTestsOf(path, test.test) : [];
}

function nameTestsOf(path: Path, test: ValueTest): readonly NameTest[] {
  switch (test.op) {
    case 'is':
    case 'is-a':
    case 'matches':
      return [{ path, test }];
    case 'not':
      return nameTestsOf(path, test.test);
    case 'all':
      return test.tests.flatMap((each) => nameTestsOf(path, each));
    default:
      return [];
  }
}

/** Does a test of names list them, rather than have one in its place? */
function isList({ place }: ValueTest): boolean {
  return ['one-of', 'is-a'].includes(place[place.length - 1]);
}

/** Names that no attribute in question can have; one that some can have has its use. */
function impossibleNames(
  names: readonly string[],
  uses: readonly NameTest[],
  placeOf: (i: number) => KeyPath,
): readonly LogicFault[] {
  return names.flatMap((name, i): LogicFault[] => {
    const [first] = uses;
    if (first === undefined || uses.some((use) => canBe(name, use))) return [];
    const { path } = first;
    const known = path.values ?? [];
    const suggestion = nearest(name, known);
    const values = {
      path: path.text,
      name,
      known: known.join(', '),
      ...(suggestion !== undefined && { suggestion }),
      ...(name === 'unknown' && { stated: '"stated: false"' }),
    };
    return [{ code: 'impossible-name', path: placeOf(i), values }];
  });
}

function canBe(name: string, { path: { values }, test }: NameTest): boolean {
  if (values === undefined) return true;
  switch (test.op) {
    case 'is':
      return values.includes(name);
    case 'is-a':
      return values.some((value) => isA(value, name));
    case 'matches':
      return values.some((value) => matchesPattern(value, name));
    default:
      return test satisfies never;
  }
}

/** Names that stand in their list before, or below another of it. */
function needlessNames(
  names: readonly string[],
  areBranches: boolean,
  placeOf: (i: number) => KeyPath,
): readonly LogicFault[] {
  return names.flatMap((name, i): LogicFault[] => {
    const other = names.find((each, at) => (each === name ? at < i : areBranches && isA(name, each)));
    if (other === undefined) return [];
    return [{ code: 'needless-name', path: placeOf(i), values: { name, other } }];
  });
}
