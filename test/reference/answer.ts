import { isKnown, makeReview, type Review } from './baseline.ts';
import { byCodePoint, sorted, sortedBy } from './order.ts';
import type { Facts } from './facts.ts';
import { witnesses } from './facts.ts';
import { allVerdicts, type Finding, isOpen } from './findings.ts';
import type { RuleText } from './rules/rules.ts';
import { dataOf, waived } from './rules/waivers.ts';
import { worldOf } from './rules/world.ts';
import type { BaselineEntry, ReferenceWorkspace } from './workspace.ts';

/** A finding with what makes up its identity, and what has become of it. */
export interface Told {
  rule: string;
  subject: string;
  verdict: 'violation' | 'undecided';
  data?: string;
  owners: string[];
  /** Reasons of the waivers that hide it. */
  waived?: string[];
  known: boolean;
}

/** How many facts a rule had something to say of. */
export interface Count {
  complies: number;
  violation: number;
  undecided: number;
}

/** All that is compared of a workspace, in one form for whoever gives it. */
export interface Answer {
  facts: Facts | undefined;
  /** Step names, by `<data>@<system>`, of the holdings that are asked for. */
  witnesses: Record<string, readonly string[] | undefined>;
  findings: Told[];
  ruled: Record<string, Count>;
  baseline: Review | undefined;
  /** Does a check fail on it? */
  fails: boolean;
}

/** What the reference makes of a workspace but for its baseline, which needs the findings to be drawn. */
export interface Judged {
  facts: Facts;
  witnesses: Map<string, string[]>;
  verdicts: Finding[];
  findings: Omit<Told, 'known'>[];
}

/** The findings of some rules in a workspace, and what they rest on. */
export function judge(workspace: ReferenceWorkspace, rules: readonly RuleText[]): Judged {
  const world = worldOf(workspace);
  const verdicts = allVerdicts(world, rules);
  const findings = verdicts.filter(isOpen).map(({ rule, subject, verdict }): Omit<Told, 'known'> => {
    const reasons = waived(world, { rule, subject });
    return {
      rule,
      subject,
      verdict: verdict as Told['verdict'],
      ...dataOf(world, subject),
      ...(reasons && { waived: reasons }),
    };
  });
  return { facts: world.known, witnesses: witnesses(workspace, world.derivation), verdicts, findings };
}

/** The answer of the reference, with the witnesses of some holdings. */
export function answerOf(
  { facts, witnesses: known, verdicts, findings }: Judged,
  rules: readonly RuleText[],
  baseline: readonly BaselineEntry[] | undefined,
  holdings: readonly string[],
): Answer {
  const told = findings.map((finding) => ({ ...finding, known: isKnown(finding, baseline ?? []) }));
  return {
    facts,
    witnesses: Object.fromEntries(holdings.map((holding) => [holding, known.get(holding)])),
    findings: sortedTold(told),
    ruled: counted(rules, verdicts),
    baseline: baseline && makeReview(baseline, findings),
    fails: told.some(
      (finding) => finding.verdict === 'violation' && finding.waived === undefined && !finding.known,
    ),
  };
}

/** In one order, for the order of a report goes by places, which the reference does not know. */
export function sortedTold(findings: Told[]): Told[] {
  return sortedBy(findings, ({ rule, subject, verdict }) => [rule, subject, verdict]);
}

function counted(rules: readonly RuleText[], verdicts: readonly Finding[]): Record<string, Count> {
  const counts = new Map(rules.map(({ id }) => [id, { complies: 0, violation: 0, undecided: 0 }]));
  for (const { rule, verdict } of verdicts) {
    const count = counts.get(rule);
    if (count !== undefined && verdict !== 'not-applicable') count[verdict]++;
  }
  return Object.fromEntries(sorted(counts.keys()).map((id) => [id, counts.get(id) as Count]));
}

/** JSON with sorted keys, so that only the content is compared; the order of arrays counts. */
export function canonical(answer: unknown): string {
  return JSON.stringify(answer, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => byCodePoint(a, b)));
  });
}
