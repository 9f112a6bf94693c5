/** A set of things that does, of which none can be left out: QuickXplain (Junker, 2004). */

// So many are tried one by one before sets of them are.
const SINGLE_LIMIT = 40;

/** One of those that are tried, the cheapest first. */
export interface Tryable {
  readonly cost: number;
  /** Is it likely to do alone? */
  readonly isNamed: boolean;
}

/**
 * Sets within those that are given of which nothing can be left out, and which cost the same: every single one that does
 * alone, among the likely ones; else one set, the preferred ones first. Empty where not even all of them together do.
 */
export function smallestWithin<T extends Tryable>(
  all: readonly T[],
  does: (chosen: readonly T[]) => boolean,
): readonly (readonly T[])[] {
  if (all.length === 0 || !does(all)) return [];
  const named = all.filter(({ isNamed }) => isNamed).slice(0, SINGLE_LIMIT);
  const single = named.filter((each) => does([each]));
  const least = single[0]?.cost ?? Infinity;
  if (least <= all[0].cost) return single.filter(({ cost }) => cost === least).map((each) => [each]);
  const found = withoutSpare(explained(named.length > 0 && does(named) ? named : all, does), does);
  const cost = found.reduce((sum, each) => sum + each.cost, 0);
  return least <= cost ? [[single[0]]] : [found];
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
