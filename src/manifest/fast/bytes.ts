/** What readers of bytes share: bytes with a meaning, classes of bytes, and characters beyond ASCII. */

export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const APOSTROPHE = 0x27;
export const COMMA = 0x2c;
export const DASH = 0x2d;
export const COLON = 0x3a;
export const GREATER = 0x3e;
export const OPEN_LIST = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_LIST = 0x5d;
export const OPEN_MAP = 0x7b;
export const PIPE = 0x7c;
export const CLOSE_MAP = 0x7d;
/** Bytes from here on are parts of characters beyond ASCII. */
export const WIDE = 0x80;

/** A table of bytes: 1 for those whose character matches. Bytes of characters beyond ASCII belong to no class. */
export function classOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) =>
    byte < WIDE && pattern.test(String.fromCharCode(byte)) ? 1 : 0,
  );
}

/** Printable ASCII without quotes and backslash. */
export const PLAIN = classOf(/(?!["'\\])[ -~]/);
export const DIGIT = classOf(/\d/);

/** The bytes after a byte order mark, if there is one. */
export function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/**
 * The same bytes with a line end at their end, as nearly every file has one. What belongs to a text or a number ends
 * there at the latest, so that no loop over it asks where the bytes end; a read beyond the end of an array would also
 * make all reads in the same place slower from then on.
 */
export function withLineEnd(bytes: Uint8Array): Uint8Array {
  // A Buffer is a class of its own to the engine; all that comes here is to be of one.
  if (bytes[bytes.length - 1] === LF) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const copy = new Uint8Array(bytes.length + 1);
  copy.set(bytes);
  copy[bytes.length] = LF;
  return copy;
}

// First and last of characters that no text may hold: see characters.ts, which judges them and tells them.
const DOUBTFUL = [
  [0x80, 0x9f],
  [0xad, 0xad],
  [0x061c, 0x061c],
  [0x180e, 0x180e],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xfff9, 0xffff],
  [0xe0000, 0xe007f],
] as const;

/** Length in bytes of the character beyond ASCII that stands at an offset; 0 for one that is not valid, or doubtful. */
export function wideLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0;
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

/** Is the character at an offset one of the two joiners (U+200C, U+200D)? They may stand in names and comments only. */
export function isJoiner(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xe2 && bytes[at + 1] === 0x80 && (bytes[at + 2] | 1) === 0x8d;
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text that stands between two offsets. */
export function textBetween(bytes: Uint8Array, start: number, end: number): string {
  return DECODER.decode(bytes.subarray(start, end));
}

// Escapes that mean the same in JSON and in YAML.
const ESCAPED = /^"(?:[^"\\]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"$/;

/** What a text in double quotes says; undefined where an escape is wrong, or one that only YAML knows. */
export function unescaped(quoted: string): string | undefined {
  return ESCAPED.test(quoted) ? (JSON.parse(quoted) as string) : undefined;
}
