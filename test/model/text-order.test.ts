import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Strings } from '../../src/manifest/fast/strings.ts';
import { orderedByText } from '../../src/model/text-order.ts';

function ordered(texts: readonly string[]): string[] {
  const strings = new Strings();
  const numbers = Int32Array.from(texts, (text) => strings.of(text));
  return Array.from(orderedByText(numbers, strings), (at) => texts[at]);
}

it('orders texts by code point, whatever they begin with', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '-', '0'), maxLength: 12 });
  fc.assert(
    fc.property(fc.uniqueArray(letters, { maxLength: 200 }), fc.string({ maxLength: 9 }), (ends, start) => {
      const texts = ends.map((end) => `${start}${end}`);
      expect(ordered(texts)).toEqual([...texts].sort());
    }),
  );
});

it('orders more of them than are compared one by one', () => {
  const texts = Array.from({ length: 20_000 }, (_, i) => `flow-${(i * 7919) % 20_000}`);
  expect(ordered(texts)).toEqual([...texts].sort());
});
