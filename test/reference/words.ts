import { RULES, type RuleText } from './rules/rules.ts';

/** Keys of conditions that are no attributes. */
const NO_ATTRIBUTE = new Set(
  'all any not where unless when some every none one-of is-a matches require'.split(' '),
);

/** A dotted name: what can be a category or a purpose. */
export const DOTTED = /^[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)*$/;

/** Words that rules look for, each with the last name of the path where they do. */
const LOOKED_FOR: [attribute: string, word: string][] = RULES.flatMap((rule) =>
  wordsIn([rule.where, rule.unless, rule.require], '', rule),
);

function wordsIn(part: unknown, attribute: string, rule: RuleText): [string, string][] {
  if (typeof part === 'string') return [[attribute, part]];
  if (typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) return part.flatMap((item) => wordsIn(item, attribute, rule));
  return Object.entries(part).flatMap(([key, inner]) => {
    if (key === 'param') return wordsIn(rule.params?.[String(inner)]?.default, attribute, rule);
    return wordsIn(inner, NO_ATTRIBUTE.has(key) ? attribute : nameOf(key, rule), rule);
  });
}

/** What a path ends in; the ids of clause facts are those that contracts list. */
function nameOf(path: string, rule: RuleText): string {
  return rule.for === 'clause' && path === 'id' ? 'clauses' : path.slice(path.lastIndexOf('.') + 1);
}

/** Some words for a field, and those that rules look for in the attribute of that name. */
export function wordsFor(attribute: string, words: readonly string[], form = /./): string[] {
  const looked = LOOKED_FOR.filter(([name, word]) => name === attribute && form.test(word));
  return [...new Set([...words, ...looked.map(([, word]) => word)])];
}
