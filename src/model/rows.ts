/** Compressed sparse rows: the items of row i stand in `items` from `starts[i]` to `starts[i + 1]`. */
export interface Rows {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/** Rows from a list of lists; a missing list is an empty row. */
export function rowsOf(lists: readonly (readonly number[] | undefined)[]): Rows {
  const starts = new Int32Array(lists.length + 1);
  let total = 0;
  for (let i = 0; i < lists.length; i++) {
    total += lists[i]?.length ?? 0;
    starts[i + 1] = total;
  }
  const items = new Int32Array(total);
  for (let i = 0; i < lists.length; i++) {
    const list = lists[i];
    if (list !== undefined) items.set(list, starts[i]);
  }
  return { starts, items };
}

/** Rows of `values`, each under the row that `keys` gives it; inside a row the order is that of the input. */
export function groupBy(rowCount: number, keys: ArrayLike<number>, values: ArrayLike<number>): Rows {
  const starts = new Int32Array(rowCount + 1);
  for (let i = 0; i < keys.length; i++) starts[keys[i] + 1]++;
  for (let i = 0; i < rowCount; i++) starts[i + 1] += starts[i];
  const next = starts.slice(0, rowCount);
  const items = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) items[next[keys[i]]++] = values[i];
  return { starts, items };
}

/** The items of a row, as a view that shares memory. */
export function row(rows: Rows, i: number): Int32Array {
  return rows.items.subarray(rows.starts[i], rows.starts[i + 1]);
}

/** The inverse relation: row j lists every i whose row holds j, in ascending order. */
export function invert(rows: Rows, columnCount: number): Rows {
  const owners = new Int32Array(rows.items.length);
  for (let i = 0; i + 1 < rows.starts.length; i++) owners.fill(i, rows.starts[i], rows.starts[i + 1]);
  return groupBy(columnCount, rows.items, owners);
}

/** 0, 1, 2 and so on. */
export function indexes(count: number): Int32Array {
  const all = new Int32Array(count);
  for (let i = 0; i < count; i++) all[i] = i;
  return all;
}

/** An Int32Array that grows by doubling. */
export class IntColumn {
  private cells: Int32Array;
  length = 0;

  constructor(capacity = 16) {
    this.cells = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.cells.length) {
      const grown = new Int32Array(this.cells.length * 2);
      grown.set(this.cells);
      this.cells = grown;
    }
    this.cells[this.length++] = value;
  }

  get(i: number): number {
    return this.cells[i];
  }

  set(i: number, value: number): void {
    this.cells[i] = value;
  }

  /** The filled part, sharing memory until the next push. */
  filled(): Int32Array {
    return this.cells.subarray(0, this.length);
  }
}
