/** Forms that the Compose specification has in many places: pairs as lists or maps, maps whose values may be absent. */
import type { Origin } from '../draft.ts';
import { isNothing, joined, listOf, mapOf, oneOrMore, text, type Placed, type Schema } from '../schema.ts';

/** A key with a value; without one it is to be found where compose runs. */
export interface Pair {
  readonly key: string;
  readonly value?: string;
  readonly origin: Origin;
}

/** A list of `key=value`, or a map. `separators` are what may stand between them in a list. */
export function pairs(separators = /=/): Schema<readonly Pair[]> {
  return {
    read(node, where) {
      if (node.kind !== 'map')
        return oneOrMore(text)
          .read(node, where)
          ?.map((each) => pairIn(each, separators));
      return [...node.fields.values()].flatMap(({ name, key, value }): Pair[] => {
        const place = joined(where.place, name);
        const inside = { ...where, place, pattern: joined(where.pattern, '*') };
        if (value.kind === 'list' && !isNothing(value))
          return (listOf(text).read(value, inside) ?? []).map((each) => ({
            key: name,
            value: each.text,
            origin: each.origin,
          }));
        const found = text.read(value, inside);
        if (found !== undefined) return [{ key: name, value: found.text, origin: found.origin }];
        const origin = { file: where.course.file, place, span: key };
        // An empty text is a value; nothing at all, and what has been reported, is none.
        const isText = value.kind === 'scalar' && value.text !== null;
        return [{ key: name, origin, ...(isText && { value: '' }) }];
      });
    },
  };
}

function pairIn({ text: word, origin }: Placed, separators: RegExp): Pair {
  const at = word.search(separators);
  if (at < 0) return { key: word, origin };
  return { key: word.slice(0, at).trim(), value: word.slice(at + 1).trim(), origin };
}

/** A name with what is said of it, if anything. */
export interface Entry<T> {
  readonly name: Placed;
  readonly value?: T;
}

/** A map of names, of which a name alone says enough, or a list of names. */
export function entries<T>(item: Schema<T>): Schema<readonly Entry<T>[]> {
  // What is not there is told from what has another form: that is reported.
  const given: Schema<{ readonly value?: T }> = {
    read: (node, where) => (isNothing(node) ? {} : { value: item.read(node, where) }),
  };
  return {
    read(node, where) {
      if (node.kind === 'list')
        return oneOrMore(text)
          .read(node, where)
          ?.map((name) => ({ name }));
      return mapOf(given)
        .read(node, where)
        ?.map(({ name, value }) => ({ name, ...value }));
    },
  };
}
