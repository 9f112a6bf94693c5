/** The report for people at a terminal: what happened, why it matters, what to do, with the path. */
import type { Act } from '../findings/acts.ts';
import type { CustodyStep, Finding, Span } from '../findings/finding.ts';
import { escapeLine, escapeText } from '../manifest/escape.ts';
import { lineIndex, type Lines } from '../manifest/lines.ts';
import { byCodePoint } from '../model/names.ts';
import type { CheckResult } from '../findings/result.ts';
import { mostSerious, omittedFrom, omittedWords } from './bound.ts';
import { comparisonText } from './comparison.ts';
import { codeFrame } from './frame.ts';
import { plain, table, wrap, type Paint } from './layout.ts';
import { ruledLines } from './ruled.ts';
import { problemsText, type ProblemOptions } from './problems.ts';
import type { Reporter } from './reporter.ts';
import { counted } from '../rules/language/wording.ts';
import {
  actMessage,
  actReferences,
  actRemedy,
  closestWords,
  comparedWords,
  exposedWords,
  scopeWords,
  stepNotes,
  summaryWords,
} from './words.ts';
import { keptWords, MADE, waysOf } from './ways.ts';

/** How a text report is written. */
export interface TextOptions extends ProblemOptions {
  /** Lines of a file, for code frames; those of its text when absent. */
  readonly linesOf?: (path: string) => Lines | undefined;
  /** The acts to be told, in order; all of them when absent. */
  readonly shown?: readonly Act[];
  /** Is it told what each rule was asked? */
  readonly verbose?: boolean;
}

export const reportText: Reporter = (checked, { limit, paint, verbose }) => {
  const acts = checked.map(({ result }) => (result?.acts ?? []).filter(({ isKnown }) => !isKnown));
  const shown = mostSerious(acts, limit, ({ findings: [lead] }) => lead);
  return checked
    .map(({ prefix, result, problems, textOf, linesOf, comparison }, i) => {
      const options = { prefix, paint, verbose, textOf };
      const report =
        result === undefined
          ? problemsText(problems, options)
          : textReport(result, { ...options, linesOf, shown: shown[i] });
      const change = comparison && comparisonText(comparison, { paint, prefix, isBesideFindings: true });
      const whole = change === undefined ? report : `${report}\n${change}`;
      return checked.length > 1 ? `${paint('strong', escapeLine(prefix || './'))}\n\n${whole}` : whole;
    })
    .join('\n');
};

interface Page {
  readonly paint: Paint;
  readonly width: number;
  readonly prefix: string;
  frameOf(place: Span): readonly string[];
}

const LABEL = 10;

/** Writes a result; ends with a line end. */
export function textReport(result: CheckResult, options: TextOptions): string {
  const page = pageOf(options);
  // What was there before is counted and not told again.
  const open = result.acts.filter(({ isKnown }) => !isKnown);
  const { shown = open, verbose = false } = options;
  const blocks = shown.map((act) => actBlock(act, page));
  const rest = restLines(open, shown);
  const asked = verbose ? [ruledLines(result)] : [];
  return (
    [...blocks, ...rest, ...asked, footer(result, shown, page)]
      .map((lines) => lines.join('\n'))
      .join('\n\n') + '\n'
  );
}

/** What a bound leaves untold is counted. */
function restLines(acts: readonly Act[], shown: readonly Act[]): readonly string[][] {
  const leadOf = ({ findings: [lead] }: Act): Finding => lead;
  const omitted = omittedFrom(acts.map(leadOf), shown.map(leadOf));
  if (omitted === undefined) return [];
  const count = counted(omitted.count, 'act is', 'acts are');
  return [[`${count} not shown (${omittedWords(omitted)}); --max-findings all shows every one`]];
}

function pageOf({ paint = plain, width = 112, prefix = '', textOf, linesOf }: TextOptions): Page {
  const linesIn = linesOf ?? lineIndex(textOf);
  return {
    paint,
    width,
    prefix,
    frameOf({ file, start, end }) {
      const lines = linesIn(file);
      return lines === undefined ? [] : codeFrame(lines, start, end);
    },
  };
}

function actBlock(act: Act, page: Page): string[] {
  const [first] = act.findings;
  const labelled = (name: string, lines: readonly string[]): string[] =>
    lines.map(
      (line, i) => `  ${i === 0 ? page.paint('quiet', name.padEnd(LABEL)) : ' '.repeat(LABEL)}${line}`,
    );
  const prose = (name: string, text: string): string[] => labelled(name, wrap(text, page.width - LABEL - 2));
  const closest = [...new Set(act.findings.flatMap((f) => (f.closest ? [closestWords(f.closest)] : [])))];
  return [
    heading(act, page),
    '',
    ...wrap(actMessage(act), page.width - 2).map((line) => `  ${line}`),
    '',
    ...(first.place ? [...page.frameOf(first.place).map((line) => `    ${line}`), ''] : []),
    ...labelled('custody', custodyLines(act)),
    ...(act.exposed ? prose('exposed', exposedWords(act.exposed)) : []),
    ...(first.compared ? prose('limits', comparedWords(first.compared)) : []),
    ...closest.slice(0, 3).flatMap((words, i) => prose(i === 0 ? 'closest' : '', words)),
    ...unstatedLines(act).flatMap((words, i) => prose(i === 0 ? 'state' : '', words)),
    ...(first.waived ?? []).flatMap((reason, i) => prose(i === 0 ? 'waived' : '', reason)),
    ...prose('subject', act.findings.map(({ subject }) => subject).join(', ')),
    ...prose('why', first.rationale),
    ...prose('to fix', actRemedy(act)),
    ...prose('see', `${actReferences(act).join('; ')}; flowdown explain ${first.rule}`),
  ];
}

