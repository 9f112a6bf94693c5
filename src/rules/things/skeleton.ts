/** Texts reduced to what the eye sees of them: the skeletons of Unicode Technical Standard #39, section 4. */
import confusables from 'unhomoglyph/data.json' with { type: 'json' };

const SEEN = new Map(Object.entries(confusables));

/** The skeleton of a text: two texts with the same one look alike. In proportion to its length. */
export function skeletonOf(text: string): string {
  const seen = Array.from(text.normalize('NFD'), (character) => SEEN.get(character) ?? character);
  return seen.join('').normalize('NFD');
}
