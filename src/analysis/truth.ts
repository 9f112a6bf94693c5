/** Kleene's three values, ordered, so that "and" is the smaller and "or" the larger. */
export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;
export type Truth = typeof FALSE | typeof UNKNOWN | typeof TRUE;

/** Both. */
export function and(a: Truth, b: Truth): Truth {
  return a < b ? a : b;
}

/** Either. */
export function or(a: Truth, b: Truth): Truth {
  return a > b ? a : b;
}

/** The opposite; unknown stays unknown. */
export function not(a: Truth): Truth {
  return a === UNKNOWN ? UNKNOWN : a === TRUE ? FALSE : TRUE;
}

/** The names that reports use. */
export const TRUTH_NAMES = ['false', 'unknown', 'true'] as const;
