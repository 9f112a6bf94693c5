import { BEGINNING } from '../model/model.ts';

/** Sets of days up to the day of the check, as small integers: equal sets have equal numbers. */
export const NO_DAYS = 0;
export const ALL_DAYS = 1;

/** Interns sets of days; each is a union of intervals, disjoint, not adjacent, ascending. */
export class DaySets {
  /** The day of the check; no set reaches beyond it. */
  readonly at: number;
  private readonly sets: Int32Array[];
  private readonly single = new Map<number, Map<number, number>>();
  private readonly several = new Map<string, number>();
  private readonly unions = new Map<number, number>();

  constructor(at: number) {
    this.at = at;
    this.sets = [new Int32Array(0)];
    this.between(BEGINNING, at);
  }

  /** The days from `lo` to `hi`, both inclusive. */
  between(lo: number, hi: number): number {
    if (hi > this.at) hi = this.at;
    if (lo > hi) return NO_DAYS;
    let ends = this.single.get(lo);
    if (ends === undefined) this.single.set(lo, (ends = new Map()));
    const known = ends.get(hi);
    if (known !== undefined) return known;
    ends.set(hi, this.sets.length);
    return this.sets.push(Int32Array.of(lo, hi)) - 1;
  }

  /** Is the day of the check in the set? */
  hasAt(set: number): boolean {
    const days = this.sets[set];
    return days.length > 0 && days[days.length - 1] === this.at;
  }

  /** Intervals of a set as [lo, hi, lo, hi, ...]. */
  intervals(set: number): Int32Array {
    return this.sets[set];
  }

  /** Days in either set. */
  union(a: number, b: number): number {
    if (a === b || b === NO_DAYS || a === ALL_DAYS) return a;
    if (a === NO_DAYS || b === ALL_DAYS) return b;
    const key = a < b ? a * 0x4000000 + b : b * 0x4000000 + a;
    const known = this.unions.get(key);
    if (known !== undefined) return known;
    const result = this.intern(merge([...this.sets[a], ...this.sets[b]]));
    this.unions.set(key, result);
    return result;
  }

  /** Days of a set from `lo` to `hi`. */
  clip(set: number, lo: number, hi: number): number {
    if (set === ALL_DAYS) return this.between(lo, hi);
    const days = this.sets[set];
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
    const days = this.sets[b];
    let both = NO_DAYS;
    for (let i = 0; i < days.length; i += 2) both = this.union(both, this.clip(a, days[i], days[i + 1]));
    return both;
  }

  /** Days of `a` that are not in `b`. */
  without(a: number, b: number): number {
    const days = this.sets[b];
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
    const known = this.several.get(key);
    if (known !== undefined) return known;
    this.several.set(key, this.sets.length);
    return this.sets.push(Int32Array.from(days)) - 1;
  }
}

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
