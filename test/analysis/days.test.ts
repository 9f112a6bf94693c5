import { assert, integer, property, array, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_DAYS, DaySets, NO_DAYS } from '../../src/analysis/days.ts';

const AT = 30;
const intervals = array(tuple(integer({ min: -3, max: 40 }), integer({ min: 0, max: 6 })), { maxLength: 6 });

/** A set in both forms: interned, and as plain days from -3 to AT. */
function build(days: DaySets, pairs: readonly (readonly [number, number])[]): [number, Set<number>] {
  let interned = NO_DAYS;
  const plain = new Set<number>();
  for (const [lo, length] of pairs) {
    interned = days.union(interned, days.between(lo, lo + length));
    for (let day = lo; day <= Math.min(AT, lo + length); day++) plain.add(day);
  }
  return [interned, plain];
}

function plainOf(days: DaySets, set: number): Set<number> {
  const plain = new Set<number>();
  const ends = days.intervals(set);
  for (let i = 0; i < ends.length; i += 2) for (let day = ends[i]; day <= ends[i + 1]; day++) plain.add(day);
  return plain;
}

describe('sets of days', () => {
  it('are equal exactly when their numbers are', () => {
    assert(
      property(intervals, intervals, (a, b) => {
        const days = new DaySets(AT);
        const [first, plainFirst] = build(days, a);
        const [second, plainSecond] = build(days, b);
        const isEqual =
          plainFirst.size === plainSecond.size && [...plainFirst].every((d) => plainSecond.has(d));
        expect(first === second).toBe(isEqual);
      }),
    );
  });

  it('unite, intersect, leave out and clip as sets do', () => {
    assert(
      property(
        intervals,
        intervals,
        integer({ min: -5, max: 35 }),
        integer({ min: 0, max: 20 }),
        (a, b, lo, length) => {
          const days = new DaySets(AT);
          const [first, plainFirst] = build(days, a);
          const [second, plainSecond] = build(days, b);
          expect(plainOf(days, days.union(first, second))).toEqual(
            new Set([...plainFirst, ...plainSecond].sort((x, y) => x - y)),
          );
          const both = [...plainFirst].filter((day) => plainSecond.has(day)).sort((x, y) => x - y);
          expect(plainOf(days, days.intersect(first, second))).toEqual(new Set(both));
          const rest = [...plainFirst].filter((day) => !plainSecond.has(day)).sort((x, y) => x - y);
          expect(plainOf(days, days.without(first, second))).toEqual(new Set(rest));
          const clipped = [...plainFirst]
            .filter((day) => lo <= day && day <= lo + length)
            .sort((x, y) => x - y);
          expect(plainOf(days, days.clip(first, lo, lo + length))).toEqual(new Set(clipped));
          expect(days.within(first, second)).toBe(both.length === plainFirst.size);
          expect(days.hasAt(first)).toBe(plainFirst.has(AT));
        },
      ),
    );
  });

  it('reach from the beginning to the day of the check and not beyond', () => {
    const days = new DaySets(AT);
    expect(days.hasAt(ALL_DAYS)).toBe(true);
    expect(days.between(AT + 1, AT + 9)).toBe(NO_DAYS);
    expect(days.between(9, 3)).toBe(NO_DAYS);
  });
});
