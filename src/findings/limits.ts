/** Limits of several rules on the same fact: the shortest that applies leads, and all that were compared are told. */
import { TRUE, FALSE } from '../analysis/truth.ts';
import { parseDay, parseDuration, secondsFrom } from '../manifest/calendar.ts';
import { byCodePoint, joined } from '../model/names.ts';
import { paramNames, type CompiledRule, type Params } from '../rules/evaluate.ts';
import type { Rule } from '../rules/format.ts';
import type { ComparedLimit } from './finding.ts';

/** The limits that rules of one family set. */
export interface Limits {
  /** Those that concern a fact that a rule looks at, the shortest first; none where the rule sets no limit. */
  concerning(rule: Rule, i: number): readonly ComparedLimit[];
}

interface Limit {
  readonly compiled: CompiledRule;
  readonly size: number;
  readonly told: ComparedLimit;
}

/** Gathers the limits of rules that are on, at a day. */
export function limitsOf(
  rules: readonly { readonly active: { readonly params: Params }; readonly compiled: CompiledRule }[],
  at: number,
): Limits {
  const families = new Map<string, Limit[]>();
  for (const { active, compiled } of rules) {
    const { id, family, limit, params = {} } = compiled.rule;
    if (limit === undefined) continue;
    const value = active.params[limit];
    // A number from the configuration is no longer that of the clause.
    const isOfClause = String(params[limit].default) === String(value);
    const clause = isOfClause ? params[limit].from?.cite : undefined;
    const told = { rule: id, limit: joined(paramNames(value)), ...(clause !== undefined && { clause }) };
    families.set(family, [...(families.get(family) ?? []), { compiled, size: sizeOf(value, at), told }]);
  }
  for (const limits of families.values()) {
    limits.sort((a, b) => a.size - b.size || byCodePoint(a.told.rule, b.told.rule));
  }
  return {
    concerning: ({ family, limit }, i) =>
      limit === undefined
        ? []
        : (families.get(family) ?? []).flatMap(({ compiled, told }) => {
            const applies = compiled.applies(i);
            return applies === FALSE ? [] : [applies === TRUE ? told : { ...told, isOpen: true }];
          }),
  };
}

/** A limit as a number to sort by. */
function sizeOf(value: Params[string], at: number): number {
  if (typeof value === 'number') return value;
  const duration = parseDuration(String(value));
  return duration === undefined ? (parseDay(String(value)) ?? 0) : secondsFrom(at, duration);
}
