/** Rules in Kleene's logic: `where` and not `unless` and not `require`; true is a violation, unknown undecided. */
import type { Facts } from '../analysis/facts.ts';
import { lazily } from '../analysis/lazily.ts';
import { and, FALSE, not, TRUE, UNKNOWN, type Truth } from '../analysis/truth.ts';
import type { FactKind } from './kinds/kind.ts';
import type { Exception, Rule } from './format.ts';
import { compile, type Need, type Params, type Predicate } from './language/evaluate.ts';
import type { Expression, KeyPath } from './language/expression.ts';
import { formOf } from './language/form.ts';
import { parseCondition } from './language/parse.ts';
import type { Reader } from './language/reader.ts';
import { isPath, pathNames, pathOf } from './language/path.ts';
import { durationWords, grouped } from './language/wording.ts';
import { KINDS } from './vocabulary.ts';

export type { Params } from './language/evaluate.ts';

/** What a rule says of one fact. */
export type Verdict = 'violation' | 'undecided' | 'complies' | 'not-applicable';

/** A rule made ready for the facts of one check. */
export interface CompiledRule extends Judge {
  readonly rule: Rule;
  readonly kind: FactKind;
  /** Equal for rules that ask the same of the same facts. */
  readonly form: string;
  /** What stands for the placeholders of its texts. */
  words(i: number): Readonly<Record<string, readonly string[]>>;
}

/** The conditions of a rule once they are read. */
export interface Conditions {
  readonly kind: FactKind;
  readonly where: Expression;
  readonly unless: readonly ReadException[];
  readonly require: Expression;
}

/** An exception once it is read. */
export interface ReadException {
  readonly when: Expression;
  readonly because: string;
  readonly unless: readonly ReadException[];
  readonly place: KeyPath;
}

/** What conditions say of one fact. */
export interface Judge {
  verdict(i: number): Verdict;
  /** Does it concern the fact: does `where` hold, and no exception? */
  applies(i: number): Truth;
  /** Fields to state, where the verdict is undecided. */
  unstated(i: number): readonly string[];
  /** It concerns no fact for which one of these is false. */
  readonly needs: readonly Need[];
}

const LIKE = 'like';

/** Does a place belong to the rule that another is like? */
export function isInherited([first]: KeyPath): boolean {
  return first === LIKE;
}

/** Reads the conditions of a rule, which has been checked. */
export function conditionsOf(rule: Rule, params: Params): Conditions {
  const kind = KINDS[rule.for];
  const { attributes, presence } = kind;
  const reader: Reader = { attributes, presence, about: rule.for, params, used: new Set(), faults: [] };
  const exceptions = (written: readonly Exception[], place: KeyPath): readonly ReadException[] =>
    written.map(({ when, because, unless = [] }, i) => {
      const here = [...place, String(i)];
      const inner = exceptions(unless, [...here, 'unless']);
      return { when: parseCondition(when, [...here, 'when'], reader), because, unless: inner, place: here };
    });
  const own = parseCondition(rule.where ?? {}, ['where'], reader);
  const { inherited } = rule;
  if (rule.like === undefined) {
    const unless = exceptions(rule.unless ?? [], ['unless']);
    return { kind, where: own, unless, require: parseCondition(rule.require, ['require'], reader) };
  }
  // What comes from another rule has places that its file does not have.
  const taken = parseCondition(inherited?.where ?? {}, [LIKE, 'where'], reader);
  return {
    kind,
    // Nothing to drop, where the rule adds nothing.
    where: rule.where === undefined ? taken : { op: 'all', parts: [taken, own], place: [LIKE] },
    unless: [
      ...exceptions(inherited?.unless ?? [], [LIKE, 'unless']),
      ...exceptions(rule.unless ?? [], ['unless']),
    ],
    require: parseCondition(rule.require, [LIKE, 'require'], reader),
  };
}

/** Compiles a rule, which has been checked, to closures over the facts. */
export function compileRule(rule: Rule, params: Params, facts: Facts): CompiledRule {
  const read = conditionsOf(rule, params);
  const { kind } = read;
  // Most rules find nothing, and have no words to say about it.
  const words = lazily(() => wordsOf(rule, kind, params, facts));
  return {
    rule,
    kind,
    form: `${rule.for}: ${judgeForm(read, params)}`,
    ...judgeBy(read, params, facts),
    words: (i) => words()(i),
  };
}

