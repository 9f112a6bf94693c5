/** Which entries hold when, and which steps they make possible. */
import { Mode, Payload, type Model } from '../model/model.ts';
import type { Rows } from '../model/rows.ts';
import { isA } from '../model/taxonomy.ts';

/** How a list of categories matches a datum. */
export const Match = { none: 0, may: 1, certain: 2 } as const;

/** What flows can move. */
export interface Steps {
  /** How the categories that a flow names match each category of data. */
  matches(flow: number): Uint8Array;
  /** How they match a datum: as the best of its categories does. */
  match(flow: number, datum: number): number;
  /** Could a flow move, or show, something that is not certain? */
  readonly hasMay: boolean;
}

/** The steps of a model up to the day of a check. */
export function stepsOf(model: Model, at: number): Steps {
  const ofLists = listMatches(model);
  const { categorySet } = model.flows;
  return {
    matches: (flow) => ofLists[categorySet[flow]],
    match: (flow, datum) => bestMatch(ofLists[categorySet[flow]], model.data.categories, datum),
    hasMay: hasOpaque(model, at) || ofLists.some((matches) => matches.includes(Match.may)),
  };
}

/** Does an entry hold on some day up to `at`? */
export function hasDays(
  { from, until }: { from: Int32Array; until: Int32Array },
  i: number,
  at: number,
): boolean {
  return from[i] <= until[i] && from[i] <= at;
}

/** Does an entry hold at `at`? */
export function isActive(
  { from, until }: { from: Int32Array; until: Int32Array },
  i: number,
  at: number,
): boolean {
  return from[i] <= at && at <= until[i];
}

/** Does some flow move something, or show it at `at`, without saying what? */
function hasOpaque({ flows }: Model, at: number): boolean {
  for (let f = 0; f < flows.payload.length; f++) {
    if (flows.payload[f] !== Payload.opaque) continue;
    if (flows.mode[f] === Mode.view ? isActive(flows, f, at) : hasDays(flows, f, at)) return true;
  }
  return false;
}

/** The best match of the categories of a datum. */
export function bestMatch(matches: Uint8Array, { starts, items }: Rows, datum: number): number {
  let best: number = Match.none;
  for (let i = starts[datum]; i < starts[datum + 1]; i++) best = Math.max(best, matches[items[i]]);
  return best;
}

/** How each list of categories that flows name matches each category of data: as the best of its names does. */
function listMatches({ categorySets, categories }: Model): readonly Uint8Array[] {
  const known = new Map<string, Uint8Array>();
  const ofName = (name: string): Uint8Array => {
    let found = known.get(name);
    if (found === undefined) known.set(name, (found = nameMatches(name, categories)));
    return found;
  };
  return categorySets.map((names) => {
    const best = ofName(names[0]).slice();
    for (let i = 1; i < names.length; i++) {
      const other = ofName(names[i]);
      for (let c = 0; c < best.length; c++) if (other[c] > best[c]) best[c] = other[c];
    }
    return best;
  });
}

/** "A flow by categories may move a datum whose category is more general than the flow's." */
function nameMatches(name: string, categories: readonly string[]): Uint8Array {
  return Uint8Array.from(categories, (category) => {
    if (isA(category, name)) return Match.certain;
    return isA(name, category) ? Match.may : Match.none;
  });
}
