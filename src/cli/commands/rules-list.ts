import { byCodePoint } from '../../model/names.ts';
import { table, type Paint } from '../../report/layout.ts';
import { levelWords } from '../../report/rule-words.ts';
import type { Pack } from '../../rules/format.ts';
import { counted } from '../../rules/language/wording.ts';
import { Exit, UsageError } from '../exit.ts';
import { jsonText } from '../../report/json-text.ts';
import { allPacks, packsNamed, unsound } from '../known-packs.ts';
import type { Outcome } from '../outcome.ts';

/** Lists the rules of packs; of all built-in ones and those of the workspace where none is named. Throws UsageError. */
export async function runRulesList(
  names: readonly string[],
  format: string,
  paint: Paint,
  workingFolder: string,
): Promise<Outcome> {
  if (format !== 'text' && format !== 'json') {
    throw new UsageError(`there is no format ${format}; the formats of rules list are text and json`);
  }
  const known = names.length === 0 ? allPacks(workingFolder) : packsNamed(names, workingFolder);
  if (known.problems.length > 0) return unsound(known, paint, 'nothing was listed');
  const packs = known.packs.map(({ pack }) => pack).sort((a, b) => byCodePoint(a.pack, b.pack));
  return { out: format === 'json' ? listJson(packs) : listText(packs, paint), exit: Exit.clean };
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
