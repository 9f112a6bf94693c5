import { nearest } from '../../manifest/nearest.ts';
import { table, type Paint } from '../../report/layout.ts';
import { levelWords } from '../../report/rule-words.ts';
import type { Pack } from '../../rules/format.ts';
import { counted } from '../../rules/language/wording.ts';
import { builtInPacks } from '../../rules/built-in.ts';
import { Exit, UsageError } from '../exit.ts';
import { jsonText } from '../json.ts';
import type { Outcome } from './check.ts';

/** Lists the rules of packs, of all packs where none is named. Throws UsageError. */
export function runRulesList(names: readonly string[], format: string, paint: Paint): Outcome {
  if (format !== 'text' && format !== 'json') {
    throw new UsageError(`there is no format ${format}; the formats of rules list are text and json`);
  }
  const packs = packsNamed(names);
  return { out: format === 'json' ? listJson(packs) : listText(packs, paint), exit: Exit.clean };
}

function packsNamed(names: readonly string[]): readonly Pack[] {
  const packs = builtInPacks();
  const known = packs.map(({ pack }) => pack);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) {
    return names.length === 0 ? packs : packs.filter(({ pack }) => names.includes(pack));
  }
  const suggestion = nearest(unknown, known);
  const help = suggestion === undefined ? `the packs are ${known.join(', ')}` : `did you mean ${suggestion}?`;
  throw new UsageError(`there is no pack ${unknown}; ${help}`);
}

function listJson(packs: readonly Pack[]): string {
  const rules = packs.flatMap((pack) =>
    pack.rules.map(({ id, severity, status, for: kind, title }) => ({
      id,
      severity,
      ...(status && { status }),
      kind,
      title,
    })),
  );
  return jsonText({ version: 1, rules });
}

function listText(packs: readonly Pack[], paint: Paint): string {
  const blocks = packs.map(({ pack, title, rules }) => [
    `${paint('strong', pack)}   ${title}; ${counted(rules.length, 'rule')}`,
    '',
    ...table(rules.map((rule) => [`  ${rule.id}`, levelWords(rule), rule.for, rule.title])),
  ]);
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
