/** What all of reading a condition shares: the facts that it is about, its parameters, and what is wrong with it. */
import { nearest } from '../../manifest/nearest.ts';
import type { Attributes, ThingName, ValueType } from '../things/attribute.ts';
import { THINGS } from '../things/things.ts';
import type { OnlyViaExpression } from './expression.ts';
import { isPath, pathOf, type Path } from './path.ts';

/** Something wrong in a rule, at a path of keys. */
export interface Fault {
  readonly code:
    | 'unknown-attribute'
    | 'unknown-operator'
    | 'wrong-test'
    | 'wrong-condition'
    | 'undeclared-parameter'
    | 'not-at-system';
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

/** A parameter as a rule declares it. */
export type ParamDefault = readonly string[] | string | number;

/** What reading a condition needs, and where it leaves what it finds. */
export interface Reader {
  /** What facts of the rule can be asked. */
  readonly attributes: Attributes;
  /** How the facts are called, for messages. */
  readonly about: string;
  /** Where the datum of each fact is; undefined where facts are not about a datum at a system. */
  readonly presence: OnlyViaExpression['presence'] | undefined;
  readonly params: Readonly<Record<string, ParamDefault>>;
  readonly used: Set<string>;
  readonly faults: Fault[];
}

/** A reader of conditions on a thing, whatever led there. */
export function readerOf(thing: ThingName, reader: Reader): Reader {
  return { ...reader, attributes: THINGS[thing], about: thing, presence: undefined };
}

/** A path of keys in the file of a rule. */
export type Where = readonly string[];

/** Notes a test that there is not. */
export function unknownOperator(key: string, known: readonly string[], where: Where, { faults }: Reader): [] {
  const suggestion = nearest(key, known);
  faults.push({
    code: 'unknown-operator',
    path: where,
    values: { key, known: known.join(', '), ...(suggestion !== undefined && { suggestion }) },
  });
  return [];
}

/** Notes a test that does not fit. */
export function wrong(where: Where, key: string, expected: string, { faults }: Reader): [] {
  faults.push({ code: 'wrong-test', path: where, values: { key, expected } });
  return [];
}

/** Is it a map of keys? */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a path of attributes. */
export function parsePath(
  text: string,
  where: Where,
  { attributes, about, faults }: Reader,
): Path | undefined {
  const found = pathOf(text, attributes);
  if (isPath(found)) return found;
  const suggestion = nearest(found.missing, found.known) ?? nearest(found.missing.split('.')[0], found.known);
  faults.push({
    code: 'unknown-attribute',
    path: where,
    values: {
      key: found.missing,
      kind: found.isEnd
        ? `value (it is the end of "${text.slice(0, -found.missing.length - 1)}")`
        : (found.thing ?? about),
      known: found.known.join(', ') || 'none',
      ...(suggestion !== undefined && { suggestion }),
    },
  });
  return undefined;
}

/** A path to values of the same type, from the same fact. */
export function parseOtherPath(
  value: unknown,
  type: ValueType,
  where: Where,
  reader: Reader,
): Path | undefined {
  if (typeof value !== 'string') {
    wrong(where, where[where.length - 1], 'the name of an attribute', reader);
    return undefined;
  }
  const path = parsePath(value, where, reader);
  if (path === undefined || path.type === type) return path;
  wrong(where, value, `an attribute that is a ${type}, as the one that it is compared with`, reader);
  return undefined;
}
