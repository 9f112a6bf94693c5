import type { Dice } from '../../reference/random.ts';
import { SCALARS } from './odd.ts';

// Random documents in the many ways in which YAML can be written. Most are right, some are not: scalars are odd ones.

interface Style {
  readonly dice: Dice;
  readonly lineEnd: string;
  /** How odd its scalars are. */
  readonly oddity: number;
}

const WORDS = [
  'a',
  'from',
  'name',
  'port-lane',
  'x.y/z',
  'agency',
  'P30D',
  '2019-05-31',
  '120',
  'two words',
  'true',
];
const KEYS = [
  'a',
  'b',
  'c',
  'name',
  'data',
  'from',
  'port-lane',
  'x.y',
  'constructor',
  '1',
  '$ref',
  '*',
  '"q k"',
  "'s'",
];

/** A document of maps and lists in random style. */
export function writeYaml(dice: Dice): string {
  const lineEnd = dice.chance(0.1) ? '\r\n' : '\n';
  const style = { dice, lineEnd, oddity: dice.pick([0, 0.1, 0.5]) };
  const head = dice.pick(['', '', '', '---\n', '# head\n', '# a\n\n--- # b\n', '\n']);
  const body = dice.chance(0.8) ? block(style, 0, dice.between(1, 4)) : value(style, 0, 3);
  const text = `${head}${body.replace(/^\s+/, '')}${dice.pick(['\n', '\n', '\n', '', '\n\n', ' ', '\n# end', '\n# end\n'])}`;
  return lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd);
}

/** Keys or items one under the other, each on lines of its own, from a column on; begins with a line end. */
function block(style: Style, column: number, depth: number): string {
  const { dice } = style;
  const isMap = dice.chance(0.65);
  const indent = ' '.repeat(column);
  const keys = dice.some(KEYS, 1, 4);
  return keys
    .map((key) => {
      const before = dice.chance(0.12)
        ? dice.pick(['\n', `\n${indent}# note`, '\n# note', `\n${indent}  `, '\n\t', '\n  \n'])
        : '';
      return `${before}\n${indent}${isMap ? `${key}:` : '-'}${isMap ? value(style, column, depth) : item(style, column, depth)}`;
    })
    .join('');
}

/** What stands after a dash: a value, or a map or a list that begins on the same line. */
function item(style: Style, column: number, depth: number): string {
  const { dice } = style;
  if (depth > 0 && dice.chance(0.4)) {
    const spaces = dice.pick([1, 1, 1, 2, 3]);
    return ' '.repeat(spaces) + block(style, column + 1 + spaces, depth - 1).trimStart();
  }
  return value(style, column, depth);
}

/** What stands after a key. */
function value(style: Style, column: number, depth: number): string {
  const { dice } = style;
  const space = dice.chance(0.95) ? ' ' : dice.pick(['  ', '\t', '']);
  const kind = dice.between(0, 19);
  if (depth > 0 && kind < 9)
    return note(dice) + block(style, column + dice.pick([2, 2, 2, 1, 4, 0]), depth - 1);
  if (kind < 10) return note(dice);
  if (kind < 12) return ` ${blockText(style, column)}`;
  if (kind < 14) return space + brackets(style, column, 2) + note(dice);
  return space + scalar(style) + note(dice);
}

function scalar({ dice, oddity }: Style): string {
  return dice.chance(oddity) ? dice.pick(SCALARS) : dice.pick(WORDS);
}

function note(dice: Dice): string {
  return dice.chance(0.1) ? dice.pick([' ', '  ', ' # note', ' #', '  # é: [', ' \t', '\t# note']) : '';
}

/** A list or a map in brackets, now and then over several lines. */
function brackets(style: Style, column: number, depth: number): string {
  const { dice } = style;
  const isMap = dice.chance(0.5);
  const isLong = dice.chance(0.3);
  const gap = () =>
    isLong
      ? dice.pick(['\n', ' # note\n', '\n\n', ' ']) + ' '.repeat(column + dice.pick([2, 2, 4, 1, 0]))
      : dice.pick(['', '', ' ']);
  const parts = dice.some(KEYS, 0, 4).map((key) => {
    const inner = depth > 0 && dice.chance(0.25) ? brackets(style, column, depth - 1) : scalar(style);
    return `${gap()}${isMap ? `${key}: ${inner}` : inner}${dice.chance(0.2) ? gap() : ''}`;
  });
  const last = dice.chance(0.1) ? ',' : '';
  return `${isMap ? '{' : '['}${parts.join(',')}${last}${gap()}${isMap ? '}' : ']'}`;
}

const TEXT_LINES = [
  'one',
  'two words',
  '  more',
  ' one more',
  '',
  '',
  '# no note',
  'a: b',
  '- a',
  'é',
  '   ',
  '\ttab',
  'x ',
  '"q"',
  "it's",
  '---',
  '[',
  '\\n',
];

/** A text of lines of its own. */
function blockText(style: Style, column: number): string {
  const { dice } = style;
  const head = `${dice.pick(['|', '>'])}${dice.pick(['', '', '-', '-', '+', '2', '-1', '1+'])}${note(dice)}`;
  const indent = ' '.repeat(column + dice.pick([2, 2, 2, 1, 4, 0]));
  const lines = Array.from({ length: dice.between(0, 5) }, () => dice.pick(TEXT_LINES));
  return head + lines.map((line) => `\n${line === '' && dice.chance(0.7) ? '' : indent}${line}`).join('');
}

/** A random value as JSON, of the same shapes. */
export function writeJson(dice: Dice): string {
  const indent = dice.pick([undefined, undefined, 1, 2, '\t']);
  const text = JSON.stringify(jsonValue(dice, 4), undefined, indent);
  return dice.pick(['', '', ' ', '\n']) + text + dice.pick(['', '\n', ' \n', '\r\n']);
}

const JSON_SCALARS = [
  0,
  -0,
  1,
  -1,
  0.5,
  1e21,
  1e-7,
  123456789012345,
  2 ** 53 - 1,
  2 ** 53,
  true,
  false,
  null,
];
const JSON_TEXTS = [
  '',
  'a',
  'é',
  '😀',
  'a"b',
  'a\\b',
  'a\nb',
  'a/b',
  '\u200d',
  '\ud800',
  '\x7f',
  "it's",
  '2019-05-31',
];

function jsonValue(dice: Dice, depth: number): unknown {
  if (depth === 0 || dice.chance(0.2))
    return dice.chance(0.5) ? dice.pick(JSON_SCALARS) : dice.pick([...JSON_TEXTS, ...WORDS]);
  const keys = dice.some([...KEYS, '', 'a"b', 'é'], 0, 5);
  if (dice.chance(0.3)) return keys.map(() => jsonValue(dice, depth - 1));
  return Object.fromEntries(keys.map((key) => [key, jsonValue(dice, depth - 1)]));
}
