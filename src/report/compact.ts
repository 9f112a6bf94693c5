/** A line for each finding, as compilers write them, for editors and for search. */
import { isSettled, type Finding } from '../findings/finding.ts';
import { escapeLine } from '../manifest/escape.ts';
import { counted } from '../rules/language/wording.ts';
import type { Reporter } from './reporter.ts';
import type { Spot } from './spots.ts';
import { omittedSentence, toldOf, type Told } from './told.ts';
import { findingMessage, scopeWords, summaryWords } from './words.ts';

/** What is waived or known is counted in the last line of its workspace, and has no line of its own. */
export const reportCompact: Reporter = (workspaces, { limit }) =>
  toldOf(workspaces, limit, (finding) => !isSettled(finding))
    .flatMap(linesOf)
    .map((line) => `${escapeLine(line)}\n`)
    .join('');

function linesOf(told: Told): readonly string[] {
  return [
    ...told.problems.map(({ code, text, spot }) => `${where(spot)}: error ${code}: ${text}`),
    ...told.findings.map(({ finding, spot }) => `${where(spot)}: ${findingWords(finding)}`),
    lastLine(told),
  ];
}

function where({ path, line, column }: Spot): string {
  return `${path}:${line}:${column}`;
}

function findingWords(finding: Finding): string {
  const since = finding.isLater ? `from ${finding.since} on: ` : '';
  return `${finding.severity} ${finding.rule}: ${since}${findingMessage(finding)}`;
}

/** What came of the workspace: there is no report without it. */
export function lastLine({ folder, result, problems, omitted }: Told): string {
  if (result === undefined) return `${folder}: ${counted(problems.length, 'problem')}; nothing was checked`;
  const parts = [
    ...result.absent,
    ...(omitted === undefined ? [] : [omittedSentence(omitted)]),
    summaryWords(result.summary),
    `as of ${result.at}`,
    scopeWords(result),
  ];
  return `${folder}: ${parts.join('; ')}`;
}
