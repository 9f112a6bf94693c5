/** What authorizations cover, factor by factor, whoever gives and gets them, and whenever they hold. */
import { CHANNELS } from '../model/channels.ts';
import type { Model } from '../model/model.ts';
import { isAnyOf } from '../model/taxonomy.ts';
import { lowerBound } from './cells.ts';
import { ACTION_NUMBERS, type Action, type Request } from './requests.ts';
import { and, FALSE, TRUE, UNKNOWN, type Truth } from './truth.ts';

/** Asks of an authorization, by its number. */
export interface Scopes {
  /** Does it name a datum, or what contains it, or each of its categories? */
  names(authorization: number, datum: number): boolean;
  permits(authorization: number, action: Action): boolean;
  purpose(authorization: number, purpose: number): Truth;
  zone(authorization: number, zone: number): Truth;
  channel(authorization: number, channel: number | undefined): Truth;
  /** All of these, perhaps but one. */
  covers(authorization: number, request: Request, without?: string): Truth;
}

/** Scopes of the authorizations of a model. */
export function scopesOf(model: Model): Scopes {
  const { authorizations, data, categories, purposes } = model;
  const entries = authorizations.entry.all();
  const actions = Uint8Array.from(entries, (entry) =>
    entry.actions.reduce((mask, action) => mask | (1 << ACTION_NUMBERS[action]), 0),
  );
  const namedCategories = below(entries, (entry) => entry.categories, categories);
  const namedPurposes = below(entries, (entry) => entry.purposes, purposes);
  const tellsZones = entries.map((entry) => entry.zones !== undefined);
  const channels = entries.map((entry) => entry.channels);

  const names = (a: number, datum: number): boolean => {
    if (isNamed(a, datum)) return true;
    const wanted = namedCategories[a];
    if (wanted === undefined) return false;
    const { starts, items } = data.categories;
    for (let i = starts[datum]; i < starts[datum + 1]; i++) if (wanted[items[i]] === 0) return false;
    return true;
  };
  const isNamed = (a: number, datum: number): boolean => {
    const { starts, items } = authorizations.data;
    if (starts[a] === starts[a + 1]) return false;
    for (let i = data.containers.starts[datum]; i < data.containers.starts[datum + 1]; i++) {
      if (has(items, starts[a], starts[a + 1], data.containers.items[i])) return true;
    }
    return false;
  };
  const purpose = (a: number, asked: number): Truth => {
    const wanted = namedPurposes[a];
    if (wanted === undefined) return TRUE;
    if (asked < 0) return UNKNOWN;
    return wanted[asked] === 1 ? TRUE : FALSE;
  };
  const zone = (a: number, asked: number): Truth => {
    if (!tellsZones[a]) return TRUE;
    const { starts, items } = authorizations.zones;
    return has(items, starts[a], starts[a + 1], asked) ? TRUE : FALSE;
  };
  const channel = (a: number, asked: number | undefined): Truth => {
    const wanted = channels[a];
    if (wanted === undefined || asked === undefined) return TRUE;
    if (asked < 0) return UNKNOWN;
    return wanted.includes(CHANNELS[asked]) ? TRUE : FALSE;
  };
  const permits = (a: number, action: Action): boolean => (actions[a] & (1 << ACTION_NUMBERS[action])) !== 0;
  return {
    names,
    permits,
    purpose,
    zone,
    channel,
    covers(a, request, without) {
      if (without !== 'action' && !permits(a, request.action)) return FALSE;
      if (without !== 'data' && !names(a, request.datum)) return FALSE;
      const inZone = without === 'zone' ? TRUE : zone(a, request.zone);
      const byChannel = without === 'channel' ? TRUE : channel(a, request.channel);
      return and(and(inZone, byChannel), without === 'purpose' ? TRUE : purpose(a, request.purpose));
    },
  };
}

/** Is a number among ascending ones from one position up to another? */
function has(numbers: Int32Array, from: number, until: number, wanted: number): boolean {
  const at = lowerBound(numbers, wanted, from, until);
  return at < until && numbers[at] === wanted;
}

/** For each entry with such a list: which names are, or are below, one that it states. Equal lists share the answer. */
function below<T>(
  entries: readonly T[],
  listOf: (entry: T) => readonly string[] | undefined,
  names: readonly string[],
): readonly (Uint8Array | undefined)[] {
  const known = new Map<string, Uint8Array>();
  return entries.map((entry) => {
    const list = listOf(entry);
    if (list === undefined) return undefined;
    const key = [...list].sort().join();
    let found = known.get(key);
    if (found === undefined) {
      found = Uint8Array.from(names, (name) => (isAnyOf(name, list) ? 1 : 0));
      known.set(key, found);
    }
    return found;
  });
}
