import { textBetween } from './bytes.ts';
import { grown } from './grown.ts';
import { KeyMarks } from './marks.ts';

/** Start of the hash of a text. */
// As a signed number, like all hashes after it, so that the empty text is found again.
export const HASH_START = 0x811c9dc5 | 0;
/** The hash of a text goes on by `Math.imul(hash ^ byte, HASH_FACTOR)` for each of its bytes (FNV-1a, 32 bits). */
export const HASH_FACTOR = 0x01000193;

/** The hash goes on over the bytes between two offsets. */
export function hashOn(hash: number, bytes: Uint8Array, start: number, end: number): number {
  let mixed = hash;
  for (let at = start; at < end; at++) mixed = Math.imul(mixed ^ bytes[at], HASH_FACTOR);
  return mixed;
}

// Keys that no map may have, and the one whose value may hold joiners. They come first, so that a number tells them.
const RESERVED_KEYS = ['__proto__', '<<'];
/** The number of `name`. */
export const NAME = RESERVED_KEYS.length;
const FIRST = [...RESERVED_KEYS, 'name'];

/** Is it the number of a key that no map may have? */
export function isReserved(key: number): boolean {
  return key < RESERVED_KEYS.length;
}

/**
 * Distinct texts as UTF-8 bytes, each with a number in the order in which it was first seen.
 *
 * A reader hands in the bytes where they stand, so that a text that is known already costs no string: of a manifest's
 * values nine in ten are. Strings are made when they are asked for.
 */
export class Strings {
  private bytes = new Uint8Array(1 << 14);
  // Text n stands from starts[n] to starts[n + 1].
  private starts = new Int32Array(1 << 10);
  private hashes = new Int32Array(1 << 10);
  // Number + 1, or 0 where free; at most half of it is in use.
  private table = new Int32Array(1 << 11);
  private readonly made: (string | undefined)[] = [];
  private readonly decoded: Decoded[] = [];
  /** Which maps have had them as keys. */
  readonly marks = new KeyMarks();
  /** How many there are. */
  count = 0;

  constructor(known: Iterable<string> = []) {
    for (const text of [...FIRST, ...known]) this.of(text);
  }

  /** The number of a text, which is taken in where it is new. */
  of(text: string): number {
    const source = new TextEncoder().encode(text);
    return this.number(source, 0, source.length, hashOf(source));
  }

  /** The number of a text if it is known, else -1. */
  find(text: string): number {
    const source = new TextEncoder().encode(text);
    return this.table[this.slotOf(source, 0, source.length, hashOf(source))] - 1;
  }

  /** The number of the text that stands in `source` from `start` to `end` and has this hash. */
  number(source: Uint8Array, start: number, end: number, hash: number): number {
    const slot = this.slotOf(source, start, end, hash);
    const known = this.table[slot] - 1;
    return known >= 0 ? known : this.add(source, start, end, hash, slot);
  }

  /** A text by its number. */
  text(number: number): string {
    // Set before, so that the array never becomes a table of single entries.
    if (number >= this.made.length) this.made.length = this.count;
    return (this.made[number] ??= this.make(number));
  }

  /** Makes ready for being asked for many: one decoding and a slice for each is several times faster than many decodings. */
  decodeAll(): void {
    const from = this.decodedUntil();
    if (from === this.count) return;
    // One character for each byte, so that offsets stay; texts that are not ASCII are then decoded by themselves.
    const text = new TextDecoder('latin1').decode(
      this.bytes.subarray(this.starts[from], this.starts[this.count]),
    );
    this.decoded.push({ from, until: this.count, text });
  }

  private decodedUntil(): number {
    return this.decoded.length === 0 ? 0 : this.decoded[this.decoded.length - 1].until;
  }

  /** Length of a text in bytes. */
  lengthOf(number: number): number {
    return this.starts[number + 1] - this.starts[number];
  }

  /** Orders two texts by their bytes, which is the order of their code points. */
  compare(a: number, b: number): number {
    const { bytes, starts } = this;
    const [startA, endA, startB, endB] = [starts[a], starts[a + 1], starts[b], starts[b + 1]];
    const shorter = Math.min(endA - startA, endB - startB);
    for (let i = 0; i < shorter; i++) {
      const difference = bytes[startA + i] - bytes[startB + i];
      if (difference !== 0) return difference;
    }
    return endA - startA - (endB - startB);
  }

  /** Where the texts stand, for those who copy or order many: text n from `starts[n]` to `starts[n + 1]`. */
  raw(): { readonly bytes: Uint8Array; readonly starts: Int32Array } {
    return { bytes: this.bytes, starts: this.starts };
  }

  private slotOf(source: Uint8Array, start: number, end: number, hash: number): number {
    const { table, hashes, starts, bytes } = this;
    const mask = table.length - 1;
    const length = end - start;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const number = table[slot] - 1;
      if (number < 0) return slot;
      if (hashes[number] !== hash) continue;
      const from = starts[number];
      if (starts[number + 1] - from !== length) continue;
      let i = 0;
      while (i < length && bytes[from + i] === source[start + i]) i++;
      if (i === length) return slot;
    }
  }

  private add(source: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const number = this.count++;
    const from = this.starts[number];
    const until = from + end - start;
    if (until > this.bytes.length) this.bytes = grown(this.bytes, Math.max(until, this.bytes.length * 2));
    const { bytes } = this;
    for (let i = start, to = from; i < end; i++, to++) bytes[to] = source[i];
    if (number + 1 === this.starts.length) {
      this.starts = grown(this.starts, this.starts.length * 2);
      this.hashes = grown(this.hashes, this.hashes.length * 2);
    }
    this.starts[number + 1] = until;
    this.hashes[number] = hash;
    this.table[slot] = number + 1;
    if (this.count * 2 > this.table.length) this.rehash();
    return number;
  }

  private rehash(): void {
    const table = new Int32Array(this.table.length * 4);
    const mask = table.length - 1;
    const { hashes } = this;
    for (let number = 0; number < this.count; number++) {
      const hash = hashes[number];
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = number + 1;
    }
    this.table = table;
  }

  private make(number: number): string {
    const [start, end] = [this.starts[number], this.starts[number + 1]];
    const part = number < this.decodedUntil() ? this.partWith(number) : undefined;
    if (part !== undefined) {
      const base = this.starts[part.from];
      const text = part.text.slice(start - base, end - base);
      if (!NOT_ASCII.test(text)) return text;
    }
    return textBetween(this.bytes, start, end);
  }

  private partWith(number: number): Decoded {
    const { decoded } = this;
    let low = 0;
    let high = decoded.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (decoded[middle].until <= number) low = middle + 1;
      else high = middle;
    }
    return decoded[low];
  }
}

/** Texts that were decoded together. */
interface Decoded {
  readonly from: number;
  readonly until: number;
  readonly text: string;
}

const NOT_ASCII = /[^\0-\x7f]/;

function hashOf(source: Uint8Array): number {
  return hashOn(HASH_START, source, 0, source.length);
}
