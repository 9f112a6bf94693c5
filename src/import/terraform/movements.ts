/** Movements that resources set up: replication, deliveries, subscriptions, copies, logs. */
import type { Origin } from '../draft.ts';
import type { Resource } from './resources.ts';
import { isConfigured, pathIn, placeIn, type Surroundings } from './surroundings.ts';
import { movementsOf } from './tables/all.ts';
import type { Movement, When } from './tables/table.ts';
import type { Thing } from './things.ts';
import { at, isAbsent, isHidden, isUnknown, itemsOf, textAt, textsOf, type Value } from './value.ts';

/** What moves: everything at the source, only some of it, or something else that comes of it. */
export type Cargo = 'all' | 'some' | 'other';

export interface Moved {
  /** Orders the movements of a resource. */
  readonly key: string;
  readonly resource: Resource;
  readonly name: string;
  readonly from: Thing;
  readonly to: Thing;
  readonly cargo: Cargo;
  readonly origin: Origin;
}

/** The movements of all resources, in their order. */
export function movementsIn(surroundings: Surroundings): Moved[] {
  return surroundings.resources.flatMap((resource) =>
    movementsOf(resource.type).flatMap((movement, rule) =>
      blocksOf(resource, movement.each).flatMap((block, number) =>
        movedBy(resource, block, movement, surroundings).map((moved, nth) => ({
          ...moved,
          key: `${surroundings.nameOf(resource)}\n${[rule, number, nth].map((each) => String(each).padStart(6, '0')).join('.')}`,
        })),
      ),
    ),
  );
}

/** The blocks that a row of a table is about, without those that are not there. */
export function blocksOf({ values }: Resource, path: string | undefined): Value[] {
  if (path === undefined) return [values];
  return at(values, path)
    .filter((block) => !isAbsent(block) || block.expression !== undefined)
    .flatMap(itemsOf);
}

/** Does a condition hold? Of what is unknown, it may. */
export function holds(resource: Resource, block: Value, { path, is }: When): boolean | undefined {
  const values = pathIn(resource, block, path);
  if (values.some((value) => isUnknown(value) || isHidden(value))) return undefined;
  return values.flatMap(textsOf).some((text) => is.test(text));
}

function movedBy(
  resource: Resource,
  block: Value,
  movement: Movement,
  surroundings: Surroundings,
): Omit<Moved, 'key'>[] {
  const { when, unless } = movement;
  const stated = movement.each ?? movement.region ?? movement.to ?? movement.from;
  if (!isConfigured(resource, stated)) return [];
  if (when !== undefined && holds(resource, block, when) === false) return [];
  if (unless !== undefined && holds(resource, block, unless) === true) return [];
  const { things, nameOf } = surroundings;
  const ends = (path: string | undefined, type: string | undefined): Thing[] =>
    path === undefined ? [things.of(resource)] : things.at(resource, pathIn(resource, block, path), type);
  const sources = ends(movement.from, movement.fromType);
  const origin = placeIn(
    resource,
    pathIn(resource, block, movement.to ?? movement.region ?? movement.from ?? ''),
  );
  const targets = (from: Thing): Thing[] => {
    const region = movement.region === undefined ? undefined : textAt(block, movement.region);
    if (region !== undefined) return [things.inRegion(from, region, origin)];
    return movement.region === undefined ? ends(movement.to, movement.toType) : [];
  };
  const account = movement.account === undefined ? undefined : textAt(block, movement.account);
  const cargo = cargoOf(resource, block, movement);
  return sources.flatMap((from) =>
    targets(from)
      .filter((to) => to.key !== from.key)
      .map((to) => ({ resource, name: nameOf(resource), from, to: inAccount(to, account), cargo, origin })),
  );
}

/** A thing that is only named, in the account that is stated beside its name. */
function inAccount(thing: Thing, account: string | undefined): Thing {
  const isStated = account !== undefined && thing.resource === undefined && thing.place.account === undefined;
  return isStated ? Object.assign(thing, { place: { ...thing.place, account } }) : thing;
}

function cargoOf(resource: Resource, block: Value, { isOther, narrowed = [] }: Movement): Cargo {
  if (isOther) return 'other';
  const isNarrowed = narrowed
    .flatMap((path) => pathIn(resource, block, path))
    .some((value) => isUnknown(value) || isHidden(value) || textsOf(value).some((text) => text !== '{}'));
  return isNarrowed ? 'some' : 'all';
}
