/** What moves between places, by what systems declare: egress and ingress, references to datasets, third parties. */
import type { Origin } from '../draft.ts';
import type { Placed } from '../schema.ts';
import type { DataFlow, Declaration, FidesSystem } from './model.ts';
import { namedPlace, type Place } from './places.ts';

/** A statement that data moves from one place to another: which categories, and for which use, where that is said. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  /** Keys of categories; none where nothing is said of what moves. */
  readonly categories: readonly string[];
  readonly use: string | undefined;
  readonly origin: Origin;
}

/** Connections with all places that they join. */
export interface Network {
  readonly places: ReadonlyMap<string, Place>;
  readonly connections: readonly Connection[];
  /** Categories that come to a system from its users. */
  readonly given: ReadonlyMap<string, readonly string[]>;
}

/** Joins the places that files describe; what they name beyond becomes a place without a description. */
export function networkOf(described: ReadonlyMap<string, Place>): Network {
  const places = new Map(described);
  const connections: Connection[] = [];
  const given = new Map<string, string[]>();
  const ends = endsIn(places);
  for (const place of described.values()) {
    if (place.system === undefined) continue;
    connections.push(...flowsOf(place, place.system, ends, given));
    connections.push(...referencesOf(place, place.system, ends));
    connections.push(...sharingsOf(place, place.system, ends));
  }
  connections.push(...dependenciesOf(described, ends, connections));
  return { places, connections: withoutIdle(connections), given };
}

interface Ends {
  /** The place that a key means for the system that names it. */
  find(key: string, type: string | undefined, by: Place, origin: Origin): Place;
  thirdParty(name: string, by: Place, origin: Origin): Place;
}

function endsIn(places: Map<string, Place>): Ends {
  const remembered = (place: Place): Place => {
    const known = places.get(place.ref) ?? place;
    places.set(place.ref, known);
    return known;
  };
  return {
    find(key, type, by, origin) {
      if (key === 'user' && (type === 'user' || type === undefined))
        return remembered(namedPlace('user', 'user', by, origin));
      const kinds = type === 'dataset' ? ['dataset'] : type === 'system' ? ['system'] : ['system', 'dataset'];
      const found = kinds.flatMap((kind) => places.get(`${kind} ${key}`) ?? []).at(0);
      return found ?? remembered(namedPlace('unknown', key, by, origin));
    },
    thirdParty: (name, by, origin) => remembered(namedPlace('third-party', name, by, origin)),
  };
}

type Direction = 'egress' | 'ingress';

function flowsOf(place: Place, system: FidesSystem, ends: Ends, given: Map<string, string[]>): Connection[] {
  const directions: readonly Direction[] = ['egress', 'ingress'];
  return directions.flatMap((direction) =>
    (system[direction] ?? []).flatMap((flow) => {
      const { text: key, origin } = flow.fides_key;
      const other = ends.find(key, flow.type?.text, place, origin);
      const [from, to] = direction === 'egress' ? [place, other] : [other, place];
      const told = payloadsOf(flow, declarationsOn(system, direction, key));
      // What users give to a system first comes into being there.
      if (
        direction === 'ingress' &&
        other.kind === 'user' &&
        told.every(({ categories }) => categories.length > 0)
      ) {
        given.set(place.ref, [
          ...(given.get(place.ref) ?? []),
          ...told.flatMap(({ categories }) => categories),
        ]);
        return [];
      }
      return told.map((payload) => ({ from: from.ref, to: to.ref, ...payload, origin }));
    }),
  );
}

function declarationsOn(system: FidesSystem, direction: Direction, key: string): Declaration[] {
  return (system.privacy_declarations ?? []).filter((each) =>
    each[direction]?.some(({ text }) => text === key),
  );
}

type Payload = Pick<Connection, 'categories' | 'use'>;

