import { nearest } from '../../manifest/nearest.ts';
import type { Paint } from '../../report/layout.ts';
import type { Rule } from '../../rules/format.ts';
import { builtInPack, builtInPacks } from '../../rules/built-in.ts';
import { Exit, UsageError } from '../exit.ts';
import { jsonText } from '../json.ts';
import type { Outcome } from './check.ts';

/** Explains a rule, by its full id or, where that is unique, its name. Throws UsageError. */
export async function runExplain(name: string, format: string, paint: Paint): Promise<Outcome> {
  return { out: await explained(ruleNamed(name), format, paint), exit: Exit.clean };
}

async function explained(rule: Rule, format: string, paint: Paint): Promise<string> {
  const reviewed = builtInPack(rule.pack)?.reviewed;
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

function ruleNamed(name: string): Rule {
  const rules = builtInPacks().flatMap((pack) => pack.rules);
  const named = rules.filter(({ id }) => id === name || id.endsWith(`/${name}`));
  if (named.length === 1) return named[0];
  const ids = rules.map(({ id }) => id);
  if (named.length > 1) throw new UsageError(`${name} is ambiguous: ${named.map(({ id }) => id).join(', ')}`);
  const suggestion =
    nearest(name, ids) ??
    nearest(
      name,
      ids.map((id) => id.slice(id.indexOf('/') + 1)),
    );
  throw new UsageError(
    `there is no rule ${name}; ${suggestion === undefined ? `the rules are ${ids.join(', ')}` : `did you mean ${suggestion}?`}`,
  );
}
