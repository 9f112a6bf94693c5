/** What readers of bytes share: classes of bytes, and characters beyond ASCII. */

/** Bytes of texts that mean nothing by themselves: printable ASCII without quotes and backslash. */
export const PLAIN = classOf(
  (byte) => byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x27 && byte !== 0x5c,
);
export const DIGIT = classOf((byte) => byte >= 0x30 && byte <= 0x39);

/** A table of bytes: 1 for those that belong to a class. */
export function classOf(belongs: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (belongs(byte) ? 1 : 0));
}

/** The bytes after a byte order mark, if there is one. */
export function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

// First and last of characters that no text may hold, or that only some may: see characters.ts, which judges those.
const DOUBTFUL = [
  [0x80, 0x9f],
  [0xad, 0xad],
  [0x061c, 0x061c],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xfff9, 0xffff],
  [0xe0000, 0xe007f],
] as const;

/** Length in bytes of the character beyond ASCII that stands at an offset; 0 for one that is not valid, or doubtful. */
export function wideLength(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at];
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > end) return 0;
  let code = first & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i];
    if ((next & 0xc0) !== 0x80) return 0;
    code = (code << 6) | (next & 0x3f);
  }
  const isShortest = length === 2 || code >= (length === 3 ? 0x800 : 0x10000);
  if (!isShortest || code > 0x10ffff) return 0;
  return DOUBTFUL.some(([low, high]) => low <= code && code <= high) ? 0 : length;
}

/** The text that stands between two offsets. */
export function textBetween(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, end));
}
