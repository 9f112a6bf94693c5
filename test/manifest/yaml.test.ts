import fc from 'fast-check';
import { describe as group, expect, test } from 'vitest';
import { parse, parseDocument, stringify } from 'yaml';
import { readJson } from '../../src/manifest/json.ts';
import type { Problem } from '../../src/manifest/problem.ts';
import { documentSink } from '../../src/manifest/tree.ts';
import { readYaml } from '../../src/manifest/yaml.ts';

// Tells a hang from a slow machine; it measures no speed.
const HANG = 30_000;

function read(text: string): { value: unknown; problems: Problem[] } {
  const sink = documentSink();
  const problems = readYaml(text, 'x.yaml', sink);
  return { value: sink.value(), problems };
}

function codes(text: string): string[] {
  return read(text).problems.map(({ code }) => code);
}

group('values', () => {
  test('scalars of YAML 1.2', () => {
    const { value, problems } = read(
      'a: no\nb: 12:30:45\nc: 0x1F\nd: 1_000\ne: ~\nf:\ng: true\nh: 1.5\ni: 2019-05-31\n',
    );
    expect(problems).toEqual([]);
    expect(value).toEqual({
      a: 'no',
      b: '12:30:45',
      c: 31,
      d: '1_000',
      e: null,
      f: null,
      g: true,
      h: 1.5,
      i: '2019-05-31',
    });
  });

  test('keys are text', () => {
    expect(read('1: a\ntrue: b\n~: c\n').value).toEqual({ 1: 'a', true: 'b', '~': 'c' });
  });

  test('CR and CRLF end lines as LF does', () => {
    const lf = 'a: 1\nb:\n  - x\n  - "y\n    z"\n';
    expect(read(lf.replaceAll('\n', '\r\n')).value).toEqual(read(lf).value);
    expect(read(lf.replaceAll('\n', '\r')).value).toEqual(read(lf).value);
    // A comment ends where people see it end.
    expect(read('a: 1 # x\rb: 2\n').value).toEqual({ a: 1, b: 2 });
  });

  test('ordinary texts full of brackets, dashes and indentation pass', () => {
    const text = [
      'reason: "see [1] (2) {3} - - -"',
      `plain: ${'a - b '.repeat(200)}`,
      `list: [${'x, '.repeat(500)}y] # ${'[{'.repeat(200)}`,
      'block: |',
      `  ${'[ '.repeat(200)}`,
      `  ${' '.repeat(400)}deep`,
      ...Array.from({ length: 100 }, (_, depth) => `  ${' '.repeat(depth)}- step`),
      `quoted: '${'{ [ '.repeat(200)}'`,
      `folded: "a`,
      `  ${' '.repeat(300)}b"`,
      'last: 1',
    ].join('\n');
    const { value, problems } = read(text);
    expect(problems).toEqual([]);
    expect(Object.keys(value as object)).toHaveLength(7);
  });

  test('64 levels are read, 65 are not', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(codes(nested(64))).toEqual([]);
    expect(codes(nested(65))).toEqual(['nesting']);
    expect(codes(`a: ${nested(64)}`)).toEqual(['nesting']);
  });
});

group('what the format leaves out', () => {
  test.each([
    ['a: &x 1\nb: *x\n', ['anchor', 'alias']],
    ['a: &x [*x]\n', ['anchor', 'alias']],
    ['a: !!binary aGk=\n', ['tag']],
    ['a: !include x\n', ['tag']],
    ['! a: 1\n', ['tag', 'yaml-syntax']],
    ['%YAML 1.2\n---\na: 1\n', ['directive']],
    ['%TAG ! x:\n---\na: 1\n', ['directive']],
    ['<<: {a: 1}\n', ['merge-key']],
    ['__proto__: 1\n', ['reserved-key']],
    ['"a": 1\na: 2\n', ['duplicate-key']],
    ['"cl\\u0061ss": 1\nclass: 2\n', ['duplicate-key']],
    ['a: 1\n---\n', ['several-documents']],
    ['---\na: 1\n...\n', []],
    ['--- # x\na: 1\n', []],
    ['a: .nan\n', ['number']],
    ['a: -012\n', ['number']],
    ['? [a]\n: 1\n', ['yaml-syntax']],
    ['? {a: 1}\n: 1\n', ['yaml-syntax']],
    ['{a: 1}: 1\n', ['yaml-syntax']],
  ])('%j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  test('the messages are our own', () => {
    const { problems } = read('a: "\\q"\nb: [\n');
    for (const { values } of problems) expect(Object.keys(values)).toEqual(['what', 'remedy']);
  });

  test('the opening quote is shown rather than the end of the file', () => {
    const text = 'a: 1\nb: "x\nc: 1\nd: 2\n';
    expect(read(text).problems.map(({ start }) => start)).toEqual([text.indexOf('"')]);
  });
});

const PIECES = [
  '- ',
  '? ',
  ': ',
  ':',
  'a',
  'b: ',
  '\n',
  '\n  ',
  '\n    ',
  ' ',
  '[',
  ']',
  '{',
  '}',
  ',',
  '"',
  "'",
  '#',
  ' #',
];
const MORE = [
  '&x ',
  '*x',
  '!t ',
  '|\n',
  '>-\n',
  '%',
  '---',
  '\n---\n',
  '...',
  '\t',
  '\r',
  '\\',
  '~',
  '1',
  '0x',
  '\u00e9',
  '<<: ',
  '\ud83d',
  '@',
  '`',
];

group('robustness', () => {
  test('any text is read or refused, quickly, and what is accepted is what the library reads', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES, ...MORE), { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const started = performance.now();
        const { value, problems } = read(text);
        expect(performance.now() - started).toBeLessThan(HANG);
        for (const { start, end } of problems)
          expect(start >= 0 && end >= start && end <= text.length).toBe(true);
        if (problems.length > 0 || text.includes('\r')) return;
        const peer = parseDocument(text, {
          stringKeys: true,
          schema: 'core',
          version: '1.2',
          logLevel: 'silent',
        });
        expect(peer.errors).toEqual([]);
        expect(value).toEqual(peer.toJS());
      }),
      { numRuns: 4000 },
    );
  });

  test('any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void read(text)),
      { numRuns: 2000 },
    );
  });
});

test('a document gives one value in JSON, in flow style and in block style', () => {
  const key = fc.stringMatching(/^[a-zA-Z$][\w.-]{0,8}$/);
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'abc {}[]:#-,"\'\\|>&*!%@~0123456789.e\u00e9\n') }),
    fc.constantFrom('no', 'null', '1e5', '010', ''),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('map'),
    ),
    list: fc.array(tie('tree'), { maxLength: 4 }),
    map: fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const sink = documentSink();
      const json = JSON.stringify(value);
      expect(readJson(json, 'x.json', sink)).toEqual([]);
      expect(sink.value()).toEqual(value);
      if (value === null) return;
      for (const source of [json, stringify(value)]) {
        // The library's own writer now and then writes a block scalar wrongly, which its reader refuses or reads otherwise.
        if (source !== json && parseDocument(source, { logLevel: 'silent' }).errors.length > 0) continue;
        const reading = read(source);
        expect(reading.problems, source).toEqual([]);
        expect(reading.value).toEqual(source === json ? value : parse(source));
      }
    }),
    { numRuns: 1500 },
  );
});
