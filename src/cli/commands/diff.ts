import type { Comparison } from '../../compare/comparison.ts';
import { escapeText } from '../../manifest/escape.ts';
import { comparisonText } from '../../report/comparison.ts';
import { comparisonValue } from '../../report/json.ts';
import { jsonText } from '../../report/json-text.ts';
import { problemsText, problemValues } from '../../report/problems.ts';
import { folderName } from '../../report/reporter.ts';
import { compareWorkspaces, type StateNames } from '../../run/compare.ts';
import { worst, Exit, UsageError } from '../exit.ts';
import type { Pair } from '../counterparts.ts';
import { atOf } from '../days.ts';
import type { Asking } from '../one.ts';
import type { Outcome } from '../outcome.ts';
import type { Found } from '../workspaces.ts';

/** Options of `diff`, as they were typed. */
export interface DiffArguments {
  readonly at?: string;
  readonly format: string;
}

/** What came of comparing one pair: a comparison, or the problems of the state that cannot be read. */
interface Compared {
  readonly head: Found;
  readonly comparison?: Comparison;
  readonly shut?: { readonly name: string; readonly found: Found };
}

/** New findings that a comment tells in full; the rest is counted. */
const MARKDOWN_LIMIT = 10;

const FORMATS = ['text', 'json', 'markdown'];

/** Compares two states of workspaces. */
export async function runDiff(
  pairs: readonly Pair[],
  names: StateNames,
  options: DiffArguments,
  asking: Asking,
): Promise<Outcome> {
  if (!FORMATS.includes(options.format)) {
    throw new UsageError(
      `there is no format ${options.format}; the formats of diff are ${FORMATS.join(', ')}`,
    );
  }
  const compared = pairs.map((pair) => comparedPair(pair, names, options, asking));
  const exit = worst(compared.map(({ shut }) => (shut === undefined ? Exit.clean : Exit.unreadable)));
  const error = compared.map((each) => shutText(each, asking)).join('');
  if (options.format === 'json') {
    const workspaces = compared.map(({ head, comparison, shut }) => ({
      folder: folderName(head),
      ...(comparison && comparisonValue(comparison)),
      ...(shut && {
        state: shut.name,
        problems: problemValues(shut.found.opened.problems, shut.found.opened.textOf),
      }),
    }));
    return { out: jsonText({ version: 1, workspaces }), error, exit };
  }
  if (options.format === 'markdown') {
    const { comparisonMarkdown } = await import('../../report/pull-request/comparison.ts');
    const comments = compared.flatMap(({ head: { prefix }, comparison }) =>
      comparison === undefined ? [] : [comparisonMarkdown(comparison, { limit: MARKDOWN_LIMIT, prefix })],
    );
    return { out: comments.join('\n'), error, exit };
  }
  const pages = compared.flatMap(({ head: { prefix }, comparison }) =>
    comparison === undefined ? [] : [comparisonText(comparison, { paint: asking.paint, prefix })],
  );
  return { out: pages.join('\n'), error, exit };
}

function comparedPair(
  { base, head }: Pair,
  names: StateNames,
  { at }: DiffArguments,
  { today }: Asking,
): Compared {
  const [before, after] = [base.opened.workspace, head.opened.workspace];
  if (before === undefined) return { head, shut: { name: names.base.name, found: base } };
  if (after === undefined) return { head, shut: { name: names.head.name, found: head } };
  return { head, comparison: compareWorkspaces(before, after, atOf(at, after.config.at, today), names) };
}

function shutText({ shut }: Compared, { paint }: Asking): string {
  if (shut === undefined) return '';
  const { opened, prefix } = shut.found;
  const options = { paint, prefix, textOf: opened.textOf };
  return problemsText(
    opened.problems,
    options,
    `nothing was compared: ${escapeText(shut.name)} cannot be read`,
  );
}
