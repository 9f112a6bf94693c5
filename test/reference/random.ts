/** A seeded source of choices: the same seed makes the same choices on every machine. */
export interface Dice {
  chance(probability: number): boolean;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  /** So many distinct items in random order, or all of a shorter list. */
  some<T>(list: readonly T[], least: number, most: number): T[];
}

/** The dice of a seed (a 32 bit mixing generator, known as mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(list: readonly T[]) => list[between(0, list.length - 1)];
  const some = <T>(list: readonly T[], least: number, most: number) => {
    const left = [...list];
    const taken: T[] = [];
    for (let count = between(least, most); count > 0 && left.length > 0; count--) {
      taken.push(...left.splice(between(0, left.length - 1), 1));
    }
    return taken;
  };
  return { chance: (probability) => next() < probability, between, pick, some };
}
