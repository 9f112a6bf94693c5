import { reportForbidden } from './characters.ts';
import { problemList, type Problem } from './problem.ts';

/** Largest file that is read unless the caller says otherwise: 64 MiB. */
export const SIZE_LIMIT = 64 * 1024 * 1024;

/** The decoded text where there is one, and the problems of its bytes and characters. */
export interface Decoded {
  readonly text?: string;
  readonly problems: Problem[];
}

/**
 * Decodes the bytes of a file: strict UTF-8, one byte order mark stripped, at most `limit` bytes, and no
 * character that hides or reorders text, in comments either.
 *
 * The two joiners (U+200C, U+200D) pass here, as this step knows bytes and not structure; the readers, which
 * never see comments, then refuse them in every key and every value but that of a `name`.
 */
export function decode(bytes: Uint8Array, file: string, limit = SIZE_LIMIT): Decoded {
  const problems = problemList(file);
  if (bytes.length > limit) {
    problems.add('too-large', 0, 0, { size: String(bytes.length), limit: String(limit) });
    return { problems: problems.finish() };
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    problems.add('encoding', 0, 0, { what: describeBytes(bytes) });
    return { problems: problems.finish() };
  }
  return checkText(text, file, limit);
}

/** The same for a file of another format, which may also be in UTF-16 where its byte order mark says so. */
export function decodeForeign(bytes: Uint8Array, file: string, limit = SIZE_LIMIT): Decoded {
  const encoding = UTF16.get((bytes[0] << 8) | bytes[1]);
  const isUtf32 = bytes[2] === 0 && bytes[3] === 0;
  if (encoding === undefined || isUtf32 || bytes.length > limit) return decode(bytes, file, limit);
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    return checkText(text, file, limit);
  } catch {
    const problems = problemList(file);
    problems.add('encoding', 0, 0, { what: `it begins as ${encoding.toUpperCase()} and is not` });
    return { problems: problems.finish() };
  }
}

const UTF16: ReadonlyMap<number, string> = new Map([
  [0xfffe, 'utf-16le'],
  [0xfeff, 'utf-16be'],
]);

/** The same checks for a text that is decoded already, such as an editor's buffer; a byte order mark is stripped. */
export function checkText(source: string, file: string, limit = SIZE_LIMIT): Decoded {
  const problems = problemList(file);
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  if (text.length > limit) {
    problems.add('too-large', 0, 0, { size: `at least ${text.length}`, limit: String(limit) });
    return { problems: problems.finish() };
  }
  reportForbidden(text, problems);
  return { text, problems: problems.finish() };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  // UTF-16 without a mark is valid UTF-8 with NULs; it is named rather than shown as hundreds of NULs.
  if (namesOtherEncoding(bytes) !== undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function describeBytes(bytes: Uint8Array): string {
  const other = namesOtherEncoding(bytes);
  if (other !== undefined) return `it looks like ${other}`;
  const at = firstInvalid(bytes);
  const line = bytes.subarray(0, at).reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 1);
  return `byte ${at + 1}, on line ${line}, is not valid`;
}

function namesOtherEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe)
    return c === 0 && d === 0 ? 'UTF-32 (little endian)' : 'UTF-16 (little endian)';
  if (a === 0xfe && b === 0xff) return 'UTF-16 (big endian)';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32 (big endian)';
  if (bytes.length < 4) return undefined;
  if (a === 0 && b === 0 && c === 0 && d !== 0) return 'UTF-32 (big endian)';
  if (a !== 0 && b === 0 && c === 0 && d === 0) return 'UTF-32 (little endian)';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'UTF-16 (big endian)';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'UTF-16 (little endian)';
  return undefined;
}

// The decoder says that something is wrong and not where; a prefix that holds the fault fails, a shorter one does not.
function firstInvalid(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (good + 1 < bad) {
    const middle = (good + bad) >>> 1;
    if (startsWell(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return bad - 1;
}

function startsWell(prefix: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(prefix, { stream: true });
    return true;
  } catch {
    return false;
  }
}
