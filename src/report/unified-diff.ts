/** Known changes of a text as a unified diff: no two texts are compared, so that it shows what was changed and where. */
import type { EditedFile, TextChange } from '../answers/repairs.ts';
import { escapeText, guardStart } from '../manifest/escape.ts';

/** Lines before and after a change that show where it is. */
const CONTEXT = 3;

/** Whole lines that are replaced: from `start` up to `end`, counted from 0. */
interface LineChange {
  readonly start: number;
  readonly end: number;
  readonly put: readonly string[];
}

/** A file before and after; each line is safe to print. Ends with a line end. */
export function unifiedDiff({ path, before, changes }: EditedFile, prefix = ''): string {
  const lines = linesIn(before);
  const grouped = hunks(lineChanges(before, lines, changes));
  let shift = 0; // of line numbers, by the hunks before
  const told = grouped.flatMap((hunk) => {
    const { text, added } = hunkLines(lines, hunk, shift);
    shift += added;
    return text;
  });
  const name = escapeText(prefix + path);
  return [`--- a/${name}`, `+++ b/${name}`, ...told, ''].join('\n');
}

/** Lines with their ends, so that a last one without an end is known. */
function linesIn(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Changes that share a line are one. */
function lineChanges(
  text: string,
  lines: readonly string[],
  changes: readonly TextChange[],
): readonly LineChange[] {
  const starts: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length;
  }
  const lineAt = (offset: number): number => {
    const after = starts.findIndex((start) => start > offset);
    return (after < 0 ? starts.length : after) - 1;
  };
  const found: { start: number; end: number; own: TextChange[] }[] = [];
  for (const change of [...changes].sort((a, b) => a.start - b.start)) {
    const isAtEnd = change.start === text.length && text.endsWith('\n');
    const start = isAtEnd ? lines.length : lineAt(change.start);
    // What ends where a line begins leaves that line as it is.
    const isWhole = isAtEnd || starts[lineAt(change.end)] === change.end;
    const isInsertion = isWhole && change.start === change.end;
    const end = isInsertion ? start : isWhole ? lineAt(change.end) : lineAt(change.end) + 1;
    const last = found.at(-1);
    if (last !== undefined && start < last.end) {
      last.end = Math.max(last.end, end);
      last.own.push(change);
    } else found.push({ start, end, own: [change] });
  }
  return found.map(({ start, end, own }) => {
    const [from, to] = [starts[start] ?? text.length, starts[end] ?? text.length];
    return { start, end, put: linesIn(replaced(text, from, to, own)) };
  });
}

function replaced(text: string, from: number, to: number, changes: readonly TextChange[]): string {
  let at = from;
  let made = '';
  for (const { start, end, text: put } of changes) {
    made += text.slice(at, start) + put;
    at = end;
  }
  return made + text.slice(at, to);
}

/** Changes whose context would meet stand in one hunk. */
function hunks(changes: readonly LineChange[]): readonly (readonly LineChange[])[] {
  const found: LineChange[][] = [];
  for (const change of changes) {
    const last = found.at(-1)?.at(-1);
    if (last !== undefined && change.start - last.end <= 2 * CONTEXT) found.at(-1)?.push(change);
    else found.push([change]);
  }
  return found;
}

function hunkLines(
  lines: readonly string[],
  hunk: readonly LineChange[],
  shift: number,
): { readonly text: readonly string[]; readonly added: number } {
  const from = Math.max(0, hunk[0].start - CONTEXT);
  const to = Math.min(lines.length, hunk[hunk.length - 1].end + CONTEXT);
  const text: string[] = [];
  let at = from;
  let added = 0;
  for (const { start, end, put } of hunk) {
    text.push(...marked(' ', lines.slice(at, start)));
    text.push(...marked('-', lines.slice(start, end)), ...marked('+', put));
    at = end;
    added += put.length - (end - start);
  }
  text.push(...marked(' ', lines.slice(at, to)));
  const count = to - from;
  const head = `@@ -${range(from, count)} +${range(from + shift, count + added)} @@`;
  return { text: [head, ...text], added };
}

/** Lines from 1; an empty range stands behind the line before it. */
function range(from: number, count: number): string {
  return `${count === 0 ? from : from + 1},${count}`;
}

function marked(mark: string, lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const shown = guardStart(mark + escapeText(line.replace(/\r?\n$/, '')));
    return line.endsWith('\n') ? [shown] : [shown, '\\ No newline at end of file'];
  });
}
