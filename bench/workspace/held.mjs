// What flows bring, over sets of the data of one region (bit i of a number is data set i): enough to generate flows that
// have something to carry. It is no second engine: no days, no certainty.
import { isA } from './names.mjs';

/** Data sets with, for each, what is inside it, itself included. */
export function insideOf(data) {
  const inside = data.map((_, i) => 1 << i);
  // What a data set contains has a higher number, so that one pass from the end reaches everything.
  for (let i = data.length - 1; i >= 0; i--) for (const part of data[i].parts) inside[i] |= inside[part];
  return inside;
}

/** The numbers in a set. */
export function members(set) {
  const found = [];
  for (let rest = set; rest !== 0; rest &= rest - 1) found.push(31 - Math.clz32(rest & -rest));
  return found;
}

/** Everything that is there where the data sets of a set are, as themselves or inside one another. */
export const within = (set, inside) => members(set).reduce((all, i) => all | inside[i], 0);

/** The data sets of some categories. */
export function ofCategories(data, categories) {
  return data.reduce(
    (set, { category }, i) => (categories.some((c) => isA(category, c)) ? set | (1 << i) : set),
    0,
  );
}

/** What a flow brings, as itself, where its source has `source` as itself. An opaque flow brings nothing for certain. */
export function carriedBy(flow, source, { data, inside }) {
  if (flow.mode === 'view') return 0;
  if (flow.list !== undefined) return flow.list;
  if (flow.all) return source;
  return flow.categories === undefined ? 0 : within(source, inside) & ofCategories(data, flow.categories);
}

/** Follows the flows until nothing changes any more; `held` is what each system has as itself, and is added to. */
export function settle(held, flows, world) {
  for (let changed = true; changed;) {
    changed = false;
    for (const flow of flows) {
      const more = held[flow.to] | carriedBy(flow, held[flow.from], world);
      changed ||= more !== held[flow.to];
      held[flow.to] = more;
    }
  }
}
