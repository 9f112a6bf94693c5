/** Sizes of files as they are typed. */
import { UsageError } from './exit.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 };
// What the engine can hold as one string, which a file becomes where it is looked at closely.
const LARGEST = 511 * 2 ** 20;

/** A size such as 256MiB in bytes. Throws UsageError. */
export function sizeOf(option: string, text: string): number {
  const [, digits, unit] = /^([1-9]\d{0,15}) ?([KMG]iB|)$/i.exec(text) ?? [];
  if (digits === undefined) {
    throw new UsageError(`${option} wants a size such as 256MiB (bytes, KiB, MiB or GiB), not ${text}`);
  }
  const size = Number(digits) * UNITS[unit.toLowerCase()];
  if (size > LARGEST) throw new UsageError(`${option} can be at most ${Math.floor(LARGEST / 2 ** 20)}MiB`);
  return size;
}
