import type { Dice } from '../../reference/random.ts';
import { SCALARS } from './odd.ts';

// Random documents in the many ways in which YAML can be written. Most are right, some are not: scalars are odd ones.

interface Style {
  readonly dice: Dice;
  /** Chance of what few people write, and of what is wrong. */
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
  '"q k"',
  "'s'",
];
const PLAIN_VALUES = [
  ...WORDS,
  '"quoted"',
  "'it''s'",
  '"a \\"b\\" \\u00e9"',
  'Zürich',
  'https://example.org/#x',
  '-x',
  '1.5',
  '~',
];

/** A document of maps and lists in random style; with no oddity all of it is what the fast reader knows. */
export function writeYaml(dice: Dice, oddity: number): string {
  const style = { dice, oddity };
  const head = dice.pick(['', '', '', '---\n', '# head\n', '# a\n\n--- # b\n', '\n']);
  const body = isOdd(style) ? value(style, 0, 3) : block(style, 0, dice.between(1, 4));
  const end = dice.pick(['\n', '\n', '\n', '', '\n\n', '\n# end', '\n# end\n']);
  const text = `${head}${body.replace(/^\s+/, '')}${end}`;
  return dice.chance(0.1) ? text.replaceAll('\n', '\r\n') : text;
}

function isOdd({ dice, oddity }: Style): boolean {
  return dice.chance(oddity);
}

/** Keys or items one under the other, each on lines of its own, from a column on; begins with a line end. */
function block(style: Style, column: number, depth: number, isMap = style.dice.chance(0.65)): string {
  const indent = ' '.repeat(Math.max(0, column));
  return keysFor(style, 1)
    .map((key) => {
      const line = isMap ? `${key}:${value(style, column, depth, true)}` : `-${item(style, column, depth)}`;
      return `${between(style, indent)}\n${indent}${line}`;
    })
    .join('');
}

function keysFor(style: Style, least: number): string[] {
  return style.dice.some(isOdd(style) ? [...KEYS, ...SCALARS] : KEYS, least, 4);
}

/** What may stand between two lines. */
function between(style: Style, indent: string): string {
  const { dice } = style;
  if (isOdd(style)) return dice.pick(['\n\t', '\n      # note', '\n---', '\n\u00e9', `\n${indent}#\tnote`]);
  return dice.chance(0.12) ? dice.pick(['\n', `\n${indent}# note`, '\n# note', `\n${indent}`, '\n \n']) : '';
}

/** What stands after a dash: a value, or a map or a list that begins on the same line. */
function item(style: Style, column: number, depth: number): string {
  const { dice } = style;
  if (depth === 0 || dice.chance(0.6)) return value(style, column, depth);
  const spaces = dice.pick([1, 1, 1, 2, 3]);
  return ' '.repeat(spaces) + block(style, column + 1 + spaces, depth - 1).trimStart();
}

/** What stands after a key. */
function value(style: Style, column: number, depth: number, isKey = false): string {
  const { dice } = style;
  const space = isOdd(style) ? dice.pick(['  ', '\t', '']) : ' ';
  const kind = dice.between(0, 19);
  if (depth > 0 && kind < 8) return note(style) + block(style, column + inset(style), depth - 1);
  // A list may stand in the column of its key, but not in that of its dash.
  if (depth > 0 && kind < 9) return note(style) + block(style, column + (isKey ? 0 : 2), depth - 1, false);
  if (kind < 10) return note(style);
  if (kind < 12) return ` ${blockText(style, column)}`;
  if (kind < 14) return space + brackets(style, column, 2) + note(style);
  return space + scalar(style) + note(style);
}

function inset(style: Style): number {
  return isOdd(style) ? style.dice.pick([0, 1, -1]) : style.dice.pick([2, 2, 4, 1]);
}

function scalar(style: Style): string {
  return style.dice.pick(isOdd(style) ? SCALARS : PLAIN_VALUES);
}

function note(style: Style): string {
  const { dice } = style;
  if (isOdd(style)) return dice.pick([' \t', '\t# note', '# note', ' # \u200d']);
  return dice.chance(0.1) ? dice.pick([' ', '  ', ' # note', ' #', '  # é: [']) : '';
}

