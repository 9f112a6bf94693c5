import type { BaselineEntry } from './workspace.ts';

/** What a baseline looks at in a finding (docs/configuration.md, baseline). */
interface Standing extends BaselineEntry {
  waived?: string[];
}

/** What is said of the entries of a baseline, each as `<rule> <subject>`. */
export interface Review {
  /** Entries that match no finding that is not waived, or an undecided one that has become a violation. */
  stale: string[];
  /** Violations that have become undecided. */
  eased: string[];
}

/** Is the finding one that was there before? What is waived is told as such; what was undecided covers no violation. */
export function isKnown(finding: Standing, baseline: readonly BaselineEntry[]): boolean {
  if (finding.waived !== undefined) return false;
  return baseline.some(
    (entry) => isSame(entry, finding) && (finding.verdict === 'undecided' || entry.verdict === 'violation'),
  );
}

/** The entries of a baseline that are not needed as they are. */
export function makeReview(baseline: readonly BaselineEntry[], findings: readonly Standing[]): Review {
  const named = ({ rule, subject }: BaselineEntry) => `${rule} ${subject}`;
  const counting = findings.filter(({ waived }) => waived === undefined);
  const isMet = (entry: BaselineEntry, verdict: string) =>
    counting.some((finding) => isSame(entry, finding) && finding.verdict === verdict);
  return {
    stale: baseline
      .filter((entry) =>
        entry.verdict === 'violation'
          ? !isMet(entry, 'violation') && !isMet(entry, 'undecided')
          : !isMet(entry, 'undecided') || isMet(entry, 'violation'),
      )
      .map(named),
    eased: baseline
      .filter(
        (entry) => entry.verdict === 'violation' && !isMet(entry, 'violation') && isMet(entry, 'undecided'),
      )
      .map(named),
  };
}

/** Its rule, its subject, its data and all of its owners; never a line or a text. */
function isSame(a: BaselineEntry, b: BaselineEntry): boolean {
  const ownersOf = ({ data, owners = [] }: BaselineEntry) => (data === undefined ? [] : [...owners].sort());
  return (
    a.rule === b.rule &&
    a.subject === b.subject &&
    a.data === b.data &&
    JSON.stringify(ownersOf(a)) === JSON.stringify(ownersOf(b))
  );
}