function judgeForm({ where, unless, require }: Conditions, params: Params): string {
  const exceptionForm = (exception: ReadException): string =>
    `${formOf(exception.when, params)} unless(${exception.unless.map(exceptionForm).join()})`;
  return `${formOf(where, params)} unless(${unless.map(exceptionForm).join()}) ${formOf(require, params)}`;
}

/** Compiles conditions to closures over the facts. */
export function judgeBy(conditions: Conditions, params: Params, facts: Facts): Judge {
  const { kind } = conditions;
  const predicate = (expression: Expression): Predicate => compile(expression, params, facts);
  const where = predicate(conditions.where);
  const exceptions = conditions.unless.map((exception) => excepted(exception, predicate));
  const required = predicate(conditions.require);
  const [concerns, complies] = [where.holds, required.holds];
  const exempt = exceptions.map(({ holds }) => holds);
  const applies = (i: number): Truth => {
    let answer = concerns(i);
    for (let at = 0; at < exempt.length && answer !== FALSE; at++) answer = and(answer, not(exempt[at](i)));
    return answer;
  };
  const all = [where, ...exceptions, required];
  return {
    needs: where.needs ?? [],
    applies,
    verdict: (i) => {
      const applicable = applies(i);
      if (applicable === FALSE) return 'not-applicable';
      const violated = and(applicable, not(complies(i)));
      if (violated === FALSE) return 'complies';
      return violated === TRUE && kind.isCertain(facts, i) ? 'violation' : 'undecided';
    },
    unstated: (i) => {
      const open = all.flatMap((each) => (each.holds(i) === UNKNOWN ? each.unstated(i) : []));
      return [...new Set([...open, ...(kind.isCertain(facts, i) ? [] : kind.doubts(facts, i))])];
    },
  };
}

/** An exception holds where its condition does and none of its own exceptions. */
export function excepted(
  { when, unless }: Pick<ReadException, 'when' | 'unless'>,
  predicate: (expression: Expression) => Predicate,
): Predicate {
  const condition = predicate(when);
  const inner = unless.map((exception) => excepted(exception, predicate));
  return {
    holds: (i) => {
      let answer = condition.holds(i);
      for (let at = 0; at < inner.length && answer !== FALSE; at++) {
        answer = and(answer, not(inner[at].holds(i)));
      }
      return answer;
    },
    unstated: (i) =>
      [condition, ...inner].flatMap((each) => (each.holds(i) === UNKNOWN ? each.unstated(i) : [])),
  };
}

/** Words of a fact, its paths, and the parameters of the rule, as far as the texts of the rule ask for them. */
function wordsOf(rule: Rule, kind: FactKind, params: Params, facts: Facts): CompiledRule['words'] {
  const asked = placeholdersOf(rule);
  const paths = asked.flatMap((name) => {
    const path = kind.placeholders.includes(name) ? undefined : pathOf(name, kind.attributes);
    return path !== undefined && isPath(path) ? [{ name, path }] : [];
  });
  const ofParams = Object.fromEntries(
    asked.filter((name) => Object.hasOwn(params, name)).map((name) => [name, paramNames(params[name])]),
  );
  return (i) => ({
    ...ofParams,
    ...Object.fromEntries(paths.map(({ name, path }) => [name, pathNames(path, facts, i)])),
    ...Object.fromEntries(
      Object.entries(kind.words(facts, i)).map(([name, words]) => [name, [words].flat()]),
    ),
  });
}

/** Placeholders of the message and the remedy. */
export function placeholdersOf({ message, remedy }: Pick<Rule, 'message' | 'remedy'>): readonly string[] {
  return [...new Set([...`${message} ${remedy}`.matchAll(/\{([\w.-]+)\}/g)].map(([, name]) => name))];
}

/** A parameter as people read it: names to be joined. */
export function paramNames(value: Params[string]): readonly string[] {
  if (typeof value === 'number') return [grouped(value)];
  return typeof value === 'string' ? [durationWords(value)] : value;
}
