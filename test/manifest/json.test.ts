import fc from 'fast-check';
import { describe as group, expect, test } from 'vitest';
import { readJson } from '../../src/manifest/json.ts';
import { JSON_TROUBLE } from '../../src/manifest/messages.ts';
import type { Problem } from '../../src/manifest/problem.ts';
import { documentSink } from '../../src/manifest/tree.ts';

function read(text: string): { value: unknown; problems: Problem[] } {
  const sink = documentSink();
  const problems = readJson(text, 'x.json', sink);
  return { value: sink.value(), problems };
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isSyntax({ code }: Problem): boolean {
  return code === 'json-syntax' || code === 'empty';
}

function agrees(text: string): void {
  const { value, problems } = read(text);
  if (problems.some(({ code }) => code === 'nesting')) return;
  expect(parses(text), text).toBe(!problems.some(isSyntax));
  if (problems.length === 0) expect(value).toEqual(JSON.parse(text));
}

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  "'",
  '"a"',
  '"a":',
  '\\',
  '\\u00',
  '0',
  '1',
  '-',
  '.',
  'e',
  '+',
];
const MORE = [
  'true',
  'null',
  'nul',
  ' ',
  '\n',
  '\t',
  '\r',
  '\u00a0',
  '/',
  '//',
  '\u0001',
  '\ud800',
  'NaN',
  '"\\u12',
  '1e5',
  '"__proto__"',
];

group('agreement with JSON.parse', () => {
  test('on what is JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.nat(3), (text, indent) => {
        agrees(text);
        agrees(JSON.stringify(JSON.parse(text), null, indent));
      }),
      { numRuns: 1000 },
    );
  });

  test('on JSON with a slip in it', () => {
    const slip = fc.constantFrom(...PIECES, ...MORE, '');
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.nat(), fc.nat(3), slip, (text, place, length, piece) => {
        const at = place % (text.length + 1);
        agrees(text.slice(0, at) + piece + text.slice(at + length));
      }),
      { numRuns: 5000 },
    );
  });

  test('on pieces of JSON', () => {
    const piece = fc.constantFrom(...PIECES, ...MORE);
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => agrees(pieces.join(''))),
      { numRuns: 5000 },
    );
  });

  test('on numbers and escapes', () => {
    const text = fc.constantFrom(
      '-0',
      '0',
      '-',
      '01',
      '1.',
      '.5',
      '1.5e+3',
      '1E5',
      '1e',
      '0x10',
      '+1',
      '123456789012345',
    );
    fc.assert(fc.property(text, agrees));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => agrees(JSON.stringify(value))));
  });
});

group('JSON syntax', () => {
  const slips: [keyof typeof JSON_TROUBLE, string, number][] = [
    ['trailing-comma', '{"a":1,}', 7],
    ['trailing-comma', '[1, ]', 4],
    ['comment', '{ // x\n}', 2],
    ['comment', '[1 /* x */]', 3],
    ['comment', '# x', 0],
    ['single-quote', "{'a':1}", 1],
    ['single-quote', "['a']", 1],
    ['unquoted-key', '{a:1}', 1],
    ['expected-key', '{1:1}', 1],
    ['expected-colon', '{"a" 1}', 5],
    ['expected-value', '[,]', 1],
    ['expected-comma', '[1 2]', 3],
    ['wrong-bracket', '[1}', 2],
    ['wrong-bracket', '{]', 1],
    ['unclosed-text', '["a', 1],
    ['unclosed-text', '["a\n"]', 1],
    ['control-in-text', '["\t"]', 2],
    ['bad-escape', '["\\x"]', 2],
    ['bad-escape', '["\\u12"]', 2],
    ['bad-number', '[01]', 1],
    ['bad-number', '[1.]', 1],
    ['bad-number', '[+1]', 1],
    ['bad-number', '[-Infinity]', 1],
    ['bad-word', '[NaN]', 1],
    ['bad-word', '[undefined]', 1],
    ['bad-word', '[True]', 1],
    ['early-end', '{"a":[1', 7],
    ['late-text', '{} {}', 3],
  ];
  for (const [trouble, text, at] of slips) {
    test(`${trouble}: ${JSON.stringify(text)}`, () => {
      const [problem] = read(text).problems;
      expect(problem.code).toBe('json-syntax');
      expect(problem.values).toEqual({ what: JSON_TROUBLE[trouble][0], remedy: JSON_TROUBLE[trouble][1] });
      expect(problem.start).toBe(at);
    });
  }

  test('every trouble is produced', () => {
    expect(new Set(slips.map(([trouble]) => trouble))).toEqual(new Set(Object.keys(JSON_TROUBLE)));
  });
});

test('duplicate keys are found by their decoded text, in small and large maps', () => {
  expect(read('{"a":1,"\\u0061":2}').problems.map(({ code, start }) => [code, start])).toEqual([
    ['duplicate-key', 7],
  ]);
  const many = Array.from({ length: 1000 }, (_, at) => `"k${at}":0`).join(',');
  expect(read(`{${many},"k500":1}`).problems.map(({ code }) => code)).toEqual(['duplicate-key']);
  expect(read('[{"a":1},{"a":1}]').problems).toEqual([]);
});

test('ids that are names of built-in things are ordinary keys', () => {
  const { value, problems } = read('{"constructor":{"toString":1},"hasOwnProperty":2}');
  expect(problems).toEqual([]);
  expect(Object.entries(value as object).map(([key]) => key)).toEqual(['constructor', 'hasOwnProperty']);
  expect('valueOf' in (value as object)).toBe(false);
});

test('64 levels are read, 65 are not', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  expect(read(nested(64)).problems).toEqual([]);
  expect(read(nested(65)).problems.map(({ code, start }) => [code, start])).toEqual([['nesting', 64]]);
});
