/** Verdicts that change from one day to another, and what of the day each comes from. */
import type { DatedEvent } from '../rules/dated.ts';
import type { Severity } from '../rules/format.ts';
import type { Finding, Span } from './finding.ts';
import type { Entry } from './subjects.ts';

/** What is said of a rule and a fact on a day; `none` where there is nothing to find. */
export type Standing = Finding['verdict'] | 'waived' | 'none';

/** What is different from a day on. */
export interface Turning extends Entry {
  readonly day: number;
  /** The stated day from which it comes. */
  readonly on: string;
  /** What that day is the day of. */
  readonly event: DatedEvent;
  /** What becomes of it: it begins, ends, begins to count, gets older than `span`, comes as near as `span`, or is past. */
  readonly what: 'begins' | 'ends' | 'counts' | 'ages' | 'nears' | 'passes';
  readonly span?: string;
}

/** A verdict that is another from a day on. */
export interface VerdictChange {
  readonly rule: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly fingerprint: string;
  readonly before: Standing;
  readonly after: Standing;
  /** What is found from that day on; what was found up to then where nothing is. */
  readonly message: string;
  readonly remedy?: string;
  readonly place?: Span;
  /** What it comes from; several where it could be each of them. */
  readonly because: readonly Cause[];
  /** The more specific rule that sees the same, by the fingerprint of its finding. */
  readonly with?: string;
}

/** What a change comes from, as it is told. */
export type Cause = Omit<Turning, 'day'>;

/** The changes of one day. */
export interface ForecastDay {
  readonly day: string;
  readonly changes: readonly VerdictChange[];
}

/** The calendar of verdicts that change. */
export interface Forecast {
  readonly at: string;
  readonly until: string;
  /** Days on which something changes; of many of them nothing may come. */
  readonly looked: number;
  readonly days: readonly ForecastDay[];
}

/** A verdict in two states: before a day, and from it on. */
export interface Change {
  readonly before?: Finding;
  readonly after?: Finding;
}

/** Findings that come, go, or are another verdict; what comes first, each in the order of reports. */
export function changesBetween(before: readonly Finding[], after: readonly Finding[]): readonly Change[] {
  const old = new Map(before.map((finding) => [finding.fingerprint, finding]));
  const kept = new Set(after.map(({ fingerprint }) => fingerprint));
  const come = after.map((finding): Change => ({ before: old.get(finding.fingerprint), after: finding }));
  const gone = before
    .filter(({ fingerprint }) => !kept.has(fingerprint))
    .map((finding): Change => ({ before: finding }));
  return [...come, ...gone].filter((change) => standingOf(change.before) !== standingOf(change.after));
}

/** What is said of a finding that is there or not. */
export function standingOf(finding: Finding | undefined): Standing {
  if (finding === undefined) return 'none';
  return finding.waived === undefined ? finding.verdict : 'waived';
}

/** Changes of one day as they are told, each with its causes. */
export function told(
  changes: readonly Change[],
  causesOf: (change: Change) => readonly Turning[],
): readonly VerdictChange[] {
  const leading = leadersIn(changes);
  return changes.flatMap((change): readonly VerdictChange[] => {
    const finding = change.after ?? change.before;
    if (finding === undefined) return [];
    const { rule, severity, subject, fingerprint, message, remedy, place } = finding;
    const lead = leading.get(keyOf(rule, change));
    return [
      {
        rule,
        severity,
        subject,
        fingerprint,
        before: standingOf(change.before),
        after: standingOf(change.after),
        message,
        ...(change.after && { remedy }),
        place,
        because: causesOf(change).map(({ day: _day, ...cause }) => cause),
        ...(lead !== undefined && lead !== fingerprint && { with: lead }),
      },
    ];
  });
}

/** Fingerprints of findings of specific rules, by the more general rules that change in the same way. */
function leadersIn(changes: readonly Change[]): ReadonlyMap<string, string> {
  const leaders = new Map<string, string>();
  for (const change of changes) {
    const finding = change.after ?? change.before;
    for (const rule of finding?.refines ?? []) {
      const key = keyOf(rule, change);
      if (finding !== undefined && !leaders.has(key)) leaders.set(key, finding.fingerprint);
    }
  }
  return leaders;
}

function keyOf(rule: string, { before, after }: Change): string {
  const subject = (after ?? before)?.subject;
  return `${rule}|${subject}|${standingOf(before)}|${standingOf(after)}`;
}
