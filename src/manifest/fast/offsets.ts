const CHECKPOINT = 1 << 12;

/** From offsets in UTF-8 to offsets in UTF-16: each byte that begins a character counts one, or two from four bytes on. */
export function utf16Offsets(bytes: Uint8Array): (offset: number) => number {
  const units = (from: number, until: number): number => {
    let count = 0;
    for (let at = from; at < until; at++) {
      const byte = bytes[at];
      if ((byte & 0xc0) !== 0x80) count += byte >= 0xf0 ? 2 : 1;
    }
    return count;
  };
  // Made up to where they are asked for.
  const checkpoints = [0];
  return (offset) => {
    const last = Math.floor(offset / CHECKPOINT);
    for (let next = checkpoints.length; next <= last; next++) {
      checkpoints.push(checkpoints[next - 1] + units((next - 1) * CHECKPOINT, next * CHECKPOINT));
    }
    return checkpoints[last] + units(last * CHECKPOINT, offset);
  };
}
