/** What came of a check, in a sentence. */
import type { CheckResult } from '../findings/result.ts';
import { counted, grouped } from '../rules/language/wording.ts';
import type { Reported } from './reporter.ts';

/** The outcome of all workspaces, in words, and how it is to be shown. */
export interface Outcome {
  readonly words: string;
  readonly style: 'bad' | 'doubtful' | 'good';
}

/** Whatever could not be read comes first: what is not checked must not look clean. */
export function outcomeOf(workspaces: readonly Reported[]): Outcome {
  const results = workspaces.flatMap(({ result }) => (result === undefined ? [] : [result]));
  const total = (of: (result: CheckResult) => number): number =>
    results.reduce((sum, result) => sum + of(result), 0);
  const violations = total(({ summary }) => summary.violations);
  const undecided = total(({ summary }) => summary.undecided);
  if (results.length < workspaces.length)
    return {
      words: results.length === 0 ? 'Nothing was checked' : 'Not everything was checked',
      style: 'bad',
    };
  if (results.some(({ fails }) => fails))
    return { words: `The check fails: ${countWords(violations, undecided)}`, style: 'bad' };
  if (results.every(({ nothing }) => nothing))
    return { words: 'There was nothing to check', style: 'doubtful' };
  if (results.some(({ nothing }) => nothing))
    return { words: 'Not everything that was to be checked is there', style: 'doubtful' };
  if (violations + undecided > 0)
    return { words: `The check passes, with ${countWords(violations, undecided)}`, style: 'doubtful' };
  const settled = settledWords(
    total(({ summary }) => summary.waived),
    total(({ summary }) => summary.known),
  );
  return { words: `The check passes: no violations${settled}`, style: 'good' };
}

function countWords(violations: number, undecided: number): string {
  const words = [
    ...(violations > 0 ? [counted(violations, 'violation')] : []),
    ...(undecided > 0 ? [`${grouped(undecided)} undecided`] : []),
  ];
  return words.join(' and ') || 'findings to look at';
}

/** What is accepted, or was there before, is not nothing. */
function settledWords(waived: number, known: number): string {
  return `${waived > 0 ? `, ${grouped(waived)} waived` : ''}${known > 0 ? `, ${grouped(known)} known before` : ''}`;
}
