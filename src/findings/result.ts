import type { Coverage } from '../analysis/facts.ts';
import type { Act } from './acts.ts';
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
  readonly findings: readonly Finding[];
  readonly acts: readonly Act[];
  readonly summary: Summary;
  /** Things to know that are no findings. */
  readonly notes: readonly string[];
  /** Is there a finding at or above the level on which the check fails, neither waived nor known? */
  readonly fails: boolean;
  readonly nothing: boolean;
}
