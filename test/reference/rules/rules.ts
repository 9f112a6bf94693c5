import { readdirSync } from 'node:fs';
import { all, not, type Verdict } from '../kleene.ts';
import { CLAUSES, FOLDER, yamlIn } from './files.ts';
import { holds, type Params, type Scope } from './conditions.ts';
import { KINDS } from './kinds.ts';
import type { World } from './world.ts';

export interface Exception {
  when: unknown;
  unless?: Exception[];
}

/** What the reference reads of a rule. */
export interface RuleText {
  id: string;
  /** The rule that it is like, from which it has the rest. */
  like?: string;
  /** Why it is off unless it is asked for. */
  status?: 'preview' | 'template' | 'optional';
  severity?: 'info' | 'warning' | 'error';
  for: string;
  params?: Record<string, { default: Params[string] }>;
  where?: unknown;
  unless?: Exception[];
  require: unknown;
  cases: RuleCase[];
}

export interface RuleCase {
  title: string;
  verdict: 'violates' | 'complies' | 'undecided' | 'not-applicable';
  manifest: object;
  at?: string;
  subject?: string;
  /** The parties that the file speaks for. */
  trust?: string[];
  required?: string[];
}

export type RuleVerdict = 'violation' | 'undecided' | 'complies' | 'not-applicable';

/** The packs there are: every folder. */
export const PACKS: string[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => name !== 'clauses');

interface WrittenRule extends Omit<RuleText, 'params'> {
  rule: string;
  params?: Record<string, { default?: Params[string]; from?: { clause: string; parameter: string } }>;
}

const NO_RULES = ['pack.yaml', 'clauses.yaml', 'taxonomy.yaml'];

const WRITTEN: WrittenRule[] = PACKS.flatMap((pack) =>
  yamlIn(pack)
    .filter(({ file }) => !NO_RULES.includes(file))
    .map(({ value }) => ({ ...(value as WrittenRule), id: `${pack}/${(value as WrittenRule).rule}` })),
);

/** Every rule of every pack. */
export const RULES: RuleText[] = WRITTEN.map(complete);

/** The same, by their packs. */
export const RULES_BY_PACK = new Map(
  PACKS.map((pack) => [pack, RULES.filter(({ id }) => packOf(id) === pack)]),
);

/** The pack in the id of a rule. */
export function packOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

/** A rule that is like another has what that has, beside its own conditions and with its own parameters. */
function complete(written: WrittenRule): RuleText {
  const params: Record<string, { default: Params[string] }> = {};
  for (const [name, { default: value, from }] of Object.entries(written.params ?? {})) {
    const found = from === undefined ? value : clauseValue(from.clause, from.parameter);
    if (found !== undefined) params[name] = { default: found };
  }
  if (written.like === undefined) return { ...written, params };
  const base = complete(WRITTEN.find(({ id }) => id === written.like) as WrittenRule);
  return {
    ...written,
    for: base.for,
    params: { ...base.params, ...params },
    where: { all: [base.where ?? {}, written.where ?? {}] },
    unless: [...(base.unless ?? []), ...(written.unless ?? [])],
    require: base.require,
  };
}

function clauseValue(clause: string, parameter: string): Params[string] | undefined {
  const { effective = {}, parameters = {} } = CLAUSES[clause];
  if (parameter === 'effective.from') return effective.from;
  if (parameter === 'effective.until') return effective.until;
  return parameters[parameter].value;
}

/** Section 11: what a rule says of each fact of its kind. */
export function verdicts(rule: RuleText, world: World): { subject: string; verdict: RuleVerdict }[] {
  const kind = KINDS[rule.for];
  const params = Object.fromEntries(
    Object.entries(rule.params ?? {}).map(([name, param]) => [name, param.default]),
  );
  return kind.facts(world).map((fact) => ({
    subject: kind.subject(fact),
    verdict: verdictOf(
      rule,
      { world, params, attributes: kind.attributes, of: fact, presence: kind.presence?.(world, fact) },
      kind.certain(fact),
    ),
  }));
}

/** `where`, and none of `unless`, and not `require`; a violation that rests on a may-fact is undecided. */
function verdictOf(rule: RuleText, scope: Scope, isCertain: boolean): RuleVerdict {
  const applies = all([
    holds(rule.where ?? {}, scope),
    ...(rule.unless ?? []).map((exception) => not(excepts(exception, scope))),
  ]);
  if (applies === 'false') return 'not-applicable';
  const violated = all([applies, not(holds(rule.require, scope))]);
  if (violated === 'false') return 'complies';
  return violated === 'true' && isCertain ? 'violation' : 'undecided';
}

/** An exception holds when its condition does, and none of its own exceptions. */
function excepts({ when, unless }: Exception, scope: Scope): Verdict {
  return all([holds(when, scope), ...(unless ?? []).map((inner) => not(excepts(inner, scope)))]);
}
