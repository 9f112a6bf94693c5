import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { joined } from '../../src/model/names.ts';
import { FORMAT_NAMES } from '../../src/report/formats.ts';
import { folderWith, run, writeFiles, type Files, type Ran } from './run.ts';

// Input of somebody who wants the check to stop, to hang, to lie or to write to the terminal. Each is refused at
// its place or works like any other; what a library does with its default options is no longer seen here.

/** What must hold of any run. */
function expectCivil({ stdout, stderr, signal, ms }: Ran): void {
  expect(signal).toBeNull();
  expect(ms).toBeLessThan(20_000);
  for (const text of [stdout, stderr]) {
    expect(rawCharacters(text)).toEqual([]);
    expect(text).not.toMatch(/^ {4}at /m);
    expect(text).not.toMatch(/^::/m);
  }
}

// Controls other than the line end, format characters (bidirectional ones included), separators, what is no UTF-8.
function rawCharacters(text: string): string[] {
  const found = text.match(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu) ?? [];
  return [...new Set(found)].map((character) => `U+${character.codePointAt(0)?.toString(16)}`);
}

const WORKING = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate.image, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office } }
flows: { send: { from: camera, to: share, data: [plates] } }
`;

const utf16 = (text: string, order: 'le' | 'be', mark: boolean): Uint8Array => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

interface Case {
  readonly name: string;
  /** The text of x.flow.yaml, or all files. */
  readonly input: string | Uint8Array | Files;
  readonly code: number;
  /** How a line of the report begins: a place and the code of the problem; or what it says. */
  readonly says?: string | RegExp;
}

const named = (name: string): string => `flowdown: 1\nparties:\n  a: { name: ${name} }\n`;
const at = (place: string, code: string): string => `x.flow.yaml:${place}   cannot be read   ${code}\n`;
const file = (path: string, content: string | Uint8Array): Files => ({ [path]: content });

const SIZE = 10 * 1024 * 1024;

const PARTIES = { agency: {}, vendor: {} };
const ZONES = { port: { operator: 'agency' }, office: { operator: 'vendor' } };
const PLATES = { category: 'vehicle.license-plate.image', owner: 'agency' };
const upTo = <T>(count: number, entry: (i: number) => readonly [string, T]): Record<string, T> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => entry(i)));
const big = (manifest: object): Files =>
  file('x.flow.json', JSON.stringify({ flowdown: 1, parties: PARTIES, zones: ZONES, ...manifest }));

// What follows step by step, or goes everywhere: neither a stack nor an afternoon is used up.
const INVOLVED: readonly Case[] = [
  {
    name: 'a chain of 30,000 flows that do not say what they carry',
    input: big({
      data: { plates: PLATES },
      systems: {
        s0: { zone: 'port', collects: ['plates'] },
        ...upTo(30_000, (i) => [`s${i + 1}`, { zone: 'office' }]),
      },
      flows: upTo(30_000, (i) => [`f${i}`, { from: `s${i}`, to: `s${i + 1}` }]),
    }),
    code: 1,
    says: /^ {2}flows\.f0\.data +30,001 undecided findings$/m,
  },
  {
    name: 'a flow of everything to each of 10,000 systems',
    input: big({
      data: upTo(10, (i) => [`d${i}`, PLATES]),
      systems: {
        hub: { zone: 'port', collects: Array.from({ length: 10 }, (_, i) => `d${i}`) },
        ...upTo(10_000, (i) => [`s${i}`, { zone: 'office' }]),
      },
      flows: upTo(10_000, (i) => [`f${i}`, { from: 'hub', to: `s${i}`, data: 'all' }]),
    }),
    code: 1,
    says: /^10,001 violations, .* 100,010 single findings /m,
  },
  {
    name: 'a permission that is passed on 5,000 times',
    input: big({
      parties: upTo(5001, (i) => [`p${i}`, {}]),
      zones: { port: { operator: 'p0' }, office: { operator: 'p5000' } },
      data: { plates: { ...PLATES, owner: 'p0' } },
      systems: { camera: { zone: 'port', collects: ['plates'] }, share: { zone: 'office' } },
      flows: { send: { from: 'camera', to: 'share', data: ['plates'] } },
      authorizations: upTo(5000, (i) => [
        `a${i}`,
        { by: `p${i}`, to: `p${i + 1}`, data: ['plates'], actions: ['hold'], delegable: 5000 },
      ]),
    }),
    code: 1,
    says: /1 active flow/,
  },
  {
    name: '50,000 contracts, each under the one before',
    input: big({
      parties: upTo(50_001, (i) => [`p${i}`, {}]),
      zones: {},
      contracts: upTo(50_000, (i) => [
        `c${i}`,
        { acquirer: `p${i}`, supplier: `p${i + 1}`, ...(i > 0 && { under: `c${i - 1}` }) },
      ]),
    }),
    code: 3,
  },
  {
    name: 'two contracts, each under the other',
    input: big({
      contracts: {
        a: { acquirer: 'agency', supplier: 'vendor', under: 'b' },
        b: { acquirer: 'vendor', supplier: 'agency', under: 'a' },
      },
    }),
    code: 3,
  },
  {
    name: '50,000 data sets, each inside the one before',
    input: big({
      data: upTo(50_000, (i) => [`d${i}`, { ...PLATES, ...(i > 0 && { contains: [`d${i - 1}`] }) }]),
    }),
    code: 2,
    says: /^x\.flow\.json:1:\d+ +cannot be read +too-involved$/m,
  },
  {
    name: 'two data sets, each inside the other',
    input: big({ data: { a: { ...PLATES, contains: ['b'] }, b: { ...PLATES, contains: ['a'] } } }),
    code: 2,
    says: /^x\.flow\.json:1:\d+ +cannot be read +cycle$/m,
  },
  {
    name: 'a category of 100,000 levels',
    input: big({ data: { plates: { ...PLATES, category: Array(100_000).fill('a').join('.') } } }),
    code: 2,
    says: /^x\.flow\.json:1:\d+ +cannot be read +too-long$/m,
  },
];

// One after the other: each of these keeps a processor busy for seconds.
const SIZES: readonly Case[] = [
  { name: 'a line of 10 MB, plain', input: named('a'.repeat(SIZE)), code: 2, says: at('3:14', 'too-long') },
  {
    name: 'a line of 10 MB, quoted',
    input: named(`"${'a'.repeat(SIZE)}"`),
    code: 2,
    says: at('3:14', 'too-long'),
  },
  {
    name: 'a line of 10 MB, a list',
    input: named(`[${'a, '.repeat(SIZE / 3)}a]`),
    code: 2,
    says: /^x\.flow\.yaml:3:\d+ +cannot be read +nesting$/m,
  },
  { name: 'a line of 10 MB, one key', input: `flowdown: 1\n${'a'.repeat(SIZE)}: 1\n`, code: 2 },
  {
    name: '200,000 keys',
    input: `flowdown: 1\nparties:\n${Array.from({ length: 200_000 }, (_, i) => `  p${i}: {}\n`).join('')}`,
    code: 3,
  },
  {
    name: '50,000 unknown keys',
    input: `flowdown: 1\n${Array.from({ length: 50_000 }, (_, i) => `p${i}: {}\n`).join('')}`,
    code: 2,
    says: /more problems/,
  },
];

const CONTENTS: readonly Case[] = [
  { name: 'a manifest that works', input: WORKING, code: 1 },
  { name: 'YAML that breaks off', input: WORKING.slice(0, -4), code: 2, says: at('6:58', 'yaml-syntax') },
  {
    name: 'YAML that breaks off in a quote',
    input: 'flowdown: 1\nparties: { a: { name: "a',
    code: 2,
    says: /yaml-syntax/,
  },
  {
    name: 'a bomb of aliases',
    input: `flowdown: 1\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n`,
    code: 2,
    says: /x\.flow\.yaml:2:4 +cannot be read +anchor/,
  },
  {
    name: 'a merge key',
    input: 'flowdown: 1\nparties:\n  a: {}\n  b: { <<: {} }\n',
    code: 2,
    says: at('4:8', 'merge-key'),
  },
  {
    name: '2,000 bytes of "? "',
    input: '? '.repeat(1000),
    code: 2,
    says: /x\.flow\.yaml:1:\d+ +cannot be read +nesting/,
  },
  {
    name: 'two files of "- " in a row',
    input: { 'x.flow.yaml': '- '.repeat(5000), 'y.flow.yaml': '- '.repeat(5000) },
    code: 2,
    says: /2 problems/,
  },
  { name: '5,000 open brackets', input: '['.repeat(5000), code: 2, says: /nesting/ },
  {
    name: 'maps on a staircase',
    input: Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
    code: 2,
    says: /nesting/,
  },
  {
    name: 'deep JSON',
    input: file('x.flow.json', '{"a":'.repeat(50_000)),
    code: 2,
    says: /x\.flow\.json:1:\d+ +cannot be read +nesting/,
  },
  {
    name: '__proto__ as a key',
    input: 'flowdown: 1\n__proto__: { parties: {} }\n',
    code: 2,
    says: at('2:1', 'reserved-key'),
  },
  {
    name: '__proto__ as an id',
    input: 'flowdown: 1\nparties:\n  __proto__: {}\n',
    code: 2,
    says: at('3:3', 'reserved-key'),
  },
  {
    name: '__proto__ in JSON',
    input: file('x.flow.json', '{"flowdown":1,"parties":{"__proto__":{}}}'),
    code: 2,
    says: /x\.flow\.json:1:26 +cannot be read +reserved-key/,
  },
  {
    name: 'constructor as a key',
    input: 'flowdown: 1\nconstructor: {}\n',
    code: 2,
    says: at('2:1', 'unknown-key'),
  },
  {
    name: 'toString as an id',
    input: 'flowdown: 1\nparties: { toString: {} }\n',
    code: 2,
    says: at('2:12', 'bad-id'),
  },
  {
    name: 'a reference to constructor, which nobody declares',
    input: WORKING.replace('to: share', 'to: constructor'),
    code: 2,
    says: at('6:36', 'unknown-reference'),
  },
  {
    name: 'a key twice',
    input: 'flowdown: 1\nparties:\n  a: {}\n  a: {}\n',
    code: 2,
    says: at('4:3', 'duplicate-key'),
  },
  {
    name: 'a key twice, quoted once',
    input: 'flowdown: 1\nparties:\n  1: {}\n  "1": {}\n',
    code: 2,
    says: at('4:3', 'duplicate-key'),
  },
  {
    name: 'true as an id, twice',
    input: 'flowdown: 1\nparties: { true: {}, "true": {} }\n',
    code: 2,
    says: at('2:22', 'duplicate-key'),
  },
  { name: '%YAML 1.1', input: `%YAML 1.1\n---\n${WORKING}`, code: 2, says: at('1:1', 'directive') },
  { name: 'a tag', input: named('!!js/function "x"'), code: 2, says: at('3:14', 'tag') },
  {
    name: 'UTF-16, little endian',
    input: utf16(WORKING, 'le', true),
    code: 2,
    says: /^x\.flow\.yaml +cannot be read +encoding\n\n.*UTF-16 \(little endian\)/m,
  },
  { name: 'UTF-16, big endian', input: utf16(WORKING, 'be', true), code: 2, says: /UTF-16 \(big endian\)/ },
  {
    name: 'UTF-16, little endian, without mark',
    input: utf16(WORKING, 'le', false),
    code: 2,
    says: /UTF-16 \(little endian\)/,
  },
  {
    name: 'UTF-16, big endian, without mark',
    input: utf16(WORKING, 'be', false),
    code: 2,
    says: /UTF-16 \(big endian\)/,
  },
  {
    name: 'invalid UTF-8',
    input: Buffer.concat([Buffer.from('flowdown: 1\n# '), Buffer.from([0xff, 0xc0, 0xaf])]),
    code: 2,
    says: /byte 15, on line 2, is not valid/,
  },
  { name: 'a byte order mark', input: `\ufeff${WORKING}`, code: 1 },
  {
    name: 'two byte order marks',
    input: `\ufeff\ufeff${WORKING}`,
    code: 2,
    says: at('1:1', 'control-character'),
  },
  { name: 'CRLF', input: WORKING.replaceAll('\n', '\r\n'), code: 1, says: /^x\.flow\.yaml:6:10 /m },
  { name: 'CR alone', input: WORKING.replaceAll('\n', '\r'), code: 1, says: /^x\.flow\.yaml:6:10 /m },
  { name: 'a NUL', input: named('"a\0b"'), code: 2, says: at('3:16', 'control-character') },
  { name: 'a NUL by an escape', input: named('"a\\0b"'), code: 2, says: at('3:14', 'control-character') },
  {
    name: 'an escape character',
    input: named('"\u001b[2J"'),
    code: 2,
    says: at('3:15', 'control-character'),
  },
  {
    name: 'an escape character by an escape',
    input: named('"\\e[2J"'),
    code: 2,
    says: at('3:14', 'control-character'),
  },
  {
    name: 'an escape character in a comment',
    input: `${WORKING}# \u001b]52;c;eA==\u0007\n`,
    code: 2,
    says: at('7:3', 'control-character'),
  },
  {
    name: 'an escape character in JSON',
    input: file('x.flow.json', '{"flowdown":1,"parties":{"a":{"name":"\\u001b[2J"}}}'),
    code: 2,
    says: /x\.flow\.json:1:38 +cannot be read +control-character/,
  },
  {
    name: 'an escape character in a line that is no YAML',
    input: 'flowdown: 1\n\u001b[2J: [\n',
    code: 2,
    says: /control-character/,
  },
  { name: 'a C1 control', input: named('"\u009b2J"'), code: 2, says: at('3:15', 'control-character') },
  {
    name: 'a bidirectional override',
    input: named('"\u202eabc"'),
    code: 2,
    says: at('3:15', 'control-character'),
  },
  {
    name: 'a bidirectional override by an escape',
    input: named('"\\u202eabc"'),
    code: 2,
    says: at('3:14', 'control-character'),
  },
  {
    name: 'a bidirectional isolate in a comment',
    input: `${WORKING}# \u2066\n`,
    code: 2,
    says: at('7:3', 'control-character'),
  },
  {
    name: 'a homoglyph as an id',
    input: 'flowdown: 1\nparties: { \u0441bp: {} }\n',
    code: 2,
    says: at('2:12', 'not-ascii-key'),
  },
  {
    name: 'a homoglyph in a name, which is that of another party',
    input: WORKING.replace('{}, vendor: {}', '{ name: Agency }, vendor: { name: \u0410gency }'),
    code: 1,
    says: /^x\.flow\.yaml:2:\d+ +warning +core\/look-alike-name$/m,
  },
  {
    name: 'a joiner in a name',
    input: WORKING.replace('agency: {}', 'agency: { name: "a\u200db" }'),
    code: 1,
  },
  {
    name: 'a log command in a name',
    input: WORKING.replace('agency: {}', 'agency: { name: "::error::x" }'),
    code: 1,
  },
  { name: 'an empty file', input: '', code: 2, says: at('1:1', 'empty') },
  { name: 'a file of comments', input: '# nothing\n# to see\n', code: 2, says: at('1:1', 'empty') },
  {
    name: 'several documents',
    input: `${WORKING}---\nflowdown: 1\n`,
    code: 2,
    says: at('7:1', 'several-documents'),
  },
  { name: 'a list instead of a map', input: '- flowdown: 1\n', code: 2, says: at('1:1', 'wrong-type') },
  {
    name: 'JSON with a key twice',
    input: file('x.flow.json', '{"flowdown":1,"parties":{"a":{},"a":{}}}'),
    code: 2,
    says: /x\.flow\.json:1:33 +cannot be read +duplicate-key/,
  },
  {
    name: 'JSON with a comment',
    input: file('x.flow.json', '{"flowdown":1 /* x */}'),
    code: 2,
    says: /x\.flow\.json:1:15 +cannot be read +json-syntax/,
  },
  {
    name: 'JSON with a trailing comma',
    input: file('x.flow.json', '{"flowdown":1,}'),
    code: 2,
    says: /x\.flow\.json:1:15 +cannot be read +json-syntax/,
  },
  {
    name: 'an infinite number',
    input: WORKING.replace('owner: agency', 'owner: agency, records: 1e400'),
    code: 2,
    says: /x\.flow\.yaml:4:\d+ +cannot be read +number/,
  },
  {
    name: 'a format version of tomorrow',
    input: 'flowdown: 2\n',
    code: 2,
    says: at('1:11', 'unknown-version'),
  },
];