/** What a flow carries: its own categories, narrowed by each declaration that names the flow. */
function payloadsOf(
  { data_categories: own = [] }: DataFlow,
  declarations: readonly Declaration[],
): Payload[] {
  const stated = textsOf(own);
  if (declarations.length === 0) return [{ categories: stated, use: undefined }];
  return declarations.map(({ data_categories, data_use }) => ({
    categories: narrowed(stated, textsOf(data_categories)),
    use: data_use?.text,
  }));
}

/** Is a key that of a category or of a special case of it? */
export function isBelow(key: string, category: string): boolean {
  return key === category || key.startsWith(`${category}.`);
}

/** What both lists allow, the more special key of each pair; all of the first where they have nothing in common. */
function narrowed(stated: readonly string[], declared: readonly string[]): readonly string[] {
  if (stated.length === 0) return declared;
  const common = stated.flatMap((key) =>
    declared.flatMap((other) => (isBelow(key, other) ? [key] : isBelow(other, key) ? [other] : [])),
  );
  return common.length === 0 ? stated : [...new Set(common)];
}

/** A dataset that a system refers to is read by it: those of its categories that are declared. */
function referencesOf(place: Place, system: FidesSystem, ends: Ends): Connection[] {
  const to = place.ref;
  const declared = (system.privacy_declarations ?? []).flatMap((each) =>
    (each.dataset_references ?? []).map(({ text: key, origin }): Connection => {
      const from = ends.find(key, 'dataset', place, origin);
      const categories = textsOf(each.data_categories);
      const known = from.categories.filter((own) => categories.some((category) => isBelow(own, category)));
      return { from: from.ref, to, categories: known, use: each.data_use?.text, origin };
    }),
  );
  const undeclared = (system.dataset_references ?? []).map(({ text: key, origin }): Connection => {
    const from = ends.find(key, 'dataset', place, origin);
    return { from: from.ref, to, categories: [], use: undefined, origin };
  });
  return [...declared, ...undeclared];
}

/** What is shared with third parties, who are a text or nobody. */
function sharingsOf(place: Place, system: FidesSystem, ends: Ends): Connection[] {
  return (system.privacy_declarations ?? []).filter(isShared).map((each) => {
    const origin = each.third_parties?.origin ?? each.origin;
    const to = ends.thirdParty(each.third_parties?.text ?? '', place, origin);
    const categories = textsOf(each.shared_categories);
    return { from: place.ref, to: to.ref, categories, use: each.data_use?.text, origin };
  });
}

function isShared({ data_shared_with_third_parties: flag, ...each }: Declaration): boolean {
  return flag ?? (each.third_parties !== undefined || (each.shared_categories ?? []).length > 0);
}

/** A dependency, where nothing else is said of two systems: something may go either way. */
function dependenciesOf(
  places: ReadonlyMap<string, Place>,
  ends: Ends,
  known: readonly Connection[],
): Connection[] {
  const joined = new Set(known.map(({ from, to }) => `${from}\n${to}`));
  return [...places.values()].flatMap((place) =>
    (place.system?.system_dependencies ?? []).flatMap(({ text: key, origin }) => {
      const other = ends.find(key, 'system', place, origin).ref;
      if (joined.has(`${place.ref}\n${other}`) || joined.has(`${other}\n${place.ref}`)) return [];
      const open = { categories: [], use: undefined, origin };
      return [
        { from: place.ref, to: other, ...open },
        { from: other, to: place.ref, ...open },
      ];
    }),
  );
}

/** One end may be silent of what the other one states; and nothing moves from a place to itself. */
function withoutIdle(connections: readonly Connection[]): Connection[] {
  const stated = new Set(
    connections.filter(({ categories }) => categories.length > 0).map(({ from, to }) => `${from}\n${to}`),
  );
  return connections.filter(
    ({ from, to, categories }) => from !== to && (categories.length > 0 || !stated.has(`${from}\n${to}`)),
  );
}

function textsOf(placed: readonly Placed[] = []): string[] {
  return [...new Set(placed.map(({ text }) => text))];
}
