import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HASH_START, hashOn, isReserved, NAME, Strings } from '../../../src/manifest/fast/strings.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const wellFormed = fc.string({ unit: 'grapheme', maxLength: 40 });

test('a text has one number, however it comes in', () => {
  const strings = new Strings();
  for (const text of ['', 'a', 'name', 'é', '😀', 'a'.repeat(100_000), '\0', '\ufeffa']) {
    const number = strings.of(text);
    const source = utf8(`x${text}y`);
    const end = source.length - 1;
    expect(strings.number(source, 1, end, hashOn(HASH_START, source, 1, end))).toBe(number);
    expect(strings.of(text)).toBe(number);
    expect(strings.find(text)).toBe(number);
    expect(strings.text(number)).toBe(text);
    expect(strings.lengthOf(number)).toBe(utf8(text).length);
  }
});

test('numbers are given in the order of first sight, and stay while the table grows', () => {
  const strings = new Strings(['known']);
  const first = strings.count;
  const texts = Array.from({ length: 20_000 }, (_, i) => `text-${i}`);
  expect(texts.map((text) => strings.of(text))).toEqual(texts.map((_, i) => first + i));
  expect(texts.map((text) => strings.find(text))).toEqual(texts.map((_, i) => first + i));
  expect(strings.count).toBe(first + texts.length);
  expect(strings.find('known')).toBe(first - 1);
});

test('a text that is not known has no number, and asking for it gives it none', () => {
  const strings = new Strings();
  const { count } = strings;
  expect(strings.find('unknown')).toBe(-1);
  expect(strings.count).toBe(count);
});

test('texts with the same hash are different texts', () => {
  const strings = new Strings();
  const source = utf8('abc');
  const numbers = [0, 1, 2].map((at) => strings.number(source, at, at + 1, 7));
  expect(new Set(numbers).size).toBe(3);
  expect(numbers.map((number) => strings.text(number))).toEqual(['a', 'b', 'c']);
});

test('the keys that no map may have are known by their numbers', () => {
  const strings = new Strings(['a']);
  const reserved = ['__proto__', '<<', 'name', 'a', 'constructor'].map((key) => isReserved(strings.of(key)));
  expect(reserved).toEqual([true, true, false, false, false]);
  expect(strings.of('name')).toBe(NAME);
});

test('any texts come back as they were, decoded one by one or all at once', () => {
  fc.assert(
    fc.property(fc.array(wellFormed), fc.array(wellFormed), fc.boolean(), (before, after, isAtOnce) => {
      const strings = new Strings();
      const numbers = before.map((text) => strings.of(text));
      if (isAtOnce) strings.decodeAll();
      numbers.push(...after.map((text) => strings.of(text)));
      if (isAtOnce) strings.decodeAll();
      expect(numbers.map((number) => strings.text(number))).toEqual([...before, ...after]);
    }),
  );
});

test('the order of texts is that of their code points', () => {
  fc.assert(
    fc.property(wellFormed, wellFormed, (a, b) => {
      const strings = new Strings();
      const points = [a, b].map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
      const at = points[0].findIndex((point, i) => point !== points[1][i]);
      const expected = at < 0 ? points[0].length - points[1].length : points[0][at] - (points[1][at] ?? -1);
      expect(Math.sign(strings.compare(strings.of(a), strings.of(b)))).toBe(Math.sign(expected));
    }),
  );
});