describe('sizes', () => {
  it.each(SIZES)('$name', expectRefusedOrRead);
  it.each(INVOLVED)('$name', expectRefusedOrRead);
});

describe.concurrent('contents', () => {
  it.each(CONTENTS)('$name', expectRefusedOrRead);
});

async function expectRefusedOrRead({ input, code, says = '' }: Case): Promise<void> {
  const isText = typeof input === 'string' || input instanceof Uint8Array;
  const cwd = folderWith(isText ? { 'x.flow.yaml': input } : input);
  const ran = await run(['check', '--at', '2019-06-01'], { cwd });
  expectCivil(ran);
  expect(ran.stderr).toBe('');
  expect(ran.stdout).toMatch(says);
  expect(ran.code).toBe(code);
}

describe('as many problems as lines', () => {
  // Not here, as it takes half a minute and over 1 GB: a list of 1,000,000 lines "- a".
  it('200,000 references to nothing end with a bounded list of problems', async () => {
    const list = `flowdown: 1\nspeaksFor:\n${'- a\n'.repeat(200_000)}`;
    const ran = await run(['check'], { cwd: folderWith({ 'x.flow.yaml': list }) });
    expectCivil(ran);
    expect(ran.code).toBe(2);
  });
});

describe.concurrent('ids that name members of every object', () => {
  const IDS = ['constructor', 'tostring', 'valueof', 'hasownproperty', '0', '1e3', 'null', 'true'];

  it.each(IDS)('%s is an id like any other', async (id) => {
    const odd = WORKING.replaceAll(/\b(agency|vendor|port|office|plates|camera|share|send)\b/g, (word) =>
      word === 'agency' || word === 'plates' || word === 'camera' || word === 'send' ? `"${id}"` : word,
    );
    const ran = await run(['check', '--at', '2019-06-01'], { cwd: folderWith({ 'x.flow.yaml': odd }) });
    expectCivil(ran);
    expect(ran.stdout).toContain(`has a copy of ${id}, owned by ${id}.`);
    expect(ran.code).toBe(1);
  });
});

