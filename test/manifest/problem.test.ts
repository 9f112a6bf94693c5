import { describe as group, expect, test } from 'vitest';
import {
  FILE_MESSAGES,
  IMPORT_MESSAGES,
  LOGIC_MESSAGES,
  MESSAGES,
  TABLE_MESSAGES,
} from '../../src/manifest/messages.ts';
import { linesOf } from '../../src/manifest/lines.ts';
import { describe, placeholders, type Problem } from '../../src/manifest/problem.ts';
import { readManifest } from '../../src/manifest/read.ts';
import { SILENT_SINK } from '../../src/manifest/sink.ts';
import { decode } from '../../src/manifest/text.ts';
import { readYaml } from '../../src/manifest/yaml.ts';
import { codeFrame } from '../../src/report/frame.ts';
import { CASES } from './cases.ts';

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const readings = CASES.map((item) => ({ item, reading: readManifest(item) }));

group('problems of one file', () => {
  for (const [index, { item, reading }] of readings.entries()) {
    test(`${item.code}, case ${index}`, () => {
      expect(reading.document).toBeUndefined();
      const problem = reading.problems.find((candidate) => candidate.code === item.code);
      expect(problem, JSON.stringify(reading.problems)).toBeDefined();
      if (item.span !== undefined && problem !== undefined) {
        expect(reading.text?.slice(problem.start, problem.end)).toBe(item.span);
      }
    });
  }

  test('no code has two meanings', () => {
    const parts = { ...FILE_MESSAGES, ...IMPORT_MESSAGES, ...LOGIC_MESSAGES, ...TABLE_MESSAGES };
    expect(MESSAGES).toMatchObject(parts);
  });

  test('every code of the reading layer is produced by some case', () => {
    const others = [
      ...decode(new Uint8Array(9), 'x', 8).problems,
      ...readYaml('a: [1, 2, 3]', 'x', SILENT_SINK, 3),
    ];
    const produced = new Set(
      [...readings.flatMap(({ reading }) => reading.problems), ...others].map(({ code }) => code),
    );
    expect(Object.keys(FILE_MESSAGES).filter((code) => !produced.has(code as Problem['code']))).toEqual([]);
  });

  test('no code of a file means something else between files', () => {
    for (const table of [FILE_MESSAGES, IMPORT_MESSAGES, LOGIC_MESSAGES, TABLE_MESSAGES])
      expect(MESSAGES).toMatchObject(table);
  });

  test('every message has its values, and nothing printed holds a raw control character', () => {
    for (const { reading } of readings) {
      for (const problem of reading.problems) {
        const { message, help } = describe(problem);
        expect(message).not.toBe('');
        expect(help.includes('{'), help).toBe(false);
        const required = placeholders(MESSAGES[problem.code][0].replace(/\[[^\]]*\]/g, ''));
        expect(required.filter((name) => !Object.hasOwn(problem.values, name))).toEqual([]);
        expect(`${message}${help}`).not.toMatch(UNPRINTABLE);
        if (reading.text !== undefined) {
          const frame = codeFrame(linesOf(reading.text), problem.start, problem.end);
          expect(frame.join('')).not.toMatch(UNPRINTABLE);
          expect(frame.length).toBeLessThanOrEqual(5);
        }
      }
    }
  });

  test('problems are sorted by position', () => {
    for (const { reading } of readings) {
      const starts = reading.problems
        .filter(({ code }) => code !== 'more-problems')
        .map(({ start }) => start);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
    }
  });

  test('all problems of a file come together', () => {
    const text = 'flowdown: 1\nparties:\n  a: { name: x, name: y, kind: 5 }\n  B: {}\n';
    const { problems } = readManifest({ path: 'x.yaml', text });
    expect(problems.map(({ code }) => code)).toEqual(['duplicate-key', 'not-one-of', 'bad-id']);
    expect(problems[0].related).toEqual([
      {
        start: text.indexOf('name'),
        end: text.indexOf('name') + 4,
        file: 'x.yaml',
        note: 'first stated here',
      },
    ]);
  });

  test('the rest of a long list is counted', () => {
    const text = `flowdown: 1\n${Array.from({ length: 130 }, (_, at) => `x${at}: 1\n`).join('')}`;
    const { problems } = readManifest({ path: 'x.yaml', text });
    expect(problems).toHaveLength(101);
    expect(describe(problems[100]).message).toBe('30 more problems are not listed.');
  });
});

test('words of some problems', () => {
  const say = (lines: string) =>
    readManifest({ path: 'x.yaml', text: `flowdown: 1\n${lines}\n` }).problems.map((problem) => {
      const { message, help } = describe(problem);
      return `${message} ${help}`.trim();
    });
  expect(say('flows: { a: { from: b, to: c, data: 5 } }')).toEqual([
    'flows.a.data must be all or a list of data set ids, and is the number 5.',
  ]);
  expect(say('flows: { a: { from: b, to: c, data: plates } }')).toEqual([
    'flows.a.data must be all or a list of data set ids, and is the text "plates". Write it as a list: [plates].',
  ]);
  expect(say('access: { a: { party: b, systems: [c], mfa: "yes" } }')).toEqual([
    'access.a.mfa must be true or false, and is the text "yes". Write true or false, without quotes.',
  ]);
  expect(say('speaksFor: [Agency One]')).toEqual([
    'speaksFor[0]: "Agency One" is not an id. Did you mean "agency-one"? An id has a-z, 0-9, ".", "_" and "-", at most 128, starting with a letter or digit; "all" is reserved.',
  ]);
  expect(say('contracts: { a: { acquirer: b, supplier: c, clauses: [5] } }')).toEqual([
    'contracts.a.clauses[0] must be a text or a map of fields, and is the number 5. Put text in quotes.',
  ]);
  expect(say('contracts: { a: { acquirer: b, supplier: c, clauses: [{ id: x }] } }')).toEqual([
    'contracts.a.clauses[0] lacks the field "date". Add "date".',
  ]);
  expect(say('flows: { a: { from: b, to: c, mode: "\\u0063opi" } }')).toEqual([
    'flows.a.mode must be one of copy, move and view, and is the text "copi". Did you mean "copy"?',
  ]);
});
