import { expect, test } from 'vitest';
import { KeyMarks } from '../../../src/manifest/fast/marks.ts';
import { Strings } from '../../../src/manifest/fast/strings.ts';
import {
  after,
  kindOf,
  Node,
  payloadOf,
  replay,
  TapeWriter,
  valueAt,
  Word,
} from '../../../src/manifest/fast/tape.ts';
import { DEPTH_LIMIT } from '../../../src/manifest/sink.ts';
import { documentSink } from '../../../src/manifest/tree.ts';

/** Writes a value as a reader would; offsets count what is written. */
function written(value: unknown, strings = new Strings(), size = 0) {
  const writer = new TapeWriter(strings, size, true);
  let at = 0;
  const write = (part: unknown): void => {
    if (typeof part === 'string') writer.text(strings.of(part), at, ++at);
    else if (typeof part === 'number') writer.number(part, at, ++at);
    else if (part === null) writer.word(Word.null, at, ++at);
    else if (typeof part === 'boolean') writer.word(part ? Word.true : Word.false, at, ++at);
    else {
      expect(writer.begin(Array.isArray(part) ? Node.list : Node.map, at++)).toBe(true);
      for (const [key, item] of Object.entries(part as object)) {
        if (!Array.isArray(part)) expect(writer.key(strings.of(key), at, ++at)).toBe(true);
        write(item);
      }
      writer.end(++at);
    }
  };
  write(value);
  return writer.finish();
}

function valueOf(tape: ReturnType<typeof written>): unknown {
  const sink = documentSink();
  replay(tape, sink);
  return sink.value();
}

const VALUE = { a: 1, b: { a: -0.5, b: [{ a: null }, { a: true }, [], {}] }, c: ['x', false], d: '' };

test('what is written is what is replayed', () => {
  expect(valueOf(written(VALUE))).toEqual(VALUE);
  for (const value of [null, 'a', 0, [], {}]) expect(valueOf(written(value))).toEqual(value);
});

test('a tape grows with what is written', () => {
  const long = { a: Array.from({ length: 10_000 }, (_, i) => (i % 2 === 0 ? i / 3 : `text ${i}`)) };
  const tape = written(long);
  expect(valueOf(tape)).toEqual(long);
  expect(tape.nodes.length).toBe(10_003);
  expect(tape.spans?.starts.length).toBe(10_003);
});

test('a replay tells places, and ends in their order', () => {
  const told: unknown[] = [];
  replay(written({ a: [true] }), {
    mapStart: (start) => told.push(['map', start]),
    listStart: (start) => told.push(['list', start]),
    key: (text, start, end) => told.push([text, start, end]),
    scalar: (value, start, end) => told.push([value, start, end]),
    end: (end) => told.push(['end', end]),
  });
  expect(told).toEqual([
    ['map', 0],
    ['a', 1, 2],
    ['list', 2],
    [true, 3, 4],
    ['end', 5],
    ['end', 6],
  ]);
});

test('values are found by their key, past maps and lists with the same keys', () => {
  const strings = new Strings();
  const tape = written(VALUE, strings);
  const value = (map: number, key: string) => valueAt(tape.nodes, map, strings.of(key));
  expect(tape.numbers[payloadOf(tape.nodes[value(0, 'a')])]).toBe(1);
  const inner = value(0, 'b');
  expect(kindOf(tape.nodes[inner])).toBe(Node.map);
  expect(tape.numbers[payloadOf(tape.nodes[value(inner, 'a')])]).toBe(-0.5);
  expect(strings.text(payloadOf(tape.nodes[value(0, 'd')]))).toBe('');
  expect(value(0, 'none')).toBe(-1);
  expect(value(inner, 'd')).toBe(-1);
  expect(after(tape.nodes, 0)).toBe(tape.nodes.length);
  expect(after(tape.nodes, inner - 1)).toBe(after(tape.nodes, inner));
});

test('a key stands once in its map, and may stand in every other', () => {
  const strings = new Strings();
  const writer = new TapeWriter(strings, 0);
  const key = strings.of('key');
  const begin = () => expect(writer.begin(Node.map, 0)).toBe(true);
  begin();
  expect(writer.key(key, 0, 0)).toBe(true);
  begin();
  expect(writer.key(key, 0, 0)).toBe(true);
  expect(writer.key(key, 0, 0)).toBe(false);
  writer.end(0);
  // The outer map has not forgotten it, and the next at the depth of the inner one has never had it.
  expect(writer.key(key, 0, 0)).toBe(false);
  expect(writer.key(strings.of('other'), 0, 0)).toBe(true);
  begin();
  expect(writer.key(key, 0, 0)).toBe(true);
  // Nor have the maps of the next document.
  const next = new TapeWriter(strings, 0);
  next.begin(Node.map, 0);
  expect(next.key(key, 0, 0)).toBe(true);
  expect(next.key(key, 0, 0)).toBe(false);
});

test('a writer knows whose value comes next', () => {
  const strings = new Strings();
  const writer = new TapeWriter(strings, 0);
  const key = strings.of('key');
  expect(writer.isAfter(key)).toBe(false);
  writer.begin(Node.map, 0);
  writer.key(key, 0, 0);
  expect(writer.isAfter(key)).toBe(true);
  expect(writer.isAfter(key + 1)).toBe(false);
  writer.begin(Node.list, 0);
  expect(writer.isAfter(key)).toBe(false);
});

test(`${DEPTH_LIMIT} levels are written, one more is not`, () => {
  const writer = new TapeWriter(new Strings(), 0);
  for (let depth = 0; depth < DEPTH_LIMIT; depth++) expect(writer.begin(Node.list, depth)).toBe(true);
  expect(writer.begin(Node.list, DEPTH_LIMIT)).toBe(false);
  expect(writer.depth).toBe(DEPTH_LIMIT);
});

test('marks begin again before their numbers run out', () => {
  const marks = new KeyMarks();
  const map = marks.newMap();
  expect(marks.mark(1, map, 5)).toBe(true);
  (marks as unknown as { maps: number }).maps = 2 ** 30;
  marks.begin();
  expect(marks.newMap()).toBe(map);
  expect(marks.mark(1, map, 5)).toBe(true);
  expect(marks.mark(1, map, 5)).toBe(false);
  expect(marks.mark(1, map, 100_000)).toBe(true);
  expect(marks.mark(2, map, 5)).toBe(true);
});
