/**
 * Schemas of what an importer reads of foreign documents. A schema reads as it checks: what has another form than expected
 * is reported at its place, and what it does not name is counted as left out.
 */
import type { ProblemList } from '../manifest/problem.ts';
import { foundWords } from '../manifest/words.ts';
import type { Origin } from './draft.ts';
import type { Node } from './node.ts';
import type { Tally } from './summary.ts';

/** A text with its place. */
export interface Placed {
  readonly text: string;
  readonly origin: Origin;
}

/** A value under the name that its map has for it. */
export interface Named<T> {
  readonly name: Placed;
  readonly value: T;
}

/** What reading goes by: where problems go, and values that nothing reads. */
export interface Course {
  readonly file: string;
  readonly problems: ProblemList;
  readonly left: Tally;
}

/** Where a value stands; `pattern` is the place with `*` for names and no numbers, such as `services.*.ports`. */
interface Where {
  readonly place: string;
  readonly pattern: string;
  readonly course: Course;
}

/** Reads a value; undefined where nothing is written, or nothing usable, which has been reported. */
export interface Schema<T> {
  read(node: Node, where: Where): T | undefined;
}

/** Reads the root of a document. `place` is put before all places, such as `documents[2]`. */
export function readRoot<T>(schema: Schema<T>, root: Node, course: Course, place = ''): T | undefined {
  return schema.read(root, { place, pattern: '', course });
}

/** A text, without the spaces around it; numbers and yes or no are texts as they are written. */
export const text: Schema<Placed> = {
  read(node, where) {
    if (isNothing(node)) return undefined;
    if (node.kind !== 'scalar') return reportForm(node, where, 'a text');
    return { text: (node.text ?? '').trim(), origin: originOf(node, where) };
  },
};

const YES = /^(?:true|yes|on|y)$/i;
const NO = /^(?:false|no|off|n)$/i;

/** Yes or no, in any of the words that YAML has had for them. */
export const flag: Schema<boolean> = {
  read(node, where) {
    const placed = text.read(node, where);
    if (placed === undefined) return undefined;
    if (YES.test(placed.text)) return true;
    return NO.test(placed.text) ? false : reportForm(node, where, 'true or false');
  },
};

/** Whatever stands there. */
export const anything: Schema<Node> = { read: (node) => node };

/** A list; items without a value are left out. */
export function listOf<T>(item: Schema<T>): Schema<readonly T[]> {
  return {
    read(node, where) {
      if (node.kind === 'list') return itemsOf(node.items, item, where);
      return isNothing(node) ? [] : reportForm(node, where, 'a list');
    },
  };
}

/** A list, or one value without a list around it. */
export function oneOrMore<T>(item: Schema<T>): Schema<readonly T[]> {
  return {
    read(node, where) {
      if (node.kind === 'list') return itemsOf(node.items, item, where);
      return isNothing(node) ? [] : itemsOf([node], item, where);
    },
  };
}

function itemsOf<T>(items: readonly Node[], item: Schema<T>, where: Where): T[] {
  return items.flatMap((node, at) => {
    const value = item.read(node, { ...where, place: `${where.place}[${at}]` });
    return value === undefined ? [] : [value];
  });
}

/** A map of names to values, in the order of the document; names without a value are left out. */
export function mapOf<T>(item: Schema<T>): Schema<readonly Named<T>[]> {
  return {
    read(node, where) {
      if (node.kind !== 'map') return isNothing(node) ? [] : reportForm(node, where, 'a map');
      return [...node.fields.values()].flatMap(({ name, key, value }) => {
        const place = joined(where.place, name);
        const read = item.read(value, { ...where, place, pattern: joined(where.pattern, '*') });
        const origin = { file: where.course.file, place, span: key };
        return read === undefined ? [] : [{ name: { text: name, origin }, value: read }];
      });
    },
  };
}

