/** Workspaces and their certificates, for tests. */
import { createHash } from 'node:crypto';
import { inspectFacts } from '../../src/analysis/inspect.ts';
import { certificateOf, type WrittenCertificate } from '../../src/certify/certificate.ts';
import type { Manifest } from '../../src/manifest/format.ts';
import { canonicalJson, type Json } from '../../src/verify/canonical.ts';
import type { Certificate } from '../../src/verify/certificate-format.ts';
import { isJudged } from '../../src/verify/claims.ts';
import { readCertificate, sealOf, verifyCertificate } from '../../src/verify/verify.ts';
import { evidenceOf } from '../../src/certify/evidence.ts';
import { factsOf } from '../../src/analysis/facts.ts';
import type { Evidence } from '../../src/verify/evidence.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import type { Config } from '../../src/run/config-format.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

/** A certificate with what it is held against. */
export interface Certified extends WrittenCertificate {
  readonly evidence: Evidence;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Checks texts by path, and certifies that. */
export function certify(texts: Readonly<Record<string, string>>, at: string, config: Config = {}): Certified {
  const manifests = Object.keys(texts)
    .sort()
    .map((path) => ({ path, bytes: new TextEncoder().encode(texts[path]) }));
  const { workspace, problems } = openWorkspace({ files: manifests, config });
  if (workspace === undefined) throw new Error(JSON.stringify(problems));
  const day = parseDay(at) ?? 0;
  const evidence = evidenceOf({ workspace, manifests, settings: [], sha256 });
  const written = certificateOf({
    result: checkWorkspace(workspace, { at: day }),
    facts: inspectFacts(factsOf(workspace.model, day)),
    evidence,
    version: '0.1.0',
  });
  return { ...written, evidence };
}

/** The same of one manifest. */
export function certifyOne(manifest: Omit<Manifest, 'flowdown'>, at = '2019-06-01'): Certified {
  return certify({ 'a.flow.json': JSON.stringify({ flowdown: 1, ...manifest }) }, at);
}

/** What a verifier says of bytes: the places of what is wrong, and why; the codes of problems where it cannot be read. */
export function reasonsFor(text: string, evidence: Evidence): readonly string[] {
  const bytes = new TextEncoder().encode(text);
  const { certificate, problems } = readCertificate('certificate.json', bytes);
  if (certificate === undefined) return problems.map(({ code }) => code);
  return verifyCertificate(certificate, bytes, evidence).map(({ place, words }) => `${place}: ${words}`);
}

/** A certificate that was changed by somebody who knows how to seal it. */
export function resealed(certificate: Certificate): string {
  const seal = sealOf(certificate, sha256);
  return canonicalJson({ ...certificate, predicate: { ...certificate.predicate, seal } } as Json);
}

/** What a certificate promises, without the grounds that it gives and what it says that it does not promise. */
export function promised({ predicate, ...rest }: Certificate): unknown {
  const {
    copies,
    findings,
    permissions,
    seal: _seal,
    program: _program,
    verdict: _verdict,
    ...facts
  } = predicate;
  const days = copies.map(({ of: _of, by: _by, ...copy }) => canonicalJson(copy)).sort();
  const judged = findings
    .filter(({ rule }) => isJudged(rule))
    .map(({ witness: _witness, known: _known, ...finding }) => finding);
  const asked = permissions.map(({ chain: _chain, reached: _reached, ...permission }) => permission);
  return { rest, facts, days, judged, asked };
}
