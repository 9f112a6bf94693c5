import type { Strings } from '../manifest/fast/strings.ts';
import type { SectionName } from './model.ts';
import type { Names } from './names.ts';
import type { Declarations, LinkProblem } from './statements.ts';

/** Resolves ids to numbers and reports those that no file declares. */
export interface References {
  /**
   * The number of the id that is this text; -1 where its declaration has no effect, or where there is none at all, which is a problem
   * at `path` in `file`.
   */
  resolve(names: Names, of: SectionName, text: number, file: number, path: () => readonly string[]): number;
  /** Numbers of a list of texts, those that refer to nothing left out. */
  resolveAll(
    names: Names,
    of: SectionName,
    texts: readonly number[],
    file: number,
    path: () => readonly string[],
  ): number[];
}

/** References that know every declared id, with effect or without. */
export function references(
  declared: ReadonlyMap<SectionName, Declarations<unknown>>,
  strings: Strings,
  problems: LinkProblem[],
): References {
  const resolve: References['resolve'] = (names, of, text, file, path) => {
    const found = names.numberOf(text);
    if (found >= 0 || (declared.get(of)?.first(text) ?? -1) >= 0) return found;
    problems.push({
      code: 'unknown-reference',
      file,
      path: path(),
      on: 'value',
      values: { section: of, id: strings.text(text) },
    });
    return -1;
  };
  return {
    resolve,
    resolveAll: (names, of, texts, file, path) => {
      const found: number[] = [];
      for (let at = 0; at < texts.length; at++) {
        const number = resolve(names, of, texts[at], file, () => [...path(), String(at)]);
        if (number >= 0) found.push(number);
      }
      return found;
    },
  };
}
