/** The comment on a change: what it lets whom reach, what it breaks and mends, and what it does to the gate. */
import type { Comparison, EntryChange, FieldChange, FindingChange } from '../../compare/comparison.ts';
import type { Act } from '../../findings/acts.ts';
import { isSettled, type Finding } from '../../findings/finding.ts';
import type { Summary } from '../../findings/result.ts';
import { joined } from '../../model/names.ts';
import { counted, grouped } from '../../rules/language/wording.ts';
import { mostSerious } from '../bound.ts';
import { comment, folded, type Part } from './comment.ts';
import { codeCell, codeText, placeText } from './escape.ts';
import { actItem, findingItem, shortItem } from './findings.ts';
import { addedItem, gainedIn, gainSentence, groupsOf, REACH_HEAD, reachRow } from './reach.ts';
import { wayDrawing } from './way.ts';

/** How a comparison is told. */
export interface ComparisonOptions {
  /** New findings that are told in full. */
  readonly limit: number;
  /** Put before the paths of files. */
  readonly prefix?: string;
  /** Counts of the head, for what was known and what is waived. */
  readonly summary?: Summary;
  /** What was found in the head and is neither known nor waived, told as a check tells it; by single findings when absent. */
  readonly acts?: readonly Act[];
}

/** The comment of a comparison; ends with a line end. */
export function comparisonMarkdown(comparison: Comparison, options: ComparisonOptions): string {
  const { prefix = '', limit, acts } = options;
  const sorted = sortedFindings(comparison.findings);
  const told = toldOf(sorted, acts, prefix);
  return comment(`**${gainSentence(comparison)}${findingSentence(told, sorted.fixed)}.**`, [
    ...gatePart(comparison),
    ...reachParts(comparison),
    ...list('New violations:\n\n', told.violations, limit),
    ...foldedList('new, and undecided', told.undecided, limit),
    ...foldedShort('fixed', sorted.fixed, prefix),
    ...foldedShort('moved, or less than before', sorted.moved, prefix),
    ...foldedList('new, and waived', itemsOf(sorted.settled, prefix), limit),
    ...lostPart(comparison),
    ...entryPart('Authorizations, contracts and access', comparison.statements, prefix),
    ...entryPart('Other entries', comparison.entries, prefix),
    aboutPart(comparison, options),
  ]);
}

interface SortedFindings {
  readonly violations: readonly Finding[];
  readonly undecided: readonly Finding[];
  /** New, but accepted already. */
  readonly settled: readonly Finding[];
  readonly fixed: readonly Finding[];
  readonly moved: readonly Finding[];
}

function sortedFindings(changes: readonly FindingChange[]): SortedFindings {
  const now = (fates: readonly FindingChange['fate'][]): Finding[] =>
    changes.flatMap(({ fate, after }) => (fates.includes(fate) && after !== undefined ? [after] : []));
  const added = now(['new', 'worsened']);
  const open = added.filter((finding) => !isSettled(finding));
  return {
    violations: open.filter(({ verdict }) => verdict === 'violation'),
    undecided: open.filter(({ verdict }) => verdict === 'undecided'),
    settled: added.filter(isSettled),
    fixed: changes.flatMap(({ fate, before }) => (fate === 'fixed' && before !== undefined ? [before] : [])),
    moved: now(['moved', 'eased']),
  };
}

/** Something that is found, with the finding that says how serious it is. */
interface Item {
  readonly lead: Finding;
  text(): string;
}

interface Told {
  readonly violations: readonly Item[];
  readonly undecided: readonly Item[];
}

/** What is new: acts, of which one may be several findings, or the findings themselves. */
function toldOf(
  { violations, undecided }: SortedFindings,
  acts: readonly Act[] | undefined,
  prefix: string,
): Told {
  if (acts === undefined) {
    return { violations: itemsOf(violations, prefix), undecided: itemsOf(undecided, prefix) };
  }
  const items = (verdict: Act['verdict']): readonly Item[] =>
    acts
      .filter((act) => act.verdict === verdict)
      .map((act) => ({ lead: act.findings[0], text: () => actItem(act, prefix) }));
  return { violations: items('violation'), undecided: items('undecided') };
}

function itemsOf(findings: readonly Finding[], prefix: string): readonly Item[] {
  return findings.map((lead) => ({ lead, text: () => findingItem(lead, prefix) }));
}

function findingSentence({ violations, undecided }: Told, fixed: readonly Finding[]): string {
  const words = [
    ...(violations.length > 0 ? [`adds ${counted(violations.length, 'violation')}`] : []),
    ...(undecided.length > 0 ? [`leaves ${grouped(undecided.length)} undecided`] : []),
    ...(fixed.length > 0 ? [`ends ${counted(fixed.length, 'finding')}`] : []),
  ];
  return words.length === 0 ? '; it adds no violation' : `; it ${joined(words)}`;
}

