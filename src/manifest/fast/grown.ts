/** The same numbers with room for more. */
export function grown<T extends Uint8Array | Int32Array | Uint32Array | Float64Array>(
  from: T,
  length: number,
): T {
  const to = new (from.constructor as new (length: number) => T)(length);
  to.set(from);
  return to;
}
