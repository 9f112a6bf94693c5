import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe as group, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FORMATS } from '../../src/manifest/calendar.ts';
import { pointerSegments } from '../../src/manifest/schema.ts';
import { schemaIssues, validate } from '../../src/manifest/validate.ts';
import { SOUND } from './cases.ts';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../schema/manifest.schema.json', import.meta.url), 'utf8'),
);

// The published schema, compiled at run time, as an editor would use it.
const published = new Ajv2020({
  allErrors: true,
  ownProperties: true,
  strict: false,
  formats: FORMATS,
}).compile(SCHEMA);

const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    '',
    'all',
    'x',
    'A b',
    'a.b',
    'copy',
    'P1D',
    '2019-05-31',
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    ['x'],
    [null],
    ['A'],
    [[]],
    { x: 1 },
    { id: 'x' },
    { from: '2019-02-30' },
    [{}],
  ),
);

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function placesOf(value: unknown): Place[] {
  if (value === null || typeof value !== 'object') return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}

function mutated(seed: number, change: (place: Place) => void): unknown {
  const document: unknown = parse(SOUND);
  const places = placesOf(document);
  change(places[seed % places.length]);
  return document;
}

group('issues', () => {
  test('a sound manifest has none', () => {
    expect(validate(parse(SOUND))).toEqual([]);
  });

  test('there are issues exactly when the schema refuses', () => {
    const agree = (document: unknown) => {
      expect(validate(document).length === 0, JSON.stringify(document)).toBe(published(document));
    };
    fc.assert(
      fc.property(fc.nat(), anything, fc.nat(), anything, (first, value, second, other) => {
        const document = mutated(first, ({ holder, key }) => void (holder[key] = structuredClone(value)));
        const places = placesOf(document);
        const { holder, key } = places[second % places.length];
        holder[key] = structuredClone(other);
        agree(document);
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.nat(), (seed) => agree(mutated(seed, ({ holder, key }) => void delete holder[key]))),
    );
    fc.assert(fc.property(fc.jsonValue(), agree));
  });

  test('one fault gives one issue', () => {
    const scalar = fc.constantFrom<unknown>(null, true, -1, 1.5, '', 'A b', '\u0441bp', '2019-02-30');
    fc.assert(
      fc.property(fc.nat(), scalar, (seed, value) => {
        const issues = validate(
          mutated(seed, ({ holder, key }) => void (holder[key] = structuredClone(value))),
        );
        expect(issues.length, JSON.stringify(issues)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const document = mutated(seed, (place) => {
          const held = place.holder[place.key];
          if (held !== null && typeof held === 'object' && !Array.isArray(held))
            Object.assign(held, { 'Bo gus': 1 });
        });
        expect(validate(document).length).toBeLessThanOrEqual(2);
      }),
    );
  });

  test('inherited fields count for nothing', () => {
    const flow = Object.create({ to: 'b' }) as Record<string, unknown>;
    flow.from = 'a';
    expect(
      validate({ flowdown: 1, flows: { f: flow } }).map(({ code, values }) => [code, values.key]),
    ).toEqual([['missing-field', 'to']]);
  });

  test('paths have their segments decoded', () => {
    const issues = validate({ flowdown: 1, parties: { 'a/b~c%41': { x: 1 } } });
    expect(issues.map(({ code, path }) => [code, path])).toEqual([
      ['bad-id', ['parties', 'a/b~c%41']],
      ['unknown-key', ['parties', 'a/b~c%41', 'x']],
    ]);
    expect(pointerSegments('')).toEqual([]);
    expect(pointerSegments('#/a~1b/~01')).toEqual(['a/b', '~1']);
  });

  test('only true is consent', () => {
    const promise = () => Promise.resolve(true);
    expect(schemaIssues({}, promise, {})).not.toEqual([]);
  });
});
