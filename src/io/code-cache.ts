/** What V8 made of the program, kept for the next start; whatever is wrong with a file of it, the file does not count. */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { getuid, pid } from 'node:process';

/** Code as V8 keeps it, and a number below 256 that its writer gave it. */
export interface KeptCode {
  readonly code: Buffer;
  readonly mark: number;
}

/**
 * Reads a file of ours; undefined where there is none that can be trusted. V8 looks at the head of the code alone and would
 * crash with a body that was damaged, so the file has everything twice: to compare takes a quarter of a millisecond, to
 * reckon a sum in a process that has only just begun takes three.
 */
export function readCode(path: string): KeptCode | undefined {
  try {
    const bytes = ownBytes(path);
    if (bytes === undefined || bytes.length === 0 || bytes.length % 2 !== 0) return undefined;
    const one = bytes.subarray(0, bytes.length / 2);
    if (!one.equals(bytes.subarray(one.length))) return undefined;
    return { code: one.subarray(0, -1), mark: one[one.length - 1] };
  } catch {
    return undefined;
  }
}

/** The bytes of a regular file that nobody but the user can have written. */
function ownBytes(path: string): Buffer | undefined {
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const stats = fstatSync(descriptor);
    const isOwn = getuid === undefined || (stats.uid === getuid() && (stats.mode & 0o022) === 0);
    if (!stats.isFile() || !isOwn) return undefined;
    const bytes = Buffer.allocUnsafeSlow(stats.size);
    return readSync(descriptor, bytes) === bytes.length ? bytes : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Writes a file, whole or not at all; where that cannot be, the next start is as slow as this one. */
export function writeCode(path: string, { code, mark }: KeptCode): void {
  const one = Buffer.concat([code, Buffer.of(mark)]);
  const folder = dirname(path);
  const temporary = `${path}.${pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeOld(folder);
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      writeSync(descriptor, one);
      writeSync(descriptor, one);
      // Nobody may find half of it after a loss of power.
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch {
    removeQuietly(temporary);
  }
}

const OLD = 30 * 86_400_000;

/** Versions that are gone leave files behind; one that is still in use is written again, once in a month. */
function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > OLD) removeQuietly(path);
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is in the way of nobody.
  }
}
