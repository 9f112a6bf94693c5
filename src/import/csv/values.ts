/** One text of a cell as a value of its column: read as written, where that can mean one thing only. */
import { isUnstated, methodOf, NO, YES } from '../../manifest/cell-words.ts';
import { nearest } from '../../manifest/nearest.ts';
import type { Column } from '../../manifest/tables.ts';
import { listWords } from '../../manifest/words.ts';
import type { Divider } from './cells.ts';
import { dayOf, durationOf, type Reading } from './days.ts';
import { plainWords } from './words.ts';

/** A text as a value of a column that refers to nothing. */
export function readingOf(text: string, column: Column, divider: Divider): Reading {
  if (column.path[0] === 'encryption' && column.kind === 'text') return { value: methodOf(text) };
  if (column.kind === 'text' && column.isList) return { value: text };
  const trimmed = text.trim();
  if (isUnstated(trimmed) && column.words?.includes(trimmed.toLowerCase()) !== true) return 'unstated';
  switch (column.kind) {
    case 'day':
      return dayOf(trimmed);
    case 'duration':
      return durationOf(trimmed);
    case 'yes-no':
      return flagOf(trimmed);
    case 'number':
      return countOf(trimmed, divider);
    case 'word':
      return wordOf(trimmed, column.words ?? []);
    default:
      return { value: text };
  }
}

function flagOf(text: string): Reading {
  if (YES.test(text)) return { value: true };
  if (NO.test(text)) return { value: false };
  return { expected: 'yes or no', remedy: 'Write yes or no; leave the cell empty where it is not known.' };
}

/** A word of a few, however it is spaced and capitalised. */
function wordOf(text: string, words: readonly string[]): Reading {
  const plain = plainWords(text);
  const found = words.find((word) => plainWords(word) === plain);
  if (found !== undefined) return { value: found };
  const suggestion = nearest(text.toLowerCase(), words);
  return { expected: `one of ${listWords(words, 'and')}`, ...(suggestion !== undefined && { suggestion }) };
}

const GROUPED = /^\d{1,3}(?:([ \u00a0\u202f\u2009'\u2019.,])\d{3}(?:\1\d{3})*)$/;

/**
 * A whole number. Where three digits stand behind one comma or one full stop, it could be a thousand or a fraction: the
 * divider of the cells tells, since a country that writes fractions with a comma divides cells by semicolons.
 */
function countOf(text: string, divider: Divider): Reading {
  const plain = /^\d+(?:[.,]0{1,2})?$/.test(text) ? text.replace(/[.,].*/, '') : text;
  const [, mark] = GROUPED.exec(plain) ?? [];
  const expected = 'a whole number';
  const remedy = 'Write the digits alone, such as 184000.';
  if (mark !== undefined && isDoubtful(plain, mark, divider))
    return { expected, why: 'its mark could stand before thousands or before a fraction', remedy };
  const digits = mark === undefined ? plain : plain.replaceAll(mark, '');
  if (!/^\d+$/.test(digits)) return { expected, remedy };
  const value = Number(digits);
  return Number.isSafeInteger(value) ? { value } : { expected, why: 'it is too large', remedy };
}

function isDoubtful(text: string, mark: string, divider: Divider): boolean {
  if (mark !== ',' && mark !== '.') return false;
  if (text.split(mark).length > 2) return false;
  return !((divider === ',' && mark === ',') || (divider === ';' && mark === '.'));
}
