import { CHANGE_RULES, type ChangeRule } from '../../compare/change-rules.ts';
import type { Paint } from '../../report/layout.ts';
import type { Rule } from '../../rules/format.ts';
import { builtInPack, builtInPacks } from '../../rules/built-in.ts';
import { nearestRule, rulesCalled } from '../../run/packs.ts';
import { Exit, UsageError } from '../exit.ts';
import { jsonText } from '../../report/json-text.ts';
import { allPacks, unsound } from '../known-packs.ts';
import type { Outcome } from '../outcome.ts';

/**
 * Explains a rule of a built-in pack or of the workspace around the working folder, or what is found in comparisons alone, by
 * its full id or, where that is unique, its name. Throws UsageError.
 */
export async function runExplain(
  name: string,
  format: string,
  paint: Paint,
  workingFolder: string,
): Promise<Outcome> {
  const own: readonly Explained[] = [...builtInPacks().flatMap((pack) => pack.rules), ...CHANGE_RULES];
  const builtIn = own.find(({ id }) => id === name);
  if (builtIn !== undefined) return { out: await explained(builtIn, format, paint), exit: Exit.clean };
  const known = allPacks(workingFolder);
  if (known.problems.length > 0) return unsound(known, paint, 'nothing was explained');
  const rules = known.packs.flatMap(({ pack }) => pack.rules);
  const rule = ruleNamed<Explained>(name, [...rules, ...CHANGE_RULES]);
  const reviewed = known.packs.find(({ pack }) => 'pack' in rule && pack.pack === rule.pack)?.pack.reviewed;
  return { out: await explained(rule, format, paint, reviewed), exit: Exit.clean };
}

type Explained = Rule | ChangeRule;

async function explained(rule: Explained, format: string, paint: Paint, reviewed?: string): Promise<string> {
  switch (format) {
    case 'text': {
      const { explainChangeRule, explainRule } = await import('../../report/explain.ts');
      if (!('pack' in rule)) return explainChangeRule(rule, { paint });
      return explainRule(rule, { paint, reviewed: reviewed ?? builtInPack(rule.pack)?.reviewed });
    }
    case 'markdown': {
      const { changeRulePage, rulePage } = await import('../../report/rule-page.ts');
      if (!('pack' in rule)) return changeRulePage(rule);
      return rulePage(rule, { reviewed: reviewed ?? builtInPack(rule.pack)?.reviewed });
    }
    case 'json':
      return ruleJson(rule);
    default:
      throw new UsageError(`there is no format ${format}; the formats of a rule are text, markdown and json`);
  }
}

function ruleJson(rule: Explained): string {
  const { id, pack, ...rest } = 'pack' in rule ? rule : { pack: 'change', ...rule };
  return jsonText({ version: 1, id, pack, ...rest });
}

function ruleNamed<T extends Pick<Rule, 'id'>>(name: string, rules: readonly T[]): T {
  const named = rulesCalled(name, rules);
  if (named.length === 1) return named[0];
  const ids = rules.map(({ id }) => id);
  if (named.length > 1) throw new UsageError(`${name} is ambiguous: ${named.map(({ id }) => id).join(', ')}`);
  const suggestion = nearestRule(name, rules);
  throw new UsageError(
    `there is no rule ${name}; ${suggestion === undefined ? `the rules are ${ids.join(', ')}` : `did you mean ${suggestion}?`}`,
  );
}
