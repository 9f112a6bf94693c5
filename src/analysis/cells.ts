/**
 * Cells of the table of systems and data: the (system, datum) pairs where a datum can come, numbered by system and then
 * datum. What is known of a cell stands in columns by its number.
 */
export interface Cells {
  /** Cells of system s are numbered from `starts[s]` to `starts[s + 1]`. */
  readonly starts: Int32Array;
  readonly datum: Int32Array;
}

/** The number of a cell; -1 where the datum can never come to the system. */
export function cellOf({ starts, datum }: Cells, system: number, wanted: number): number {
  const end = starts[system + 1];
  const cell = lowerBound(datum, wanted, starts[system], end);
  return cell < end && datum[cell] === wanted ? cell : -1;
}

/** The system of a cell. */
export function systemOf({ starts }: Cells, cell: number): number {
  // The last system whose cells do not begin after this one.
  return lowerBound(starts, cell + 1, 0, starts.length) - 1;
}

/** First position from `lo` to `hi` (exclusive) of ascending numbers whose number is at least `wanted`; `hi` if none is. */
export function lowerBound(numbers: Int32Array, wanted: number, lo: number, hi: number): number {
  while (lo < hi) {
    const middle = (lo + hi) >>> 1;
    if (numbers[middle] < wanted) lo = middle + 1;
    else hi = middle;
  }
  return lo;
}
