/** What is wrong with the conditions of a rule by their form alone, before they have seen any fact. */
import { conditionsOf, isInherited, type Conditions, type ReadException } from '../evaluate.ts';
import type { Rule, RuleCase } from '../format.ts';
import type { KeyPath } from '../language/expression.ts';
import type { ParamDefault } from '../language/reader.ts';
import { defaultsOf } from '../params.ts';
import { claimOf, type Claim } from './claim.ts';
import { besides, conjunctsOf, faultsWithin, opponentsOf, partsOf, type Part } from './conditions.ts';
import type { LogicFault } from './fault.ts';
import { createLogic, type Logic } from './logic.ts';
import { impossibleValues, paramFaults } from './names.ts';
import { unknownFaults, wholeOf } from './unknown.ts';

/** What a rule writes itself, beside its conditions. */
export interface Own {
  /** Defaults that stand in its file. */
  readonly defaults: Readonly<Record<string, ParamDefault>>;
  readonly cases: readonly RuleCase[];
}

/**
 * Everything of a rule, read without a fault, that is well formed and cannot be meant. What it has from another rule
 * counts and is not told: it stands in another file.
 */
export function logicFaults(conditions: Conditions, { defaults, cases }: Own): readonly LogicFault[] {
  const logic = createLogic();
  const { where, unless, require } = conditions;
  const applies: Applies = { parts: partsOf(conjunctsOf(where)), logic };
  const within = [where, require].flatMap((condition) => faultsWithin(condition, logic));
  const excepted = unless.flatMap((exception, i) => [
    ...exceptionFaults(exception, applies),
    ...coveredFaults(exception, unless.slice(0, i), logic),
  ]);
  const faults = [...within, ...excepted];
  return [
    ...faults,
    ...(faults.length > 0 ? [] : unviolatedFaults(conditions, applies)),
    ...defaultFaults(defaults, conditions),
    ...unknownFaults(conditions, cases),
  ].filter(({ path }) => !isInherited(path));
}

/** Where a condition is asked: these hold. */
interface Applies {
  readonly parts: readonly Part[];
  readonly logic: Logic;
}

/** An exception that can never apply, or whose exceptions cannot. */
function exceptionFaults({ when, unless, place }: ReadException, applies: Applies): readonly LogicFault[] {
  const { parts, logic } = applies;
  const within = faultsWithin(when, logic);
  if (within.length > 0) return within;
  const claim = claimOf(when);
  if (logic.areApart([...parts.map((part) => part.claim), claim]))
    return [idle([...place, 'when'], opponentsOf(claim, parts, logic))];
  const inner: Applies = { parts: [...parts, ...partsOf(conjunctsOf(when))], logic };
  const always = unless.find((each) => each.unless.length === 0 && alwaysHolds(each, inner));
  if (always !== undefined)
    return [{ code: 'idle-exception', path: [...place, 'when'], ...besides([always.place]) }];
  return unless.flatMap((each, i) => [
    ...exceptionFaults(each, inner),
    ...coveredFaults(each, unless.slice(0, i), logic),
  ]);
}

function idle(path: KeyPath, others: readonly Part[]): LogicFault {
  return { code: 'idle-exception', path, ...besides(others.map(({ place }) => place)) };
}

/** Is the condition of an exception never false where it is asked? */
function alwaysHolds({ when }: ReadException, { parts, logic }: Applies): boolean {
  return logic.areApart([...parts.map(({ claim }) => claim), claimOf(when, true)]);
}

/** An exception of which an earlier one leaves nothing. */
function coveredFaults(
  { when, place }: ReadException,
  earlier: readonly ReadException[],
  logic: Logic,
): readonly LogicFault[] {
  const claim = claimOf(when);
  const by = earlier.find((other) => other.unless.length === 0 && logic.isAtMost(claim, claimOf(other.when)));
  if (by === undefined) return [];
  return [{ code: 'covered-exception', path: [...place, 'when'], ...besides([[...by.place, 'when']]) }];
}

/** A rule that nothing can violate: it asks what holds anyway, or excepts everything. */
function unviolatedFaults({ unless, require }: Conditions, applies: Applies): readonly LogicFault[] {
  const { parts, logic } = applies;
  const always = unless.find((each) => each.unless.length === 0 && alwaysHolds(each, applies));
  if (always !== undefined)
    return [neverViolated([...always.place, 'when'], claimOf(always.when, true), applies)];
  const opposite = claimOf(require, true);
  if (!logic.areApart([...parts.map(({ claim }) => claim), opposite])) return [];
  return [neverViolated(isInherited(require.place) ? ['where'] : ['require'], opposite, applies)];
}

function neverViolated(path: KeyPath, opposite: Claim, { parts, logic }: Applies): LogicFault {
  const others = opponentsOf(opposite, parts, logic);
  if (others.length === 0) return { code: 'never-false', path, values: {} };
  return { code: 'never-violated', path, ...besides(others.map(({ place }) => place)) };
}

/** Names that a rule cannot be given for one of its parameters; each is placed by its number. */
export function unfitNames(rule: Rule, param: string, names: readonly string[]): readonly LogicFault[] {
  return impossibleValues(param, names, wholeOf(conditionsOf(rule, defaultsOf(rule))));
}

/** Names in defaults of lists. */
function defaultFaults(defaults: Own['defaults'], conditions: Conditions): readonly LogicFault[] {
  const whole = wholeOf(conditions);
  return Object.entries(defaults).flatMap(([name, value]) =>
    typeof value === 'object' ? paramFaults(name, value, whole, ['params', name, 'default']) : [],
  );
}
