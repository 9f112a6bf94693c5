import { array, assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { Gathering } from '../../src/analysis/gathering.ts';

it('finds each number once, in ascending order, for one list after the other', () => {
  const lists = array(array(integer({ min: 0, max: 99 }), { maxLength: 120 }), { maxLength: 5 });
  assert(
    property(lists, (all) => {
      const gathering = new Gathering(100);
      for (const list of all) {
        gathering.begin();
        const known = new Set<number>();
        for (const number of list) {
          expect(gathering.add(number)).toBe(!known.has(number));
          known.add(number);
        }
        gathering.sort();
        expect([...gathering.found.subarray(0, gathering.size)]).toEqual([...known].sort((a, b) => a - b));
      }
    }),
  );
});