describe.concurrent('files', () => {
  const ODD_NAME = 'a\n::error file=x::y\u001b[2J\u202e\u009b.flow.yaml';

  it.each(['text', 'json', 'sarif'])(
    'a name with a line end, a log command and controls, as %s',
    async (format) => {
      const broken = WORKING.replace('office: {', 'office: [');
      for (const [text, code] of [
        [WORKING, 1],
        [broken, 2],
      ] as const) {
        const cwd = folderWith({ [ODD_NAME]: text });
        const ran = await run(['check', '--at', '2019-06-01', '--format', format], { cwd });
        expectCivil(ran);
        expect(ran.stderr).toBe('');
        expect(ran.code).toBe(code);
        if (format === 'json') expect(JSON.parse(ran.stdout)).toMatchObject({ version: 1 });
        if (format === 'json')
          expect(JSON.stringify(JSON.parse(ran.stdout))).toContain(JSON.stringify(ODD_NAME));
      }
    },
  );

  it('a name with such characters, typed as an argument or left out by the patterns', async () => {
    const cwd = folderWith({ 'x.flow.yaml': WORKING, [ODD_NAME.replace('.flow', '')]: WORKING });
    const stray = await run(['check', '--at', '2019-06-01'], { cwd });
    expectCivil(stray);
    expect(stray.stdout).toContain(
      'note: a\\u{a}::error file=x::y\\u{1b}[2J\\u{202e}\\u{9b}.yaml has a flowdown key',
    );
    const typed = await run(['check', `${ODD_NAME}.not`], { cwd });
    expectCivil(typed);
    expect(typed).toMatchObject({ stdout: '', code: 2 });
    expect(typed.stderr).toMatch(/^flowdown: there is no file or folder a\\u\{a\}/);
  });

  it('a name that is not UTF-8', async () => {
    const cwd = folderWith({ 'x.flow.yaml': WORKING });
    const name = Buffer.concat([
      Buffer.from(`${cwd}/`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('.flow.yaml'),
    ]);
    renameSync(join(cwd, 'x.flow.yaml'), name);
    const ran = await run(['check'], { cwd });
    expect(ran.stdout).toMatch(/cannot be read +not-read/);
    expect(ran).toMatchObject({ code: 2, signal: null, stderr: '' });
  });

  it('a manifest that is a link', async () => {
    const cwd = folderWith({ 'x.flow.yaml': WORKING, 'elsewhere/y': WORKING });
    symlinkSync('elsewhere/y', join(cwd, 'y.flow.yaml'));
    const ran = await run(['check'], { cwd });
    expectCivil(ran);
    expect(ran.stdout).toContain('y.flow.yaml   cannot be read   not-read\n');
    expect(ran).toMatchObject({ code: 2, stderr: '' });
    const typed = await run(['check', 'y.flow.yaml'], { cwd });
    expect(typed).toMatchObject({
      stdout: '',
      stderr: 'flowdown: y.flow.yaml is a link, and links are not followed\n',
      code: 2,
    });
  });

  it('a link to a folder of manifests, and a loop of links, are not followed', async () => {
    const cwd = folderWith({ 'in/x.flow.yaml': WORKING });
    symlinkSync('..', join(cwd, 'in', 'up'));
    const ran = await run(['check', '--at', '2019-06-01', 'in'], { cwd });
    expectCivil(ran);
    expect(ran.stdout).toContain(' 1 file,');
    expect(ran.code).toBe(1);
  });

  it('a folder with the name of a manifest is a folder', async () => {
    const cwd = folderWith({ 'x.flow.yaml/y.flow.yaml': WORKING });
    const ran = await run(['check', '--at', '2019-06-01'], { cwd });
    expectCivil(ran);
    expect(ran.stdout).toContain('x.flow.yaml/y.flow.yaml:6:10 ');
    expect(ran.code).toBe(1);
  });

  it('a pipe with the name of a manifest', async () => {
    const cwd = folderWith({ 'y.flow.yaml': WORKING });
    execFileSync('mkfifo', [join(cwd, 'x.flow.yaml')]);
    const ran = await run(['check'], { cwd });
    expectCivil(ran);
    expect(ran.stdout).toContain('x.flow.yaml   cannot be read   not-read\n');
    expect(ran).toMatchObject({ code: 2, stderr: '' });
    const typed = await run(['check', 'x.flow.yaml'], { cwd });
    expect(typed).toMatchObject({ stdout: '', code: 2 });
    expect(typed.stderr).toBe('flowdown: x.flow.yaml is neither a file nor a folder\n');
  });

  it('a file that is not readable stops the check; a list of all problems is told', async () => {
    const cwd = folderWith({
      'x.flow.yaml': 'a: [',
      'y.flow.json': '{',
      'z.flow.yaml': 'flowdown: 1\nb: 1\n',
    });
    const ran = await run(['check'], { cwd });
    expectCivil(ran);
    expect(ran.stdout).toMatch(
      /^x\.flow\.yaml:1:5 [^]*^y\.flow\.json:1:\d [^]*^z\.flow\.yaml:2:1 [^]*^3 problems; nothing was checked\n$/m,
    );
    expect(ran).toMatchObject({ code: 2, stderr: '' });
  });
});

describe.concurrent('configuration', () => {
  interface ConfigCase {
    readonly name: string;
    readonly config: string | Uint8Array;
    readonly says: string | RegExp;
  }
  const place = (where: string, code: string): string =>
    `flowdown.config.yaml:${where}   cannot be read   ${code}\n`;

  const REFUSED: readonly ConfigCase[] = [
    { name: 'an unknown pack', config: 'packs: [core, cores]\n', says: place('1:15', 'unknown-pack') },
    { name: 'an unknown rule', config: 'rules:\n  no-such-rule: off\n', says: place('2:3', 'unknown-rule') },
    { name: 'an unknown key', config: 'pack: [core]\n', says: place('1:1', 'unknown-key') },
    {
      name: '__proto__ as a rule',
      config: 'rules: { __proto__: off }\n',
      says: place('1:10', 'reserved-key'),
    },
    {
      name: 'constructor as a rule',
      config: 'rules: { constructor: off }\n',
      says: place('1:10', 'unknown-rule'),
    },
    {
      name: 'a severity of its own',
      config: 'rules: { opaque-flow: fatal }\n',
      says: /flowdown\.config\.yaml:1:23 /,
    },
    {
      name: 'patterns of trust that overlap',
      config: 'trust:\n  "**": [agency]\n  x.*: [vendor]\n',
      says: /flowdown\.config\.yaml:2:3 .*ambiguous-trust/,
    },
    { name: 'a day that does not exist', config: 'at: 2019-02-30\n', says: place('1:5', 'bad-date') },
    { name: 'an alias', config: 'packs: &a [core]\nexclude: *a\n', says: /flowdown\.config\.yaml:1:8 / },
    { name: 'nothing at all', config: '', says: place('1:1', 'empty') },
    {
      name: 'YAML that breaks off',
      config: 'packs: [core',
      says: /flowdown\.config\.yaml:1:\d+ .*yaml-syntax/,
    },
    { name: 'an escape character', config: 'packs: ["\\e[2J"]\n', says: place('1:9', 'control-character') },
  ];

  it.each(REFUSED)('with $name', async ({ config, says }) => {
    const cwd = folderWith({ 'x.flow.yaml': WORKING, 'flowdown.config.yaml': config });
    const ran = await run(['check', '--at', '2019-06-01'], { cwd });
    expectCivil(ran);
    expect(ran.stdout).toMatch(says);
    expect(ran).toMatchObject({ code: 2, stderr: '' });
  });

  it('that is not UTF-8', async () => {
    const cwd = folderWith({
      'x.flow.yaml': WORKING,
      'flowdown.config.yaml': utf16('packs: [core]\n', 'le', true),
    });
    const ran = await run(['check'], { cwd });
    expectCivil(ran);
    expect(ran.stderr).toMatch(/flowdown\.config\.yaml cannot be read: it is not UTF-8\n$/);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
  });

  it('that is a link is refused, wherever one starts', async () => {
    const cwd = folderWith({ 'in/x.flow.yaml': WORKING, 'in/real.yaml': 'failOn: never\n' });
    symlinkSync('real.yaml', join(cwd, 'in', 'flowdown.config.yaml'));
    for (const path of ['.', 'in', 'in/x.flow.yaml']) {
      const ran = await run(['check', path], { cwd });
      expectCivil(ran);
      expect(ran.stderr).toMatch(
        /flowdown\.config\.yaml cannot be read: it is a link, and links are not followed\n$/,
      );
      expect(ran).toMatchObject({ code: 2, stdout: '' });
    }
  });

  it('that is a folder', async () => {
    const cwd = folderWith({ 'x.flow.yaml': WORKING });
    mkdirSync(join(cwd, 'flowdown.config.yaml'));
    const ran = await run(['check'], { cwd });
    expectCivil(ran);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
  });

  it('whose patterns lead out of the workspace takes nothing in from there', async () => {
    const cwd = folderWith({
      'out.flow.yaml': WORKING,
      'in/flowdown.config.yaml': 'include: ["../*.flow.yaml", "/**", "..", "../in/x.yaml"]\n',
      'in/x.yaml': 'a: 1\n',
    });
    const ran = await run(['check', 'in'], { cwd });
    expectCivil(ran);
    expect(ran.stdout).toContain('nothing to check');
    expect(ran).toMatchObject({ code: 3, stderr: '' });
  });

  it.each([
    ['{a,b}'.repeat(20)],
    [`${'*('.repeat(20)}a${')'.repeat(20)}`],
    ['**/'.repeat(200)],
    ['a{1..99999999}'],
    ['[a'],
  ])('a pattern that is costly or broken, %s', async (pattern) => {
    const files = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`${'a'.repeat(50)}${i}.flow.yaml`, '']),
    );
    const cwd = folderWith({ ...files, 'flowdown.config.yaml': `include: ['${pattern}']\n` });
    const ran = await run(['check'], { cwd });
    expectCivil(ran);
    expect([2, 3]).toContain(ran.code);
  });
});

