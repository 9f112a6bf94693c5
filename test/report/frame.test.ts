import fc from 'fast-check';
import { describe as group, expect, test } from 'vitest';
import { linesOf } from '../../src/manifest/lines.ts';
import { codeFrame, type FrameOptions } from '../../src/report/frame.ts';

function frame(text: string, marked: string, options?: FrameOptions): string {
  const start = text.indexOf(marked);
  return codeFrame(linesOf(text), start, start + marked.length, options).join('\n');
}

group('code frames', () => {
  test('two lines before, the line, carets, one line after', () => {
    const text = 'one\n\nflows:\n  # after the visit\n  copy:\n    from: server\n    to: drive\n';
    expect(frame(text, 'copy')).toBe(
      ['3 | flows:', '4 |   # after the visit', '5 |   copy:', '  |   ^^^^', '6 |     from: server']
        .join('\n')
        .replace(/^(.{3})/gm, '$1  '),
    );
  });

  test('at both ends of a file', () => {
    expect(frame('a: 1\n', 'a')).toBe('1 |   a: 1\n  |   ^');
    expect(frame('a: 1\nb: 2\n', 'b')).toBe('1 |   a: 1\n2 |   b: 2\n  |   ^');
    expect(codeFrame(linesOf(''), 0, 0)).toEqual(['1 |', '  |   ^']);
    expect(codeFrame(linesOf('a\n'), 2, 2)).toEqual(['1 |   a', '2 |', '  |   ^']);
  });

  test('numbers are aligned', () => {
    const text = Array.from({ length: 12 }, (_, at) => `l${at + 1}`).join('\n');
    expect(frame(text, 'l9')).toBe(' 7 |   l7\n 8 |   l8\n 9 |   l9\n   |   ^^\n10 |   l10');
  });

  test('a span over several lines is marked to the end of the first', () => {
    expect(frame('a: [1,\n 2]\n', '[1,\n 2]')).toBe('1 |   a: [1,\n  |      ^^^\n2 |    2]');
  });

  test('the mark of a command of a service is broken up, and the carets stay below their text', () => {
    expect(frame('# ##[error] x', 'x')).toBe('1 |   # #\\u{23}[error] x\n  |                    ^');
  });

  test('tabs, wide and combining characters keep the carets below their text', () => {
    expect(frame('\ta\tb: x', 'b')).toBe('1 |       a   b: x\n  |           ^');
    expect(frame('\u6771\u4eac: x', 'x')).toBe('1 |   \u6771\u4eac: x\n  |         ^');
    expect(frame('\u{1f600} x', 'x')).toBe('1 |   \u{1f600} x\n  |      ^');
    expect(frame('e\u0301 x', 'x')).toBe('1 |   e\u0301 x\n  |     ^');
    expect(frame('a: \u6771\u4eac', '\u6771\u4eac')).toBe('1 |   a: \u6771\u4eac\n  |      ^^^^');
  });

  test('what is not printable is written out', () => {
    expect(frame('a: \u001b[2J', '\u001b')).toBe('1 |   a: \\u{1b}[2J\n  |      ^^^^^^');
    expect(frame('a\u202eb: x', 'x')).toBe('1 |   a\\u{202e}b: x\n  |               ^');
  });

  test('long lines are cut around the carets', () => {
    const text = `${'a'.repeat(50)}X${'b'.repeat(50)}`;
    expect(frame(text, 'X', { width: 20 })).toBe(
      `1 |   \u2026${'a'.repeat(10)}X${'b'.repeat(7)}\u2026\n  |   ${' '.repeat(11)}^`,
    );
    expect(frame(text, 'aa', { width: 20 })).toBe(`1 |   ${'a'.repeat(19)}\u2026\n  |   ^^`);
    expect(frame(`${text}\nY`, 'Y', { width: 20 })).toBe(`1 |   ${'a'.repeat(19)}\u2026\n2 |   Y\n  |   ^`);
  });

  test('a line of 10 MB takes no time', () => {
    const text = `${'x'.repeat(10_000_000)}\nY${'y'.repeat(10_000_000)}`;
    const lines = linesOf(text);
    lines.count();
    const started = performance.now();
    codeFrame(lines, 5_000_000, 5_000_003);
    codeFrame(lines, 10_000_001, 20_000_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('any text gives few, narrow and printable lines, with carets where the span is', () => {
    const unit = fc.constantFrom(
      'a',
      ' ',
      '\t',
      '\n',
      '\r',
      '\u6771',
      '\u{1f600}',
      '\u0301',
      '\u001b',
      '\u202e',
      '\ud800',
      '\udc00',
    );
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 80 }),
        fc.nat(),
        fc.nat(30),
        fc.integer({ min: 20, max: 40 }),
        (text, seed, length, width) => {
          const start = seed % (text.length + 1);
          const shown = codeFrame(linesOf(text), start, Math.min(text.length, start + length), {
            width,
          });
          expect(shown.length).toBeLessThanOrEqual(5);
          expect(shown.filter((line) => /^ +\| +\^+$/.test(line))).toHaveLength(1);
          for (const line of shown) {
            expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
            expect(line.length).toBeLessThanOrEqual(width * 2 + 10);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
