/** What reports that are lists tell of each workspace: findings and problems with their places, within a bound. */
import type { Finding } from '../findings/finding.ts';
import type { CheckResult } from '../findings/result.ts';
import { describe } from '../manifest/problem.ts';
import { counted } from '../rules/language/wording.ts';
import { mostSerious, omittedFrom, omittedWords, type Omitted } from './bound.ts';
import { folderName, type Reported } from './reporter.ts';
import { spotter, type Spot, type Spotter } from './spots.ts';

/** A finding and where it stands. */
export interface ToldFinding {
  readonly finding: Finding;
  readonly spot: Spot;
}

/** What kept a workspace from being checked, and where. */
export interface ToldProblem {
  readonly code: string;
  readonly text: string;
  readonly spot: Spot;
}

/** What a list has of one workspace. */
export interface Told {
  readonly folder: string;
  /** The beginning of the file that stands for the workspace. */
  readonly home: Spot;
  /** INVARIANT: absent only where there are problems. */
  readonly result?: CheckResult;
  readonly findings: readonly ToldFinding[];
  /** What the bound leaves out. */
  readonly omitted?: Omitted;
  readonly problems: readonly ToldProblem[];
}

/** The most serious `limit` findings of all workspaces, among those that are to be told, in the order of the report. */
export function toldOf(
  workspaces: readonly Reported[],
  limit: number,
  isTold: (finding: Finding) => boolean = () => true,
): readonly Told[] {
  const all = workspaces.map(({ result }) => (result?.findings ?? []).filter(isTold));
  const listed = mostSerious(all, limit, (finding) => finding);
  return workspaces.map((workspace, at) => {
    const spotOf = spotter(workspace);
    return {
      folder: folderName(workspace),
      home: spotOf(),
      result: workspace.result,
      findings: listed[at].map((finding) => ({ finding, spot: spotOf(finding.place) })),
      omitted: omittedFrom(all[at], listed[at]),
      problems: problemsOf(workspace, spotOf),
    };
  });
}

/** The problems of a workspace that could not be checked. */
export function problemsOf({ problems }: Reported, spotOf: Spotter): readonly ToldProblem[] {
  return problems.map((problem) => {
    const { message, help } = describe(problem);
    return { code: problem.code, text: help === '' ? message : `${message} ${help}`, spot: spotOf(problem) };
  });
}

/** What a bound leaves out of a list, in words. */
export function omittedSentence(omitted: Omitted): string {
  const are = counted(omitted.count, 'finding is', 'findings are');
  return `${are} left out (${omittedWords(omitted)}); --max-findings all tells every one`;
}
