/** The comment on a pull request: what matters in the first lines, the rest folded away. */
import type { Act } from '../findings/acts.ts';
import type { CheckResult } from '../findings/result.ts';
import { joined } from '../model/names.ts';
import { resolvePath } from '../manifest/paths.ts';
import { linesOf } from '../manifest/lines.ts';
import { describe } from '../manifest/problem.ts';
import { counted, grouped } from '../rules/language/wording.ts';
import { mostSerious } from './bound.ts';
import { outcomeOf } from './outcome.ts';
import { comparisonMarkdown } from './pull-request/comparison.ts';
import { comment, folded, type Part } from './pull-request/comment.ts';
import { codeCell, codeText, prose } from './pull-request/escape.ts';
import { actItem } from './pull-request/findings.ts';
import { wayDrawing } from './pull-request/way.ts';
import { folderName, type Reported, type Reporter } from './reporter.ts';
import { waysOf } from './ways.ts';

export const reportMarkdown: Reporter = (workspaces, { limit }) => {
  const changes = workspaces.flatMap(({ comparison, prefix, result }) =>
    comparison === undefined
      ? []
      : [comparisonMarkdown(comparison, { limit, prefix, ...(result && headOf(result)) })],
  );
  const others = workspaces.filter(({ comparison }) => comparison === undefined);
  const isAlone = changes.length === 0 || others.length > 0;
  return [...changes, ...(isAlone ? [stateMarkdown(others, limit)] : [])].join('\n');
};

/** What a comparison does not know of its head. */
function headOf({ summary, acts }: CheckResult) {
  return { summary, acts: acts.filter(({ isKnown, isWaived }) => !isKnown && !isWaived) };
}

/** What is so now, where nothing is compared. */
function stateMarkdown(workspaces: readonly Reported[], limit: number): string {
  return comment(`**${outcomeOf(workspaces).words}.**`, [
    ...problemParts(workspaces),
    ...absentParts(workspaces),
    ...actParts(workspaces, limit),
    ...numbersPart(workspaces),
  ]);
}

interface PlacedAct {
  readonly act: Act;
  readonly prefix: string;
}

function actParts(workspaces: readonly Reported[], limit: number): readonly Part[] {
  const acts = workspaces.flatMap(({ prefix, result }) =>
    (result?.acts ?? []).filter(({ isKnown }) => !isKnown).map((act): PlacedAct => ({ act, prefix })),
  );
  const open = acts.filter(({ act }) => !act.isWaived);
  const violations = open.filter(({ act }) => act.verdict === 'violation');
  const undecided = open.filter(({ act }) => act.verdict === 'undecided');
  const waived = acts.filter(({ act }) => act.isWaived);
  return [
    ...drawingPart(violations),
    ...listPart('', violations, limit, ['violation', 'violations']),
    ...listPart(`${counted(undecided.length, 'act', 'acts')} undecided`, undecided, limit, [
      'undecided act',
      'undecided acts',
    ]),
    ...listPart(`${counted(waived.length, 'act')} waived`, waived, limit, ['waived act', 'waived acts']),
  ];
}

/** The way of the most serious act that has one; a way on which the permission ends tells more than any other. */
function drawingPart(violations: readonly PlacedAct[]): readonly Part[] {
  const ways = violations.flatMap(({ act }) => waysOf(act).map((way) => ({ act, ...way })));
  const refused = ways.filter(({ steps }) => steps.some(({ authorized }) => authorized === 'false'));
  const [[most]] = mostSerious([refused.length > 0 ? refused : ways], 1, leadOf);
  if (most === undefined || most.steps.length < 2) return [];
  const data = joined(most.data.slice(0, 5).map((datum) => codeText(datum)));
  const system = codeText(most.steps[most.steps.length - 1].system);
  const head = `How ${data} came to ${system}:\n\n${wayDrawing(most.steps)}`;
  return [{ head, items: [], named: ['', ''] }];
}

function leadOf({ act }: { readonly act: Act }): Act['findings'][number] {
  return act.findings[0];
}

/** A list of acts, folded away where it has a title. */
function listPart(
  title: string,
  acts: readonly PlacedAct[],
  limit: number,
  named: readonly [string, string],
): readonly Part[] {
  if (acts.length === 0) return [];
  const [told] = mostSerious([acts], limit, leadOf);
  const items = told.map(({ act, prefix }) => actItem(act, prefix));
  const omitted = acts.length - told.length;
  return title === '' ? [{ head: '', items, omitted, named }] : [folded(title, { items, omitted, named })];
}

function problemParts(workspaces: readonly Reported[]): readonly Part[] {
  return workspaces
    .filter(({ result }) => result === undefined)
    .map((workspace) => ({
      head: `${codeText(folderName(workspace))} could not be read, so nothing is known about what it declares:\n\n`,
      items: problemItems(workspace),
      named: ['problem', 'problems'],
    }));
}

/** What was to be checked and is not there. */
function absentParts(workspaces: readonly Reported[]): readonly Part[] {
  return workspaces
    .filter(({ result }) => result !== undefined && result.absent.length > 0)
    .map((workspace) => ({
      head: `${codeText(folderName(workspace))}:\n\n`,
      items: (workspace.result?.absent ?? []).map((sentence) => `- ${prose(sentence)}\n`),
      named: ['sentence', 'sentences'],
    }));
}

function problemItems({ problems, prefix, textOf }: Reported): readonly string[] {
  return problems.map((problem) => {
    const { message, help } = describe(problem);
    const text = textOf(problem.file);
    const { line, column } = linesOf(text ?? '').at(problem.start);
    const place = resolvePath('', prefix + problem.file) + (text === undefined ? '' : `:${line}:${column}`);
    return `- ${codeText(place, 300)} (${codeText(problem.code)}): ${prose(message, 600)}${help === '' ? '' : `\\\n  ${prose(help, 600)}`}\n`;
  });
}

const HEAD =
  '| workspace | day | violations | undecided | waived | known before | consequences | checks passed |\n' +
  '|---|---|--:|--:|--:|--:|--:|--:|\n';

/** Every count, and every note; what was known is here and nowhere else. */
function numbersPart(workspaces: readonly Reported[]): readonly Part[] {
  const rows = workspaces.flatMap((workspace) => {
    const { result } = workspace;
    if (result === undefined) return [];
    const { at, summary } = result;
    const { violations, undecided, waived, known, consequences, complies } = summary;
    const numbers = [violations, undecided, waived, known, consequences, complies].map(grouped);
    return [`| ${[codeCell(folderName(workspace)), at, ...numbers].join(' | ')} |\n`];
  });
  const notes = workspaces.flatMap(({ result }) => result?.notes ?? []);
  const lines = notes.map((note, i) => `${i === 0 ? '\n' : ''}- ${prose(note)}\n`);
  if (rows.length === 0) return [];
  return [folded('Numbers', { head: HEAD, items: [...rows, ...lines], named: ['line', 'lines'] })];
}
