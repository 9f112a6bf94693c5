/** Rules -> what SARIF says of them, whatever was found. */
import { quoteText } from '../manifest/escape.ts';
import { joined } from '../model/names.ts';
import { paramNames } from '../rules/evaluate.ts';
import type { Rule, Severity } from '../rules/format.ts';

export type SarifLevel = 'error' | 'warning' | 'note';

/** The word of SARIF for a severity. */
export function levelOf(severity: Severity): SarifLevel {
  return severity === 'info' ? 'note' : severity;
}

/** The word of GitHub for a severity of a rule that has no score. */
const PROBLEM_SEVERITY: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
};

/** GitHub cuts longer descriptions. */
const DESCRIPTION_LIMIT = 1000;

/** A rule as a reporting descriptor; the level is the rule's own, results have that of the configuration. */
export function ruleDescriptor(rule: Rule): object {
  const sections = sectionsOf(rule);
  return {
    id: rule.id,
    name: nameOf(rule.id),
    shortDescription: { text: quoteText(`${rule.title}.`, DESCRIPTION_LIMIT) },
    fullDescription: { text: quoteText(rule.rationale, DESCRIPTION_LIMIT) },
    help: { text: helpText(sections), markdown: helpMarkdown(sections) },
    defaultConfiguration: { level: levelOf(rule.severity) },
    properties: {
      tags: [rule.pack, rule.for],
      // What is declared is decided exactly, and what is not declared is said to be undecided. There is no
      // security-severity: nothing that a rule knows would justify a score.
      precision: 'very-high',
      'problem.severity': PROBLEM_SEVERITY[rule.severity],
    },
  };
}

/** `core/opaque-flow` as `OpaqueFlow`, as SARIF viewers expect names. */
function nameOf(id: string): string {
  const words = id.slice(id.indexOf('/') + 1).split('-');
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

function sectionsOf(rule: Rule): readonly Section[] {
  const { title, severity, refines, message, rationale, remedy, unless = [], references, params = {} } = rule;
  const refined =
    refines === undefined ? '' : ` It refines ${joined([refines].flat())} and leads where both object.`;
  const all: Section[] = [
    {
      title: 'What it asks',
      lines: [`${title}. It looks at each ${rule.for}; severity ${severity}.${refined}`],
    },
    { title: 'A violation reads', lines: [message] },
    { title: 'Why', lines: [rationale] },
    { title: 'What to do', lines: [remedy] },
    { title: 'Except', lines: unless.map(({ because }) => because) },
    {
      title: 'Parameters',
      lines: Object.entries(params).map(
        ([name, { default: value, description }]) =>
          `${name}: ${description} ${paramNames(value).join(', ')} by default.`,
      ),
    },
    { title: 'Where it comes from', lines: references },
    { title: 'More', lines: [`flowdown explain ${rule.id}`] },
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

function helpText(sections: readonly Section[]): string {
  return sections.map(({ title, lines }) => `${title}: ${lines.join('; ')}`).join('\n\n');
}

function helpMarkdown(sections: readonly Section[]): string {
  return sections
    .map(({ title, lines }) => {
      const [first, ...others] = lines.map(markdown);
      return `## ${title}\n\n${others.length === 0 ? first : [first, ...others].map((line) => `- ${line}`).join('\n')}`;
    })
    .join('\n\n');
}

/** Prose stays prose, and its placeholders are set apart. */
function markdown(text: string): string {
  return text.replace(/[\\`*_<>[\]|#]/g, '\\$&').replace(/\{([\w-]+)\}/g, '*$1*');
}
