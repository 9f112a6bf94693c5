import type { Factor } from '../analysis/authorization.ts';
import { joined } from '../model/names.ts';
import type { Severity } from '../rules/format.ts';

/** A place in a manifest: UTF-16 offsets into its text, and one-based line and column. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** One step on the way of a datum, in travel order. */
export interface CustodyStep {
  /** `collect`, `produce`, or the id of a flow. */
  readonly step: string;
  readonly system: string;
  readonly zone: string;
  readonly keepers: readonly string[];
  /** What the step brings there. */
  readonly data: string;
  /** Is it authorized? Absent where the step was not judged. */
  readonly authorized?: 'true' | 'false' | 'unknown';
  readonly place?: Span;
  /** Steps left out here, where the way is very long. */
  readonly omitted?: number;
}

/** What lies within a finding: sums of records and of person-records. */
export interface Exposed {
  readonly records: number;
  readonly subjects: number;
  readonly lowerBound: boolean;
}

/** The authorization that comes closest, and what it fails on. */
export interface ClosestAuthorization {
  readonly owner: string;
  readonly keeper?: string;
  readonly authorization?: string;
  readonly failed: readonly Factor[];
  /** Is it open whether it would do? */
  readonly isOpen?: boolean;
  /** What the authorization says on each of these, in words. */
  readonly terms?: Readonly<Partial<Record<Factor, string>>>;
  readonly place?: Span;
}

/** A limit that concerns a fact. */
export interface ComparedLimit {
  readonly rule: string;
  /** In words. */
  readonly limit: string;
  /** The clause that sets it, as it is cited. */
  readonly clause?: string;
  /** Is it open whether it concerns the fact? */
  readonly isOpen?: boolean;
}

/** Where a finding is known from, so that it fails no check: a baseline, or the base that a change is compared with. */
export type Known = 'baseline' | 'base';

/** A rule that a fact violates, or that cannot be decided for it. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly verdict: 'violation' | 'undecided';
  /** The fact, such as `flow:upload/plates`; what waivers name. */
  readonly subject: string;
  /** Identity: rule, subject, datum, owner; never a line, a text or an order. */
  readonly fingerprint: string;
  /** Facts of one act are told together. */
  readonly act: string;
  readonly data?: string;
  /** Owners of the datum. */
  readonly owners: readonly string[];
  readonly title: string;
  readonly message: string;
  readonly remedy: string;
  readonly rationale: string;
  readonly references: readonly string[];
  /** More general rules that see the same fact, as far as they are on. */
  readonly refines?: readonly string[];
  readonly place?: Span;
  readonly custody: readonly CustodyStep[];
  readonly exposed?: Exposed;
  readonly closest?: ClosestAuthorization;
  /** Fields to state so that an undecided finding is decided. */
  readonly unstated: readonly string[];
  /** Limits that concern the fact, the shortest first, where its rule is one of several that set one. */
  readonly compared?: readonly ComparedLimit[];
  /** The act that it follows from, where it is a consequence. */
  readonly consequenceOf?: string;
  /** Reasons of the waivers that cover it. */
  readonly waived?: readonly string[];
  /** Is it one that was there before? */
  readonly known?: Known;
  /** First day on which it holds, within the horizon of the check. */
  readonly since: string;
  /** Does it hold only from a later day of the horizon on? */
  readonly isLater?: boolean;
  /** Placeholders of its texts, for telling findings of one act together. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly templates: { readonly message: string; readonly remedy: string };
}

/** Does it fail no check, because somebody has accepted it or because it was there before? */
export function isSettled({ waived, known }: Pick<Finding, 'waived' | 'known'>): boolean {
  return waived !== undefined || known !== undefined;
}

const RANK: Readonly<Record<Severity | 'never', number>> = { info: 0, warning: 1, error: 2, never: 3 };

/** Does it fail a check that fails from a severity on? */
export function isFailing(finding: Finding, failOn: Severity | 'never'): boolean {
  return !isSettled(finding) && RANK[finding.severity] >= RANK[failOn];
}

/** The identity of a finding. */
export function fingerprint(
  rule: string,
  subject: string,
  data?: string,
  owners: readonly string[] = [],
): string {
  return [rule, subject, ...(data === undefined ? [] : [data, owners.join('+')])].join('|');
}

/** Fills `{name}` in a template. */
export function fillTemplate(
  template: string,
  words: Readonly<Record<string, string | readonly string[]>>,
): string {
  return template.replace(/\{([\w.-]+)\}/g, (whole, name: string) =>
    Object.hasOwn(words, name) ? joined([words[name]].flat()) : whole,
  );
}
