/** A checked workspace -> the certificate of its check. */
import type { InspectedFacts } from '../analysis/facts-format.ts';
import type { Finding } from '../findings/finding.ts';
import type { CheckResult } from '../findings/result.ts';
import { parseDay } from '../manifest/calendar.ts';
import { manifestReader } from '../manifest/read.ts';
import { canonicalJson, type Json } from '../verify/canonical.ts';
import type { Certificate, CertifiedFinding, Permission, Predicate } from '../verify/certificate-format.ts';
import { CERTIFIED, NOT_CERTIFIED } from '../verify/claims.ts';
import { declaredIn } from '../verify/declared.ts';
import { authorizedBy, expectedFacts, requestsOf, type Expected, type Ground } from '../verify/facts.ts';
import { FALSE, permitsOf, TRUE, UNKNOWN, type Request } from '../verify/permissions.ts';
import { stepsOf } from '../verify/steps.ts';
import type { Evidence } from '../verify/evidence.ts';
import { sealOf, verifyCertificate } from '../verify/verify.ts';
import { LONGEST_WAY, stepsAlong, waysTo, type Way } from '../verify/ways.ts';
import { answered } from './answers.ts';
import { certifiedCopies, derivedCopies } from './derive.ts';

/** What a certificate is made of. */
export interface Checked {
  readonly result: CheckResult;
  /** What the check has derived. */
  readonly facts: InspectedFacts;
  readonly evidence: Evidence;
  readonly version: string;
}

/** A certificate as it is written. */
export interface WrittenCertificate {
  readonly certificate: Certificate;
  readonly text: string;
}

/** Makes the certificate of a check. INVARIANT: its verifier finds nothing wrong with it, and it says what the check says. */
export function certificateOf({ result, facts, evidence, version }: Checked): WrittenCertificate {
  const { files, packs, configuration, voices, judged, sha256 } = evidence;
  const ground = groundOf(evidence, result.at);
  const closure = derivedCopies(ground.steps);
  const { permissions, ...asking } = askedFacts(expectedFacts(closure, ground), ground);
  orDisagreement(facts, asking);
  const findings = certifiedFindings(result.findings, waysTo(closure, ground));
  const unsealed: Certificate = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: files.map(({ path, bytes }) => ({ name: path, digest: { sha256: sha256(bytes) } })),
    predicateType: 'urn:flowdown:certificate:1',
    predicate: {
      at: result.at,
      program: { name: 'flowdown', version },
      facts: 1,
      packs: [...packs],
      configuration: [...configuration],
      ...(voices && {
        voices: [...voices].map(([file, { rank, parties }]) => ({ file, rank, parties: [...parties] })),
      }),
      verdict: verdictOf(result, findings),
      judged: judged.map(({ rule }) => rule),
      findings,
      copies: certifiedCopies(closure.copies),
      ...asking,
      permissions,
      certified: [...CERTIFIED],
      notCertified: [...NOT_CERTIFIED],
      seal: '',
    },
  };
  const certificate = { ...unsealed, predicate: { ...unsealed.predicate, seal: sealOf(unsealed, sha256) } };
  const text = canonicalJson(certificate as Json);
  const [reason] = verifyCertificate(certificate, new TextEncoder().encode(text), evidence);
  if (reason !== undefined)
    throw new Error(`the certificate does not verify: ${reason.place}: ${reason.words}`);
  return { certificate, text };
}

function groundOf({ files, voices, limit }: Evidence, at: string): Ground {
  const reader = manifestReader(limit);
  const manifests = files.map((file) => {
    const { document } = reader.read(file);
    // INVARIANT: the check has read these files.
    if (document === undefined) throw new Error(`${file.path} cannot be read`);
    return { path: file.path, manifest: document.manifest };
  });
  const { declared } = declaredIn(manifests, voices, parseDay(at) ?? 0);
  const steps = stepsOf(declared);
  return { declared, steps, permits: permitsOf(declared, steps) };
}

type Facts = Pick<Predicate, 'holdings' | 'views' | 'transfers' | 'collections' | 'productions' | 'accesses'>;

/** The facts with the permissions that they ask for, each of these once, in the order in which they are asked for. */
function askedFacts(expected: Expected, { permits }: Ground): Facts & Pick<Predicate, 'permissions'> {
  const permissions: Permission[] = [];
  const places = new Map<string, number>();
  const placeOf = (request: Request): number => {
    const key = canonicalJson(request as unknown as Json);
    let place = places.get(key);
    if (place === undefined) {
      places.set(key, (place = permissions.length));
      permissions.push(answered(request, permits));
    }
    return place;
  };
  const ask = <T extends Parameters<typeof requestsOf>[0]>(fact: T) => {
    const { requests: _requests, others: _others, hasCustody: _hasCustody, ...rest } = fact;
    const numbers = requestsOf(fact).map(placeOf);
    const truths = { true: TRUE, unknown: UNKNOWN, false: FALSE } as const;
    const authorized = authorizedBy(
      fact,
      numbers.map((each) => truths[permissions[each].answer]),
    );
    return { ...rest, authorized, permissions: numbers };
  };
  return {
    holdings: [...expected.holdings],
    views: [...expected.views],
    transfers: expected.transfers.map(ask),
    collections: expected.collections.map(ask),
    productions: expected.productions.map(ask),
    accesses: expected.accesses.map(ask),
    permissions,
  };
}

/** The verifier's steps have to lead to what the check has derived; else one of the two is wrong, and nothing is certified. */
function orDisagreement(facts: InspectedFacts, asking: Facts): void {
  const agree = (name: keyof Facts, keys: readonly string[]): void => {
    const texts = (list: readonly object[]): string =>
      canonicalJson(list.map((fact) => keys.map((key) => (fact as Record<string, Json>)[key])));
    if (texts(facts[name]) !== texts(asking[name]))
      throw new Error(`the ${name} of the check are not those of its verifier`);
  };
  agree('holdings', ['system', 'data', 'certain', 'grounded']);
  agree('views', ['system', 'data', 'certain']);
  agree('transfers', ['flow', 'data', 'certain', 'ended', 'authorized']);
  agree('collections', ['system', 'data', 'authorized']);
  agree('productions', ['system', 'data', 'authorized']);
  agree('accesses', ['access', 'system', 'data', 'authorized']);
}

/** Findings in the order of their identities, each once, those that are violations with a way of their data. */
function certifiedFindings(findings: readonly Finding[], ways: ReadonlyMap<string, Way>): CertifiedFinding[] {
  const texts = new Map<string, CertifiedFinding>();
  for (const finding of findings) {
    const { rule, subject, verdict, severity, fingerprint, waived, known } = finding;
    const way = verdict === 'violation' ? ways.get(subject) : undefined;
    const certified: CertifiedFinding = {
      rule,
      subject,
      verdict,
      severity,
      identity: fingerprint,
      ...(waived !== undefined && { waived: true as const }),
      ...(known !== undefined && { known }),
      ...(way !== undefined && way.length <= LONGEST_WAY && { witness: stepsAlong(way) }),
    };
    texts.set(canonicalJson(certified as Json), certified);
  }
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, certified]) => certified);
}

function verdictOf(
  { fails, failOn }: CheckResult,
  findings: readonly CertifiedFinding[],
): Predicate['verdict'] {
  const count = (wanted: string): number => findings.filter(({ verdict }) => verdict === wanted).length;
  return {
    outcome: fails ? 'findings' : 'clean',
    failOn,
    violations: count('violation'),
    undecided: count('undecided'),
  };
}
