import { array, assert, integer, property, tuple } from 'fast-check';
import { expect, it } from 'vitest';
import { PairTable } from '../../src/analysis/pairs.ts';

const key = integer({ min: 0, max: 40 });

it('numbers each pair once, finds it again, and sorts by row and column', () => {
  assert(
    property(array(tuple(key, key), { maxLength: 300 }), (pairs) => {
      const table = new PairTable(1);
      const slots = new Map<string, number>();
      for (const [row, column] of pairs) {
        const slot = table.slot(row, column);
        expect(slots.get(`${row},${column}`) ?? slot).toBe(slot);
        slots.set(`${row},${column}`, slot);
      }
      expect(table.size).toBe(slots.size);
      for (const [row, column] of pairs) expect(table.find(row, column)).toBe(slots.get(`${row},${column}`));
      expect(table.find(41, 0)).toBe(-1);
      const sorted = [...table.sorted(41, 41)].map((slot) => [
        table.rowOf.get(slot),
        table.columnOf.get(slot),
      ]);
      expect(sorted).toEqual([...sorted].sort(([a, b], [c, d]) => a - c || b - d));
    }),
  );
});
