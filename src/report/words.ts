import type { Act } from '../findings/acts.ts';
import {
  fillTemplate,
  type ClosestAuthorization,
  type ComparedLimit,
  type CustodyStep,
  type Exposed,
  type Finding,
} from '../findings/finding.ts';
import type { CheckResult, Summary } from '../findings/result.ts';
import { joined } from '../model/names.ts';
import { counted, grouped } from '../rules/language/wording.ts';

/** What an act is, in one or two sentences. */
export function actMessage({ findings, verdict }: Pick<Act, 'findings' | 'verdict'>): string {
  const [first] = findings;
  if (verdict === 'undecided') {
    const subjects = joined(findings.map(({ subject }) => subject));
    return `This cannot be decided for ${subjects}: "${first.title}".`;
  }
  return fillTemplate(first.templates.message, mergedWords(findings));
}

/** What to do about an act. */
export function actRemedy({ findings, verdict }: Pick<Act, 'findings' | 'verdict'>): string {
  if (verdict === 'undecided') return 'state what is open; the check then decides';
  return fillTemplate(findings[0].templates.remedy, mergedWords(findings));
}

/** What one finding is, told by itself. */
export function findingMessage(finding: Finding): string {
  return actMessage({ findings: [finding], verdict: finding.verdict });
}

/** What to do about one finding, as a sentence. */
export function findingToDo(finding: Finding): string {
  return actToDo({ findings: [finding], verdict: finding.verdict });
}

/** What to do about an act, as a sentence. */
export function actToDo(act: Pick<Act, 'findings' | 'verdict'>): string {
  if (act.verdict !== 'undecided') return `To fix: ${actRemedy(act)}.`;
  const unstated = [...new Set(act.findings.flatMap((finding) => finding.unstated))];
  return unstated.length === 0 ? 'State what is open.' : `To decide it, state ${joined(unstated)}.`;
}

/** How many acts there are of each sort. */
export function summaryWords({ violations, undecided, waived, known, consequences }: Summary): string {
  return [
    counted(violations, 'violation'),
    counted(undecided, 'undecided', 'undecided'),
    counted(waived, 'waived', 'waived'),
    counted(consequences, 'consequence'),
    ...(known > 0 ? [counted(known, 'known', 'known')] : []),
  ].join(', ');
}

/** How much was looked at. */
export function scopeWords({ files, coverage, packs, rules, facts }: CheckResult): string {
  return `${counted(files, 'file')}, ${counted(coverage.flows, 'active flow')} (${coverage.stated} with a stated payload), ${counted(packs.length, 'pack')}, ${counted(rules, 'rule')} on ${counted(facts, 'fact')}`;
}

/** Placeholders of several findings, different values joined. */
function mergedWords(findings: readonly Finding[]): Finding['words'] {
  const words: Record<string, readonly string[]> = {};
  for (const name of Object.keys(findings[0].words)) {
    words[name] = [...new Set(findings.flatMap((finding) => finding.words[name]))];
  }
  return words;
}

/** How much is concerned; person-records are not people. A sum of nothing stated is not told as a zero. */
export function exposedWords({ records, subjects, lowerBound }: Exposed): string {
  const sums = [
    ...(records === 0 && lowerBound ? [] : [`${grouped(records)} records`]),
    ...(subjects === 0 && lowerBound
      ? []
      : [`${grouped(subjects)} person-records (one person may be counted more than once)`]),
  ];
  if (sums.length === 0) return 'no numbers are stated';
  return `${lowerBound ? 'at least ' : ''}${sums.join(' and ')}`;
}

/** The authorization that comes closest, and why it does not do. */
export function closestWords({ authorization, failed, terms = {}, isOpen }: ClosestAuthorization): string {
  if (authorization === undefined) {
    return failed.includes('custody')
      ? 'none can do: nobody entitled has named a keeper, so nothing that comes there counts as authorized'
      : 'none: no authorization is stated at all';
  }
  const verb = isOpen ? 'leaves open' : 'fails';
  const factors = failed.map((factor) => `${factor} (${terms[factor] ?? ''})`);
  return `authorization ${authorization} ${verb} ${joined(factors)}`;
}

/** The limits that were compared, the shortest first. */
export function comparedWords(compared: readonly ComparedLimit[]): string {
  return compared
    .map(
      ({ rule, limit, clause, isOpen }) => `${limit} (${clause ?? rule}${isOpen ? ', if it applies' : ''})`,
    )
    .join(', ');
}

/** References of an act, those of more general rules after its own, each once. */
export function actReferences({ findings, general }: Act): readonly string[] {
  return [...new Set([...findings, ...general].flatMap(({ references }) => references))];
}

/** What is to be said of each step of a way: where the permission ends, and where it is open. */
export function stepNotes(steps: readonly CustodyStep[]): readonly string[] {
  const firstRefused = steps.findIndex(({ authorized }) => authorized === 'false');
  return steps.map(({ authorized, omitted }, i) => {
    if (omitted !== undefined) return counted(omitted, 'more step');
    if (i === firstRefused) return 'first unauthorized step';
    if (authorized === 'false') return 'unauthorized';
    return authorized === 'unknown' ? 'authorization open' : '';
  });
}
