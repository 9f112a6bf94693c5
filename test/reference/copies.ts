import type { Flow } from '../../src/manifest/format.ts';
import { type Day, dayOf, within } from './day.ts';
import { sorted } from './order.ts';
import { found, inside, isOpaque, isTooGeneralFor, someCategoryIsOneOf } from './vocabulary.ts';
import type { Model } from './workspace.ts';

/** A copy (s, c, t), with the step that made it; a copy made by several steps is there once for each. */
export interface Copy {
  system: string;
  data: string;
  day: Day;
  step: string;
}

/** Which copies are meant: those that need no may-move or all; those with a grounded derivation or all. */
export interface World {
  may: boolean;
  grounded: boolean;
  /** What a flow lists and moves on a day although its source does not hold it. */
  begins?(flow: string, data: string, day: Day): boolean;
}

/** The copies of a world, by system. */
export type Copies = Map<string, Copy[]>;

/** Section 2, copies: all that are made up to `at`, day by day, each day until nothing more is made. */
export function makeCopies(model: Model, days: Day[], world: World): Copies {
  const copies: Copies = new Map([...model.systems.keys()].map((system) => [system, []]));
  const seen = new Set<string>();
  for (const day of days) {
    for (let before = -1; before !== seen.size;) {
      before = seen.size;
      for (const copy of madeOn(model, copies, day, world)) {
        const key = JSON.stringify([copy.system, copy.data, copy.day, copy.step]);
        if (seen.has(key)) continue;
        seen.add(key);
        found(copies, copy.system).push(copy);
      }
    }
  }
  return copies;
}

/** Section 2, copies: what the three kinds of steps make on a day, from the copies known so far. */
function madeOn(model: Model, copies: Copies, day: Day, world: World): Copy[] {
  return [
    ...collectedOn(model, day),
    ...[...model.flows].flatMap(([id, flow]) => movedOn(model, copies, id, flow, day, world)),
    ...producedOn(model, copies, day),
  ];
}

/** Section 2, copies, step 1: collection. */
export function collectedOn(model: Model, day: Day): Copy[] {
  const made: Copy[] = [];
  for (const [system, { collects, period }] of model.systems) {
    if (!within(day, period)) continue;
    for (const data of collects ?? []) made.push({ system, data, day, step: `collect:${system}/${data}` });
  }
  return made;
}

/** Section 2, copies, step 2: flow. */
function movedOn(model: Model, copies: Copies, id: string, flow: Flow, day: Day, world: World): Copy[] {
  if (flow.mode === 'view' || !within(day, flow.period)) return [];
  const moved = carried(model, flow, lyingAt(model, copies, flow.from, day), world);
  const begun = listed(flow).filter((data) => world.begins?.(id, data, day));
  return [...moved, ...begun].map((data) => ({ system: flow.to, data, day, step: `flow:${id}` }));
}

/** The data that a flow lists. */
export function listed({ data }: Flow): string[] {
  return data === undefined || data === 'all' ? [] : data;
}

/** Section 2, copies, step 3: production. */
function producedOn(model: Model, copies: Copies, day: Day): Copy[] {
  const made: Copy[] = [];
  for (const [system, { produces, period }] of model.systems) {
    if (!within(day, period)) continue;
    const held = heldIn(model, lyingAt(model, copies, system, day));
    for (const data of produces ?? []) {
      const sources = found(model.data, data).derivedFrom ?? [];
      if (!sources.some((source) => held.has(source))) continue;
      made.push({ system, data, day, step: `produce:${system}/${data}` });
    }
  }
  return made;
}

/**
 * Section 2, copies, step 2, and opaque flows: the data that a flow carries, given those that lie at its source as
 * themselves. A grounded world asks that what a flow lists is held at its source.
 */
export function carried(model: Model, flow: Flow, lying: Set<string>, world: World): string[] {
  const certain = carriedForCertain(model, flow, lying);
  const possible = world.may ? carriedPerhaps(model, flow, lying) : [];
  const held = heldIn(model, lying);
  return [...certain, ...possible].filter((data) => !world.grounded || held.has(data));
}

function carriedForCertain(model: Model, flow: Flow, lying: Set<string>): string[] {
  const { data, categories } = flow;
  if (data === 'all') return [...lying];
  if (data !== undefined) return data;
  if (categories === undefined) return [];
  return [...heldIn(model, lying)].filter((held) => someCategoryIsOneOf(found(model.data, held), categories));
}

function carriedPerhaps(model: Model, flow: Flow, lying: Set<string>): string[] {
  const { categories } = flow;
  if (isOpaque(flow)) return [...lying];
  if (categories === undefined) return [];
  return [...heldIn(model, lying)].filter((held) => isTooGeneralFor(found(model.data, held), categories));
}

/** Section 2, copies: is the copy alive on the day? */
export function isAlive(model: Model, copy: { system: string; data: string; day: Day }, day: Day): boolean {
  const system = found(model.systems, copy.system);
  if (system.storage === 'transient') return day === copy.day;
  if (day < copy.day) return false;
  return !(system.disposals ?? []).some((disposal) => {
    const covers = disposal.data === 'all' || disposal.data.includes(copy.data);
    const on = dayOf(disposal.on);
    return covers && copy.day <= on && on < day;
  });
}

/** The copies at a system that are alive on the day. */
export function copiesAlive(model: Model, copies: Copies, system: string, day: Day): Copy[] {
  return found(copies, system).filter((copy) => isAlive(model, copy, day));
}

/** The data that have a copy alive at the system on the day as themselves. */
export function lyingAt(model: Model, copies: Copies, system: string, day: Day): Set<string> {
  return new Set(copiesAlive(model, copies, system, day).map((copy) => copy.data));
}

/** Section 2, copies: every datum d with holds (s, d, u), where these lie there as themselves. */
export function heldIn(model: Model, lying: Set<string>): Set<string> {
  return new Set([...lying].flatMap((data) => [...inside(model, data)]));
}

/** Section 2, copies: the data that the system holds on the day, by id. */
export function holdings(model: Model, copies: Copies, system: string, day: Day): string[] {
  return sorted(heldIn(model, lyingAt(model, copies, system, day)));
}
