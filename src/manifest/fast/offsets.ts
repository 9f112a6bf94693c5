const CHECKPOINT = 1 << 12;

/** From offsets in UTF-8 to offsets in UTF-16. */
export function utf16Offsets(bytes: Uint8Array): (offset: number) => number {
  const units = unitCounter(bytes);
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

/** Counts units of UTF-16: each byte that begins a character counts one, or two from four bytes on. */
export function unitCounter(bytes: Uint8Array): (from: number, until: number) => number {
  const words = wordsOf(bytes);
  return (from, until) => {
    let count = 0;
    for (let at = from; at < until;) {
      // Four bytes of ASCII are known by one look.
      if ((at & 3) === 0 && at + 4 <= until && (words[at >> 2] & 0x8080_8080) === 0) {
        count += 4;
        at += 4;
      } else count += unitsOf(bytes[at++]);
    }
    return count;
  };
}

function unitsOf(byte: number): number {
  if ((byte & 0xc0) === 0x80) return 0;
  return byte >= 0xf0 ? 2 : 1;
}

/** The bytes four by four, as far as they fill four. */
function wordsOf(bytes: Uint8Array): Int32Array {
  const { buffer, byteOffset, length } = (bytes.byteOffset & 3) === 0 ? bytes : new Uint8Array(bytes);
  return new Int32Array(buffer, byteOffset, length >> 2);
}
