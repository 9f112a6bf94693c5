import fc from 'fast-check';
import { describe as group, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readJson } from '../../src/manifest/json.ts';
import { locateIn, readDocument, readManifest } from '../../src/manifest/read.ts';
import type { SchemaIssue } from '../../src/manifest/validate.ts';
import { documentSink } from '../../src/manifest/tree.ts';
import { SOUND } from './cases.ts';

const JSON_TEXT = JSON.stringify(parse(SOUND), null, 2);

function sound(path: string, text: string) {
  const { document, problems } = readManifest({ path, text });
  expect(problems).toEqual([]);
  if (document === undefined) throw new Error('no document');
  return document;
}

group('a sound manifest', () => {
  test('is the same from YAML, JSON, text and bytes', () => {
    const fromYaml = sound('x.yaml', SOUND).manifest;
    expect(fromYaml).toEqual(parse(SOUND));
    expect(sound('x.json', JSON_TEXT).manifest).toEqual(fromYaml);
    expect(sound('X.JSON', JSON_TEXT).manifest).toEqual(fromYaml);
    const bytes = new TextEncoder().encode(`\ufeff${SOUND}`);
    expect(readManifest({ path: 'x.yml', bytes }).document?.manifest).toEqual(fromYaml);
  });

  test('knows where its entries are', () => {
    for (const document of [sound('x.yaml', SOUND), sound('x.json', JSON_TEXT)]) {
      const span = document.spanOf('systems', 'server');
      expect(document.text.slice(span?.start, span?.end).replaceAll('"', '')).toBe('server');
      expect(document.spanOf('parties', 'constructor')).toBeDefined();
      expect(document.spanOf('parties', 'toString')).toBeUndefined();
      expect(document.spanOf('constructor', 'x')).toBeUndefined();
    }
  });

  test('has maps that inherit nothing', () => {
    const { parties = {} } = sound('x.yaml', SOUND).manifest;
    expect(parties.constructor.name).toBe('Builder');
    expect('toString' in parties).toBe(false);
    expect(parties.hasOwnProperty).toBeUndefined();
  });

  test('is located by paths', () => {
    for (const document of [sound('x.yaml', SOUND), sound('x.json', JSON_TEXT)]) {
      const [on, item, missing, beyond, root, none] = locateIn(document, [
        ['systems', 'server', 'disposals', '1', 'on'],
        ['flows', 'capture', 'data', '0'],
        ['flows', 'capture', 'purpose'],
        ['flows', 'capture', 'data', '7', 'x'],
        [],
        ['nothing', 'here'],
      ]);
      const slice = ({ start, end }: { start: number; end: number }) =>
        document.text.slice(start, end).replaceAll('"', '');
      expect([slice(on.key), slice(on.value), on.isExact]).toEqual(['on', '2019-02-28', true]);
      expect([slice(item.key), slice(item.value), item.isExact]).toEqual(['faces', 'faces', true]);
      expect([slice(missing.key), missing.isExact]).toEqual(['capture', false]);
      expect([slice(beyond.key), beyond.isExact]).toEqual(['data', false]);
      expect([root.value.start, root.isExact]).toEqual([0, true]);
      expect([none.value, none.isExact]).toEqual([root.value, false]);
    }
  });
});

test('every key and value of a document is found where it is', () => {
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, fc.integer(), fc.constant('x'), tie('list'), tie('map')),
    list: fc.array(tie('tree'), { maxLength: 3 }),
    map: fc.dictionary(fc.stringMatching(/^[a-z0-9]{1,3}$/), tie('tree'), { maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const text = JSON.stringify(value, null, 1);
      const paths = pathsOf(value, []);
      locateIn({ path: 'x.json', text }, paths).forEach((location, index) => {
        const path = paths[index];
        const expected = path.reduce(
          (found, segment) => (found as Record<string, unknown>)[segment],
          value as unknown,
        );
        expect(location.isExact).toBe(true);
        expect(JSON.parse(text.slice(location.value.start, location.value.end))).toEqual(expected);
        const key = text.slice(location.key.start, location.key.end);
        if (location.key !== location.value) expect(JSON.parse(key)).toBe(path[path.length - 1]);
      });
    }),
  );
});

function pathsOf(value: unknown, path: string[]): string[][] {
  if (value === null || typeof value !== 'object') return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

test('a document of another schema is read by its own check', () => {
  const check = (value: unknown): SchemaIssue[] =>
    value === 'good'
      ? []
      : [
          {
            code: 'wrong-type',
            path: [],
            at: 'value',
            values: { place: 'The file', expected: 'good', found: 'x' },
          },
        ];
  expect(readDocument({ path: 'x.yaml', text: 'good' }, check)).toMatchObject({
    value: 'good',
    problems: [],
  });
  const { value, problems } = readDocument({ path: 'x.yaml', text: 'bad' }, check);
  expect([value, problems.map(({ code }) => code)]).toEqual([undefined, ['wrong-type']]);
});

test('an entry keeps its place whatever the length of its key', () => {
  const sink = documentSink();
  const key = 'k'.repeat(10_000);
  readJson(`{"a":{"${key}":1,"b":2}}`, 'x.json', sink);
  expect(sink.places().find('a', 'b')).toEqual({ start: 10_011, end: 10_014 });
  expect(sink.places().find('a', key)?.start).toBe(6);
});
