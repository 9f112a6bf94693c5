/** Findings of two states -> what has become of each. */
import { compareFindings } from '../findings/collect.ts';
import type { Finding } from '../findings/finding.ts';
import type { Model } from '../model/model.ts';
import { byCodePoint } from '../model/names.ts';
import type { Severity } from '../rules/format.ts';
import type { FindingChange, FindingFate } from './comparison.ts';
import { carriedIdentity } from './identity.ts';
import type { Renames } from './renames.ts';
import { isNoWider, isSameStanding, standingOf } from './standing.ts';

const ORDER: readonly FindingFate[] = ['new', 'worsened', 'fixed', 'eased', 'moved'];

/** The models of two states. */
export interface Models {
  readonly base: Model;
  readonly head: Model;
}

/**
 * What has become of findings; those that are as they were are left out. The new come first. One whose flow or system now
 * leads to others is another finding: a known flow must not be a way to somebody else.
 */
export function findingChanges(
  base: readonly Finding[],
  head: readonly Finding[],
  renames: Renames,
  models: Models,
): readonly FindingChange[] {
  const before = byIdentity(base, renames);
  const after = new Set(head.map((finding) => finding.fingerprint));
  const changes: FindingChange[] = [];
  for (const finding of head) {
    const old = formerOf(finding, before);
    const isOther =
      old !== undefined &&
      !isSameStanding(standingOf(models.base, old.subject), standingOf(models.head, finding.subject));
    if (isOther) changes.push({ fate: 'fixed', before: old }, { fate: 'new', after: finding });
    if (isOther) continue;
    const fate = old === undefined ? 'new' : fateOf(old, finding);
    if (fate !== undefined) changes.push({ fate, ...(old && { before: old }), after: finding });
  }
  for (const [identity, found] of before) {
    if (!after.has(identity))
      changes.push(...found.map((each) => ({ fate: 'fixed' as const, before: each })));
  }
  return changes.sort(compareChanges);
}

/** What the base says of a finding of the head. */
export interface Former {
  /** Was it there, and no less serious? */
  isKnown(finding: Finding): boolean;
  /** Was one of its identity there that was about others, so that no baseline covers this one? */
  isAboutOthers(finding: Finding): boolean;
}

/** Asks the findings of the base. */
export function formerFindings(base: readonly Finding[], renames: Renames, models: Models): Former {
  const before = byIdentity(base, renames);
  const isWider = (old: Finding, finding: Finding): boolean =>
    !isNoWider(standingOf(models.head, finding.subject), standingOf(models.base, old.subject));
  return {
    isKnown(finding) {
      const old = formerOf(finding, before);
      return old !== undefined && weightOf(finding) <= weightOf(old) && !isWider(old, finding);
    },
    isAboutOthers(finding) {
      const old = formerOf(finding, before);
      return old !== undefined && isWider(old, finding);
    },
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
