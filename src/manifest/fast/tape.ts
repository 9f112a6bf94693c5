/**
 * A document as its reader met it: one number for each node, in document order.
 *
 * A tape is what events would be if they were kept: it takes 4 bytes a node instead of an object, can be walked as often
 * as is wanted, and needs nothing but numbers, so that it can lie in a file.
 */
import { DEPTH_LIMIT, type Sink } from '../sink.ts';
import { grown } from './grown.ts';
import type { Strings } from './strings.ts';

/** What a node is: the low bits of its number. The rest of the number is its payload. */
export const Node = {
  /** Payload: the index after its last node. */
  map: 0,
  list: 1,
  /** Payload: the number of its text. The value is the next node. */
  key: 2,
  text: 3,
  /** Payload: its index among the numbers. */
  number: 4,
  /** Payload: null, false or true. */
  word: 5,
} as const;

/** Payloads of words. */
export const Word = { null: 0, false: 1, true: 2 } as const;
const WORDS = [null, false, true] as const;

const KIND_BITS = 3;
const KIND_MASK = (1 << KIND_BITS) - 1;
/** Nodes and texts that a payload can name. */
export const TAPE_LIMIT = 2 ** (32 - KIND_BITS) - 1;

/** The kind of a node. */
export function kindOf(node: number): number {
  return node & KIND_MASK;
}

/** The payload of a node. */
export function payloadOf(node: number): number {
  return node >>> KIND_BITS;
}

/** The node of a key. */
export function keyNode(text: number): number {
  return ((text << KIND_BITS) | Node.key) >>> 0;
}

/** One document. All offsets are in bytes, after a byte order mark. */
export interface Tape {
  readonly strings: Strings;
  readonly nodes: Uint32Array;
  readonly numbers: Float64Array;
  /** Where each node starts and ends, if it was read from a text. */
  readonly spans?: { readonly starts: Int32Array; readonly ends: Int32Array };
}

/** The index after a node and all that belongs to it. */
export function after(nodes: Uint32Array, at: number): number {
  const node = nodes[at];
  const kind = node & KIND_MASK;
  if (kind === Node.key) return after(nodes, at + 1);
  return kind <= Node.list ? node >>> KIND_BITS : at + 1;
}

/** The value of a key of a map; -1 where the map has none. */
export function valueAt(nodes: Uint32Array, map: number, key: number): number {
  const end = nodes[map] >>> KIND_BITS;
  const wanted = keyNode(key);
  for (let at = map + 1; at < end;) {
    if (nodes[at] === wanted) return at + 1;
    const value = nodes[at + 1];
    at = (value & KIND_MASK) <= Node.list ? value >>> KIND_BITS : at + 2;
  }
  return -1;
}

/** Tells a sink what a tape holds; the offsets are those that it has, else 0. */
export function replay(tape: Tape, sink: Sink): void {
  const { nodes, strings, numbers, spans } = tape;
  const open: number[] = [];
  for (let at = 0; at < nodes.length || open.length > 0;) {
    const innermost = open[open.length - 1];
    if (innermost !== undefined && payloadOf(nodes[innermost]) === at) {
      sink.end(spans?.ends[innermost] ?? 0);
      open.pop();
      continue;
    }
    const [kind, payload] = [kindOf(nodes[at]), payloadOf(nodes[at])];
    const [start, end] = [spans?.starts[at] ?? 0, spans?.ends[at] ?? 0];
    if (kind <= Node.list) {
      open.push(at);
      if (kind === Node.map) sink.mapStart(start);
      else sink.listStart(start);
    } else if (kind === Node.key) sink.key(strings.text(payload), start, end);
    else if (kind === Node.text) sink.scalar(strings.text(payload), start, end);
    else sink.scalar(kind === Node.number ? numbers[payload] : WORDS[payload], start, end);
    at++;
  }
}

/** Writes a tape while a document is read. */
export class TapeWriter {
  private nodes: Uint32Array;
  private numbers: number[] = [];
  private starts: Int32Array | undefined;
  private ends: Int32Array | undefined;
  private readonly open = new Int32Array(DEPTH_LIMIT);
  private readonly mapAt = new Int32Array(DEPTH_LIMIT + 1);
  /** Nodes written. */
  length = 0;
  /** Maps and lists that are open. */
  depth = 0;

  constructor(
    readonly strings: Strings,
    size: number,
    isTracking = false,
  ) {
    const capacity = Math.max(64, size >>> 3);
    strings.marks.begin();
    this.nodes = new Uint32Array(capacity);
    if (!isTracking) return;
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
  }

  /** Begins a map or a list; false where that is one level too many. */
  begin(kind: number, start: number): boolean {
    if (this.depth === DEPTH_LIMIT) return false;
    this.open[this.depth++] = this.length;
    this.mapAt[this.depth] = this.strings.marks.newMap();
    this.push(kind, start, start);
    return true;
  }

  /** Ends the innermost one. */
  end(end: number): void {
    const at = this.open[--this.depth];
    this.nodes[at] = ((this.length << KIND_BITS) | (this.nodes[at] & KIND_MASK)) >>> 0;
    if (this.ends !== undefined) this.ends[at] = end;
  }

  /** A key of the innermost map; false where the map has it already. */
  key(text: number, start: number, end: number): boolean {
    const { depth } = this;
    if (!this.strings.marks.mark(depth, this.mapAt[depth], text)) return false;
    this.push(keyNode(text), start, end);
    return true;
  }

  /** Was the last node this key, so that the next is its value? */
  isAfter(key: number): boolean {
    return this.length > 0 && this.nodes[this.length - 1] === keyNode(key);
  }

  text(text: number, start: number, end: number): void {
    this.push((text << KIND_BITS) | Node.text, start, end);
  }

  number(value: number, start: number, end: number): void {
    this.push(((this.numbers.push(value) - 1) << KIND_BITS) | Node.number, start, end);
  }

  word(word: number, start: number, end: number): void {
    this.push((word << KIND_BITS) | Node.word, start, end);
  }

  /** The tape, once everything is closed. */
  finish(): Tape {
    const { length, starts, ends } = this;
    return {
      strings: this.strings,
      nodes: cut(this.nodes, length),
      numbers: Float64Array.from(this.numbers),
      ...(starts !== undefined &&
        ends !== undefined && { spans: { starts: cut(starts, length), ends: cut(ends, length) } }),
    };
  }

  private push(node: number, start: number, end: number): void {
    if (this.length === this.nodes.length) this.grow();
    this.nodes[this.length] = node >>> 0;
    if (this.starts !== undefined && this.ends !== undefined) {
      this.starts[this.length] = start;
      this.ends[this.length] = end;
    }
    this.length++;
  }

  private grow(): void {
    const capacity = Math.ceil(this.nodes.length * 1.5);
    this.nodes = grown(this.nodes, capacity);
    if (this.starts !== undefined) this.starts = grown(this.starts, capacity);
    if (this.ends !== undefined) this.ends = grown(this.ends, capacity);
  }
}

/** The filled part: as it stands where little would be saved, else a copy that lets the rest go. */
function cut<T extends Int32Array | Uint32Array>(cells: T, length: number): T {
  return (length > cells.length * 0.75 ? cells.subarray(0, length) : cells.slice(0, length)) as T;
}
