/** Is a certificate right? Its grounds are walked once; nothing here derives what the check derives, or knows a rule. */
import { schema, validate } from '../generated/certificate-validator.js';
import { parseDay } from '../manifest/calendar.ts';
import type { Problem } from '../manifest/problem.ts';
import { manifestReader, readDocument } from '../manifest/read.ts';
import { schemaIssues } from '../manifest/validate.ts';
import { canonicalJson, type Json } from './canonical.ts';
import type { Certificate, Permission, Predicate } from './certificate-format.ts';
import { CERTIFIED, NOT_CERTIFIED } from './claims.ts';
import { checkCopies, type Complain } from './copies.ts';
import { declaredIn, type ReadManifest } from './declared.ts';
import type { Evidence, NamedDigest } from './evidence.ts';
import { authorizedBy, expectedFacts, requestsOf, type Expected, type Ground } from './facts.ts';
import { checkFindings } from './findings.ts';
import { checkPermission, FALSE, permitsOf, TRUE, UNKNOWN, type Request, type Truth } from './permissions.ts';
import { stepsOf } from './steps.ts';

/** Something that is not right: where in the certificate, and what was expected. */
export interface Reason {
  readonly place: string;
  readonly words: string;
}

/** A certificate as it was read, or what is wrong with its form. */
export interface CertificateReading {
  readonly certificate?: Certificate;
  readonly problems: readonly Problem[];
  readonly text?: string;
}

/** Reads a certificate, strictly: a form that its schema does not have is refused. */
export function readCertificate(path: string, bytes: Uint8Array): CertificateReading {
  // By its content it is JSON, whatever it is called.
  const { value, problems, text } = readDocument({ path: `${path}.json`, bytes }, (each) =>
    schemaIssues(each, validate, schema),
  );
  const named = problems.map((problem) => ({ ...problem, file: path }));
  // The validator has just accepted the value: this is where text becomes a type.
  return {
    problems: named,
    text,
    ...(value !== undefined && { certificate: value as unknown as Certificate }),
  };
}

/** The digest that a certificate states of everything else in it. */
export function sealOf(certificate: Certificate, sha256: Evidence['sha256']): string {
  const { seal: _seal, ...rest } = certificate.predicate;
  return sha256(new TextEncoder().encode(canonicalJson({ ...certificate, predicate: rest } as Json)));
}

/** Everything that is wrong with a certificate; nothing where it is right. */
export function verifyCertificate(
  certificate: Certificate,
  bytes: Uint8Array,
  evidence: Evidence,
): readonly Reason[] {
  const reasons: Reason[] = [];
  const complain: Complain = (place, words) => reasons.push({ place, words });
  checkForm(certificate, bytes, evidence, complain);
  checkInputs(certificate, evidence, complain);
  // What is certified of other manifests says nothing of these.
  if (reasons.some(({ place }) => place.startsWith('subject'))) return reasons;
  const manifests = readManifests(evidence, complain);
  const { predicate } = certificate;
  const { declared, unclear } = declaredIn(manifests, evidence.voices, parseDay(predicate.at) ?? 0);
  for (const words of unclear) complain('subject', words);
  if (unclear.length > 0) return reasons;
  const steps = stepsOf(declared);
  const ground: Ground = { declared, steps, permits: permitsOf(declared, steps) };
  const closure = checkCopies(predicate.copies, steps, (place, words) =>
    complain(`predicate.${place}`, words),
  );
  checkFacts(predicate, expectedFacts(closure, ground), ground, (place, words) =>
    complain(`predicate.${place}`, words),
  );
  checkFindings(predicate, closure, ground, evidence, (place, words) =>
    complain(`predicate.${place}`, words),
  );
  return reasons;
}

function checkForm(
  certificate: Certificate,
  bytes: Uint8Array,
  { sha256, day }: Evidence,
  complain: Complain,
): void {
  const { predicate } = certificate;
  const written = new TextEncoder().encode(canonicalJson(certificate as Json));
  if (written.length !== bytes.length || written.some((byte, i) => byte !== bytes[i]))
    complain('', 'it is not written in canonical JSON (RFC 8785)');
  if (sealOf(certificate, sha256) !== predicate.seal)
    complain('predicate.seal', 'it is not the digest of the rest: something was changed');
  if (day !== undefined && day !== predicate.at)
    complain('predicate.at', `it is of ${predicate.at}, and not of ${day}`);
  if (!isSame(predicate.certified, CERTIFIED))
    complain('predicate.certified', 'it promises something else than this program verifies');
  if (!isSame(predicate.notCertified, NOT_CERTIFIED))
    complain('predicate.notCertified', 'it excepts something else than this program does');
}

