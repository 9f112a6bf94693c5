/** Rules and packs as pages of Markdown. */
import type { ChangeRule } from '../compare/change-rules.ts';
import { escapeText } from '../manifest/escape.ts';
import { joined } from '../model/names.ts';
import { wholeConditions } from '../rules/complete.ts';
import { paramNames } from '../rules/evaluate.ts';
import type { Exception, Pack, Rule, RuleCase } from '../rules/format.ts';
import { code, markdown } from './markdown.ts';
import { caseWords, clauseWords, COMPARISONS, levelWords, reviewWords, statusWords } from './rule-words.ts';
import { yamlText } from './yaml.ts';

/** How a page is written. */
export interface PageOptions {
  /** Links to the pages of other rules and of the vocabulary, from where pages stand: docs/rules/<pack>/<name>.md. */
  readonly isLinked?: boolean;
  /** A line for whoever edits the page, hidden from who reads it. */
  readonly note?: string;
  /** Day of the last review of its pack. */
  readonly reviewed?: string;
}

const FILLED_IN = 'What stands in braces is filled in from the fact.';

/** Writes all there is to a rule; ends with a line end. */
export function rulePage(rule: Rule, { isLinked = false, note, reviewed }: PageOptions = {}): string {
  const link = (text: string, target: string): string => (isLinked ? `[${text}](${target})` : text);
  return page([
    `# ${prose(rule.title)}`,
    aboutLine(rule, link),
    ...noteLines(note),
    ...statusParts(rule, link),
    '## Why',
    prose(rule.rationale),
    '## What to do',
    template(rule.remedy),
    '## A violation reads',
    template(rule.message),
    FILLED_IN,
    ...parameterParts(rule),
    ...exceptionParts(rule),
    '## Its conditions',
    ...conditionParts(rule),
    '## Where it comes from',
    rule.references.map((reference) => `- ${prose(reference)}`).join('\n'),
    reviewWords(reviewed),
    '## Cases',
    `Each is a whole manifest but for its first line, ${code('flowdown: 1')}, and the only file of its workspace.`,
    ...rule.cases.flatMap(caseParts),
  ]);
}

/** Writes what is found in comparisons alone; ends with a line end. */
export function changeRulePage(rule: ChangeRule): string {
  return page([
    `# ${prose(rule.title)}`,
    `${code(rule.id)}; severity ${rule.severity}`,
    prose(COMPARISONS),
    '## When it is found',
    prose(`Found when ${rule.when}.`),
    '## Why',
    prose(rule.rationale),
    '## What to do',
    template(rule.remedy),
    '## A violation reads',
    template(rule.message),
    FILLED_IN,
    '## Where it comes from',
    rule.references.map((reference) => `- ${prose(reference)}`).join('\n'),
  ]);
}

type Link = (text: string, target: string) => string;

function aboutLine({ id, severity, for: kind, refines = [] }: Rule, link: Link): string {
  const general = [refines].flat().map((each) => link(code(each), `../${each}.md`));
  return [
    code(id),
    `severity ${severity}`,
    `looks at each ${link(kind, `../../vocabulary.md#${kind}`)}`,
    ...(general.length === 0 ? [] : [`refines ${joined(general)}`]),
  ].join('; ');
}

/** Is it off by itself, and is it an instance of another? */
function statusParts(rule: Rule, link: Link): string[] {
  const status = statusWords(rule);
  const { like } = rule;
  return [
    ...(status === undefined ? [] : [prose(status)]),
    ...(like === undefined
      ? []
      : [
          `It is like ${link(code(like), `../${like}.md`)}: it looks at the same facts and asks the same, with parameters of its own.`,
        ]),
  ];
}

function parameterParts({ params }: Rule): string[] {
  if (params === undefined) return [];
  const entries = Object.entries(params);
  const hasClauses = entries.some(([, { from }]) => from !== undefined);
  const rows = entries.map(([name, { default: value, description, from }]) => [
    code(name),
    paramNames(value).map(code).join(', '),
    ...(hasClauses ? [from === undefined ? '' : prose(clauseWords(from))] : []),
    prose(description),
  ]);
  const head = ['parameter', 'default', ...(hasClauses ? ['comes from'] : []), 'what it is'];
  return ['## Parameters', tableText([head, ...rows])];
}

function exceptionParts(rule: Rule): string[] {
  const { unless } = wholeConditions(rule);
  return unless === undefined ? [] : ['## Exceptions', exceptionLines(unless, '').join('\n')];
}

function exceptionLines(exceptions: readonly Exception[], indent: string): string[] {
  return exceptions.flatMap(({ because, unless = [] }) => [
    `${indent}- ${prose(because)}${unless.length === 0 ? '' : '; but not when:'}`,
    ...exceptionLines(unless, `${indent}  `),
  ]);
}

