/** A rule told to people: what it asks, why, what to do, where it comes from, and cases. */
import { wholeConditions } from '../rules/complete.ts';
import { paramNames } from '../rules/evaluate.ts';
import type { Rule } from '../rules/format.ts';
import { joined } from '../model/names.ts';
import { plain, wrap, type Paint } from './layout.ts';
import { VERDICT_WORDS } from './rule-page.ts';

/** Writes a rule; ends with a line end. */
export function explainRule(
  rule: Rule,
  { paint = plain, width = 100 }: { paint?: Paint; width?: number } = {},
): string {
  const prose = (text: string): string[] => wrap(text, width - 2).map((line) => `  ${line}`);
  const section = (title: string, lines: readonly string[]): string[] => [
    '',
    paint('strong', title),
    ...lines,
  ];
  const bullets = (texts: readonly string[]): string[] =>
    texts.flatMap((text) => wrap(text, width - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`));
  const { unless = [] } = wholeConditions(rule);
  return [
    `${paint('strong', rule.id)}   ${rule.severity}${rule.refines === undefined ? '' : `   refines ${joined([rule.refines].flat())}`}`,
    ...section('What it asks', prose(`${rule.title}. It looks at each ${rule.for}.`)),
    ...section('A violation reads', prose(rule.message)),
    ...section('Why', prose(rule.rationale)),
    ...section('What to do', prose(rule.remedy)),
    ...(rule.params === undefined
      ? []
      : section(
          'Parameters',
          bullets(
            Object.entries(rule.params).map(
              ([name, { default: value, description }]) =>
                `${name}: ${description} ${paramNames(value).join(', ')} by default.`,
            ),
          ),
        )),
    ...(unless.length === 0 ? [] : section('Except', bullets(unless.map(({ because }) => because)))),
    ...section('Where it comes from', bullets(rule.references)),
    ...section(
      'Cases',
      bullets(rule.cases.map(({ title, verdict }) => `${title}: ${VERDICT_WORDS[verdict]}`)),
    ),
    '',
  ].join('\n');
}
