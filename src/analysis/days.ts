import { BEGINNING, END } from '../model/model.ts';

/**
 * Sets of days up to the day of the check, as small integers: equal sets have equal numbers. Most copies are there since
 * some day and still are, so such a set is that day, counted from the beginning as 1; the earlier, the larger the set.
 */
export const NO_DAYS = 0;
export const ALL_DAYS = 1;

/** Numbers from here on are places in the list of all other sets. */
const LISTED = END - BEGINNING + 2;

/** Is a set the days since some day, the day of the check included? */
export function isSince(set: number): boolean {
  return set !== NO_DAYS && set < LISTED;
}

/** The set of the days since a day, which is not after the day of the check. */
export function since(day: number): number {
  return day - BEGINNING + 1;
}

/** Interns sets of days; each is a union of intervals, disjoint, not adjacent, ascending. */
export class DaySets {
  /** The day of the check; no set reaches beyond it. */
  readonly at: number;
  private readonly sets: Int32Array[] = [];
  private readonly single = new Map<number, Map<number, number>>();
  private readonly several = new Map<string, number>();
  private readonly unions = new Map<number, number>();

  constructor(at: number) {
    this.at = at;
  }

  /** The days from `lo` to `hi`, both inclusive. */
  between(lo: number, hi: number): number {
    if (lo > hi || lo > this.at) return NO_DAYS;
    if (hi >= this.at) return since(lo);
    let ends = this.single.get(lo);
    if (ends === undefined) this.single.set(lo, (ends = new Map()));
    let known = ends.get(hi);
    if (known === undefined) ends.set(hi, (known = this.list(Int32Array.of(lo, hi))));
    return known;
  }

  /** Is the day of the check in the set? */
  hasAt(set: number): boolean {
    if (set < LISTED) return set !== NO_DAYS;
    const days = this.sets[set - LISTED];
    return days[days.length - 1] === this.at;
  }

  /** The first day of a set that has any. */
  first(set: number): number {
    return set < LISTED ? set + BEGINNING - 1 : this.sets[set - LISTED][0];
  }

  /** Intervals of a set as [lo, hi, lo, hi, ...]. */
  intervals(set: number): Int32Array {
    if (set === NO_DAYS) return NO_INTERVALS;
    return set < LISTED ? Int32Array.of(this.first(set), this.at) : this.sets[set - LISTED];
  }

  /** Days in either set. */
  union(a: number, b: number): number {
    if (a === b || b === NO_DAYS || a === ALL_DAYS) return a;
    if (a === NO_DAYS || b === ALL_DAYS) return b;
    if (a < LISTED && b < LISTED) return Math.min(a, b);
    const key = a < b ? a * 0x4000000 + b : b * 0x4000000 + a;
    const known = this.unions.get(key);
    if (known !== undefined) return known;
    const result = this.intern(merge([...this.intervals(a), ...this.intervals(b)]));
    this.unions.set(key, result);
    return result;
  }

  /** Days of a set from `lo` to `hi`. */
  clip(set: number, lo: number, hi: number): number {
    if (set === NO_DAYS) return NO_DAYS;
    if (set < LISTED) return this.between(Math.max(lo, this.first(set)), hi);
    const days = this.sets[set - LISTED];
    if (days.length === 2) return this.between(Math.max(lo, days[0]), Math.min(hi, days[1]));
    const kept: number[] = [];
    for (let i = 0; i < days.length; i += 2) {
      const from = Math.max(lo, days[i]);
      const until = Math.min(hi, days[i + 1]);
      if (from <= until) kept.push(from, until);
    }
    return this.intern(kept);
  }

  /** Days in both sets. */
  intersect(a: number, b: number): number {
    if (a === b || b === ALL_DAYS) return a;
    if (a === ALL_DAYS) return b;
    const days = this.intervals(b);
    let both = NO_DAYS;
    for (let i = 0; i < days.length; i += 2) both = this.union(both, this.clip(a, days[i], days[i + 1]));
    return both;
  }

  /** Days of `a` that are not in `b`. */
  without(a: number, b: number): number {
    const days = this.intervals(b);
    let rest = a;
    for (let i = 0; i < days.length; i += 2) {
      const before = this.clip(rest, BEGINNING, days[i] - 1);
      rest = this.union(before, this.clip(rest, days[i + 1] + 1, this.at));
    }
    return rest;
  }

  /** Is every day of `a` in `b`? */
  within(a: number, b: number): boolean {
    return this.intersect(a, b) === a;
  }

  /** Interns ascending, disjoint intervals. */
  intern(days: number[]): number {
    if (days.length === 0) return NO_DAYS;
    if (days.length === 2) return this.between(days[0], days[1]);
    const key = days.join();
    let known = this.several.get(key);
    if (known === undefined) this.several.set(key, (known = this.list(Int32Array.from(days))));
    return known;
  }

  private list(intervals: Int32Array): number {
    return this.sets.push(intervals) - 1 + LISTED;
  }
}

const NO_INTERVALS = new Int32Array(0);
/** Intervals in any order to disjoint, ascending ones; adjacent ones become one. */
export function merge(pairs: readonly number[]): number[] {
  const order = Array.from({ length: pairs.length / 2 }, (_, i) => i * 2).sort((a, b) => pairs[a] - pairs[b]);
  const merged: number[] = [];
  for (const i of order) {
    const last = merged.length - 1;
    if (last > 0 && pairs[i] <= merged[last] + 1) merged[last] = Math.max(merged[last], pairs[i + 1]);
    else merged.push(pairs[i], pairs[i + 1]);
  }
  return merged;
}
