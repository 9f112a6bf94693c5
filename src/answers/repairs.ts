/** What removes a finding: plain values, found by `src/run/repair/` and told by `src/report/repair.ts`. */
import type { Finding } from '../findings/finding.ts';
import type { Authorization, Manifest } from '../manifest/format.ts';
import type { Span } from '../manifest/locate.ts';

/** How a finding is removed. */
export const MEANS = ['cut', 'obtain'] as const;
export type Means = (typeof MEANS)[number];

/** One thing to do. */
export type Edit =
  | { readonly kind: 'cut'; readonly flow: string }
  /** Ends a flow before the day of the check. */
  | { readonly kind: 'end'; readonly flow: string; readonly until: string }
  /** The authorization stands in the file of somebody who may speak for the one who grants it. */
  | {
      readonly kind: 'obtain';
      readonly authorization: string;
      readonly grant: Authorization;
      readonly file: string;
    };

/** What stands from `start` to `end` of a text is replaced. */
export interface TextChange extends Span {
  readonly text: string;
}

/** A file before and after. */
export interface EditedFile {
  readonly path: string;
  readonly before: string;
  readonly text: string;
  readonly changes: readonly TextChange[];
  /** What it has to say afterwards, so that a layout that cannot be edited is noticed. */
  readonly expected: Manifest;
}

/** Edits that remove a finding, and how it is known that nothing cheaper of their sort does. */
export interface FoundEdits {
  readonly edits: readonly Edit[];
  readonly cost: number;
  /** Is it proved that no cheaper set does? */
  readonly isSmallest: boolean;
  /** Ways of the data, each of which makes the finding by itself; absent where none were needed to prove anything. */
  readonly ways?: readonly (readonly string[])[];
}

/** One way to remove a finding. */
export interface Repair extends FoundEdits {
  readonly by: Means;
  /** Other findings that go with it. */
  readonly removes: readonly Finding[];
  /** Findings that it brings. */
  readonly brings: readonly Finding[];
  /** Does it bring none that fails the check? */
  readonly isSound: boolean;
  readonly files: readonly EditedFile[];
}

/** What can be done about a finding. */
export interface RepairAnswer {
  readonly at: string;
  readonly finding: Finding;
  /** The best first; empty where neither flows nor authorizations can mend it. */
  readonly repairs: readonly Repair[];
  /** Why one of the means does nothing. */
  readonly refusals: readonly { readonly by: Means; readonly reason: string }[];
}
