import type { Dice } from '../../reference/random.ts';
import { CHARACTERS, LINES, SCALARS } from './odd.ts';

type Mutation = (text: string, dice: Dice) => string;

/** A text with some small changes. */
export function mutate(text: string, dice: Dice, most: number): string {
  let changed = text;
  for (let left = dice.between(0, most); left > 0; left--) changed = dice.pick(MUTATIONS)(changed, dice);
  return changed;
}

const MUTATIONS: readonly Mutation[] = [
  (text, dice) => spliced(text, somewhere(text, dice), 0, dice.pick(CHARACTERS)),
  (text, dice) => spliced(text, somewhere(text, dice), 0, dice.pick(CHARACTERS)),
  (text, dice) => spliced(text, somewhere(text, dice), 1, dice.pick(CHARACTERS)),
  (text, dice) => spliced(text, somewhere(text, dice), dice.between(1, 3), ''),
  swapCharacters,
  (text, dice) => onLines(text, dice, (lines, at) => lines.splice(at, 0, lines[at])),
  (text, dice) => onLines(text, dice, (lines, at) => lines.splice(at, 1)),
  (text, dice) =>
    onLines(text, dice, (lines, at) =>
      lines.splice(dice.between(0, lines.length), 0, ...lines.splice(at, 1)),
    ),
  (text, dice) => onLines(text, dice, (lines, at) => lines.splice(at, 0, indented(dice.pick(LINES), dice))),
  (text, dice) => onLines(text, dice, (lines, at) => (lines[at] = indented(lines[at].trimStart(), dice))),
  (text, dice) =>
    onLines(text, dice, (lines, at) => (lines[at] = ' '.repeat(dice.between(1, 3)) + lines[at])),
  (text, dice) => onLines(text, dice, (lines, at) => (lines[at] = lines[at].replace(/^ /, ''))),
  (text, dice) =>
    onLines(
      text,
      dice,
      (lines, at) => (lines[at] += dice.pick([' ', '\t', ' # note', '#', ',', ' \t', '\r', ':'])),
    ),
  replaceScalar,
  replaceScalar,
  replaceScalar,
  replaceKey,
  (text, dice) =>
    dice.chance(0.3) ? text.replaceAll('\n', dice.pick(['\r\n', '\r', '\n\n'])) : text.trimEnd(),
  (text, dice) => dice.pick(['\ufeff', '---\n', '# a\n', '\n', ' ', '%YAML 1.2\n---\n']) + text,
  (text, dice) => text.slice(0, somewhere(text, dice)),
  (text, dice) =>
    dice.chance(0.1)
      ? spliced(text, somewhere(text, dice), 0, 'x'.repeat(dice.pick([300, 600, 1100])))
      : text,
];

function somewhere(text: string, dice: Dice): number {
  return dice.between(0, text.length);
}

function spliced(text: string, at: number, removed: number, added: string): string {
  return text.slice(0, at) + added + text.slice(at + removed);
}

function swapCharacters(text: string, dice: Dice): string {
  const at = somewhere(text, dice);
  return text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2);
}

function onLines(text: string, dice: Dice, change: (lines: string[], at: number) => unknown): string {
  const lines = text.split('\n');
  change(lines, dice.between(0, lines.length - 1));
  return lines.join('\n');
}

function indented(line: string, dice: Dice): string {
  return ' '.repeat(dice.between(0, 8)) + line;
}

/** Puts an odd scalar in the place of what stands after a colon, a dash, a comma or a bracket. */
function replaceScalar(text: string, dice: Dice): string {
  const places = [...text.matchAll(/(?<=: |- |, |\[)[^\n,\]}]+/g)];
  if (places.length === 0) return text + dice.pick(SCALARS);
  const { index, 0: old } = dice.pick(places);
  return spliced(text, index, old.length, dice.pick(SCALARS));
}

function replaceKey(text: string, dice: Dice): string {
  const places = [...text.matchAll(/[^\s{,[\]}-][^\s:{,]*(?=:)/g)];
  if (places.length === 0) return text;
  const { index, 0: old } = dice.pick(places);
  return spliced(text, index, old.length, dice.chance(0.3) ? dice.pick(places)[0] : dice.pick(SCALARS));
}
