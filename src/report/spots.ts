/** Places in files -> lines and columns below paths that lead from the working folder. */
import { linesOf } from '../manifest/lines.ts';
import { resolvePath } from '../manifest/paths.ts';
import type { Reported } from './reporter.ts';

/** A place in a file of the workspace: UTF-16 offsets. */
export interface Spanned {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A place as it is told: one-based lines, and columns in UTF-16 units. */
export interface Spot {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Finds a place; without one the beginning of the file that stands for the workspace. */
export type Spotter = (place?: Spanned) => Spot;

/** The places of one workspace. */
export function spotter({
  prefix,
  home,
  linesOf: linesIn,
}: Pick<Reported, 'prefix' | 'home' | 'linesOf'>): Spotter {
  return ({ file, start, end } = { file: home, start: 0, end: 0 }) => {
    const lines = linesIn(file) ?? linesOf('');
    const from = lines.at(start);
    const to = lines.at(end);
    const path = resolvePath('', prefix + file);
    return { path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}
