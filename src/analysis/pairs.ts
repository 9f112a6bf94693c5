import { IntColumn } from '../model/rows.ts';

/** A set of (row, column) pairs, such as (system, datum), each with a slot number in the order of insertion. */
export class PairTable {
  readonly rowOf = new IntColumn();
  readonly columnOf = new IntColumn();
  private table: Int32Array; // slot + 1, or 0 where free

  constructor(capacity = 64) {
    let size = 64;
    while (size < capacity * 2) size *= 2;
    this.table = new Int32Array(size);
  }

  get size(): number {
    return this.rowOf.length;
  }

  /** The slot of a pair, or -1. */
  find(row: number, column: number): number {
    const mask = this.table.length - 1;
    for (let i = hash(row, column) & mask; ; i = (i + 1) & mask) {
      const slot = this.table[i] - 1;
      if (slot < 0) return -1;
      if (this.rowOf.get(slot) === row && this.columnOf.get(slot) === column) return slot;
    }
  }

  /** The slot of a pair, made where there is none; a new slot equals the former `size`. */
  slot(row: number, column: number): number {
    const mask = this.table.length - 1;
    let i = hash(row, column) & mask;
    for (; this.table[i] !== 0; i = (i + 1) & mask) {
      const slot = this.table[i] - 1;
      if (this.rowOf.get(slot) === row && this.columnOf.get(slot) === column) return slot;
    }
    const slot = this.rowOf.length;
    this.rowOf.push(row);
    this.columnOf.push(column);
    this.table[i] = slot + 1;
    if (this.rowOf.length * 2 > this.table.length) this.grow();
    return slot;
  }

  private grow(): void {
    const table = new Int32Array(this.table.length * 2);
    const mask = table.length - 1;
    for (let slot = 0; slot < this.rowOf.length; slot++) {
      let i = hash(this.rowOf.get(slot), this.columnOf.get(slot)) & mask;
      while (table[i] !== 0) i = (i + 1) & mask;
      table[i] = slot + 1;
    }
    this.table = table;
  }

  /** Slots ordered by row, then column: two counting passes. */
  sorted(rowCount: number, columnCount: number): Int32Array {
    const byColumn = countingOrder(this.columnOf.filled(), columnCount);
    return countingOrder(this.rowOf.filled(), rowCount, byColumn);
  }
}

function hash(row: number, column: number): number {
  let h = Math.imul(row, 0x9e3779b1) ^ Math.imul(column, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

/** Positions of keys in ascending order of the keys; equal ones keep the order that they have, or are given. */
export function countingOrder(keys: Int32Array, keyCount: number, order?: Int32Array): Int32Array {
  const next = new Int32Array(keyCount + 1);
  for (let i = 0; i < keys.length; i++) next[keys[i] + 1]++;
  for (let i = 0; i < keyCount; i++) next[i + 1] += next[i];
  const sorted = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const slot = order === undefined ? i : order[i];
    sorted[next[keys[slot]]++] = slot;
  }
  return sorted;
}