function checkInputs({ subject, predicate }: Certificate, evidence: Evidence, complain: Complain): void {
  const { files, packs, configuration, sha256, voices } = evidence;
  const stated = subject.map(({ name, digest }) => ({ name, sha256: digest.sha256 }));
  const found = files.map(({ path, bytes }) => ({ name: path, sha256: sha256(bytes) }));
  checkDigests('subject', stated, found, complain);
  checkDigests('predicate.packs', predicate.packs, packs, complain);
  checkDigests('predicate.configuration', predicate.configuration, configuration, complain);
  const spoken =
    voices && [...voices].map(([file, { rank, parties }]) => ({ file, rank, parties: [...parties] }));
  if (!isSame(predicate.voices, spoken))
    complain('predicate.voices', 'trust gives the manifests other voices');
}

function checkDigests(
  place: string,
  stated: readonly NamedDigest[],
  found: readonly NamedDigest[],
  complain: Complain,
): void {
  const byName = new Map(found.map((each) => [each.name, each.sha256]));
  for (const [i, { name, sha256 }] of stated.entries()) {
    const digest = byName.get(name);
    byName.delete(name);
    if (digest === undefined) complain(`${place}[${i}]`, `${name} is not here, or stands here twice`);
    else if (digest !== sha256)
      complain(`${place}[${i}]`, `${name} is not what it was: its digest is ${digest}`);
  }
  for (const name of byName.keys()) complain(place, `${name} is left out`);
  if (stated.some(({ name }, i) => i > 0 && name < stated[i - 1].name)) complain(place, 'it is not in order');
}

function readManifests({ files, limit }: Evidence, complain: Complain): readonly ReadManifest[] {
  const reader = manifestReader(limit);
  return files.flatMap(({ path, bytes }, i) => {
    const { document } = reader.read({ path, bytes });
    if (document !== undefined) return [{ path, manifest: document.manifest }];
    complain(`subject[${i}]`, `${path} cannot be read`);
    return [];
  });
}

/** Facts that ask for permission, as they are stated and as they have to be. */
type AskingList = 'transfers' | 'collections' | 'productions' | 'accesses';

function checkFacts(
  predicate: Predicate,
  expected: Expected,
  { declared, permits }: Ground,
  complain: Complain,
): void {
  const { permissions } = predicate;
  const used = new Set<number>();
  permissions.forEach((permission, i) =>
    checkPermission(permission, `permissions[${i}]`, declared, permits, complain),
  );
  checkList('holdings', predicate.holdings, expected.holdings, complain);
  checkList('views', predicate.views, expected.views, complain);
  const places = new Map(
    permissions.map((permission, i) => [canonicalJson(requestIn(permission) as unknown as Json), i]),
  );
  for (const name of [
    'transfers',
    'collections',
    'productions',
    'accesses',
  ] as const satisfies readonly AskingList[]) {
    const wanted = expected[name].map((fact) => {
      const { requests: _requests, others: _others, hasCustody: _hasCustody, ...rest } = fact;
      const numbers = requestsOf(fact).map(
        (request) => places.get(canonicalJson(request as unknown as Json)) ?? -1,
      );
      for (const each of numbers) used.add(each);
      const answers = numbers.map((each) => truthOf(permissions[each]));
      return { ...rest, authorized: authorizedBy(fact, answers), permissions: numbers };
    });
    checkList(name, predicate[name], wanted, complain);
  }
  if (used.has(-1)) complain('permissions', 'one that a fact asks for is left out');
  permissions.forEach((_, i) => {
    if (!used.has(i)) complain(`permissions[${i}]`, 'no fact asks for it, or it stands there twice');
  });
}

function truthOf(permission: Permission | undefined): Truth {
  return permission?.answer === 'true' ? TRUE : permission?.answer === 'unknown' ? UNKNOWN : FALSE;
}

/** What is asked for, without what answers it. */
function requestIn({ answer: _answer, chain: _chain, reached: _reached, ...request }: Permission): Request {
  return request;
}

/** A list has to be as it is expected, fact for fact. */
function checkList(
  name: string,
  stated: readonly unknown[],
  expected: readonly unknown[],
  complain: Complain,
): void {
  const texts = (list: readonly unknown[]): string[] => list.map((each) => canonicalJson(each as Json));
  const [here, wanted] = [texts(stated), texts(expected)];
  if (here.length === wanted.length && here.every((each, i) => each === wanted[i])) return;
  const [known, needed] = [new Set(here), new Set(wanted)];
  here.forEach((each, i) => {
    if (!needed.has(each)) complain(`${name}[${i}]`, `${each} does not follow`);
  });
  for (const each of wanted) if (!known.has(each)) complain(name, `${each} follows, and is left out`);
  if (here.every((each) => needed.has(each)) && wanted.every((each) => known.has(each)))
    complain(name, 'it is not in order, or says something twice');
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a as Json) === canonicalJson(b as Json);
}
