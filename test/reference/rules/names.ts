/** Names of parties that mislead the eye (Unicode Technical Standard #39, sections 4 and 5.1). */
import confusables from 'unhomoglyph/data.json' with { type: 'json' };
import type { Model } from '../workspace.ts';
import { found } from '../vocabulary.ts';

/** What people read: the name, or else the id. */
function nameOf(model: Model, party: string): string {
  return found(model.parties, party).name ?? party;
}

function skeleton(text: string): string {
  const table: Partial<Record<string, string>> = confusables;
  return [...text.normalize('NFD')]
    .map((character) => table[character] ?? character)
    .join('')
    .normalize('NFD');
}

/** The other parties whose names differ from the party's and have the same skeleton. */
export function looksLike(model: Model, party: string): string[] {
  const name = nameOf(model, party);
  return [...model.parties.keys()].filter(
    (other) => nameOf(model, other) !== name && skeleton(nameOf(model, other)) === skeleton(name),
  );
}

/** Has a word of the name both a Latin letter and one of a script that resembles Latin? */
export function mixesScripts(model: Model, party: string): boolean {
  return nameOf(model, party)
    .split(/[^\p{L}\p{M}]+/u)
    .some(
      (word) =>
        /\p{sc=Latn}/u.test(word) &&
        /\p{sc=Cyrl}|\p{sc=Grek}|\p{sc=Armn}|\p{sc=Cher}|\p{sc=Copt}/u.test(word),
    );
}