describe.concurrent('a configuration that names itself', () => {
  it.each([
    ['extends: [./flowdown.config.yaml]\n', /^flowdown\.config\.yaml:1:11 +cannot be read +extends-circle$/m],
    [
      'imports: { flowdown.config.yaml: csv }\n',
      /^flowdown\.config\.yaml:1:1 +cannot be read +unnamed-table$/m,
    ],
    [
      'imports: { flowdown.config.yaml: threagile }\n',
      /^flowdown\.config\.yaml:1:1 +cannot be read +not-a-model$/m,
    ],
    ['include: [flowdown.config.yaml]\n', /^flowdown\.config\.yaml:1:1 +cannot be read +missing-field$/m],
    [
      `sources: { in.flow.yaml: { path: ./flowdown.config.yaml, sha256: "${'a'.repeat(64)}" } }\n`,
      /^flowdown\.config\.yaml:1:12 +cannot be read +source-not-read$/m,
    ],
  ])('%s', async (config, says) => {
    const cwd = folderWith({ 'x.flow.yaml': WORKING, 'flowdown.config.yaml': config });
    const ran = await run(['check', '--at', '2019-06-01'], { cwd });
    expectCivil(ran);
    expect(ran.stdout).toMatch(says);
    expect(ran).toMatchObject({ code: 2, stderr: '' });
  });
});

