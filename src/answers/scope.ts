/** The part of the world that a question is about: a zone, a system, or what a party keeps. */
import { nearest } from '../manifest/nearest.ts';
import type { Model } from '../model/model.ts';
import type { Names } from '../model/names.ts';
import { row } from '../model/rows.ts';

const KINDS = { zone: 'zones', system: 'systems', party: 'parties' } as const;
export type ScopeKind = keyof typeof KINDS;
const KIND_NAMES = Object.keys(KINDS) as readonly ScopeKind[];

/** A zone, a system or a party, with the systems that fall with it. */
export interface Scope {
  readonly kind: ScopeKind;
  readonly id: string;
  /** Numbers of systems, ascending. */
  readonly systems: readonly number[];
  /** Those who answer there: the party itself, or the keepers of the systems and the operator of the zone. */
  readonly parties: readonly number[];
}

/** Finds what was asked for, `zone:x`, `system:x`, `party:x` or `x` alone where that is unique; else says why not. */
export function scopeOf(model: Model, asked: string): Scope | { readonly trouble: string } {
  const colon = asked.indexOf(':');
  if (colon < 0) return scopeOfId(model, asked);
  const kind = KIND_NAMES.find((name) => name === asked.slice(0, colon));
  if (kind === undefined) {
    return {
      trouble: `${asked} begins with ${asked.slice(0, colon + 1)}, and wants zone:, system: or party:`,
    };
  }
  const id = asked.slice(colon + 1);
  const number = model[KINDS[kind]].indexOf(id);
  return number >= 0
    ? scope(model, kind, number)
    : { trouble: `there is no ${kind} ${id}${meant(id, model[KINDS[kind]].ids)}` };
}

/** The number of an id in a section, or a sentence that says what may have been meant. */
export function numberOf(names: Names, id: string, what: string): number | { readonly trouble: string } {
  const found = names.indexOf(id);
  return found >= 0 ? found : { trouble: `there is no ${what} ${id}${meant(id, names.ids)}` };
}

function scopeOfId(model: Model, id: string): ReturnType<typeof scopeOf> {
  const kinds = KIND_NAMES.filter((kind) => model[KINDS[kind]].indexOf(id) >= 0);
  if (kinds.length === 1) return scope(model, kinds[0], model[KINDS[kinds[0]]].indexOf(id));
  if (kinds.length > 1) {
    return { trouble: `${id} is ambiguous: say ${kinds.map((kind) => `${kind}:${id}`).join(' or ')}` };
  }
  const all = KIND_NAMES.flatMap((kind) => model[KINDS[kind]].ids);
  return { trouble: `there is no zone, system or party ${id}${meant(id, all)}` };
}

function meant(id: string, ids: readonly string[]): string {
  const suggestion = nearest(id, ids);
  return suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
}

function scope(model: Model, kind: ScopeKind, number: number): Scope {
  const { systems, zones } = model;
  const all = [...systems.ids.keys()];
  const keepers = (of: readonly number[]): number[] => of.flatMap((s) => [...row(systems.keepers, s)]);
  const of = { kind, id: model[KINDS[kind]].ids[number] };
  switch (kind) {
    case 'zone': {
      const within = all.filter((s) => systems.zone[s] === number);
      return { ...of, systems: within, parties: ordered([zones.operator[number], ...keepers(within)]) };
    }
    case 'system':
      return { ...of, systems: [number], parties: ordered(keepers([number])) };
    case 'party':
      return {
        ...of,
        systems: all.filter((s) => row(systems.keepers, s).includes(number)),
        parties: [number],
      };
    default:
      return kind satisfies never;
  }
}

function ordered(parties: readonly number[]): readonly number[] {
  return [...new Set(parties)].filter((party) => party >= 0).sort((a, b) => a - b);
}
