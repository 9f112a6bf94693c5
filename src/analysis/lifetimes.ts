import { BEGINNING, type Systems } from '../model/model.ts';
import { NO_DAYS, type DaySets } from './days.ts';

/** How long copies stay on a system. */
export interface Lifetimes {
  /** Days on which a copy of `datum`, made on `system` on some day of `made`, is alive. */
  alive(system: number, datum: number, made: number): number;
  /** Is such a copy alive at the day of the check? */
  survives(system: number, datum: number, made: number): boolean;
  /** Days of making after which a copy is alive on some day of `days`: the inverse of `alive`. */
  madeFor(system: number, datum: number, days: number): number;
}

/**
 * A copy on a persistent system lives until the end of the first day, not before its own, on which a disposal that
 * covers it is stated; on a transient system it lives on its own day only.
 */
export function lifetimesOf(systems: Systems, days: DaySets): Lifetimes {
  const { at } = days;
  const schedules = new Map<number, Map<number, Int32Array>>();

  /** Days of the disposals that cover a datum itself, ascending; most systems have none. */
  const schedule = (system: number, datum: number): Int32Array | undefined => {
    const disposals = systems.disposals[system];
    if (disposals === undefined) return undefined;
    let ofSystem = schedules.get(system);
    if (ofSystem === undefined) schedules.set(system, (ofSystem = new Map()));
    let found = ofSystem.get(datum);
    if (found === undefined) {
      const covering = disposals.filter(({ on, data }) => on < at && (data === undefined || data.has(datum)));
      found = Int32Array.from(new Set(covering.map(({ on }) => on))).sort();
      ofSystem.set(datum, found);
    }
    return found;
  };

  const alive = (system: number, datum: number, made: number): number => {
    if (made === NO_DAYS || systems.transient[system] === 1) return made;
    const ends = schedule(system, datum);
    const intervals = days.intervals(made);
    if (ends === undefined || ends.length === 0) return days.between(intervals[0], at);
    let living = NO_DAYS;
    for (let i = 0; i < intervals.length; i += 2) {
      living = days.union(living, days.between(intervals[i], firstFrom(ends, intervals[i + 1], at)));
    }
    return living;
  };

  const madeFor = (system: number, datum: number, wanted: number): number => {
    if (wanted === NO_DAYS || systems.transient[system] === 1) return wanted;
    const ends = schedule(system, datum);
    const intervals = days.intervals(wanted);
    if (ends === undefined || ends.length === 0) {
      return days.between(BEGINNING, intervals[intervals.length - 1]);
    }
    let made = NO_DAYS;
    for (let i = 0; i < intervals.length; i += 2) {
      made = days.union(made, days.between(lastBefore(ends, intervals[i]) + 1, intervals[i + 1]));
    }
    return made;
  };

  const survives = (system: number, datum: number, made: number): boolean =>
    made !== NO_DAYS &&
    (systems.disposals[system] === undefined && systems.transient[system] === 0
      ? true
      : days.hasAt(alive(system, datum, made)));

  return { alive, survives, madeFor };
}

/** The first end on or after a day. */
function firstFrom(ends: Int32Array, day: number, otherwise: number): number {
  for (const end of ends) if (end >= day) return end;
  return otherwise;
}

/** The last end before a day. */
function lastBefore(ends: Int32Array, day: number): number {
  let last = BEGINNING - 1;
  for (const end of ends) if (end < day) last = end;
  return last;
}
