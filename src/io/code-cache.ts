/** What V8 made of the program, kept for the next start; whatever is wrong with a file of it, the file does not count. */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { getuid, pid } from 'node:process';

/** Code as V8 keeps it, and a number that its writer gave it. */
export interface KeptCode {
  readonly code: Uint8Array;
  readonly mark: number;
}

// Words behind the code: its sum, the number.
const TAIL = 8;

/** Reads a file of ours; undefined where there is none that can be trusted. */
export function readCode(path: string): KeptCode | undefined {
  try {
    const bytes = ownBytes(path);
    if (bytes === undefined || bytes.length <= TAIL || bytes.length % 4 !== 0) return undefined;
    const words = new Int32Array(bytes.buffer);
    const mark = words[words.length - 1];
    // V8 looks at the head alone: with a body that was damaged it would crash.
    if (words[words.length - 2] !== sumOf(words.subarray(0, -2))) return undefined;
    return { code: bytes.subarray(0, -TAIL), mark };
  } catch {
    return undefined;
  }
}

/** The bytes of a regular file that nobody but the user can have written. */
function ownBytes(path: string): Uint8Array | undefined {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const stats = fstatSync(descriptor);
    const isOwn = getuid === undefined || (stats.uid === getuid() && (stats.mode & 0o022) === 0);
    if (!stats.isFile() || !isOwn) return undefined;
    const bytes = new Uint8Array(stats.size);
    return readSync(descriptor, bytes) === bytes.length ? bytes : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Writes a file, whole or not at all; where that cannot be, the next start is as slow as this one. */
export function writeCode(path: string, { code, mark }: KeptCode): void {
  const size = Math.ceil(code.length / 4) * 4;
  const bytes = new Uint8Array(size + TAIL);
  bytes.set(code);
  const words = new Int32Array(bytes.buffer);
  words[words.length - 2] = sumOf(words.subarray(0, -2));
  words[words.length - 1] = mark;
  const temporary = `${path}.${pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      writeSync(descriptor, bytes);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch {
    removeQuietly(temporary);
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It could not be made either.
  }
}

/** FNV-1a over words. */
function sumOf(words: Int32Array): number {
  let sum = 0x811c9dc5 | 0;
  for (let i = 0; i < words.length; i++) sum = Math.imul(sum ^ words[i], 0x01000193);
  return sum;
}
