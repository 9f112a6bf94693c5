import type { Verdict } from '../kleene.ts';
import type { World } from './world.ts';

/** What a rule can walk to; an assessment or a training has a made-up id. */
export type Thing =
  | 'party'
  | 'contract'
  | 'zone'
  | 'system'
  | 'data'
  | 'flow'
  | 'access'
  | 'authorization'
  | 'assessment'
  | 'training';

export type Type = 'truth' | 'name' | 'number' | 'duration' | 'date' | Thing;

/** A number of which only bounds are known. */
export interface Range {
  least: number;
  most: number;
}

/** An id, a name, `true` or `false`, a number, a day, or a duration in seconds from the day of the check. */
export type Value = string | number | Range;

/** What stands at the end of a path: values that are certain, values that are possible; open where nobody has stated it. */
export interface Values {
  sure: Value[];
  maybe: Value[];
  open: boolean;
}

/** What can be asked of something. */
export interface Attribute<T> {
  type: Type;
  several: boolean;
  // A method, so that attributes of different things fit in one table.
  values(world: World, of: T): Values;
}

export type Attributes<T> = Record<string, Attribute<T>>;

export const OPEN: Values = { sure: [], maybe: [], open: true };

export function sure(values: Iterable<Value>): Values {
  return { sure: [...new Set(values)], maybe: [], open: false };
}

/** The certain ones, and others that are possible. */
export function perhaps(certain: Iterable<Value>, possible: Iterable<Value>): Values {
  const known = new Set(certain);
  return {
    sure: [...known],
    maybe: [...new Set(possible)].filter((value) => !known.has(value)),
    open: false,
  };
}

/** An attribute of one value, undefined where it is not known. */
export function one<T>(type: Type, value: (world: World, of: T) => Value | undefined): Attribute<T> {
  return {
    type,
    several: false,
    values: (world, of) => {
      const known = value(world, of);
      return known === undefined ? OPEN : sure([known]);
    },
  };
}

/** A yes or no. */
export function truthOf<T>(ask: (world: World, of: T) => Verdict | boolean): Attribute<T> {
  return one('truth', (world, of) => {
    const answer = ask(world, of);
    return answer === 'unknown' ? undefined : String(answer);
  });
}

/** An attribute of several values. */
export function several<T>(type: Type, values: (world: World, of: T) => Values): Attribute<T> {
  return { type, several: true, values };
}
