/** Which part of a long list is told, and what is said about the rest. */
import { isSettled, type Finding } from '../findings/finding.ts';
import { byCodePoint } from '../model/names.ts';
import type { Severity } from '../rules/format.ts';

/** How much is left out, by severity and by rule, each with those of which there is something. */
export interface Omitted {
  readonly count: number;
  readonly severities: Readonly<Partial<Record<Severity, number>>>;
  readonly rules: Readonly<Record<string, number>>;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** The most serious first: what is settled last, then by severity, then violations before what is undecided. */
function rankOf(finding: Finding): number {
  const { severity, verdict } = finding;
  return (isSettled(finding) ? 6 : 0) + 2 * SEVERITIES.indexOf(severity) + (verdict === 'violation' ? 0 : 1);
}

const RANKS = 12;

/** The most serious `limit` items of several lists together; each list keeps its order, equals go by order. */
export function mostSerious<T>(
  lists: readonly (readonly T[])[],
  limit: number,
  leadOf: (item: T) => Finding,
): readonly (readonly T[])[] {
  const total = lists.reduce((sum, list) => sum + list.length, 0);
  if (total <= limit) return lists;
  const ranked = lists.map((list) => list.map((item) => rankOf(leadOf(item))));
  const room = roomByRank(ranked.flat(), limit);
  return lists.map((list, at) =>
    list.filter((_, i) => {
      const rank = ranked[at][i];
      room[rank] -= 1;
      return room[rank] >= 0;
    }),
  );
}

/** How many items of each rank there is room for. */
function roomByRank(ranks: readonly number[], limit: number): number[] {
  const counts = Array.from({ length: RANKS }, () => 0);
  for (const rank of ranks) counts[rank] += 1;
  let left = limit;
  return counts.map((count) => {
    const room = Math.min(count, left);
    left -= room;
    return room;
  });
}

/** What is left out of a list; undefined where nothing is. */
export function omittedFrom(all: readonly Finding[], kept: readonly Finding[]): Omitted | undefined {
  if (kept.length === all.length) return undefined;
  const isKept = new Set(kept);
  const left = all.filter((finding) => !isKept.has(finding));
  return {
    count: left.length,
    severities: countsOf(left.map(({ severity }) => severity)),
    rules: countsOf(left.map(({ rule }) => rule)),
  };
}

function countsOf(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => byCodePoint(a, b)));
}

/** The same in words, such as "3 error, 2 warning; core/opaque-flow 2, core/unauthorized-transfer 3". */
export function omittedWords({ severities, rules }: Omitted): string {
  const bySeverity = SEVERITIES.filter((severity) => severities[severity] !== undefined);
  const byRule = Object.entries(rules);
  return [
    bySeverity.map((severity) => `${severities[severity]} ${severity}`).join(', '),
    byRule.map(([rule, count]) => `${rule} ${count}`).join(', '),
  ].join('; ');
}