describe.concurrent('clocks', () => {
  const LEAP = WORKING.replace(
    'data: [plates] }',
    'data: [plates], period: { from: 2020-02-29, until: 9999-12-31 } }',
  );
  const checkedAt = (day: string, env = {}) =>
    run(['check', '--at', day], { cwd: folderWith({ 'x.flow.yaml': LEAP }), env });

  it.each([
    ['0001-01-01', 0],
    ['2020-02-28', 0],
    ['2020-02-29', 1],
    ['9999-12-31', 1],
  ])('%s is a day', async (day, code) => {
    const ran = await checkedAt(day);
    expectCivil(ran);
    expect(ran).toMatchObject({ code, stderr: '' });
  });

  it.each([
    '0000-01-01',
    '10000-01-01',
    '-0001-01-01',
    '+2019-06-01',
    '1900-02-29',
    '2019-02-29',
    '2019-06-01Z',
    '2019-6-1',
  ])('%s is none', async (day) => {
    const ran = await checkedAt(day);
    expectCivil(ran);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('wants an existing day');
  });

  it('is the same day everywhere', async () => {
    const zones = ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];
    const [here, ...elsewhere] = await Promise.all(zones.map((TZ) => checkedAt('2020-02-29', { TZ })));
    for (const { stdout } of elsewhere) expect(stdout).toBe(here.stdout);
  });

  it('that lead past the last day are refused where they are asked for', async () => {
    const cwd = folderWith({ 'x.flow.yaml': LEAP });
    const ran = await run(['forecast', '--at', '9999-12-30'], { cwd });
    expectCivil(ran);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('leads past the year 9999');
  });
});