function heading({ findings, isWaived }: Act, { paint, prefix }: Page): string {
  const [{ place, severity, verdict, rule }] = findings;
  const where = place === undefined ? 'workspace' : `${prefix}${place.file}:${place.line}:${place.column}`;
  const label = isWaived ? 'waived' : verdict === 'undecided' ? `undecided (${severity})` : severity;
  const style = isWaived ? 'quiet' : verdict === 'violation' && severity === 'error' ? 'error' : 'warning';
  return `${paint('strong', escapeLine(where))}   ${paint(style, label)}   ${rule}${sinceWords(findings)}`;
}

function sinceWords(findings: readonly Finding[]): string {
  const since = findings.map((finding) => finding.since).sort(byCodePoint)[0];
  return findings[0].isLater ? `   from ${since} on` : '';
}

/** The way of each datum. Acts that follow from this one stand at the end. */
function custodyLines(act: Act): string[] {
  const ways = waysOf(act);
  const later = act.consequences.flatMap(({ findings: [first] }) => first.custody.slice(-1));
  return ways.flatMap(({ steps, data }) => [
    ...(ways.length > 1 ? [`${data.join(', ')}:`] : []),
    ...table([...stepRows(steps), ...later.map((step) => stepRow(step, '(consequence)'))]),
  ]);
}

function stepRows(steps: readonly CustodyStep[]): string[][] {
  const notes = stepNotes(steps);
  return steps.map((step, i) => (step.omitted === undefined ? stepRow(step, notes[i]) : [`> (${notes[i]})`]));
}

function stepRow({ step, system, zone, keepers }: CustodyStep, note: string): string[] {
  const made = MADE[step];
  const kept = keptWords({ keepers });
  return [
    made === undefined ? `> ${step}` : system,
    `${made === undefined ? system : ''}`,
    zone,
    kept,
    note || (made ?? ''),
  ];
}

function unstatedLines({ findings }: Act): string[] {
  return [...new Set(findings.flatMap(({ unstated }) => unstated))];
}

function footer(result: CheckResult, shown: readonly Act[], page: Page): string[] {
  const { at, horizon, summary, findings, notes, absent, limitedTo } = result;
  const { violations, undecided, complies } = summary;
  const until = horizon === undefined ? '' : ` until ${horizon}`;
  const style = violations > 0 ? 'error' : undecided > 0 ? 'warning' : 'good';
  return [
    ...ranking(findings.filter(({ known: from }) => from === undefined)),
    ...askingLines(shown, at, page),
    ...notes.map((note) => `note: ${escapeText(note)}`),
    ...absent.map((sentence) => page.paint('warning', escapeText(sentence))),
    `as of ${at}${until}   ${scopeWords(result)}`,
    `${page.paint(style, summaryWords(summary))}   (acts; ${counted(findings.length, 'single finding')} by rule, data and owner${limitedTo ? '' : `; ${counted(complies, 'check')} passed`})`,
  ];
}

// What a shell could take for something else, even in quotes, is not offered to be pasted there.
const SAFE = /^[\w.:/|+@-]*$/;

/** How to ask why, shown on the first finding of that day; the bars need the quotes. */
function askingLines(shown: readonly Act[], at: string, { prefix }: Page): string[] {
  const named = shown
    .flatMap(({ findings }) => findings)
    .filter(({ isLater }) => isLater !== true)
    .map(({ rule, subject }) => `${rule}|${subject}`)
    .find((text) => SAFE.test(text));
  if (named === undefined) return [];
  const path = prefix === '' ? '' : ` ${SAFE.test(prefix) ? prefix.replace(/\/$/, '') : '<path>'}`;
  return [`why a finding? flowdown explain --finding "${named}"${path} --at ${at}`, ''];
}

/** Fields that undecided findings hang on, the ones that most of them name first. */
function ranking(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>();
  for (const { unstated } of findings) {
    for (const field of unstated) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || byCodePoint(a[0], b[0]));
  const shown = ranked.slice(0, 10).map(([field, count]) => [field, counted(count, 'undecided finding')]);
  const more = ranked.length > 10 ? [`  and ${counted(ranked.length - 10, 'more field')}`] : [];
  return ['To decide what is open, state:', ...table(shown).map((line) => `  ${line}`), ...more, ''];
}
