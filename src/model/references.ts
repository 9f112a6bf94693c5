import type { SectionName } from './model.ts';
import type { Names } from './names.ts';
import type { Declarations, LinkProblem } from './statements.ts';

/** Resolves ids to numbers and reports those that no file declares. */
export interface References {
  /**
   * The number of an id; -1 where its declaration has no effect, or where there is none at all, which is a problem
   * at `path` in `file`.
   */
  resolve(names: Names, of: SectionName, id: string, file: number, path: () => readonly string[]): number;
  /** Numbers of a list of ids, those that refer to nothing left out. */
  resolveAll(
    names: Names,
    of: SectionName,
    ids: readonly string[],
    file: number,
    path: () => readonly string[],
  ): number[];
}

/** References that know every declared id, with effect or without. */
export function references(
  declared: ReadonlyMap<SectionName, Declarations<unknown>>,
  problems: LinkProblem[],
): References {
  const resolve: References['resolve'] = (names, of, id, file, path) => {
    const found = names.indexOf(id);
    if (found >= 0 || declared.get(of)?.first.has(id)) return found;
    problems.push({
      code: 'unknown-reference',
      file,
      path: path(),
      on: 'value',
      values: { section: of, id },
    });
    return -1;
  };
  return {
    resolve,
    resolveAll: (names, of, ids, file, path) => {
      const found: number[] = [];
      for (let at = 0; at < ids.length; at++) {
        const number = resolve(names, of, ids[at], file, () => [...path(), String(at)]);
        if (number >= 0) found.push(number);
      }
      return found;
    },
  };
}
