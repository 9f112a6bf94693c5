import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance, nearest } from '../../src/manifest/nearest.ts';

test('slips are counted', () => {
  expect(distance('chanel', 'channel')).toBe(1);
  expect(distance('cpoy', 'copy')).toBe(1);
  expect(distance('', 'abc')).toBe(3);
  expect(distance('kitten', 'sitting')).toBe(3);
});

test('suggestions come only when close', () => {
  const fields = ['from', 'to', 'data', 'categories', 'mode', 'channel'];
  expect(nearest('chanel', fields)).toBe('channel');
  expect(nearest('form', fields)).toBe('from');
  expect(nearest('Data', fields)).toBe('data');
  expect(nearest('category', fields)).toBe('categories');
  expect(nearest('bogus', fields)).toBeUndefined();
  expect(nearest('x', fields)).toBeUndefined();
  expect(nearest('', fields)).toBeUndefined();
  expect(nearest('z'.repeat(100_000), fields)).toBeUndefined();
});

test('what is near does not depend on how it is looked for', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'C', '-', '1'), maxLength: 9 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 8 }), (asked, candidates) => {
      const slipsOf = (each: string) => distance(asked.toLowerCase(), each.toLowerCase());
      const near = candidates.filter((each) => {
        const allowed = Math.max(1, Math.floor(Math.max(asked.length, each.length) / 3));
        return each !== asked && slipsOf(each) <= allowed && slipsOf(each) < each.length;
      });
      const fewest = Math.min(...near.map(slipsOf));
      expect(nearest(asked, candidates)).toBe(near.find((each) => slipsOf(each) === fewest));
    }),
    { numRuns: 3000 },
  );
});

test('the distance is symmetric, zero for equal words only, and within the longer length', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const slips = distance(a, b);
      expect(slips).toBe(distance(b, a));
      expect(slips === 0).toBe(a === b);
      expect(slips).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(slips).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
    }),
  );
});
