import fc from 'fast-check';
import { describe as group, expect, test } from 'vitest';
import { escapeJson, escapeLine, escapeText, quoteText } from '../../src/manifest/escape.ts';
import { linesOfBytes } from '../../src/manifest/fast/lines.ts';
import { utf16Offsets } from '../../src/manifest/fast/offsets.ts';
import { linesOf } from '../../src/manifest/lines.ts';
import { describe } from '../../src/manifest/problem.ts';
import { readManifest } from '../../src/manifest/read.ts';
import { checkText, decode } from '../../src/manifest/text.ts';
import { wrap } from '../../src/report/layout.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

function message(bytes: number[]): string {
  const { problems } = decode(Uint8Array.from(bytes), 'x');
  expect(problems).toHaveLength(1);
  return describe(problems[0]).message;
}

group('decoding', () => {
  test('one byte order mark is stripped, a second is refused', () => {
    expect(decode(utf8('\ufeffa: 1'), 'x')).toEqual({ text: 'a: 1', problems: [] });
    expect(decode(utf8('\ufeff\ufeffa: 1'), 'x').problems.map(({ code, start }) => [code, start])).toEqual([
      ['control-character', 0],
    ]);
    expect(checkText('\ufeffa: 1', 'x')).toEqual({ text: 'a: 1', problems: [] });
  });

  test('other encodings are named', () => {
    expect(message([0xff, 0xfe, 0x61, 0])).toContain('UTF-16 (little endian)');
    expect(message([0xfe, 0xff, 0, 0x61])).toContain('UTF-16 (big endian)');
    expect(message([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])).toContain('UTF-32 (little endian)');
    expect(message([0, 0, 0xfe, 0xff, 0, 0, 0, 0x61])).toContain('UTF-32 (big endian)');
    expect(message([0x61, 0, 0x3a, 0])).toContain('UTF-16 (little endian)');
    expect(message([0, 0x61, 0, 0x3a])).toContain('UTF-16 (big endian)');
    expect(message([0, 0, 0, 0x61])).toContain('UTF-32 (big endian)');
    expect(message([0x61, 0, 0, 0])).toContain('UTF-32 (little endian)');
  });

  test('an invalid byte is found', () => {
    expect(message([0x61, 0x0a, 0x62, 0xff, 0x63])).toContain('byte 4, on line 2,');
    expect(message([0x80])).toContain('byte 1, on line 1,');
    expect(message([0x61, 0xe2, 0x82])).toContain('byte 3, on line 1,');
  });

  test('bytes that are UTF-8 come back, others are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const { text, problems } = decode(bytes, 'x');
        if (text === undefined) expect(problems[0].code).toBe('encoding');
        else expect([text, `\ufeff${text}`].map(utf8).map(String)).toContain(String(bytes));
      }),
      { numRuns: 2000 },
    );
  });

  test('the size limit counts bytes', () => {
    expect(decode(new Uint8Array(8).fill(0x20), 'x', 8).problems).toEqual([]);
    expect(decode(new Uint8Array(9).fill(0x20), 'x', 8).problems.map(({ code }) => code)).toEqual([
      'too-large',
    ]);
  });

  test.each([
    '\u0000',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u00ad',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    '\u061c',
    '\u200b',
    '\u2060',
    '\u{e0041}',
  ])('no %j anywhere', (character) => {
    const { text, problems } = decode(utf8(`a: 1 # ${character}\n`), 'x');
    expect(problems.map(({ code, start, end }) => [code, start, end])).toEqual([
      ['control-character', 7, 7 + character.length],
    ]);
    expect(text).toBeDefined();
  });

  test('joiners may stand in names and comments only', () => {
    const read = (lines: string) =>
      readManifest({ path: 'x.yaml', text: `flowdown: 1\n${lines}\n` }).problems.map(({ code }) => code);
    const name = '\u0645\u06cc\u200c\u062e\u0648';
    expect(read(`parties: { a: { name: "${name}" } } # ${name}`)).toEqual([]);
    expect(read(`parties: { a: { contact: "${name}" } }`)).toEqual(['joiner']);
    expect(read(`parties: { "a${name}": {} }`)).toEqual(['not-ascii-key']);
    expect(read(`parties: { a: { name: ["${name}"] } }`)).toContain('joiner');
  });
});

