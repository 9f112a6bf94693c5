import type { Coverage } from '../analysis/facts.ts';
import type { FactKindName, Severity } from '../rules/format.ts';
import type { Act } from './acts.ts';
import type { BaselineReview } from './baseline.ts';
import type { Finding } from './finding.ts';

/** How many acts, and how many single findings, there are of each sort. */
export interface Summary {
  readonly violations: number;
  readonly undecided: number;
  readonly waived: number;
  /** Acts that were there before, in a baseline or in the base of a comparison, and are not waived. */
  readonly known: number;
  readonly consequences: number;
  /** Pairs of rule and fact that comply. */
  readonly complies: number;
  /** Single findings, each with its own identity. */
  readonly findings: number;
}

/** What a rule that is on had to say at the day of the check, in facts, before severities by path and waivers. */
export interface Ruled {
  readonly rule: string;
  /** The kind of fact that it looks at. */
  readonly for: FactKindName;
  /** Facts of that kind. */
  readonly facts: number;
  /** Those that it concerns; with none, nothing that is declared could have violated it. */
  readonly applicable: number;
  readonly complies: number;
  readonly violations: number;
  readonly undecided: number;
}

/** A baseline after a check: how many entries it has, and those that are more than is needed. */
export interface BaselineState extends Pick<BaselineReview, 'stale' | 'eased'> {
  readonly entries: number;
}

/** What a result is limited to: what one party may see, what is about one contract, or both. */
export interface LimitedTo {
  readonly party?: string;
  readonly contract?: string;
}

/** The result of a check, from which every report is made. */
export interface CheckResult {
  readonly at: string;
  readonly horizon?: string;
  readonly files: number;
  readonly coverage: Coverage;
  readonly packs: readonly string[];
  readonly rules: number;
  /** What it is limited to; then facts and what complies are not counted, and stand as 0. */
  readonly limitedTo?: LimitedTo;
  readonly facts: number;
  /** Each rule that is on, in order of their ids. */
  readonly ruled: readonly Ruled[];
  readonly findings: readonly Finding[];
  readonly acts: readonly Act[];
  readonly summary: Summary;
  /** What has become of the baseline, where there is one. */
  readonly baseline?: BaselineState;
  /** Things to know that are no findings. */
  readonly notes: readonly string[];
  /** Severity from which on a finding fails the check. */
  readonly failOn: Severity | 'never';
  /** Is there a finding at or above the level on which the check fails, neither waived nor known? */
  readonly fails: boolean;
  /** Is anything that was to be checked not there? */
  readonly nothing: boolean;
  /** What is not there, a sentence each; empty where `nothing` is false. */
  readonly absent: readonly string[];
}
