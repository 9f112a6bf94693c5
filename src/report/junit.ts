/**
 * JUnit XML for servers that show tests: a suite for each workspace, a case for each finding, and one for each rule
 * without any. What fails the check has failed; everything else that is found is skipped, with what it is.
 */
import { isFailing, type Finding } from '../findings/finding.ts';
import type { CheckResult, Ruled } from '../findings/result.ts';
import type { Reported, Reporter } from './reporter.ts';
import { idleWords } from './ruled.ts';
import { omittedSentence, toldOf, type Told, type ToldFinding, type ToldProblem } from './told.ts';
import { exposedWords, findingMessage, findingToDo } from './words.ts';
import { xmlText, type Element } from './xml.ts';

/** What came of a case; nothing where it has passed. */
type Outcome = 'failure' | 'error' | 'skipped';

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly outcome?: Outcome;
  readonly attributes?: Element['attributes'];
  readonly body?: readonly string[];
}

export const reportJunit: Reporter = (workspaces, { limit }) => {
  const suites = toldOf(workspaces, limit).map((told, at) => ({
    told,
    cases: casesOf(told, workspaces[at].rules),
  }));
  const all = suites.flatMap(({ cases }) => cases);
  const { skipped: _skipped, ...totals } = countsOf(all);
  return xmlText({
    name: 'testsuites',
    attributes: { name: 'flowdown', ...totals },
    children: suites.map(({ told, cases }) => suiteOf(told, cases)),
  });
};

function countsOf(cases: readonly Case[]): Record<'tests' | 'failures' | 'errors' | 'skipped', number> {
  const count = (wanted: Outcome): number => cases.filter(({ outcome }) => outcome === wanted).length;
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

function suiteOf({ folder, result }: Told, cases: readonly Case[]): Element {
  return {
    name: 'testsuite',
    attributes: { name: folder, ...countsOf(cases) },
    children: [
      ...(result === undefined ? [] : [propertiesOf(result)]),
      ...cases.map(caseElement),
      ...(result === undefined || result.notes.length === 0
        ? []
        : [{ name: 'system-out', children: result.notes.map((note) => `note: ${note}`) }]),
    ],
  };
}

function propertiesOf({ at, horizon, files, coverage, packs, rules, facts, summary }: CheckResult): Element {
  const values = {
    at,
    horizon,
    files,
    flows: coverage.flows,
    'flows with a stated payload': coverage.stated,
    packs: packs.join(' '),
    rules,
    facts,
    ...summary,
  };
  const stated = Object.entries(values).filter(([, value]) => value !== undefined);
  return {
    name: 'properties',
    children: stated.map(([name, value]) => ({ name: 'property', attributes: { name, value } })),
  };
}

function caseElement({ classname, name, outcome, attributes, body }: Case): Element {
  const children = outcome === undefined ? [] : [{ name: outcome, attributes, children: body }];
  return { name: 'testcase', attributes: { classname, name }, children };
}

function casesOf({ result, problems, findings, omitted }: Told, rules: Reported['rules']): readonly Case[] {
  if (result === undefined) return problems.map(problemCase);
  const withFindings = new Set(result.findings.map(({ rule }) => rule));
  const titles = new Map(rules.map(({ rule }) => [rule.id, rule.title]));
  const others = result.ruled.filter(({ rule }) => !withFindings.has(rule));
  return [
    ...result.absent.map((message) => said('nothing to check', 'error', message)),
    ...findings.map((told) => findingCase(told, result)),
    ...(omitted ? [said('findings left out', 'skipped', omittedSentence(omitted))] : []),
    ...others.map((ruled) => ruleCase(ruled, titles.get(ruled.rule) ?? ruled.rule)),
  ];
}

function said(name: string, outcome: Outcome, message: string): Case {
  return { classname: 'flowdown', name, outcome, attributes: { message } };
}

function problemCase({ code, text, spot }: ToldProblem): Case {
  const name = `${spot.path}:${spot.line}:${spot.column}`;
  return { classname: code, name, outcome: 'error', attributes: { type: 'problem', message: text } };
}

function findingCase({ finding, spot }: ToldFinding, { failOn }: CheckResult): Case {
  const message = findingMessage(finding);
  const { rule, subject, severity, verdict, exposed } = finding;
  const name = verdict === 'undecided' ? `${subject} (undecided)` : subject;
  const body = [
    `${spot.path}:${spot.line}:${spot.column}`,
    message,
    ...(exposed ? [`Exposed: ${exposedWords(exposed)}.`] : []),
    findingToDo(finding),
  ];
  return isFailing(finding, failOn)
    ? { classname: rule, name, outcome: 'failure', attributes: { type: severity, message }, body }
    : {
        classname: rule,
        name,
        outcome: 'skipped',
        attributes: { message: `${reason(finding)}: ${message}` },
      };
}

/** Why a finding fails nothing. */
function reason({ waived, known, verdict, severity }: Finding): string {
  if (waived !== undefined) return `waived (${waived.join('; ')})`;
  if (known !== undefined) return `known from the ${known}`;
  return verdict === 'undecided' ? 'undecided' : `${severity}, which does not fail the check`;
}

/** A rule without a finding has passed, where it had something to judge and was not off where it found something. */
function ruleCase(ruled: Ruled, name: string): Case {
  const { rule, applicable, complies } = ruled;
  if (applicable === complies && applicable > 0) return { classname: rule, name };
  const message = applicable === 0 ? `not applicable: ${idleWords(ruled)}` : 'what it found is off by path';
  return { classname: rule, name, outcome: 'skipped', attributes: { message } };
}
