/** Tests that are unknown where nobody states something, in rules that show no thought of that. */
import { isInherited, type Conditions, type ReadException } from '../evaluate.ts';
import type { RuleCase } from '../format.ts';
import type { Expression, KeyPath } from '../language/expression.ts';
import { conditionsIn, pathsIn, testsIn } from '../language/walk.ts';
import type { LogicFault } from './fault.ts';

/** A path that a test looks at; the paths of things that it starts from tell those of different things apart. */
interface Look {
  readonly path: string;
  readonly from: string;
  readonly place: KeyPath;
  readonly mayBeUnknown: boolean;
  readonly asksStated: boolean;
}

/** Each path that may be unknown, of a rule without a case that is undecided, and without a word on whether it is stated. */
export function unknownFaults(conditions: Conditions, cases: readonly RuleCase[]): readonly LogicFault[] {
  if (cases.some(({ verdict }) => verdict === 'undecided')) return [];
  const looks = wholeOf(conditions).flatMap((condition) => looksIn(condition, ''));
  const told = new Set<string>();
  return looks.flatMap((look): LogicFault[] => {
    const { path, from, place, mayBeUnknown, asksStated } = look;
    const key = JSON.stringify([from, path]);
    const isThought = !mayBeUnknown || asksStated || looks.some((other) => coversUnknown(other, look));
    if (isThought || isInherited(place) || told.has(key)) return [];
    told.add(key);
    return [{ code: 'unthought-unknown', path: place, values: { path } }];
  });
}

/** Does it ask whether the path is stated, or one that goes further? */
function coversUnknown(other: Look, { path, from }: Look): boolean {
  return other.asksStated && other.from === from && `${other.path}.`.startsWith(`${path}.`);
}

/** Every condition of a rule. */
export function wholeOf({ where, unless, require }: Conditions): readonly Expression[] {
  const ofException = (exception: ReadException): readonly Expression[] => [
    exception.when,
    ...exception.unless.flatMap(ofException),
  ];
  return [where, ...unless.flatMap(ofException), require];
}

function looksIn(condition: Expression, from: string): readonly Look[] {
  return testsIn(condition).flatMap((question): readonly Look[] => {
    // It hangs on flows that do not say what they carry, and on no attribute.
    if (question.op === 'only-via') return [];
    const { path, test, place } = question;
    return [
      ...[path, ...pathsIn(test)].map(({ text, mayBeUnknown }) => ({
        path: text,
        from,
        place,
        mayBeUnknown,
        asksStated: test.op === 'stated',
      })),
      ...conditionsIn(question).flatMap((inner) => looksIn(inner, `${from}${path.text}.`)),
    ];
  });
}