group('lines', () => {
  test('LF, CR and CRLF end lines; columns count UTF-16 units', () => {
    const lines = linesOf('a\nb\rc\r\n\u{1f600}d');
    expect(lines.count()).toBe(4);
    expect([0, 1, 2, 4, 5, 7, 9, 99].map((offset) => Object.values(lines.at(offset)))).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
      [3, 1],
      [3, 2],
      [4, 1],
      [4, 3],
      [4, 4],
    ]);
    expect([1, 2, 3, 4, 5].map((line) => lines.span(line))).toEqual([
      { start: 0, end: 1 },
      { start: 2, end: 3 },
      { start: 4, end: 5 },
      { start: 7, end: 10 },
      undefined,
    ]);
  });

  test('a place and its line agree', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n') });
    fc.assert(
      fc.property(text, fc.nat(), (source, seed) => {
        const lines = linesOf(source);
        const offset = seed % (source.length + 1);
        const { line, column } = lines.at(offset);
        const span = lines.span(line);
        expect(span?.start).toBe(offset - column + 1);
        expect(source.slice(0, offset).split(/\r\n?(?!$)|\r$|\n/).length).toBeGreaterThanOrEqual(line);
        expect(lines.count()).toBe(source.split(/\r\n?|\n/).length);
      }),
    );
  });
});

group('lines of bytes', () => {
  const unit = fc.constantFrom('a', 'bcdefgh', '\n', '\r', '\r\n', '\u00e9', '\u6771', '\u{1f600}');

  test('are those of the text that the bytes say, from any offset on', () => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), fc.nat(7), fc.nat(), fc.nat(), (text, shift, a, b) => {
        const bytes = new TextEncoder().encode('x'.repeat(shift) + text).subarray(shift);
        const [lines, known] = [linesOfBytes(bytes), linesOf(text)];
        expect(lines.length).toBe(text.length);
        expect(lines.count()).toBe(known.count());
        for (let line = 0; line <= known.count() + 1; line++)
          expect(lines.span(line)).toEqual(known.span(line));
        const [start, end] = [a % (text.length + 1), b % (text.length + 2)];
        expect(lines.at(start)).toEqual(known.at(start));
        expect(lines.slice(start, end)).toBe(known.slice(start, Math.max(start, end)));
      }),
      { numRuns: 500 },
    );
  });

  test('offsets of bytes and of units agree', () => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), fc.nat(7), (text, shift) => {
        const bytes = new TextEncoder().encode('x'.repeat(shift) + text).subarray(shift);
        const units = utf16Offsets(bytes);
        let offset = 0;
        for (const character of text) {
          expect(units(new TextEncoder().encode(text.slice(0, offset)).length)).toBe(offset);
          offset += character.length;
        }
      }),
    );
  });
});

group('escaping', () => {
  test('what is not printable shows its code point', () => {
    expect(escapeText('a\u001b[2J\n\u202e\u200d\ud800\u{e0001}\u2028b\\')).toBe(
      'a\\u{1b}[2J\\u{a}\\u{202e}\\u{200d}\\u{d800}\\u{e0001}\\u{2028}b\\',
    );
    expect(escapeText('Z\u00fcrich \u6771\u4eac \u{1f600}')).toBe('Z\u00fcrich \u6771\u4eac \u{1f600}');
  });

  test('no text leaves anything unprintable, and escaping twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(escapeText(escaped)).toBe(escaped);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['##[error]x', '#\\u{23}[error]x'],
    ['a ##vso[task.complete] ##teamcity[x', 'a #\\u{23}vso[task.complete] #\\u{23}teamcity[x'],
    ['###[group]', '##\\u{23}[group]'],
    ['## heading [x]', '## heading [x]'],
  ])('%s is no command of a service', (text, shown) => {
    expect(escapeText(text)).toBe(shown);
    expect(JSON.parse(escapeJson(JSON.stringify(text)))).toBe(text);
    expect(escapeJson(JSON.stringify(text))).not.toMatch(/##[a-z]*\[/);
  });

  test('a line does not begin with two colons', () => {
    expect(escapeLine('::error::x')).toBe('\\u{3a}:error::x');
    expect(escapeLine(' \t::stop')).toBe(' \\u{9}::stop');
    expect(escapeLine('a::b')).toBe('a::b');
    expect(wrap('one two ::error::three four', 8)).toEqual(['one two', '\\u{3a}:error::three', 'four']);
  });

  test('long text is cut between characters', () => {
    expect(quoteText('abcdef', 3)).toBe('abc\u2026');
    expect(quoteText('ab\u{1f600}', 3)).toBe('ab\u2026');
    expect(quoteText('abc', 3)).toBe('abc');
  });
});
