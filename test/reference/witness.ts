import { collectedOn, carried, isAlive, type World } from './copies.ts';
import { type Day, within } from './day.ts';
import { bySequence } from './order.ts';
import { found, inside } from './vocabulary.ts';
import type { Model } from './workspace.ts';

/** A derivation of a copy (s, c, t): its steps in travel order, and how many of them count. */
export interface Route {
  system: string;
  data: string;
  day: Day;
  steps: string[];
  distance: number;
}

/** Section 2, witness: in order of preference. */
export const PREFERENCE: World[] = [
  { may: false, grounded: true },
  { may: false, grounded: false },
  { may: true, grounded: true },
  { may: true, grounded: false },
];

/** Section 2, witness: a best derivation of each copy of a world, level by level of distance. */
export function findRoutes(model: Model, days: Day[], world: World): Route[] {
  const best = new Map<string, Route>();
  const onward = (routes: Route[]) =>
    routes.flatMap((route) => [
      ...flowsOnward(model, days, world, route),
      ...productionsOnward(model, days, route),
    ]);
  const starts = world.grounded ? [] : days.flatMap((day) => startsWithoutOrigin(model, day));

  let level = keepNew(
    best,
    days.flatMap((day) => collections(model, day)),
  );
  level = keepNew(best, [...onward(level), ...starts]);
  while (level.length > 0) level = keepNew(best, onward(level));
  return [...best.values()];
}

/** Section 2, witness: the best route to a copy of the datum that is alive at the system at `at`. */
export function shortest(model: Model, routes: Route[], system: string, data: string): Route | undefined {
  const arriving = routes.filter(
    (route) =>
      route.system === system && inside(model, route.data).has(data) && isAlive(model, route, model.at),
  );
  arriving.sort((a, b) => a.distance - b.distance || bySequence(a.steps, b.steps));
  return arriving[0];
}

/** Section 2, witness: a collection is the start and counts 0. */
function collections(model: Model, day: Day): Route[] {
  return collectedOn(model, day).map(({ system, data, step }) => ({
    system,
    data,
    day,
    steps: [step],
    distance: 0,
  }));
}

/** Section 2, witness: a derivation that starts with an ungrounded listed flow starts with that step. */
function startsWithoutOrigin(model: Model, day: Day): Route[] {
  const starts: Route[] = [];
  for (const [id, flow] of model.flows) {
    if (flow.mode === 'view' || !within(day, flow.period)) continue;
    if (flow.data === undefined || flow.data === 'all') continue;
    for (const data of flow.data) {
      starts.push({ system: flow.to, data, day, steps: [`flow:${id}`], distance: 1 });
    }
  }
  return starts;
}

/** Section 2, witness: one flow further, on a day on which the copy is alive. */
function flowsOnward(model: Model, days: Day[], world: World, route: Route): Route[] {
  const onward: Route[] = [];
  for (const [id, flow] of model.flows) {
    if (flow.from !== route.system || flow.mode === 'view') continue;
    // From this one copy only: what a flow lists must be in it.
    const moved = carried(model, flow, new Set([route.data]), { may: world.may, grounded: true });
    if (moved.length === 0) continue;
    for (const day of days) {
      if (!within(day, flow.period) || !isAlive(model, route, day)) continue;
      for (const data of moved) onward.push(step(route, flow.to, data, day, `flow:${id}`));
    }
  }
  return onward;
}

/** Section 2, witness: one production further, on a day on which the copy is alive. */
function productionsOnward(model: Model, days: Day[], route: Route): Route[] {
  const { produces, period } = found(model.systems, route.system);
  const held = inside(model, route.data);
  const onward: Route[] = [];
  for (const data of produces ?? []) {
    if (!found(model.data, data).derivedFrom?.some((source) => held.has(source))) continue;
    for (const day of days) {
      if (!within(day, period) || !isAlive(model, route, day)) continue;
      onward.push(step(route, route.system, data, day, `produce:${route.system}/${data}`));
    }
  }
  return onward;
}

function step(route: Route, system: string, data: string, day: Day, name: string): Route {
  return { system, data, day, steps: [...route.steps, name], distance: route.distance + 1 };
}

/** Section 2, witness, ties: of the routes to one copy on one level, the smallest sequence; known copies are nearer. */
function keepNew(best: Map<string, Route>, routes: Route[]): Route[] {
  const smallest = new Map<string, Route>();
  for (const route of routes) {
    const copy = JSON.stringify([route.system, route.data, route.day]);
    const other = smallest.get(copy);
    if (best.has(copy) || (other && bySequence(other.steps, route.steps) <= 0)) continue;
    smallest.set(copy, route);
  }
  for (const [copy, route] of smallest) best.set(copy, route);
  return [...smallest.values()];
}
