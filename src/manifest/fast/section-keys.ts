/** Where the entries of a section stand on a tape, by their ids. */
import { kindOf, Node, payloadOf, valueAt, type Tape } from './tape.ts';
import { afterValue } from './values.ts';

/** The node of an id's key; -1 where the section has none. */
export type FindKey = (id: string) => number;

/** Keys of sections, each section gone through once. */
export function sectionKeys(tape: Tape): (section: string) => FindKey {
  const known = new Map<string, FindKey>();
  return (section) => {
    let find = known.get(section);
    if (find === undefined) known.set(section, (find = keysIn(tape, section)));
    return find;
  };
}

/** So many texts for each entry at most, and a table of all texts is quicker and smaller than a map of the entries. */
const DENSE = 16;

function keysIn(tape: Tape, section: string): FindKey {
  const { nodes, strings } = tape;
  const map = valueAt(nodes, 0, strings.find(section));
  if (map < 0 || kindOf(nodes[map]) !== Node.map) return () => -1;
  const keys: number[] = [];
  const end = afterValue(tape, map);
  for (let at = map + 1; at < end; at = afterValue(tape, at + 1)) keys.push(at);
  if (keys.length * DENSE < strings.count) {
    const byText = new Map(keys.map((at) => [payloadOf(nodes[at]), at]));
    return (id) => byText.get(strings.find(id)) ?? -1;
  }
  const byText = new Int32Array(strings.count); // no key is the first node, so that 0 is none
  for (const at of keys) byText[payloadOf(nodes[at])] = at;
  return (id) => byText[strings.find(id)] || -1;
}
