/** A set of things that does, of which none can be left out: QuickXplain (Junker, 2004). */

// So many are tried one by one before sets of them are.
const SINGLE_LIMIT = 40;

/**
 * A smallest set within those that are given, the preferred ones first: none of it can be left out. One thing alone is
 * looked for first. Undefined where not even all of them together do.
 */
export function smallestWithin<T extends { readonly isNamed: boolean }>(
  all: readonly T[],
  does: (chosen: readonly T[]) => boolean,
): readonly T[] | undefined {
  if (all.length === 0 || !does(all)) return undefined;
  const named = all.filter(({ isNamed }) => isNamed).slice(0, SINGLE_LIMIT);
  const one = named.find((each) => does([each]));
  if (one !== undefined) return [one];
  const found = does(named) ? explained(named, does) : explained(all, does);
  return withoutSpare(found, does);
}

function explained<T>(all: readonly T[], does: (chosen: readonly T[]) => boolean): readonly T[] {
  const search = (base: readonly T[], isBaseNew: boolean, among: readonly T[]): readonly T[] => {
    if (isBaseNew && does(base)) return [];
    if (among.length === 1) return among;
    const half = among.length >> 1;
    const [first, second] = [among.slice(0, half), among.slice(half)];
    const ofSecond = search([...base, ...first], first.length > 0, second);
    const ofFirst = search([...base, ...ofSecond], ofSecond.length > 0, first);
    return [...ofFirst, ...ofSecond];
  };
  const found = search([], false, all);
  // Where cutting more can bring the finding back, halves mislead; all of them are known to do.
  return does(found) ? found : all;
}

/** Leaves out each that can be left out, the least preferred first. */
function withoutSpare<T>(found: readonly T[], does: (chosen: readonly T[]) => boolean): readonly T[] {
  let kept = found;
  for (const each of [...found].reverse()) {
    const rest = kept.filter((other) => other !== each);
    if (rest.length > 0 && does(rest)) kept = rest;
  }
  return kept;
}