describe.concurrent('arguments', () => {
  const REFUSED: readonly [name: string, args: readonly string[], says: string | RegExp][] = [
    ['no command', [], /^Usage: flowdown /],
    ['an unknown command', ['chekc'], /^flowdown: unknown command 'chekc' \(Did you mean check\?\)\n$/],
    [
      'an unknown option',
      ['check', '--stict'],
      /^flowdown: unknown option '--stict' \(Did you mean --strict\?\)\n$/,
    ],
    [
      'an option with controls',
      ['check', '--\u001b[2J\n::error::x\u202e'],
      /^flowdown: unknown option '--\\u\{1b\}\[2J\\u\{a\}::error::x\\u\{202e\}'\n$/,
    ],
    ['an option without its value', ['check', '--at'], /^flowdown: .*argument missing\n$/],
    [
      'a day that does not exist',
      ['check', '--at', '2019-02-30'],
      /^flowdown: --at wants an existing day such as 2019-06-01, not 2019-02-30\n$/,
    ],
    ['a word for a day', ['check', '--at', 'now'], /^flowdown: --at wants an existing day/],
    ['a moment for a day', ['check', '--at', '2019-05-31T00:00'], /^flowdown: --at wants an existing day/],
    ['two days', ['check', '--at', '2019-05-31', '--at', '2019-06-01'], 'flowdown: --at is stated twice\n'],
    [
      'two formats for standard output',
      ['check', '--format', 'json', '--format', 'text'],
      /^flowdown: --format is stated twice without a file \(json and text\)/,
    ],
    [
      'a horizon before the day',
      ['check', '--at', '2019-06-01', '--horizon', '2019-05-31'],
      /^flowdown: --horizon lies before the day of the check\n$/,
    ],
    ['a horizon that is no day', ['check', '--horizon', 'P1Y'], /^flowdown: --horizon wants an existing day/],
    [
      'an unknown format',
      ['check', '--format', 'xml'],
      `flowdown: there is no format xml; the formats are ${joined(FORMAT_NAMES)}\n`,
    ],
    ['a format with a slip', ['check', '--format', 'sarf=x'], /no format sarf \(did you mean sarif\?\); /],
    [
      'a format without its file',
      ['check', '--format', 'sarif='],
      /--format sarif= wants a file after the =/,
    ],
    [
      'a bound of nought',
      ['check', '--max-findings', '0'],
      /--max-findings wants a whole number from 1, or all/,
    ],
    ['a bound that is no number', ['check', '--max-findings', '1e3'], /or all, not 1e3\n$/],
    ['a path that does not exist', ['check', 'nowhere'], 'flowdown: there is no file or folder nowhere\n'],
    [
      'a path below a file',
      ['check', 'x.flow.yaml/y'],
      'flowdown: there is no file or folder x.flow.yaml/y\n',
    ],
    [
      'a path that is too long',
      ['check', 'a'.repeat(5000)],
      /^flowdown: .{0,300} cannot be looked at \(ENAMETOOLONG\)\n$/,
    ],
    ['a device', ['check', '/dev/zero'], 'flowdown: /dev/zero is neither a file nor a folder\n'],
    ['two paths to inspect', ['inspect', '.', '.'], /^flowdown: too many arguments/],
    ['an unknown format to inspect', ['inspect', '--format', 'text'], /^flowdown: there is no format text/],
    [
      'a witness without a system',
      ['inspect', '--witness', 'plates'],
      /^flowdown: --witness wants <data>@<system>, not plates\n$/,
    ],
    [
      'a witness of nothing known',
      ['inspect', '--witness', 'plate@share'],
      'flowdown: there is no data set plate; did you mean plates?\n',
    ],
    [
      'a witness of constructor',
      ['inspect', '--witness', 'constructor@share'],
      'flowdown: there is no data set constructor\n',
    ],
  ];

  it.each(REFUSED)('%s', async (_, args, says) => {
    const ran = await run(args, { cwd: folderWith({ 'x.flow.yaml': WORKING }) });
    expectCivil(ran);
    expect(ran.stderr).toMatch(says);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
  });

  it('an empty input', async () => {
    const args = ['check', '--stdin-filename', 'x.flow.yaml'];
    const ran = await run(args, { cwd: folderWith(), input: '' });
    expectCivil(ran);
    expect(ran.stdout).toContain('x.flow.yaml:1:1   cannot be read   empty\n');
    expect(ran).toMatchObject({ code: 2, stderr: '' });
  });

  it('an input beyond the limit of size', async () => {
    const args = ['check', '--stdin-filename', 'x.flow.yaml'];
    const ran = await run(args, { cwd: folderWith(), input: Buffer.alloc(65 * 1024 * 1024, '#') });
    expectCivil(ran);
    expect(ran.stdout).toMatch(/cannot be read +too-large/);
    expect(ran.code).toBe(2);
  });
});

it('a workspace without anything is nothing to check', async () => {
  const cwd = folderWith();
  writeFiles(cwd, { 'readme.md': 'nothing' });
  const ran = await run(['check'], { cwd });
  expectCivil(ran);
  expect(ran.stdout).toContain('nothing to check');
  expect(ran).toMatchObject({ code: 3, stderr: '' });
});