/** The gate comes before the rest: what it asks is what the rest is judged by. */
function gatePart({ gate }: Comparison): readonly Part[] {
  if (gate.length === 0) return [];
  const rows = gate.map(
    ({ setting, before, after }) => `| ${codeCell(setting)} | ${valueCell(before)} | ${valueCell(after)} |\n`,
  );
  return [
    {
      head: `**It would alter the gate itself**, for every change after it:\n\n| setting | now | then |\n|---|---|---|\n`,
      items: rows,
      named: ['setting', 'settings'],
    },
  ];
}

function valueCell(value: unknown): string {
  return value === undefined ? 'not there' : codeCell(JSON.stringify(value), 120);
}

/** Who reaches what, and the way to the most serious of it. */
function reachParts(comparison: Comparison): readonly Part[] {
  const groups = gainedIn(comparison);
  if (groups.length === 0) return [];
  const steps = groups[0].first.custody;
  return [
    { head: REACH_HEAD, items: groups.map(reachRow), named: ['line', 'lines'] },
    { head: '', items: comparison.parties.flatMap(addedItem), named: ['party', 'parties'] },
    ...(steps.length > 1 ? [{ head: wayDrawing(steps), items: [], named: ['', ''] } as const] : []),
  ];
}

function lostPart({ parties }: Comparison): readonly Part[] {
  const groups = groupsOf(parties.flatMap(({ lost }) => lost));
  if (groups.length === 0) return [];
  const head = REACH_HEAD.replace('can now', 'can no longer');
  return [
    folded('What is no longer reached', { head, items: groups.map(reachRow), named: ['line', 'lines'] }),
  ];
}

const FINDINGS = ['finding', 'findings'] as const;

/** The most serious come first. */
function list(title: string, found: readonly Item[], limit: number): readonly Part[] {
  if (found.length === 0) return [];
  const [told] = mostSerious([found], limit, ({ lead }) => lead);
  const sorted = [...told].sort((a, b) => RANK[b.lead.severity] - RANK[a.lead.severity]);
  const items = sorted.map(({ text }) => text());
  return [{ head: title, items, omitted: found.length - told.length, named: FINDINGS }];
}

const RANK: Readonly<Record<Finding['severity'], number>> = { info: 0, warning: 1, error: 2 };

function foldedList(words: string, found: readonly Item[], limit: number): readonly Part[] {
  return list('', found, limit).map((part) => folded(`${counted(found.length, 'finding')} ${words}`, part));
}

function foldedShort(words: string, findings: readonly Finding[], prefix: string): readonly Part[] {
  if (findings.length === 0) return [];
  const items = findings.map((finding) => shortItem(finding, prefix));
  return [folded(`${counted(findings.length, 'finding')} ${words}`, { items, named: FINDINGS })];
}

function entryPart(title: string, entries: readonly EntryChange[], prefix: string): readonly Part[] {
  if (entries.length === 0) return [];
  const items = entries.map((entry) => entryItem(entry, prefix));
  return [folded(`${title}: ${grouped(entries.length)} changed`, { items, named: ['entry', 'entries'] })];
}

function entryItem({ section, id, was, fate, fields, place }: EntryChange, prefix: string): string {
  const from = was === undefined ? '' : ` (was ${codeText(was)})`;
  const where = place === undefined ? '' : ` at ${placeText(prefix, place)}`;
  const changed = fields.slice(0, 6).map(fieldWords);
  const rest = fields.length - changed.length;
  const words = [...changed, ...(rest > 0 ? [counted(rest, 'more field')] : [])].join('; ');
  return `- **${fate}** ${codeText(`${section}.${id}`)}${from}${where}${words === '' ? '' : `: ${words}`}\n`;
}

function fieldWords({ field, before, after, direction }: FieldChange): string {
  const value = (of: unknown): string => (of === undefined ? 'nothing' : codeText(JSON.stringify(of), 120));
  return `${codeText(field)} from ${value(before)} to ${value(after)}${direction === undefined ? '' : ` (${direction})`}`;
}

/** What was compared, and what was there before. */
function aboutPart({ at, base, head }: Comparison, { summary }: ComparisonOptions): Part {
  const named = ({ name, commit }: Comparison['base']): string =>
    commit === undefined ? codeText(name) : `${codeText(name)} (${codeText(commit.slice(0, 12))})`;
  const counts =
    summary &&
    `- ${counted(summary.known, 'act was', 'acts were')} known before and fail nothing, ${grouped(summary.waived)} waived, ${counted(summary.complies, 'check')} passed\n`;
  const items = [`- ${named(base)} compared with ${named(head)}, as of ${at}\n`, ...(counts ? [counts] : [])];
  return folded('Compared', { items, named: ['line', 'lines'] });
}
