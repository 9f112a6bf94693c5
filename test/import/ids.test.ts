import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idsFor, slug } from '../../src/import/ids.ts';

const ID = /^(?!all$)[a-z0-9][a-z0-9._-]{0,127}$/;

it.each([
  ['Company ABC', 'company-abc'],
  ['  --Überwachung & Söhne (GmbH) ', 'uberwachung-sohne-gmbh'],
  ['a.b_c-d', 'a.b_c-d'],
  ['ＦＵＬＬ', 'full'],
  ['склад', ''],
  ['!?', ''],
  ['x'.repeat(300), 'x'.repeat(128)],
])('the slug of %s', (name, expected) => {
  expect(slug(name)).toBe(expected);
});

it('ids are ids, all different, and the same in any order', () => {
  const names = fc.uniqueArray(
    fc.oneof(fc.string(), fc.constantFrom('a', 'A', 'a-2', 'a 2', 'all', 'reserved')),
  );
  fc.assert(
    fc.property(names, (list) => {
      const wishes = list.map((name) => [name, name] as const);
      const ids = idsFor(wishes, 'thing', ['reserved']);
      expect(new Set(ids.values()).size).toBe(list.length);
      expect([...ids.values()].filter((id) => !ID.test(id) || id === 'reserved')).toEqual([]);
      expect(new Map(idsFor(wishes.toReversed(), 'thing', ['reserved']))).toEqual(new Map(ids));
    }),
  );
});

it('a name that is an id keeps it', () => {
  const ids = idsFor(
    ['A', 'a', 'a-2', 'a!'].map((name) => [name, name] as const),
    'thing',
  );
  expect(Object.fromEntries(ids)).toEqual({ a: 'a', 'a-2': 'a-2', A: 'a-3', 'a!': 'a-4' });
});
