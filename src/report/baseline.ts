/** What a baseline has more than it needs, for people. */
import type { BaselineEntry, BaselineReview } from '../findings/baseline.ts';
import { escapeText } from '../manifest/escape.ts';
import { counted } from '../rules/language/wording.ts';
import { table } from './layout.ts';

/** Writes a review; `open` counts the findings that the baseline does not know. Ends with a line end. */
export function baselineReviewText({ kept, eased, stale }: BaselineReview, open: number): string {
  const lines = [
    ...section('No finding any more; prune takes it out:', stale),
    ...section('Undecided now and no violation; prune says so:', eased),
    `${counted(kept.length, 'entry is', 'entries are')} needed, ${stale.length} stale, ${eased.length} eased; ${counted(open, 'finding')} not in the baseline`,
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, entries: readonly BaselineEntry[]): string[] {
  if (entries.length === 0) return [];
  const rows = entries.map(({ rule, subject, owners = [], taken }) =>
    [rule, subject, owners.join('+'), `of ${taken}`].map(escapeText),
  );
  return [title, ...table(rows).map((line) => `  ${line}`), ''];
}
