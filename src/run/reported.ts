/** Checked workspaces -> what reports are made from. */
import { factsOf } from '../analysis/facts.ts';
import { lazily } from '../analysis/lazily.ts';
import { overviewOf } from '../answers/overview.ts';
import { homepage, version } from '../generated/version.js';
import type { Comparison } from '../compare/comparison.ts';
import type { Span } from '../findings/finding.ts';
import type { CheckResult } from '../findings/result.ts';
import { lineIndex } from '../manifest/lines.ts';
import { parseDay } from '../manifest/calendar.ts';
import type { Program, Reported } from '../report/reporter.ts';
import { CONFIG_FILE } from './select.ts';
import type { Opened } from './workspace.ts';

/** What reports say of the program itself. */
export const PROGRAM: Program = { version, homepage };

/** A workspace with the result of its check, if it could be opened. */
export interface CheckedWorkspace {
  readonly prefix: string;
  readonly opened: Opened;
  readonly result?: CheckResult;
  /** What it was compared with. */
  readonly comparison?: Comparison;
}

/** A workspace as reports see it. */
export function reportedOf({ prefix, opened, result, comparison }: CheckedWorkspace): Reported {
  const { workspace, problems, textOf, linesOf } = opened;
  const first = workspace?.documents[0]?.path;
  // A workspace without a configuration is stood for by its first manifest.
  const home = first === undefined || textOf(CONFIG_FILE) !== undefined ? CONFIG_FILE : first;
  if (result?.limitedTo?.party !== undefined) return reportedFor(result, prefix, opened);
  return {
    prefix,
    home,
    result,
    ...(comparison && { comparison }),
    rules: workspace?.rules.rules ?? [],
    problems,
    textOf,
    linesOf,
    ...(workspace &&
      result && { overview: lazily(() => overviewOf(factsOf(workspace.model, dayOf(result)))) }),
  };
}

function dayOf({ at }: CheckResult): number {
  return parseDay(at) ?? 0;
}

/** The same for the eyes of one party: of texts and rules no more than the result itself tells. */
function reportedFor(result: CheckResult, prefix: string, { workspace, textOf }: Opened): Reported {
  const shown = new Map<string, Span[]>();
  for (const { place, custody, closest } of result.findings) {
    for (const span of [place, closest?.place, ...custody.map((step) => step.place)]) {
      if (span !== undefined) shown.set(span.file, [...(shown.get(span.file) ?? []), span]);
    }
  }
  const found = new Set(result.findings.map(({ rule }) => rule));
  const shownOf = (path: string): string | undefined => {
    const [text, spans] = [textOf(path), shown.get(path)];
    return text === undefined || spans === undefined ? undefined : blanked(text, spans);
  };
  return {
    prefix,
    home: CONFIG_FILE,
    result,
    rules: (workspace?.rules.rules ?? []).filter(({ rule }) => found.has(rule.id)),
    problems: [],
    textOf: shownOf,
    linesOf: lineIndex(shownOf),
  };
}

/** A text in which every place is where it was, and nothing but the places can be read. */
function blanked(text: string, spans: readonly Span[]): string {
  let blank = text.replace(/[^\r\n]/g, ' ');
  for (const { start, end } of spans) {
    blank = blank.slice(0, start) + text.slice(start, end) + blank.slice(end);
  }
  return blank;
}
