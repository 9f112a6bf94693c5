/** Trouble with the input, for people and for programs. */
import { escapeLine, escapeText } from '../manifest/escape.ts';
import { lineIndex, linesOf, type Lines } from '../manifest/lines.ts';
import { resolvePath } from '../manifest/paths.ts';
import { describe, type Problem } from '../manifest/problem.ts';
import { codeFrame } from './frame.ts';
import { plain, wrap, type Paint } from './layout.ts';
import { counted } from '../rules/language/wording.ts';

/** How problems are written. */
export interface ProblemOptions {
  readonly paint?: Paint;
  /** Columns; code frames may be wider. */
  readonly width?: number;
  /** Text of a file, for code frames. */
  readonly textOf: (path: string) => string | undefined;
  /** Put before the paths of files, such as the folder of the workspace. */
  readonly prefix?: string;
}

/** Writes problems with their lines, and last what came of it; ends with a line end. */
export function problemsText(
  problems: readonly Problem[],
  options: ProblemOptions,
  outcome = 'nothing was checked',
): string {
  const { paint = plain, width = 112, prefix = '', textOf } = options;
  const linesIn = linesFor(textOf);
  const blocks = problems.map((problem) => {
    const { message, help } = describe(problem);
    const text = textOf(problem.file);
    const lines = linesIn(problem.file);
    const { line, column } = lines.at(problem.start);
    const where = text === undefined ? problem.file : `${problem.file}:${line}:${column}`;
    return [
      `${paint('strong', escapeLine(resolvePath('', prefix + where)))}   ${paint('error', 'cannot be read')}   ${problem.code}`,
      '',
      ...wrap(message, width - 2).map((each) => `  ${each}`),
      ...(text === undefined
        ? []
        : ['', ...codeFrame(lines, problem.start, problem.end).map((each) => `    ${each}`)]),
      ...(problem.related ?? []).map(
        (other) =>
          `  ${other.note}: ${escapeText(resolvePath('', prefix + other.file))}${lineOf(textOf(other.file), linesIn(other.file), other.start)}`,
      ),
      ...(help === '' ? [] : ['', ...wrap(help, width - 2).map((each) => `  ${each}`)]),
    ].join('\n');
  });
  return [...blocks, `${counted(problems.length, 'problem')}; ${outcome}`].join('\n\n') + '\n';
}

function linesFor(textOf: (path: string) => string | undefined): (path: string) => Lines {
  const known = lineIndex(textOf);
  return (path) => known(path) ?? linesOf('');
}

function lineOf(text: string | undefined, lines: Lines, offset: number): string {
  if (text === undefined) return '';
  const { line, column } = lines.at(offset);
  return `:${line}:${column}`;
}

/** Problems as plain values. */
export function problemValues(
  problems: readonly Problem[],
  textOf: (path: string) => string | undefined,
): readonly object[] {
  const linesIn = linesFor(textOf);
  return problems.map((problem) => {
    const { code, file, start, end, related } = problem;
    const at = linesIn(file).at(start);
    return { code, file, ...at, start, end, ...describe(problem), ...(related && { related }) };
  });
}
