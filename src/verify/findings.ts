/** Are the findings of a certificate those that its facts ask for, as far as that can be said without the rules? */
import { canonicalJson, type Json } from './canonical.ts';
import type { CertifiedFinding, Predicate } from './certificate-format.ts';
import { isJudged, JUDGED, type JudgedRule } from './claims.ts';
import type { Closure, Complain } from './copies.ts';
import type { Ground } from './facts.ts';
import { LONGEST_WAY, wayFaultsIn, waysTo } from './ways.ts';

/** Checks findings, the ways that they tell, and the verdict that is drawn from them. */
export function checkFindings(
  predicate: Predicate,
  closure: Closure,
  ground: Ground,
  complain: Complain,
): void {
  checkOrder(predicate.findings, complain);
  checkJudged(predicate, ground, complain);
  checkWitnesses(predicate, closure, ground, complain);
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
  rule: JudgedRule,
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

function checkJudged(predicate: Predicate, ground: Ground, complain: Complain): void {
  const { judged, findings } = predicate;
  judged.forEach((rule, i) => {
    if (!isJudged(rule)) return complain(`judged[${i}]`, `verdicts of ${rule} cannot be certified`);
    if (i > 0 && rule <= judged[i - 1]) return complain(`judged[${i}]`, 'rules stand in order, each once');
    const wanted = new Map(judgementsOf(rule, predicate, ground));
    findings.forEach((finding, at) => {
      if (finding.rule !== rule) return;
      const expected = wanted.get(finding.subject);
      if (expected === undefined)
        complain(`findings[${at}]`, `${finding.subject} does not violate ${rule}, or stands here twice`);
      else if (expected.verdict !== finding.verdict)
        complain(`findings[${at}].verdict`, `it has to be ${expected.verdict}`);
      else if (expected.identity !== finding.identity)
        complain(`findings[${at}].identity`, `it has to be ${expected.identity}`);
      wanted.delete(finding.subject);
    });
    for (const [subject, { verdict }] of wanted)
      complain('findings', `the ${verdict} of ${rule} by ${subject} is left out`);
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
