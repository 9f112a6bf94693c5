/** Tapes to plain values, and back. */
import { bareObject, type Tree } from '../tree.ts';
import type { Strings } from './strings.ts';
import { kindOf, Node, payloadOf, TapeWriter, Word, type Tape } from './tape.ts';

const WORDS = [null, false, true] as const;

/** The value that stands at an index of a tape. Objects inherit nothing. */
export function valueOf(tape: Tape, at: number): Tree {
  const node = tape.nodes[at];
  const payload = payloadOf(node);
  switch (kindOf(node)) {
    case Node.map:
      return mapOf(tape, at + 1, payload);
    case Node.list:
      return listOf(tape, at + 1, payload);
    case Node.text:
      return tape.strings.text(payload);
    case Node.number:
      return tape.numbers[payload];
    default:
      return WORDS[payload];
  }
}

function mapOf(tape: Tape, from: number, until: number): Tree {
  const map = bareObject();
  for (let at = from; at < until; at = afterValue(tape, at + 1)) {
    map[tape.strings.text(payloadOf(tape.nodes[at]))] = valueOf(tape, at + 1);
  }
  return map;
}

function listOf(tape: Tape, from: number, until: number): Tree {
  const list: Tree[] = [];
  for (let at = from; at < until; at = afterValue(tape, at)) list.push(valueOf(tape, at));
  return list;
}

/** The index after a value. */
export function afterValue({ nodes }: Tape, at: number): number {
  return kindOf(nodes[at]) <= Node.list ? payloadOf(nodes[at]) : at + 1;
}

/** The tape of a value that no fast reader has read; it knows no places. */
export function tapeOf(value: Tree, strings: Strings): Tape {
  const writer = new TapeWriter(strings, 0);
  write(value, writer);
  return writer.finish();
}

function write(value: Tree, writer: TapeWriter): void {
  if (typeof value === 'string') writer.text(writer.strings.of(value), 0, 0);
  else if (typeof value === 'number') writer.number(value, 0, 0);
  else if (typeof value === 'boolean') writer.word(value ? Word.true : Word.false, 0, 0);
  else if (value === null) writer.word(Word.null, 0, 0);
  else if (Array.isArray(value)) {
    writer.begin(Node.list, 0);
    for (const item of value) write(item, writer);
    writer.end(0);
  } else {
    writer.begin(Node.map, 0);
    for (const key of Object.keys(value)) {
      writer.key(writer.strings.of(key), 0, 0);
      write(value[key], writer);
    }
    writer.end(0);
  }
}
