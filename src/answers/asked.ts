/** What answers are made from, and the names of what is in it. */
import type { Facts } from '../analysis/facts.ts';
import { formatDay } from '../manifest/calendar.ts';
import { BEGINNING, END, type Periods, type SectionName } from '../model/model.ts';
import { row } from '../model/rows.ts';
import type { Span } from '../findings/finding.ts';
import type { Places } from '../findings/places.ts';

/** The facts of one day, and where their statements stand. */
export interface Asked {
  readonly facts: Facts;
  readonly places: Places;
}

/** First and last day; an end that is open is absent. */
export interface Days {
  readonly from?: string;
  readonly until?: string;
}

/** The parties that answer for a system; none where custody is unknown. */
export function keepersOf({ model }: Facts, system: number): readonly string[] {
  return [...row(model.systems.keepers, system)].map((keeper) => model.parties.ids[keeper]);
}

/** The zone of a system, as stated where it has no effect. */
export function zoneOf({ model }: Facts, system: number): string {
  return model.zones.ids[model.systems.zone[system]] ?? model.systems.entry.at(system).zone;
}

/** Owners of a datum. */
export function ownersOf({ model, owners }: Facts, datum: number): readonly string[] {
  return [...row(owners, datum)].map((owner) => model.parties.ids[owner]);
}

/** Categories of a datum. */
export function categoriesOf({ model }: Facts, datum: number): readonly string[] {
  return [...row(model.data.categories, datum)].map((category) => model.categories[category]);
}

/** Where an entry stands. */
export function placeOf({ facts, places }: Asked, section: SectionName, entry: number): Span | undefined {
  const { file, ids } = facts.model[section];
  return places.of({ file: file[entry], path: [section, ids[entry]] });
}

/** The period of an entry, without the ends that are open. */
export function daysOf({ from, until }: Periods, entry: number): Days {
  return daysBetween(from[entry], until[entry]);
}

/** Days from one to another, without the ends that are open. */
export function daysBetween(from: number, until: number): Days {
  return {
    ...(from > BEGINNING && { from: formatDay(from) ?? '' }),
    ...(until < END && { until: formatDay(until) ?? '' }),
  };
}
