/** The code quality report of GitLab: what is open, each as an issue at its line. */
import { isSettled } from '../findings/finding.ts';
import { escapeText } from '../manifest/escape.ts';
import type { Severity } from '../rules/format.ts';
import { jsonText } from './json-text.ts';
import type { Reporter } from './reporter.ts';
import type { Spot } from './spots.ts';
import { omittedSentence, toldOf, type Told, type ToldFinding } from './told.ts';
import { findingMessage, findingToDo } from './words.ts';

interface Issue {
  readonly check: string;
  readonly severity: 'info' | 'minor' | 'critical' | 'blocker';
  readonly identity: string;
  readonly text: string;
  readonly spot: Spot;
}

const SEVERITIES: Readonly<Record<Severity, Issue['severity']>> = {
  error: 'critical',
  warning: 'minor',
  info: 'info',
};

/** GitLab shows each issue as a fault, so that what is waived or known stands in other reports. */
export const reportGitlab: Reporter = (workspaces, { limit }) => {
  const issues = toldOf(workspaces, limit, (finding) => !isSettled(finding)).flatMap(issuesOf);
  const seen = new Map<string, number>();
  return jsonText(issues.map((issue) => issueValue(issue, seen)));
};

function issuesOf({ folder, home, result, findings, omitted, problems }: Told): readonly Issue[] {
  const said = (check: string, severity: Issue['severity'], text: string, spot = home): Issue => ({
    check,
    severity,
    identity: `${folder}|${check}`,
    text,
    spot,
  });
  return [
    ...problems.map(({ code, text, spot }) => said(code, 'blocker', text, spot)),
    ...(result?.absent ?? []).map((sentence) => said('nothing-to-check', 'blocker', sentence)),
    ...findings.map((told) => findingIssue(told, folder)),
    ...(omitted ? [said('findings-left-out', 'info', omittedSentence(omitted))] : []),
  ];
}

function findingIssue({ finding, spot }: ToldFinding, folder: string): Issue {
  const { rule, severity, fingerprint, isLater, since } = finding;
  const later = isLater ? `From ${since} on: ` : '';
  return {
    check: rule,
    severity: SEVERITIES[severity],
    identity: `${folder}|${fingerprint}`,
    text: `${later}${findingMessage(finding)} ${findingToDo(finding)}`,
    spot,
  };
}

/** GitLab wants fingerprints that differ; where a finding stands twice, as on several days, the second is numbered. */
function issueValue({ check, severity, identity, text, spot }: Issue, seen: Map<string, number>): object {
  const count = (seen.get(identity) ?? 0) + 1;
  seen.set(identity, count);
  return {
    description: escapeText(text),
    check_name: check,
    fingerprint: `${count}|${identity}`,
    severity,
    location: { path: spot.path, lines: { begin: spot.line } },
  };
}
