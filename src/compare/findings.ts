/** Findings of two states -> what has become of each. */
import { compareFindings } from '../findings/collect.ts';
import type { Finding } from '../findings/finding.ts';
import { byCodePoint } from '../model/names.ts';
import type { Severity } from '../rules/format.ts';
import type { FindingChange, FindingFate } from './comparison.ts';
import { carriedIdentity } from './identity.ts';
import type { Renames } from './renames.ts';

const ORDER: readonly FindingFate[] = ['new', 'worsened', 'fixed', 'eased', 'moved'];

/** What has become of findings; those that are as they were are left out. The new come first. */
export function findingChanges(
  base: readonly Finding[],
  head: readonly Finding[],
  renames: Renames,
): readonly FindingChange[] {
  const before = byIdentity(base, renames);
  const after = new Set(head.map((finding) => finding.fingerprint));
  const changes: FindingChange[] = [];
  for (const finding of head) {
    const old = formerOf(finding, before);
    const fate = old === undefined ? 'new' : fateOf(old, finding);
    if (fate !== undefined) changes.push({ fate, ...(old && { before: old }), after: finding });
  }
  for (const [identity, found] of before) {
    if (!after.has(identity))
      changes.push(...found.map((each) => ({ fate: 'fixed' as const, before: each })));
  }
  return changes.sort(compareChanges);
}

/** Those of the head that were there in the base, and no less serious. */
export function knownFrom(base: readonly Finding[], renames: Renames): (finding: Finding) => boolean {
  const before = byIdentity(base, renames);
  return (finding) => {
    const old = formerOf(finding, before);
    return old !== undefined && weightOf(finding) <= weightOf(old);
  };
}

/** Findings by the identity that they have in the head; waivers of two files may share an id, and so an identity. */
function byIdentity(base: readonly Finding[], renames: Renames): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of base) {
    const identity = carriedIdentity(finding, renames);
    const same = found.get(identity);
    if (same === undefined) found.set(identity, [finding]);
    else same.push(finding);
  }
  return found;
}

/** What a finding was in the base: of several of its identity the one in the same file. */
function formerOf(
  { fingerprint, place }: Finding,
  before: ReadonlyMap<string, readonly Finding[]>,
): Finding | undefined {
  const same = before.get(fingerprint) ?? [];
  return same.find((each) => each.place?.file === place?.file) ?? same[0];
}

function fateOf(before: Finding, after: Finding): FindingFate | undefined {
  const worse = weightOf(after) - weightOf(before);
  if (worse !== 0) return worse > 0 ? 'worsened' : 'eased';
  const isElsewhere = before.place?.file !== after.place?.file || before.fingerprint !== after.fingerprint;
  return isElsewhere ? 'moved' : undefined;
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** How much a finding weighs: nothing where it is settled, then by severity, then what is undecided before a violation. */
function weightOf(finding: Finding): number {
  // To be known from the base is what is asked here, and settles nothing.
  if (finding.waived !== undefined || finding.known === 'baseline') return 0;
  return 1 + 2 * RANK[finding.severity] + (finding.verdict === 'violation' ? 1 : 0);
}

function compareChanges(a: FindingChange, b: FindingChange): number {
  const [one, other] = [a.after ?? a.before, b.after ?? b.before];
  if (one === undefined || other === undefined) return 0; // INVARIANT: one of the two is there
  return (
    ORDER.indexOf(a.fate) - ORDER.indexOf(b.fate) ||
    compareFindings(one, other) ||
    byCodePoint(one.fingerprint, other.fingerprint)
  );
}