/** Reads by whichever schema fits the form of the value: the first for maps, the second for lists, the third for texts. */
export function byForm<M = never, L = never, S = never>(forms: {
  readonly map?: Schema<M>;
  readonly list?: Schema<L>;
  readonly scalar?: Schema<S>;
}): Schema<M | L | S> {
  return {
    read(node, where) {
      const schema: Schema<M | L | S> | undefined = forms[node.kind];
      if (schema !== undefined) return schema.read(node, where);
      const words = { map: 'a map', list: 'a list', scalar: 'a text' };
      const expected = (Object.keys(forms) as (keyof typeof words)[]).map((form) => words[form]);
      return isNothing(node) ? undefined : reportForm(node, where, expected.join(' or '));
    },
  };
}

/** A field without which a record is none. */
export interface Needed<T> extends Schema<T> {
  readonly isNeeded: true;
}

export function needed<T>(schema: Schema<T>): Needed<T> {
  return { read: (node, where) => schema.read(node, where), isNeeded: true };
}

type Fields = Readonly<Record<string, Schema<unknown>>>;

/** What a record reads: its fields, and where it stands. */
export type Record_<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Needed<infer T>
    ? T
    : F[K] extends Schema<infer T>
      ? T | undefined
      : never;
} & { readonly origin: Origin };

/** What a schema reads. */
export type Read<S> = S extends Schema<infer T> ? T : never;

/** A map of fields. Others that have a value are counted as left out, unless the format has more than anybody counts. */
export function record<F extends Fields>(
  fields: F,
  { isOpen = false }: { readonly isOpen?: boolean } = {},
): Schema<Record_<F>> {
  return {
    read(node, where) {
      if (node.kind !== 'map')
        return isNothing(node) ? undefined : reportForm(node, where, 'a map of fields');
      const { course } = where;
      const values: Record<string, unknown> = { origin: originOf(node, where) };
      let isWhole = true;
      for (const [name, schema] of Object.entries(fields)) {
        const field = node.fields.get(name);
        const inside = { ...where, place: joined(where.place, name), pattern: joined(where.pattern, name) };
        const value = field && schema.read(field.value, inside);
        values[name] = value;
        if (value !== undefined || !('isNeeded' in schema)) continue;
        isWhole = false;
        // What has another form has been reported.
        if (field !== undefined && !isNothing(field.value)) continue;
        const { start } = node.span;
        const names = { place: where.place || 'The file', key: name };
        course.problems.add('missing-field', start, start, names);
      }
      if (!isOpen) countLeft(node.fields, fields, where);
      return isWhole ? (values as Record_<F>) : undefined;
    },
  };
}

function countLeft(
  found: Extract<Node, { kind: 'map' }>['fields'],
  known: Fields,
  { pattern, course }: Where,
): void {
  for (const { name, value } of found.values()) {
    if (!Object.hasOwn(known, name) && !isNothing(value)) course.left.add(joined(pattern, name));
  }
}

/** Is nothing written here? Empty maps and lists count as nothing too. */
export function isNothing(node: Node): boolean {
  switch (node.kind) {
    case 'map':
      return node.fields.size === 0;
    case 'list':
      return node.items.length === 0;
    case 'scalar':
      return node.text === null || node.text.trim() === '';
  }
}

/** The place of a field as people write it; names that are more than a word are quoted. */
export function joined(place: string, name: string): string {
  const word = /^(?:[\w$-]+|\*)$/.test(name) ? name : JSON.stringify(name);
  return place === '' ? word : `${place}.${word}`;
}

function originOf(node: Node, { place, course }: Where): Origin {
  return { file: course.file, place, span: node.span };
}

function reportForm(node: Node, { place, course }: Where, expected: string): undefined {
  const found = node.kind === 'scalar' ? foundWords(node.text) : node.kind === 'map' ? 'a map' : 'a list';
  course.problems.add('wrong-type', node.span.start, node.span.end, {
    place: place || 'The file',
    expected,
    found,
  });
  return undefined;
}
