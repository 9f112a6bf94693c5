import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { all, not, type Verdict } from '../kleene.ts';
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

const FOLDER = join(import.meta.dirname, '../../../rules');

/** The packs there are: every folder. */
export const PACKS: string[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Every rule of every pack. */
export const RULES: RuleText[] = PACKS.flatMap((pack) =>
  readdirSync(join(FOLDER, pack))
    .filter((file) => file.endsWith('.yaml') && file !== 'pack.yaml')
    .map((file) => {
      const rule = parse(readFileSync(join(FOLDER, pack, file), 'utf8')) as RuleText & { rule: string };
      return { ...rule, id: `${pack}/${rule.rule}` };
    }),
);

/** Section 11: what a rule says of each fact of its kind. */
export function verdicts(rule: RuleText, world: World): { subject: string; verdict: RuleVerdict }[] {
  const kind = KINDS[rule.for];
  const params = Object.fromEntries(
    Object.entries(rule.params ?? {}).map(([name, param]) => [name, param.default]),
  );
  return kind.facts(world).map((fact) => ({
    subject: kind.subject(fact),
    verdict: verdictOf(rule, { world, params, attributes: kind.attributes, of: fact }, kind.certain(fact)),
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
