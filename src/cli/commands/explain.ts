import type { Paint } from '../../report/layout.ts';
import type { Rule } from '../../rules/format.ts';
import { builtInPack, builtInPacks } from '../../rules/built-in.ts';
import { nearestRule, rulesCalled } from '../../run/packs.ts';
import { Exit, UsageError } from '../exit.ts';
import { jsonText } from '../../report/json-text.ts';
import { allPacks, unsound } from '../known-packs.ts';
import type { Outcome } from '../outcome.ts';

/**
 * Explains a rule of a built-in pack or of the workspace around the working folder, by its full id or, where that is
 * unique, its name. Throws UsageError.
 */
export async function runExplain(
  name: string,
  format: string,
  paint: Paint,
  workingFolder: string,
): Promise<Outcome> {
  const own = builtInPacks().flatMap((pack) => pack.rules);
  const builtIn = own.find(({ id }) => id === name);
  if (builtIn !== undefined) return { out: await explained(builtIn, format, paint), exit: Exit.clean };
  const known = allPacks(workingFolder);
  if (known.problems.length > 0) return unsound(known, paint, 'nothing was explained');
  const rule = ruleNamed(
    name,
    known.packs.flatMap(({ pack }) => pack.rules),
  );
  const reviewed = known.packs.find(({ pack }) => pack.pack === rule.pack)?.pack.reviewed;
  return { out: await explained(rule, format, paint, reviewed), exit: Exit.clean };
}

async function explained(
  rule: Rule,
  format: string,
  paint: Paint,
  reviewed = builtInPack(rule.pack)?.reviewed,
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('../../report/explain.ts')).explainRule(rule, { paint, reviewed });
    case 'markdown':
      return (await import('../../report/rule-page.ts')).rulePage(rule, { reviewed });
    case 'json':
      return ruleJson(rule);
    default:
      throw new UsageError(`there is no format ${format}; the formats of a rule are text, markdown and json`);
  }
}

function ruleJson({ id, pack, ...rest }: Rule): string {
  return jsonText({ version: 1, id, pack, ...rest });
}

function ruleNamed(name: string, rules: readonly Rule[]): Rule {
  const named = rulesCalled(name, rules);
  if (named.length === 1) return named[0];
  const ids = rules.map(({ id }) => id);
  if (named.length > 1) throw new UsageError(`${name} is ambiguous: ${named.map(({ id }) => id).join(', ')}`);
  const suggestion = nearestRule(name, rules);
  throw new UsageError(
    `there is no rule ${name}; ${suggestion === undefined ? `the rules are ${ids.join(', ')}` : `did you mean ${suggestion}?`}`,
  );
}
