/** Names that mislead the eye: those that look like another party's, and words that are put together from two scripts. */
import type { Facts } from '../../analysis/facts.ts';
import { perFacts } from '../../analysis/per-facts.ts';
import { valueAt } from './attribute.ts';
import { skeletonOf } from './skeleton.ts';

/** For each party, the other parties whose names look the same and are written otherwise. */
export const lookAlikes = perFacts((facts): ReadonlyMap<number, readonly number[]> => {
  const bySkeleton = new Map<string, { party: number; name: string }[]>();
  for (let party = 0; party < facts.model.parties.ids.length; party++) {
    const name = nameOf(facts, party);
    const skeleton = seen(name);
    const same = bySkeleton.get(skeleton);
    if (same === undefined) bySkeleton.set(skeleton, [{ party, name }]);
    else same.push({ party, name });
  }
  const found = new Map<number, readonly number[]>();
  for (const group of bySkeleton.values()) {
    if (group.every(({ name }) => name === group[0].name)) continue;
    for (const { party, name } of group)
      found.set(
        party,
        group.filter((other) => other.name !== name).map((other) => other.party),
      );
  }
  return found;
});

// Letters of these can be taken for Latin ones.
const LIKE_LATIN =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u;

/** Does a word of the party's name mix Latin letters with those of a script that resembles it? */
export function mixesScripts(facts: Facts, party: number): boolean {
  const name = nameOf(facts, party);
  if (isAscii(name)) return false;
  const words = name.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.some((word) => /\p{Script=Latin}/u.test(word) && LIKE_LATIN.test(word));
}

/** What people read: the name, or the id where there is none. */
function nameOf({ model: { parties } }: Facts, party: number): string {
  const name = valueAt(parties.entry.at(party), 'name');
  return typeof name === 'string' ? name : parties.ids[party];
}

// What the table of skeletons says of these. It is large, and most names need nothing else of it.
const ASCII_SEEN: Readonly<Record<string, string>> = {
  0: 'O',
  1: 'l',
  I: 'l',
  '|': 'l',
  m: 'rn',
  '%': 'º/₀',
  '"': "''",
  '`': "'",
};

function seen(name: string): string {
  return isAscii(name) ? name.replace(/[01I|m%"`]/g, (character) => ASCII_SEEN[character]) : skeletonOf(name);
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
