/**
 * A small generator of pseudo-random whole numbers (mulberry32): the same seed gives the same workspace on every machine.
 * The result is a function of n that gives a number from 0 to n - 1.
 */
export function randomOf(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** One item of a list. */
export const pick = (random, list) => list[random(list.length)];

/** Some different items of a list, at most `count`, in the order in which they were drawn. */
export const some = (random, list, count) => [
  ...new Set(Array.from({ length: count }, () => pick(random, list))),
];
