/** Findings that were there before, as a file keeps them: read, matched with those of today, taken anew and pruned. */
import { schema } from '../generated/baseline-schema.js';
import { validate } from '../generated/baseline-validator.js';
import type { Problem } from '../manifest/problem.ts';
import { acceptedValue, readDocument } from '../manifest/read.ts';
import { schemaIssues } from '../manifest/validate.ts';
import { byCodePoint } from '../model/names.ts';
import type { BaselineEntry, BaselineFile } from './baseline-format.ts';
import { fingerprint, type Finding, type Known } from './finding.ts';

export type { BaselineEntry } from './baseline-format.ts';

/** Findings that were there when it was taken. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
}

/** What identity and standing of a finding a baseline looks at: never its line, its text or how many there are. */
type Standing = Pick<Finding, 'fingerprint' | 'verdict' | 'waived' | 'isLater'>;

/** Reads the text of a baseline; every problem is told. */
export function readBaseline(source: { readonly path: string; readonly text: string }): {
  readonly baseline?: Baseline;
  readonly problems: readonly Problem[];
} {
  // Most are sound, and are not worth loading the code that says what is wrong.
  const accepted = acceptedValue(source, schema);
  const { value = accepted, problems } =
    accepted === undefined
      ? readDocument(source, (tree) => schemaIssues(tree, validate, schema))
      : { problems: [] };
  if (value === undefined) return { problems };
  // The validator has just accepted the value: this is where text becomes a type.
  return { baseline: { entries: (value as unknown as BaselineFile).findings }, problems };
}

/** How entries are carried over to the workspace that they are matched with. */
export interface MatchOptions {
  /** The subject as it is called there, where systems or flows have been renamed since. */
  renamed?(subject: string): string;
}

/** Asks a baseline about findings. */
export interface BaselineMatch {
  /** Is the finding one that was there before, and no worse than it was? */
  known(finding: Standing): Known | undefined;
}

/** A baseline made ready to be asked. */
export function matchBaseline({ entries }: Baseline, options: MatchOptions = {}): BaselineMatch {
  const violations = new Set<string>();
  const all = new Set<string>();
  for (const entry of entries) {
    const identity = identityOf(entry, options);
    all.add(identity);
    if (entry.verdict === 'violation') violations.add(identity);
  }
  return {
    known(finding) {
      if (!isCoverable(finding)) return undefined;
      const covering = finding.verdict === 'violation' ? violations : all;
      return covering.has(finding.fingerprint) ? 'baseline' : undefined;
    },
  };
}

/** What is accepted is told as such, and what begins later was not there before. */
function isCoverable({ waived, isLater }: Standing): boolean {
  return waived === undefined && isLater !== true;
}

/** The entries of a baseline against the findings of today. */
export interface BaselineReview {
  /** Entries that are still needed as they are. */
  readonly kept: readonly BaselineEntry[];
  /** Violations that have become undecided. */
  readonly eased: readonly BaselineEntry[];
  /** Entries that match no finding that is not waived. */
  readonly stale: readonly BaselineEntry[];
}

/** Holds a baseline against all findings of a day. */
export function reviewBaseline(
  { entries }: Baseline,
  findings: readonly Standing[],
  options: MatchOptions = {},
): BaselineReview {
  const worst = new Map<string, Finding['verdict']>();
  for (const finding of findings.filter(isCoverable)) {
    if (worst.get(finding.fingerprint) !== 'violation') worst.set(finding.fingerprint, finding.verdict);
  }
  const verdictOf = (entry: BaselineEntry) => worst.get(identityOf(entry, options));
  const isStale = (entry: BaselineEntry): boolean => {
    const verdict = verdictOf(entry);
    return verdict === undefined || (verdict === 'violation' && entry.verdict === 'undecided');
  };
  const needed = entries.filter((entry) => !isStale(entry));
  const isEased = (entry: BaselineEntry): boolean => verdictOf(entry) !== entry.verdict;
  return {
    kept: needed.filter((entry) => !isEased(entry)),
    eased: needed.filter(isEased),
    stale: entries.filter(isStale),
  };
}

/** What is left of a baseline when nothing in it is more than is needed. */
export function prunedBaseline({ kept, eased }: BaselineReview): Baseline {
  return { entries: [...kept, ...eased.map((entry) => ({ ...entry, verdict: 'undecided' as const }))] };
}

/** All findings of a day that are not waived; those that were in a baseline before keep the day on which they came into it. */
export function baselineOf(findings: readonly Finding[], taken: string, before?: Baseline): Baseline {
  const days = new Map(before?.entries.map((entry) => [identityOf(entry), entry.taken]));
  const entries = new Map<string, BaselineEntry>();
  for (const finding of findings.filter(isCoverable)) {
    const { fingerprint: identity, rule, subject, data, owners, verdict } = finding;
    if (entries.get(identity)?.verdict === 'violation') continue;
    entries.set(identity, {
      rule,
      subject,
      ...(data !== undefined && { data, owners: [...owners] }),
      verdict,
      taken: days.get(identity) ?? taken,
    });
  }
  return { entries: [...entries.values()] };
}

/** The text of the file: one entry a line, in order, so that a change of it can be read. */
export function baselineText({ entries }: Baseline): string {
  const sorted = [...entries].sort((a, b) => byCodePoint(identityOf(a), identityOf(b)));
  const lines = sorted.map((entry) => `    ${JSON.stringify(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": 1,\n  "findings": ${list}\n}\n`;
}

function identityOf(
  { rule, subject, data, owners = [] }: BaselineEntry,
  { renamed = (same) => same }: MatchOptions = {},
): string {
  return fingerprint(rule, renamed(subject), data, [...owners].sort(byCodePoint));
}
