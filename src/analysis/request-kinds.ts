/** Requests that no authorization can tell apart are of one kind, and share their answers. */
import { CHANNELS } from '../model/channels.ts';
import type { Model } from '../model/model.ts';
import { row } from '../model/rows.ts';
import { isAnyOf } from '../model/taxonomy.ts';
import { ACTION_NUMBERS, type Request } from './requests.ts';

const ACTION_COUNT = Object.keys(ACTION_NUMBERS).length;

/** Remembers answers by (grantee, request). */
type RequestMemo<T> = (grantee: number, request: Request, answer: () => T) => T;

/**
 * What authorizations tell apart. Data of the same categories inside the same named data are alike to all of them, and so
 * are zones and purposes that none names: there are as many questions as kinds of requests, not as many as facts.
 */
export interface RequestKinds {
  /** By datum: equal numbers for those that are alike. */
  readonly datum: Int32Array;
  /** By zone: equal numbers for those that are alike. */
  readonly zone: Int32Array;
  /** The kind of an action (by its number), purpose and channel. */
  manner(action: number, purpose: number, channel: number | undefined): number;
  /** The kind of a request. */
  of(request: Request): number;
}

/** Kinds of requests, as the authorizations of a model tell them apart. */
export function requestKindsOf(model: Model): RequestKinds {
  const { purposes, zones, authorizations } = model;
  const entry = authorizations.entry.all();
  const datum = dataKinds(model);
  const namedPurposes = [...new Set(entry.flatMap((authorization) => authorization.purposes ?? []))];
  const purposeKind = numbered(purposes.length, (purpose) =>
    namedPurposes.map((name) => (isAnyOf(purposes[purpose], [name]) ? 1 : 0)).join(''),
  );
  const isNamed = new Set(authorizations.zones.items);
  const zone = numbered(zones.ids.length, (z) => (isNamed.has(z) ? String(z) : ''));
  const tellsChannels = entry.some(({ channels }) => channels !== undefined);
  const [channelCount, purposeCount] = [CHANNELS.length + 2, kindCount(purposeKind) + 1];
  const manner: RequestKinds['manner'] = (action, purpose, channel) => {
    const asked = action * purposeCount + (purpose < 0 ? purposeCount - 1 : purposeKind[purpose]);
    return asked * channelCount + (channel === undefined || !tellsChannels ? 0 : channel + 2);
  };
  const mannerCount = ACTION_COUNT * purposeCount * channelCount;
  const zoneCount = kindCount(zone) + 1;
  return {
    datum,
    zone,
    manner,
    of(request) {
      const place = request.zone < 0 ? zoneCount - 1 : zone[request.zone];
      return (
        (datum[request.datum] * zoneCount + place) * mannerCount +
        manner(ACTION_NUMBERS[request.action], request.purpose, request.channel)
      );
    },
  };
}

/** Most data have one category and lie in nothing that an authorization names: the category is their kind. */
function dataKinds({ data, categories, authorizations }: Model): Int32Array {
  const isNamed = new Uint8Array(data.ids.length);
  for (const named of authorizations.data.items) isNamed[named] = 1;
  const others = new Map<string, number>();
  return Int32Array.from({ length: data.ids.length }, (_, datum) => {
    const ofDatum = row(data.categories, datum);
    const containers = row(data.containers, datum).filter((container) => isNamed[container] === 1);
    if (ofDatum.length === 1 && containers.length === 0) return ofDatum[0];
    return categories.length + numberIn(others, `${ofDatum.join()};${containers.join()}`);
  });
}

/** A memory of answers, by the kind of a request and then by its grantee. */
export function requestMemo<T>(kinds: RequestKinds): RequestMemo<T> {
  const byRequest = new Map<number, Map<number, T>>();
  return (grantee, request, answer) => {
    const asked = kinds.of(request);
    let known = byRequest.get(asked);
    if (known === undefined) byRequest.set(asked, (known = new Map()));
    let found = known.get(grantee);
    if (found === undefined) known.set(grantee, (found = answer()));
    return found;
  };
}

function kindCount(kinds: Int32Array): number {
  let count = 0;
  for (const kind of kinds) count = Math.max(count, kind + 1);
  return count;
}

/** Numbers things so that those with equal keys have equal numbers. */
function numbered(count: number, keyOf: (i: number) => string): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from({ length: count }, (_, i) => numberIn(known, keyOf(i)));
}

function numberIn(known: Map<string, number>, key: string): number {
  let number = known.get(key);
  if (number === undefined) known.set(key, (number = known.size));
  return number;
}
