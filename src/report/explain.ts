/** A rule told to people: what it asks, why, what to do, where it comes from, and cases. */
import { escapeText } from '../manifest/escape.ts';
import type { ChangeRule } from '../compare/change-rules.ts';
import { wholeConditions } from '../rules/complete.ts';
import { joined } from '../model/names.ts';
import { paramNames } from '../rules/evaluate.ts';
import type { Exception, Param, Rule, RuleCase } from '../rules/format.ts';
import { plain, wrap, type Paint } from './layout.ts';
import { caseWords, clauseWords, COMPARISONS, levelWords, reviewWords, statusWords } from './rule-words.ts';
import { yamlText } from './yaml.ts';

/** How a rule is told. */
export interface RuleTextOptions {
  readonly paint?: Paint;
  readonly width?: number;
  /** Day of the last review of its pack. */
  readonly reviewed?: string;
}

/** The parts of which such a text is made. */
function partsOf(paint: Paint, width: number) {
  return {
    prose: (text: string): string[] => wrap(text, width - 2).map((line) => `  ${line}`),
    section: (title: string, lines: readonly string[]): string[] =>
      lines.length === 0 ? [] : ['', paint('strong', title), ...lines],
    bullets: (texts: readonly string[], indent = 2): string[] =>
      texts.flatMap((text) =>
        wrap(text, width - indent - 2).map(
          (line, i) => `${' '.repeat(indent)}${i === 0 ? '- ' : '  '}${line}`,
        ),
      ),
  };
}

/** Writes what is found in comparisons alone; ends with a line end. */
export function explainChangeRule(
  { id, severity, title, when, message, rationale, remedy, references }: ChangeRule,
  { paint = plain, width = 100 }: RuleTextOptions = {},
): string {
  const { prose, section, bullets } = partsOf(paint, width);
  return [
    `${paint('strong', id)}   ${severity}`,
    ...section('What it asks', prose(`${title}.`)),
    ...section('When it is found', prose(`${COMPARISONS} Found when ${when}.`)),
    ...section('A violation reads', prose(message)),
    ...section('Why', prose(rationale)),
    ...section('What to do', prose(remedy)),
    ...section('Where it comes from', bullets(references)),
  ]
    .join('\n')
    .concat('\n');
}

/** Writes a rule; ends with a line end. */
export function explainRule(
  rule: Rule,
  { paint = plain, width = 100, reviewed }: RuleTextOptions = {},
): string {
  const { prose, section, bullets } = partsOf(paint, width);
  const exceptions = (all: readonly Exception[], indent = 2): string[] =>
    all.flatMap(({ because, unless = [] }) => [
      ...bullets([unless.length === 0 ? because : `${because}; but not when:`], indent),
      ...exceptions(unless, indent + 2),
    ]);
  const { id, title, refines, like, params = {}, references, cases } = rule;
  const { unless = [] } = wholeConditions(rule);
  const status = statusWords(rule);
  return [
    `${paint('strong', id)}   ${levelWords(rule)}${refines === undefined ? '' : `   refines ${joined([refines].flat())}`}`,
    ...section('Is it on?', status === undefined ? [] : prose(status)),
    ...section('What it asks', [
      ...prose(`${title}. It looks at each ${rule.for}.`),
      ...(like === undefined ? [] : prose(`It is like ${like}, with parameters of its own.`)),
    ]),
    ...section('A violation reads', prose(rule.message)),
    ...section('Why', prose(rule.rationale)),
    ...section('What to do', prose(rule.remedy)),
    ...section('Parameters', bullets(Object.entries(params).map(paramText))),
    ...section('Except', exceptions(unless)),
    ...section('Where it comes from', [...bullets(references), ...prose(reviewWords(reviewed))]),
    ...section(
      'Cases',
      cases.flatMap((each) => ['', ...bullets([caseTitle(each)]), ...caseLines(each)]),
    ),
  ]
    .join('\n')
    .concat('\n');
}

function paramText([name, { default: value, description, from }]: readonly [string, Param]): string {
  const origin = from === undefined ? '' : ` (${clauseWords(from)})`;
  return `${name}: ${description} ${paramNames(value).join(', ')} by default${origin}.`;
}

function caseTitle(ruleCase: RuleCase): string {
  const [verdict, day, ...rest] = caseWords(ruleCase);
  return `${ruleCase.title}: ${[`${verdict}, ${day}`, ...rest].join('; ')}`;
}

/** The manifest of a case, as the example that it is. */
function caseLines({ manifest }: RuleCase): string[] {
  const lines = yamlText(manifest).trimEnd().split('\n');
  return ['', ...lines.map((line) => `      ${escapeText(line)}`)];
}
