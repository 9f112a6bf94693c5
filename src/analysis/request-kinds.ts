/** Requests that no authorization can tell apart have one number, and share their answers. */
import { CHANNELS } from '../model/channels.ts';
import type { Model } from '../model/model.ts';
import { row } from '../model/rows.ts';
import { isAnyOf } from '../model/taxonomy.ts';
import type { Action, Request } from './requests.ts';

/** A record, so that an action that is added to the format cannot be forgotten here. */
const ACTION_NUMBERS: Readonly<Record<Action, number>> = {
  collect: 0,
  hold: 1,
  view: 2,
  derive: 3,
  maintain: 4,
  declassify: 5,
};
const ACTION_COUNT = Object.keys(ACTION_NUMBERS).length;

/** Remembers answers by (grantee, request). */
type RequestMemo<T> = (grantee: number, request: Request, answer: () => T) => T;

/**
 * What no authorization can tell apart (data of the same categories inside the same named data, zones and purposes that
 * none names) shares its answers: there are as many questions as kinds of requests, not as many as facts.
 */
export function requestNumbers(
  model: Model,
  namedData: readonly ReadonlySet<number>[],
): (request: Request) => number {
  const { data, purposes, zones, authorizations } = model;
  const entry = authorizations.entry.all();
  const named = new Set(namedData.flatMap((set) => [...set]));
  const namedPurposes = [...new Set(entry.flatMap((authorization) => authorization.purposes ?? []))];
  const namedZones = new Set(authorizations.zones.items);
  const tellsChannels = entry.some(({ channels }) => channels !== undefined);
  const dataClass = classesOf(data.ids.length, (datum) => {
    const containers = row(data.containers, datum).filter((container) => named.has(container));
    return `${row(data.categories, datum).join()};${containers.join()}`;
  });
  const purposeClass = classesOf(purposes.length, (purpose) =>
    namedPurposes.map((name) => (isAnyOf(purposes[purpose], [name]) ? 1 : 0)).join(''),
  );
  const zoneClass = classesOf(zones.ids.length, (zone) => (namedZones.has(zone) ? String(zone) : ''));
  return ({ datum, action, purpose, zone, channel }) => {
    let asked = dataClass[datum] * ACTION_COUNT + ACTION_NUMBERS[action];
    asked = asked * (purposes.length + 1) + (purpose < 0 ? purposes.length : purposeClass[purpose]);
    asked = asked * (zones.ids.length + 1) + (zone < 0 ? zones.ids.length : zoneClass[zone]);
    return asked * (CHANNELS.length + 2) + (channel === undefined || !tellsChannels ? 0 : channel + 2);
  };
}

/** A memory of answers, by the kind of a request and then by its grantee. */
export function requestMemo<T>(numberOf: (request: Request) => number): RequestMemo<T> {
  const byRequest = new Map<number, Map<number, T>>();
  return (grantee, request, answer) => {
    const asked = numberOf(request);
    let known = byRequest.get(asked);
    if (known === undefined) byRequest.set(asked, (known = new Map()));
    let found = known.get(grantee);
    if (found === undefined) known.set(grantee, (found = answer()));
    return found;
  };
}

/** Numbers the classes of things whose keys are equal. */
function classesOf(count: number, keyOf: (i: number) => string): Int32Array {
  const classes = new Map<string, number>();
  return Int32Array.from({ length: count }, (_, i) => {
    const key = keyOf(i);
    const known = classes.get(key) ?? classes.size;
    classes.set(key, known);
    return known;
  });
}
