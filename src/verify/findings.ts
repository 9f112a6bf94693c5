/** Are the findings of a certificate those that its facts ask for, as far as that can be said without the rules? */
import { canonicalJson, type Json } from './canonical.ts';
import type { CertifiedFinding, Predicate } from './certificate-format.ts';
import { parseDay } from '../manifest/calendar.ts';
import { JUDGED, type JudgedName } from './claims.ts';
import type { Evidence, JudgedRule } from './evidence.ts';
import type { Closure, Complain } from './copies.ts';
import type { Ground } from './facts.ts';
import { LONGEST_WAY, wayFaultsIn, waysTo } from './ways.ts';

/** Checks findings, the ways that they tell, and the verdict that is drawn from them. */
export function checkFindings(
  predicate: Predicate,
  closure: Closure,
  ground: Ground,
  evidence: Evidence,
  complain: Complain,
): void {
  checkOrder(predicate.findings, complain);
  const judged = evidence.judged.map(({ rule }) => rule);
  if (predicate.judged.join() !== judged.join())
    complain('judged', judged.length === 0 ? 'no rule can be judged' : `it has to be ${judged.join(', ')}`);
  for (const rule of evidence.judged) checkJudged(rule, predicate, ground, complain);
  checkWaived(predicate, ground, evidence, complain);
  checkWitnesses(predicate, closure, ground, complain);
  if (predicate.verdict.failOn !== evidence.failOn)
    complain('verdict.failOn', `the configuration says ${evidence.failOn}`);
  checkVerdict(predicate, complain);
}

function checkOrder(findings: readonly CertifiedFinding[], complain: Complain): void {
  const texts = findings.map((finding) => canonicalJson(finding as Json));
  texts.forEach((text, i) => {
    if (i > 0 && text <= texts[i - 1])
      complain(`findings[${i}]`, 'findings stand in the order of their identities, each once');
    const { rule, subject, identity } = findings[i];
    if (identity !== `${rule}|${subject}` && !identity.startsWith(`${rule}|${subject}|`))
      complain(`findings[${i}].identity`, 'it is not that of its rule and subject');
  });
}

interface Judgement {
  readonly verdict: CertifiedFinding['verdict'];
  readonly identity: string;
}

/** The findings that a rule has to have, by subject. */
function judgementsOf(
  rule: JudgedName,
  predicate: Predicate,
  { permits }: Ground,
): ReadonlyMap<string, Judgement> {
  const found = new Map<string, Judgement>();
  const add = (subject: string, data: string, authorized: string, isCertain: boolean): void => {
    if (authorized === 'true') return;
    const verdict = authorized === 'false' && isCertain ? 'violation' : 'undecided';
    found.set(subject, {
      verdict,
      identity: [rule, subject, data, permits.owners(data).join('+')].join('|'),
    });
  };
  switch (JUDGED[rule]) {
    case 'transfers':
      predicate.transfers.forEach((fact) =>
        add(`flow:${fact.flow}/${fact.data}`, fact.data, fact.authorized, fact.certain),
      );
      break;
    case 'collections':
      predicate.collections.forEach((fact) =>
        add(`collect:${fact.system}/${fact.data}`, fact.data, fact.authorized, true),
      );
      break;
    case 'productions':
      predicate.productions.forEach((fact) =>
        add(`produce:${fact.system}/${fact.data}`, fact.data, fact.authorized, true),
      );
      break;
    case 'accesses':
      predicate.accesses.forEach((fact) =>
        add(`access:${fact.access}/${fact.system}/${fact.data}`, fact.data, fact.authorized, true),
      );
  }
  return found;
}

function checkJudged(judged: JudgedRule, predicate: Predicate, ground: Ground, complain: Complain): void {
  const { rule } = judged;
  const wanted = new Map(judgementsOf(rule, predicate, ground));
  predicate.findings.forEach((finding, i) => {
    if (finding.rule !== rule) return;
    const { subject, verdict, identity, severity } = finding;
    const place = `findings[${i}]`;
    const expected = wanted.get(subject);
    if (expected === undefined) complain(place, `${subject} does not violate ${rule}, or stands here twice`);
    else if (expected.verdict !== verdict) complain(`${place}.verdict`, `it has to be ${expected.verdict}`);
    else if (expected.identity !== identity)
      complain(`${place}.identity`, `it has to be ${expected.identity}`);
    else if (judged[verdict] !== severity) complain(`${place}.severity`, `it has to be ${judged[verdict]}`);
    wanted.delete(subject);
  });
  for (const [subject, { verdict }] of wanted)
    complain('findings', `the ${verdict} of ${rule} by ${subject} is left out`);
}

/** A finding on data is waived by each of its owners, one waiver each. */
function checkWaived(
  { findings, judged }: Predicate,
  { declared, permits }: Ground,
  { waivers }: Evidence,
  complain: Complain,
): void {
  const inForce = [...declared.waivers, ...waivers].filter(
    ({ expires }) => (parseDay(expires) ?? -Infinity) >= declared.at,
  );
  const given = new Set(inForce.map(({ rule, subject, by }) => JSON.stringify([rule, subject, by])));
  findings.forEach(({ rule, subject, waived }, i) => {
    if (waived === undefined || !judged.includes(rule)) return;
    const names = [rule, rule.slice(rule.indexOf('/') + 1)];
    const data = subject.slice(subject.lastIndexOf('/') + 1);
    for (const owner of permits.owners(data)) {
      if (names.some((name) => given.has(JSON.stringify([name, subject, owner])))) continue;
      complain(`findings[${i}].waived`, `${owner} has not waived it`);
    }
  });
}

function checkWitnesses(
  { findings, judged }: Predicate,
  closure: Closure,
  ground: Ground,
  complain: Complain,
): void {
  const ways = waysTo(closure, ground);
  const wayFault = wayFaultsIn(ground);
  findings.forEach(({ rule, subject, verdict, witness }, i) => {
    const place = `findings[${i}].witness`;
    if (witness !== undefined) {
      const fault = wayFault(witness, subject);
      if (fault !== undefined) complain(`${place}[${fault.step}]`, fault.words);
      else if (ways.get(subject)?.grounded === true && !witness[0].step.startsWith('collect:'))
        complain(`${place}[0]`, 'the data goes back to a collection, and this way does not');
    } else if (
      verdict === 'violation' &&
      judged.includes(rule) &&
      (ways.get(subject)?.length ?? 0) <= LONGEST_WAY
    ) {
      complain(place, 'the way of the data is left out');
    }
  });
}

const RANK = { info: 0, warning: 1, error: 2, never: 3 } as const;

function checkVerdict({ verdict, findings }: Predicate, complain: Complain): void {
  const count = (wanted: CertifiedFinding['verdict']): number =>
    findings.filter((each) => each.verdict === wanted).length;
  const fails = findings.some(
    ({ waived, known, severity }) =>
      waived === undefined && known === undefined && RANK[severity] >= RANK[verdict.failOn],
  );
  const outcome = fails ? 'findings' : 'clean';
  if (verdict.outcome !== outcome) complain('verdict.outcome', `the findings make it ${outcome}`);
  if (verdict.violations !== count('violation'))
    complain('verdict.violations', `there are ${count('violation')}`);
  if (verdict.undecided !== count('undecided'))
    complain('verdict.undecided', `there are ${count('undecided')}`);
}
