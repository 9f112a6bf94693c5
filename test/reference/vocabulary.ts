import type { DataSet, Flow, Period } from '../../src/manifest/format.ts';
import { type Day, dayOf, within } from './day.ts';
import type { Model } from './workspace.ts';

/** "x is-a c": x is c, or starts with c followed by a dot (section 1). */
export function isA(name: string, general: string): boolean {
  return name === general || name.startsWith(`${general}.`);
}

/** The categories of a datum, one or more (section 1, `data`). */
export function categoriesOf(datum: DataSet): string[] {
  return typeof datum.category === 'string' ? [datum.category] : datum.category;
}

/** Is every category of the datum one of these (section 2, authorization)? */
export function everyCategoryIsOneOf(datum: DataSet, general: string[]): boolean {
  return categoriesOf(datum).every((category) => general.some((other) => isA(category, other)));
}

/** Is some category of the datum one of these (section 2, copies, step 2)? */
export function someCategoryIsOneOf(datum: DataSet, general: string[]): boolean {
  return categoriesOf(datum).some((category) => general.some((other) => isA(category, other)));
}

/** Section 2, opaque flows: is the category of the datum more general than what the flow moves, and none of it moved for certain? */
export function isTooGeneralFor(datum: DataSet, moved: string[]): boolean {
  if (someCategoryIsOneOf(datum, moved)) return false;
  return moved.some((special) => categoriesOf(datum).some((category) => isA(special, category)));
}

/** Section 2, opaque flows: does the flow state neither `data` nor `categories`? */
export function isOpaque(flow: Flow): boolean {
  return flow.data === undefined && flow.categories === undefined;
}

/** Is the entry active on the day of the check? */
export function isActive(model: Model, entry: { period?: Period }): boolean {
  return within(model.at, entry.period);
}

/** contains*(c) of a datum (section 1). */
export function inside(model: Model, data: string): Set<string> {
  return found(model.inside, data);
}

/** A text that a field states; `unknown` is as good as nothing (section 11). */
export function unlessUnknown<T extends string>(text: T | undefined): T | undefined {
  return text === 'unknown' ? undefined : text;
}

/** The entry of a key that is known to be there. */
export function found<K, V>(entries: Map<K, V>, key: K): V {
  const entry = entries.get(key);
  if (entry === undefined) throw new Error(`no entry for ${JSON.stringify(key)}`);
  return entry;
}

/**
 * Section 2, change points: one day of each stretch of days up to `at` on which the state is constant, among them
 * one before the first change and `at` itself.
 */
export function representativeDays(model: Model): Day[] {
  const changes = [model.at];
  for (const entries of [model.contracts, model.systems, model.flows, model.access, model.authorizations]) {
    for (const { period } of entries.values()) {
      if (period?.from !== undefined) changes.push(dayOf(period.from));
      if (period?.until !== undefined) changes.push(dayOf(period.until) + 1);
    }
  }
  for (const system of model.systems.values()) {
    for (const disposal of system.disposals ?? []) changes.push(dayOf(disposal.on) + 1);
  }
  const days = new Set([...changes, Math.min(...changes) - 1]);
  return [...days].filter((day) => day <= model.at).sort((a, b) => a - b);
}
