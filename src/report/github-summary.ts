/** The summary of a GitHub job, in Markdown: what came of the check, the most serious acts, and what is settled. */
import type { Act } from '../findings/acts.ts';
import type { CheckResult } from '../findings/result.ts';
import { escapeText, quoteText } from '../manifest/escape.ts';
import { mostSerious } from './bound.ts';
import { isOpen } from './github.ts';
import { markdown } from './markdown.ts';
import { folderName, type Reported, type Reporter } from './reporter.ts';
import { spotter, type Spot, type Spotter } from './spots.ts';
import { problemsOf } from './told.ts';
import { counted } from '../rules/language/wording.ts';
import { actMessage, actToDo, scopeWords, summaryWords } from './words.ts';

/** GitHub drops a summary of more than a mebibyte; so many acts, with texts so long, are less. */
const ACTS = 100;
const TEXT = 600;

export const reportGithubSummary: Reporter = (workspaces, { limit }) => {
  const acts = workspaces.map(({ result }) => (result?.acts ?? []).filter(({ isKnown }) => !isKnown));
  const shown = mostSerious(acts, Math.min(limit, ACTS), ({ findings: [lead] }) => lead);
  const sections = workspaces.map((workspace, at) => sectionOf(workspace, shown[at], acts[at].length));
  return `${sections.flat().join('\n')}\n`;
};

function sectionOf(workspace: Reported, shown: readonly Act[], total: number): readonly string[] {
  const { result } = workspace;
  const spotOf = spotter(workspace);
  const title = `## Data flows in ${code(folderName(workspace))}`;
  if (result === undefined) return [title, '', ...problemLines(workspace, spotOf)];
  const left = total - shown.length;
  return [
    title,
    '',
    `**${summaryWords(result.summary)}** as of ${result.at}: ${scopeWords(result)}.`,
    ...paragraphs(result.absent),
    ...actTable(shown.filter(isOpen), spotOf),
    ...paragraphs(left > 0 ? [`${counted(left, 'act is', 'acts are')} not shown here`] : []),
    ...waivedTable(shown.filter(({ isWaived }) => isWaived)),
    ...paragraphs(notesOf(result)),
    '',
  ];
}

function notesOf({ notes }: CheckResult): readonly string[] {
  const shown = notes.slice(0, ACTS).map((note) => `Note: ${note}`);
  const left = notes.length - shown.length;
  return left > 0 ? [...shown, `${counted(left, 'note is', 'notes are')} not shown here`] : shown;
}

function paragraphs(sentences: readonly string[]): readonly string[] {
  return sentences.flatMap((sentence) => ['', `${inert(sentence)}.`]);
}

function problemLines(workspace: Reported, spotOf: Spotter): readonly string[] {
  const problems = problemsOf(workspace, spotOf);
  const shown = problems.slice(0, ACTS);
  const left = problems.length - shown.length;
  return [
    `**${counted(problems.length, 'problem')}; nothing was checked.**`,
    ...tableOf(
      ['where', 'problem', 'what'],
      shown.map(({ code: name, text, spot }) => [where(spot), code(name), inert(text)]),
    ),
    ...paragraphs(left > 0 ? [`${counted(left, 'problem is', 'problems are')} not shown here`] : []),
    '',
  ];
}

function actTable(acts: readonly Act[], spotOf: Spotter): readonly string[] {
  return tableOf(
    ['', 'where', 'what', 'what to do', 'rule'],
    acts.map((act) => {
      const [{ place, severity, verdict, rule }] = act.findings;
      const label = verdict === 'undecided' ? `undecided (${severity})` : severity;
      return [label, where(spotOf(place)), inert(actMessage(act)), inert(actToDo(act)), code(rule)];
    }),
  );
}

function waivedTable(acts: readonly Act[]): readonly string[] {
  return tableOf(
    ['waived', 'rule', 'because'],
    acts.map(({ findings }) => [
      code(findings.map(({ subject }) => subject).join(', ')),
      code(findings[0].rule),
      inert((findings[0].waived ?? []).join('; ')),
    ]),
  );
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return ['', line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function where({ path, line }: Spot): string {
  return code(`${path}:${line}`);
}

/** A piece of code that stands in a table as well: neither bars nor backticks end it. */
function code(text: string): string {
  const shown = quoteText(text, TEXT).replace(/[|`]/g, (mark) => `\\u{${mark.charCodeAt(0).toString(16)}}`);
  return `\`${shown}\``;
}

// What GitHub makes a link of although it is escaped: addresses, people, issues.
const LINKED = /[@#]|:(?=\/\/)|\bwww(?=\.)|\bGH(?=-\d)/gi;

/** Text of others as text: no link, no picture, no tag, nobody who is called. */
function inert(text: string): string {
  return markdown(quoteText(escapeText(text), TEXT)).replace(LINKED, (mark) => `${mark}<!-- -->`);
}