/** A list or a map in brackets, now and then over several lines. */
function brackets(style: Style, column: number, depth: number, isOuter = true): string {
  const { dice } = style;
  const isMap = dice.chance(0.5);
  const isLong = dice.chance(0.3);
  const line = (least: number) =>
    `${dice.pick(['', '', ' # note', ' '])}\n${' '.repeat(Math.max(0, column + (isOdd(style) ? 0 : least)))}`;
  const gap = () => (isLong ? line(dice.pick([2, 2, 4, 1])) : dice.pick(['', '', ' ']));
  const parts = keysFor(style, 0).map((key) => {
    const inner = depth > 0 && dice.chance(0.25) ? brackets(style, column, depth - 1, false) : partOf(style);
    return `${gap()}${isMap ? `${key}: ${inner}` : inner}${dice.chance(0.2) ? gap() : ''}`;
  });
  const last = parts.length > 0 && dice.chance(0.1) ? ',' : '';
  const close = isLong && (isOuter || isOdd(style)) && dice.chance(0.5) ? line(0) : gap();
  return `${isMap ? '{' : '['}${parts.join(',')}${last}${close}${isMap ? '}' : ']'}`;
}

function partOf(style: Style): string {
  return isOdd(style) ? scalar(style) : style.dice.pick(PLAIN_VALUES);
}

const TEXT_LINES = [
  'one',
  'two words',
  '# no note',
  'a: b',
  '- a',
  'é',
  'x ',
  '"q"',
  "it's",
  '---',
  '[',
  '\\n',
];
const ODD_LINES = ['  more', ' one more', '   ', '\ttab', 'a\tb', ' ', '\u200d', '- |', '\r'];

/** A text of lines of its own. */
function blockText(style: Style, column: number): string {
  const { dice } = style;
  const isPlain = !isOdd(style);
  const head =
    dice.pick(['|', '>']) + dice.pick(isPlain ? ['', '-'] : ['+', '2', '-1', '1+', '+-', '0']) + note(style);
  const indent = ' '.repeat(Math.max(0, column + inset(style)));
  const lines = Array.from({ length: dice.between(isPlain ? 1 : 0, 5) }, (_, i) => {
    if (isOdd(style)) return `\n${indent}${dice.pick(ODD_LINES)}`;
    return i > 0 && dice.chance(0.25)
      ? `\n${dice.pick(['', indent])}`
      : `\n${indent}${dice.pick(TEXT_LINES)}`;
  });
  return head + lines.join('');
}

/** A random value as JSON, in the ways in which JSON is written. */
export function writeJson(dice: Dice, oddity: number): string {
  const style = { dice, oddity };
  const indent = dice.pick([undefined, undefined, 1, 2, '\t']);
  const text = JSON.stringify(jsonValue(style, 4), undefined, indent);
  const isEscaped = dice.chance(0.1);
  const written = isEscaped ? text.replaceAll('é"', '\\u00e9"').replaceAll('a/b', 'a\\/b') : text;
  return dice.pick(['', '', ' ', '\n']) + written + dice.pick(['', '\n', ' \n', '\r\n']);
}

const JSON_SCALARS = [0, -0, 1, -1, 0.5, 1e21, 1e-7, 123456789012345, 2 ** 53 - 1, true, false, null];
const JSON_TEXTS = ['', 'é', '😀', 'a"b', 'a\\b', 'a\nb', 'a/b', "it's", ...WORDS];
const JSON_KEYS = ['', 'b', 'data', 'constructor', ...WORDS];
const ODD_SCALARS = [2 ** 53, 1e300, 5e-324, 12345678.987654321, 0.1 + 0.2];
const ODD_TEXTS = [
  '\u200d',
  '\ud800',
  '\x7f',
  '\ufeff',
  '\0',
  '\x85',
  '\ufffd',
  '__proto__',
  '<<',
  'é',
  'a"b',
  'a\nb',
];

function jsonValue(style: Style, depth: number): unknown {
  const { dice } = style;
  if (depth === 0 || dice.chance(0.2)) return jsonScalar(style);
  const keys = dice.some(isOdd(style) ? [...JSON_KEYS, ...ODD_TEXTS] : JSON_KEYS, 0, 5);
  if (dice.chance(0.3)) return keys.map(() => jsonValue(style, depth - 1));
  return Object.fromEntries(keys.map((key) => [key, jsonValue(style, depth - 1)]));
}

function jsonScalar(style: Style): unknown {
  const { dice } = style;
  if (isOdd(style)) return dice.pick([...ODD_SCALARS, ...ODD_TEXTS]);
  return dice.chance(0.4) ? dice.pick(JSON_SCALARS) : dice.pick(JSON_TEXTS);
}
