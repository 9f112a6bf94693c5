import { describe as group, expect, test } from 'vitest';
import { isDoubtful } from '../../../src/manifest/characters.ts';
import {
  classOf,
  isJoiner,
  LF,
  textBetween,
  unescaped,
  wideLength,
  withLineEnd,
  withoutMark,
} from '../../../src/manifest/fast/bytes.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

group('characters beyond ASCII', () => {
  test('each is passed that the reference passes everywhere, and both joiners', () => {
    const wrong: string[] = [];
    for (let code = 0x80; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCodePoint(code);
      const bytes = utf8(character);
      const isPassed = wideLength(bytes, 0) === bytes.length;
      const mayPass = !isDoubtful(character) || isJoiner(bytes, 0);
      // Some that the reference passes are declined, as they stand for faults of other programs.
      const isDeclined = code >= 0xfff9 && code <= 0xffff;
      if (isPassed !== (mayPass && !isDeclined)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    ['a byte that only goes on', [0x80]],
    ['two bytes for what needs one', [0xc1, 0x81]],
    ['three bytes for what needs two', [0xe0, 0x82, 0x80]],
    ['four bytes for what needs three', [0xf0, 0x80, 0x80, 0x80]],
    ['half of a pair', [0xed, 0xa0, 0x80]],
    ['more than there are', [0xf4, 0x90, 0x80, 0x80]],
    ['a byte that never stands', [0xff]],
    ['an early end', [0xe2, 0x82]],
    ['an early end, and then a text', [0xe2, 0x82, 0x41]],
  ])('%s is not passed', (_, bytes) => {
    expect(wideLength(Uint8Array.from(bytes), 0)).toBe(0);
  });

  test('joiners are told from their neighbours', () => {
    const isJoined = ['\u200b', '\u200c', '\u200d', '\u200e'].map((text) => isJoiner(utf8(text), 0));
    expect(isJoined).toEqual([false, true, true, false]);
  });
});

test('bytes of characters beyond ASCII belong to no class', () => {
  const all = classOf(/[^]/);
  expect([...all.keys()].filter((byte) => all[byte] === 1).length).toBe(128);
});

test('one byte order mark goes', () => {
  expect(textBetween(withoutMark(utf8('\ufeffa')), 0, 1)).toBe('a');
  expect(withoutMark(utf8('\ufeff\ufeff'))).toEqual(utf8('\ufeff'));
  expect(withoutMark(utf8('a'))).toEqual(utf8('a'));
});

test('a line end is added where there is none, and nothing is copied where there is one', () => {
  const ended = utf8('a\n');
  expect(withLineEnd(ended).buffer).toBe(ended.buffer);
  expect(withLineEnd(utf8('a'))).toEqual(utf8('a\n'));
  expect(withLineEnd(utf8(''))).toEqual(Uint8Array.of(LF));
  expect(withLineEnd(Buffer.from('a\n'))).toEqual(utf8('a\n'));
});

test('escapes are read that JSON and YAML share, and no others', () => {
  expect(unescaped('"a\\n\\t\\"\\\\\\/\\u00e9\\ud83d\\ude00"')).toBe('a\n\t"\\/é😀');
  for (const text of ['"\\x41"', '"\\e"', '"\\u12"', '"\\ "', '"\\"', '"a', 'a']) {
    expect(unescaped(text), text).toBeUndefined();
  }
});
