import type { Coverage } from '../analysis/facts.ts';
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

/** A baseline after a check: how many entries it has, and those that are more than is needed. */
export interface BaselineState extends Pick<BaselineReview, 'stale' | 'eased'> {
  readonly entries: number;
}

/** The result of a check, from which every report is made. */
export interface CheckResult {
  readonly at: string;
  readonly horizon?: string;
  readonly files: number;
  readonly coverage: Coverage;
  readonly packs: readonly string[];
  readonly rules: number;
  readonly facts: number;
  readonly findings: readonly Finding[];
  readonly acts: readonly Act[];
  readonly summary: Summary;
  /** What has become of the baseline, where there is one. */
  readonly baseline?: BaselineState;
  /** Things to know that are no findings. */
  readonly notes: readonly string[];
  /** Is there a finding at or above the level on which the check fails, neither waived nor known? */
  readonly fails: boolean;
  readonly nothing: boolean;
}