/** The rule looks at what is in `where`, leaves out what is in `unless`, and asks for what is in `require`. */
function conditionParts(rule: Rule): string[] {
  const { where, unless } = wholeConditions(rule);
  const conditions = unless?.map(conditionsOnly);
  return [fenced(yamlText({ where, unless: conditions, require: rule.require }, { open: 2 }))];
}

// The reasons are told above.
function conditionsOnly({ when, unless }: Exception): object {
  return { when, unless: unless?.map(conditionsOnly) };
}

function caseParts(ruleCase: RuleCase): string[] {
  const [verdict, day, ...rest] = caseWords(ruleCase, code);
  const told = [`**${verdict}**, ${day}`, ...rest];
  return [`### ${prose(ruleCase.title)}`, `${told.join('; ')}.`, fenced(yamlText(ruleCase.manifest))];
}

/** A pack as the index of rules tells of it. */
export interface IndexedPack {
  readonly pack: Pack;
  /** Link to a page of its own, where it has one. */
  readonly more?: string;
}

/** Writes the page that lists the rules of packs, with links to the page of each; ends with a line end. */
export function ruleIndexPage(packs: readonly IndexedPack[], note?: string): string {
  return page([
    '# The rules that exist',
    'A rule looks at one kind of fact. The page of each has why it asks what it asks, what to do about a violation, and ' +
      'small manifests with what the rule says of them. How rules are written is in [rules.md](../rules.md), how to ' +
      'change a severity or switch a rule off in [configuration.md](../configuration.md#packs-rules-severities).',
    ...noteLines(note),
    ...packs.flatMap(packParts),
  ]);
}

function packParts({ pack: { pack, title, description, reviewed, rules }, more }: IndexedPack): string[] {
  const templates = rules.filter(isTemplate);
  const others = rules.filter((rule) => !isTemplate(rule));
  return [
    `## ${prose(pack)}`,
    `**${prose(title)}.** ${prose(description)}`,
    `${reviewWords(reviewed)}${more === undefined ? '' : ` More on it is in [${more}](../${more}).`}`,
    ...(others.length === 0 ? [] : [tableText([RULE_HEAD, ...others.map(ruleRow)])]),
    ...(templates.length === 0 ? [] : templateParts(pack, templates)),
  ];
}

function isTemplate({ status }: Rule): boolean {
  return status === 'template';
}

/** Templates stand apart: they find nothing until somebody asks for them. */
function templateParts(pack: string, templates: readonly Rule[]): string[] {
  return [
    `### Templates of ${prose(pack)}`,
    'Off until a configuration gives them a severity. Other rules fill them in; how is in ' +
      '[rules.md](../rules.md#templates-and-rules-that-are-like-others).',
    tableText([TEMPLATE_HEAD, ...templates.map(templateRow)]),
  ];
}

const RULE_HEAD = ['rule', 'asks that', 'looks at', 'severity', 'refines'];
const TEMPLATE_HEAD = ['template', 'asks that', 'looks at', 'severity', 'parameters'];

function ruleRow(rule: Rule): string[] {
  const general = [rule.refines ?? []].flat().map((each) => `[${code(each)}](${each}.md)`);
  return [...commonCells(rule), general.join(', ')];
}

function templateRow(rule: Rule): string[] {
  return [
    ...commonCells(rule),
    Object.keys(rule.params ?? {})
      .map(code)
      .join(', '),
  ];
}

function commonCells(rule: Rule): string[] {
  const { id, title, for: kind, severity } = rule;
  // That templates are off stands above their table.
  const level = isTemplate(rule) ? severity : levelWords(rule);
  return [`[${code(id)}](${id}.md)`, prose(title), `[${kind}](../vocabulary.md#${kind})`, level];
}

function page(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

function noteLines(note: string | undefined): string[] {
  return note === undefined ? [] : [`<!-- ${note} -->`];
}

/** Text of a rule on one line. */
function prose(text: string): string {
  return markdown(oneLine(text));
}

/** Text with its placeholders as code. */
function template(text: string): string {
  const parts = oneLine(text).split(/(\{[\w.-]+\})/);
  return parts.map((part, at) => (at % 2 === 1 ? code(part) : markdown(part))).join('');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function tableText([head, ...rows]: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  // A bar ends a cell even inside code.
  return lines
    .map((row) => `| ${row.map((cell) => cell.replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`)
    .join('\n');
}

/** A block of YAML, whatever backticks are in it. */
function fenced(yaml: string): string {
  const longest = Math.max(2, ...(yaml.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}yaml\n${escapedLines(yaml)}${fence}`;
}

function escapedLines(text: string): string {
  return text.split('\n').map(escapeText).join('\n');
}
