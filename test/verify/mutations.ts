/** Changes of plain values, one at a time. */
import type { Json } from '../../src/verify/canonical.ts';

/** A value that was changed in one place. */
export interface Mutation {
  readonly value: Json;
  /** Where, and how. */
  readonly what: string;
}

type Fields = { readonly [key: string]: Json };

/** Every value that differs in one scalar, or by one item or field that is gone, twice there, or in the place of its neighbour. */
export function* mutationsOf(value: Json, ids: readonly string[], path = ''): Generator<Mutation> {
  for (const { value: changed, what } of here(value, ids)) yield { value: changed, what: `${path} ${what}` };
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    for (const [i, item] of items.entries()) {
      for (const { value: changed, what } of mutationsOf(item, ids, `${path}[${i}]`)) {
        yield { value: items.map((each, at) => (at === i ? changed : each)), what };
      }
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value as Fields)) {
      for (const { value: changed, what } of mutationsOf(item, ids, `${path}.${key}`)) {
        yield { value: { ...(value as Fields), [key]: changed }, what };
      }
    }
  }
}

function* here(value: Json, ids: readonly string[]): Generator<Mutation> {
  if (typeof value === 'boolean') yield { value: !value, what: 'is turned' };
  else if (typeof value === 'number') {
    for (const by of [-1, 1, 7]) yield { value: value + by, what: `changes by ${by}` };
  } else if (typeof value === 'string') yield* texts(value, ids);
  else if (Array.isArray(value)) yield* lists(value as readonly Json[]);
  else if (value !== null) {
    for (const key of Object.keys(value)) {
      const { [key]: _gone, ...rest } = value as Fields;
      yield { value: rest, what: `loses ${key}` };
    }
    yield { value: { ...(value as Fields), more: 1 }, what: 'has one more' };
  }
}

const WORDS = [
  ['true', 'false', 'unknown'],
  ['violation', 'undecided'],
  ['clean', 'findings'],
  ['info', 'warning', 'error', 'never'],
];

function* texts(value: string, ids: readonly string[]): Generator<Mutation> {
  // Those beside it, which are of the same sort as a rule, and one from further away.
  const at = ids.indexOf(value);
  const others = at < 0 ? [] : [ids[at - 1], ids[at + 1], ids[(at + 7) % ids.length]];
  for (const other of others.filter((id) => id !== undefined))
    yield { value: other, what: `becomes ${other}` };
  for (const words of WORDS) {
    for (const word of words.includes(value) ? words : [])
      if (word !== value) yield { value: word, what: `becomes ${word}` };
  }
  if (/^\d{4}-\d\d-\d\d$/.test(value)) yield { value: `${value.slice(0, 8)}15`, what: 'is another day' };
  yield { value: `${value}x`, what: 'is longer' };
}

function* lists(items: readonly Json[]): Generator<Mutation> {
  for (const i of items.keys()) {
    yield { value: items.filter((_, at) => at !== i), what: `loses item ${i}` };
    yield { value: [...items, items[i]], what: `ends with item ${i} again` };
    if (i > 0)
      yield {
        value: items.map((each, at) => items[at === i ? i - 1 : at === i - 1 ? i : at] ?? each),
        what: `has items ${i - 1} and ${i} the other way`,
      };
  }
}
