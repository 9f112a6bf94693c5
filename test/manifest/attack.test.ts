import { expect, test } from 'vitest';
import { readManifest } from '../../src/manifest/read.ts';

// Inputs that stop a reader with default options, for minutes or for good. Each is built here, and is refused or read.
// The one bound tells a hang from a slow machine; it measures no speed.
const HANG = 60_000;

interface Attack {
  readonly name: string;
  readonly path?: string;
  readonly text: () => string;
  readonly code: string | undefined;
}

const parties = (count: number) => Array.from({ length: count }, (_, at) => `  p${at}: {}\n`).join('');

const ATTACKS: readonly Attack[] = [
  { name: '2,000 bytes of "? "', text: () => '? '.repeat(1000), code: 'nesting' },
  { name: '5,000 dashes', text: () => '- '.repeat(5000), code: 'nesting' },
  {
    name: '5,000 dashes in a second file',
    text: () => '- '.repeat(5000),
    code: 'nesting',
  },
  { name: '5,000 colons', text: () => ': '.repeat(5000), code: 'nesting' },
  { name: '100,000 brackets', text: () => '['.repeat(100_000), code: 'nesting' },
  { name: '100,000 braces and keys', text: () => '{a: '.repeat(100_000), code: 'nesting' },
  { name: 'explicit keys in flow', text: () => '{? ['.repeat(200), code: 'nesting' },
  {
    name: 'explicit keys on a staircase',
    text: () => Array.from({ length: 255 }, (_, depth) => `${' '.repeat(depth)}?\n`).join(''),
    code: 'nesting',
  },
  {
    name: 'maps on a staircase',
    text: () => Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
    code: 'nesting',
  },
  {
    name: 'dashes on many lines, each deeper',
    text: () =>
      Array.from({ length: 60 }, (_, line) => `${' '.repeat(line * 4)}${'- '.repeat(60)}\n`).join(''),
    code: 'nesting',
  },
  { name: '10,000 tags', text: () => '!a '.repeat(10_000), code: 'nesting' },
  {
    name: 'a bomb of aliases',
    text: () =>
      `a: &a [x]\n${Array.from('bcdefghij', (name, at) => `${name}: &${name} [${`*${'abcdefghij'[at]},`.repeat(9)}]\n`).join('')}`,
    code: 'alias',
  },
  {
    name: '8,000 anchors, each used',
    text: () => Array.from({ length: 8000 }, (_, at) => `a${at}: &x${at} 1\nb${at}: *x${at}\n`).join(''),
    code: 'anchor',
  },
  {
    name: '200,000 keys',
    text: () => `flowdown: 1\nparties:\n${parties(200_000)}`,
    code: undefined,
  },
  {
    name: '200,000 keys in JSON',
    path: 'x.json',
    text: () =>
      `{"flowdown":1,"parties":{${Array.from({ length: 200_000 }, (_, at) => `"p${at}":{}`).join(',')}}}`,
    code: undefined,
  },
  {
    name: 'a line of 10 MB, plain',
    text: () => `flowdown: 1\nparties: { a: { name: ${'ab cd ef '.repeat(1_150_000)} } }\n`,
    code: 'too-long',
  },
  {
    name: 'a line of 10 MB, quoted, full of escapes',
    text: () => `flowdown: 1\nparties: { a: { name: "${'\\x41\\\\ '.repeat(1_400_000)}" } }\n`,
    code: 'too-long',
  },
  {
    name: 'a line of 10 MB, of list items',
    text: () => `flowdown: 1\nparties: { a: { name: [${'a, '.repeat(3_300_000)}a] } }\n`,
    code: 'nesting',
  },
  {
    name: 'a quote that is never closed',
    text: () => `a: "${'x\n'.repeat(500_000)}`,
    code: 'yaml-syntax',
  },
  {
    name: '100,000 empty lines',
    text: () => `a:\n${'\n'.repeat(100_000)}  b: 1\n`,
    code: 'missing-field',
  },
  {
    name: '100,000 comments',
    text: () => `a:\n${' # c\n'.repeat(100_000)}  b: 1\n`,
    code: 'missing-field',
  },
  {
    name: '100,000 trailing spaces',
    text: () => `a: b${' '.repeat(100_000)}\n`,
    code: 'missing-field',
  },
  {
    name: '100,000 folded lines',
    text: () => `a: "${' \n'.repeat(100_000)} "\n`,
    code: 'missing-field',
  },
  {
    name: '20,000 errors',
    text: () => 'a: b: c\n'.repeat(20_000),
    code: 'yaml-syntax',
  },
  {
    name: '300,000 unknown fields',
    path: 'x.json',
    text: () =>
      `{"flowdown":1,"flows":{"a":{${Array.from({ length: 300_000 }, (_, at) => `"x${at}":0`).join(',')}}}}`,
    code: 'unknown-key',
  },
  {
    name: '300,000 wrong items of a choice',
    path: 'x.json',
    text: () => `{"flowdown":1,"data":{"a":{"owner":"b","category":[${'"A",'.repeat(300_000)}"A"]}}}`,
    code: 'bad-name',
  },
  {
    name: '5,000,000 brackets of JSON',
    path: 'x.json',
    text: () => '['.repeat(5_000_000),
    code: 'nesting',
  },
];

for (const { name, path = 'x.yaml', text, code } of ATTACKS) {
  test(name, () => {
    const source = text();
    const started = performance.now();
    const { document, problems } = readManifest({ path, text: source });
    const taken = performance.now() - started;
    expect(problems.map((problem) => problem.code).find((found) => found === code)).toBe(code);
    expect(document === undefined).toBe(code !== undefined);
    expect(problems.length).toBeLessThanOrEqual(202);
    expect(taken).toBeLessThan(HANG);
  });
}

test('many deep and shallow files in one process', () => {
  const files = [
    '- '.repeat(60),
    `${'['.repeat(64)}${']'.repeat(64)}`,
    '? '.repeat(30),
    'a: 1\n',
    '{a: '.repeat(63),
    ': '.repeat(40),
  ];
  for (let round = 0; round < 300; round += 1) {
    expect(
      readManifest({ path: 'x.yaml', text: files[round % files.length] }).problems.length,
    ).toBeGreaterThan(0);
  }
});
