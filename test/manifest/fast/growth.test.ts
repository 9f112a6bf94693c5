import { describe as group, expect, test } from 'vitest';
import { tapeOfJson } from '../../../src/manifest/fast/json.ts';
import { Strings } from '../../../src/manifest/fast/strings.ts';
import { tapeOfYaml } from '../../../src/manifest/fast/yaml.ts';

// Files of odd shapes take time in proportion to their size, whether they are accepted or declined.

const SMALL = 5000;
const TIMES = 12;
// What grows with the square of the size takes 144 times as long.
const MOST = 50;

const YAML: Record<string, (count: number) => string> = {
  'a long plain text': (count) => `a: ${'x'.repeat(count)}\n`,
  'a plain text of many words': (count) => `a: ${'x '.repeat(count)}\n`,
  'colons and hashes in a text': (count) => `a: x${':#'.repeat(count)}x\n`,
  'spaces after a text': (count) => `a: x${' '.repeat(count)}\n`,
  'spaces after a key': (count) => `a:${' '.repeat(count)}x\n`,
  'digits that end as a text': (count) => `a: ${'1'.repeat(count)}x\n`,
  'digits, a point and more': (count) =>
    `a: ${'1'.repeat(count)}.${'1'.repeat(count)}e${'1'.repeat(count)}x\n`,
  'comments in brackets': (count) => `a: [\n${'  # x\n'.repeat(count)}]\n`,
  'a long comment': (count) => `a: b # ${'# é'.repeat(count)}\n`,
  'many blank lines': (count) => `a: b\n${'\n'.repeat(count)}c: d\n`,
  'many comments': (count) => `a: b\n${'# c\n'.repeat(count)}c: d\n`,
  'quotes in quotes': (count) => `a: '${"''".repeat(count)}'\n`,
  escapes: (count) => `a: "${'\\"'.repeat(count)}"\n`,
  'quotes that are not closed': (count) => `a: "${'\\"'.repeat(count)}\n`,
  'items that begin like keys': (count) => `a:\n${'- "x y"\n- key-like\n'.repeat(count)}`,
  'brackets over many lines': (count) => `a: [\n${'  x,\n'.repeat(count)}]\n`,
  'a text of many lines': (count) => `a: |\n${'  x\n\n'.repeat(count)}`,
  'blank lines in a text': (count) => `a: |\n  x\n${'\n'.repeat(count)}`,
  'folded lines': (count) => `a: >-\n${'  x\n'.repeat(count)}`,
  'many texts of one line': (count) => `a:\n${'- |\n  x\n'.repeat(count)}`,
  'keys at two depths in turn': (count) =>
    `a:\n${Array.from({ length: count }, (_, i) => `  k${i}:\n    x: y\n`).join('')}`,
  'no value': (count) => `a:\n${'-\n'.repeat(count)}`,
};

const JSON_TEXTS: Record<string, (count: number) => string> = {
  'a long text': (count) => `"${'x'.repeat(count)}"`,
  escapes: (count) => `"${'\\n'.repeat(count)}"`,
  'a text that is not closed': (count) => `"${'\\"'.repeat(count)}`,
  'many digits': (count) => `[${'1'.repeat(count)}.5]`,
  'many numbers': (count) => `[${'1.5,'.repeat(count)}1]`,
  spaces: (count) => `[${' '.repeat(count)}]`,
  'many keys': (count) => `{${Array.from({ length: count }, (_, i) => `"k${i}":{"a":1}`).join()}}`,
};

/** Noise only makes things look slower: what is linear shows it in one of some attempts. */
const ATTEMPTS = 6;

function timeOf(run: () => unknown): number {
  const started = performance.now();
  run();
  // Less than a tenth of a millisecond measures the clock.
  return Math.max(0.1, performance.now() - started);
}

function expectRatio(large: () => unknown, small: () => unknown, most: number): void {
  let ratio = Infinity;
  for (let left = ATTEMPTS; left > 0 && ratio >= most; left--) ratio = timeOf(large) / timeOf(small);
  expect(ratio).toBeLessThan(most);
}

function expectLinear(read: typeof tapeOfYaml, shape: (count: number) => string): void {
  const [small, large] = [SMALL, SMALL * TIMES].map((count) => new TextEncoder().encode(shape(count)));
  const reading = (bytes: Uint8Array) => () => read(bytes, new Strings());
  expectRatio(reading(large), reading(small), MOST);
}

group('YAML', () => {
  test.each(Object.entries(YAML))('%s', (_, shape) => expectLinear(tapeOfYaml, shape));
});

group('JSON', () => {
  test.each(Object.entries(JSON_TEXTS))('%s', (_, shape) => expectLinear(tapeOfJson, shape));
});

test('a file costs what it holds, however much the files before it held', () => {
  const file = new TextEncoder().encode('flows:\n  own: { from: a, to: b }\n');
  const readings = (strings: Strings) => () => {
    for (let i = 0; i < 1000; i++) expect(tapeOfYaml(file, strings)).toBeDefined();
  };
  const full = new Strings(Array.from({ length: 300_000 }, (_, i) => `text-${i}`));
  readings(full)();
  expectRatio(readings(full), readings(new Strings()), 10);
});
