/**
 * The report for code scanning and editors: SARIF 2.1.0, one run for all workspaces, within what GitHub takes in. It
 * holds no time and no absolute path, so that the same input gives the same bytes.
 */
import type { ActiveRule } from '../findings/collect.ts';
import type { Finding } from '../findings/finding.ts';
import { describe, type Problem } from '../manifest/problem.ts';
import { byCodePoint } from '../model/names.ts';
import { jsonText } from './json-text.ts';
import { mostSerious, omittedFrom, omittedWords } from './bound.ts';
import { counted } from '../rules/language/wording.ts';
import { folderName, type Program, type Reported, type Reporter } from './reporter.ts';
import { placer, SOURCE_ROOT, type Placer } from './sarif-place.ts';
import { resultsOf } from './sarif-result.ts';
import { ruleDescriptor } from './sarif-rule.ts';
import { plainText } from './sarif-text.ts';

export const reportSarif: Reporter = (workspaces, { limit, program }) =>
  jsonText(sarifLog(workspaces, program, limit));

/** A SARIF log, as a plain value, with at most `limit` findings. */
export function sarifLog(
  workspaces: readonly Reported[],
  { version, homepage }: Program,
  limit = Infinity,
): object {
  const all = workspaces.map(({ result }) => result?.findings ?? []);
  const listed = mostSerious(all, limit, (finding) => finding);
  const rules = rulesOf(workspaces);
  const indexes = new Map(rules.map(({ id }, at) => [id, at]));
  const isCompared = all.some((findings) => findings.some(({ known }) => known !== undefined));
  const placed = workspaces.map((workspace) => ({ workspace, at: placer(workspace) }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Flowdown',
            semanticVersion: version,
            ...(homepage !== undefined && { informationUri: homepage }),
            language: 'en',
            rules: rules.map(ruleDescriptor),
          },
        },
        invocations: [
          {
            executionSuccessful: workspaces.every(({ result }) => result !== undefined),
            toolConfigurationNotifications: placed.flatMap(({ workspace, at }) =>
              problemNotes(workspace, at, ({ file }) => file === workspace.home),
            ),
            toolExecutionNotifications: [
              ...omittedNotes(all.flat(), listed.flat()),
              ...placed.flatMap(({ workspace, at }) => [
                ...problemNotes(workspace, at, ({ file }) => file !== workspace.home),
                ...resultNotes(workspace, at),
              ]),
            ],
          },
        ],
        originalUriBaseIds: {
          [SOURCE_ROOT]: { description: { text: 'The folder in which the check was started.' } },
        },
        columnKind: 'utf16CodeUnits',
        results: placed.flatMap(({ workspace: { result }, at }, i) =>
          result === undefined ? [] : resultsOf(result.acts, listed[i], at, { indexes, isCompared }),
        ),
        properties: { workspaces: workspaces.map(summaryOf) },
      },
    ],
  };
}

/** The rules that are on in any workspace, in order of their ids. */
function rulesOf(workspaces: readonly Reported[]): readonly ActiveRule['rule'][] {
  const rules = new Map(workspaces.flatMap((each) => each.rules.map(({ rule }) => [rule.id, rule] as const)));
  return [...rules.values()].sort((a, b) => byCodePoint(a.id, b.id));
}

/** What the text report says at its end. */
function summaryOf(workspace: Reported): object {
  const { result } = workspace;
  const folder = folderName(workspace);
  if (result === undefined) return { folder, problems: workspace.problems.length };
  const { findings: _findings, acts: _acts, notes: _notes, ...rest } = result;
  return { folder, ...rest };
}

function problemNotes(
  { problems }: Reported,
  at: Placer,
  test: (problem: Problem) => boolean,
): readonly object[] {
  return problems.filter(test).map((problem) => {
    const { message, help } = describe(problem);
    return {
      descriptor: { id: problem.code },
      level: 'error',
      message: { text: plainText(help === '' ? message : `${message} ${help}`) },
      locations: [at.location(problem)],
    };
  });
}

function resultNotes({ result }: Reported, at: Placer): readonly object[] {
  if (result === undefined) return [];
  const notes = result.notes.map((note) => ({
    descriptor: { id: 'note' },
    level: 'note',
    message: { text: `${plainText(note)}.` },
    locations: [at.location()],
  }));
  const absent = result.absent.map((sentence) => ({
    descriptor: { id: 'nothing-to-check' },
    level: 'warning',
    message: { text: `${capitalised(plainText(sentence))}.` },
    locations: [at.location()],
  }));
  return [...notes, ...absent];
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What is cut is told first: it must not look as if there were no more. */
function omittedNotes(all: readonly Finding[], listed: readonly Finding[]): readonly object[] {
  const omitted = omittedFrom(all, listed);
  if (omitted === undefined) return [];
  const text = `${counted(omitted.count, 'finding is', 'findings are')} left out of this report (${omittedWords(omitted)}); the most serious are in it.`;
  return [{ descriptor: { id: 'findings-left-out' }, level: 'warning', message: { text } }];
}
