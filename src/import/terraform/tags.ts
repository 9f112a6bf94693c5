/** Tags and labels, which a mapping turns into data sets and categories. */
import type { Origin } from '../draft.ts';
import type { Names } from '../names.ts';
import { slug } from '../ids.ts';
import type { Resource } from './resources.ts';
import { fieldOf, isHidden, type Value } from './value.ts';

/** Data that a tag says is at a place. */
export interface Tagged {
  readonly id: string;
  /** Of the mapping; the name of the tag itself where that has none. */
  readonly categories: readonly string[];
  readonly origin: Origin;
}

/** The name that a mapping has for a tag or label. */
export function tagName(key: string, value: string): string {
  return `tag:${key}=${value}`;
}

// Of other keys a mapping may speak too, but nobody is asked for them.
const CLASSIFYING = /class|sensitiv|confiden|privacy|pii|phi\b|data[-_ ]?(?:type|set|categor|level)/i;

/** What the tags of a resource say is in it. `owner` is the id of the party whose data it then is. */
export function taggedData(resource: Resource, owner: string, names: Names): Tagged[] {
  return tagsOf(resource).flatMap(({ key, value, origin }) => {
    const wanted = { name: tagName(key, value), what: 'The tag', origin };
    const aside = { ...wanted, isAside: true };
    const mapped = names.find('data', aside);
    const categories = names.categories(aside);
    if (mapped === undefined && categories === undefined) {
      if (CLASSIFYING.test(key)) names.categories(wanted);
      return [];
    }
    const word = slug(value).replaceAll('.', '-') || 'tagged';
    return [
      {
        id: mapped ?? slug(`${owner}.${word}`),
        categories: categories ?? [`terraform.${word}`.slice(0, 200)],
        origin,
      },
    ];
  });
}

/** Tags, with those that the provider gives to everything, and labels; each key once, in order. */
function tagsOf({ values }: Resource): { key: string; value: string; origin: Origin }[] {
  const found = new Map<string, { key: string; value: string; origin: Origin }>();
  for (const name of ['tags', 'tags_all', 'labels', 'effective_labels', 'user_labels']) {
    for (const tag of tagsIn(fieldOf(values, name))) if (!found.has(tag.key)) found.set(tag.key, tag);
  }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function tagsIn(value: Value): { key: string; value: string; origin: Origin }[] {
  const { node, file } = value;
  if (node?.kind !== 'map') return [];
  return [...node.fields.keys()].flatMap((key) => {
    const tag = fieldOf(value, key);
    if (tag.node?.kind !== 'scalar' || tag.node.text === null || isHidden(tag)) return [];
    return [{ key, value: tag.node.text, origin: { file, place: tag.place, span: tag.node.span } }];
  });
}
