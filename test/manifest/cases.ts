import type { ProblemCode } from '../../src/manifest/messages.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** A small manifest in which nothing is wrong. */
export const SOUND = `flowdown: 1
speaksFor: [agency]
parties:
  agency: { name: Border agency, kind: agency }
  constructor: { name: Builder }
contracts:
  main: { acquirer: agency, supplier: constructor, clauses: [far-1, { id: far-2, date: 2018-01-31 }] }
zones:
  port: { operator: agency, kind: enclave }
systems:
  camera: { zone: port, kind: device, collects: [faces] }
  server:
    zone: port
    retention: P30D
    disposals:
      - { on: 2019-01-31, data: all }
      - { on: 2019-02-28, data: [faces] }
data:
  faces: { category: biometric.face, owner: agency, records: 100000 }
flows:
  capture: { from: camera, to: server, data: [faces], mode: copy }
access:
  repair: { party: constructor, systems: [server], kind: maintenance }
authorizations:
  repair: { by: agency, to: constructor, data: [faces], actions: [maintain], period: { from: 2018-01-01 } }
waivers:
  one: { rule: core/x, subject: capture, reason: "see [1] (2)", by: agency, expires: 2019-12-31 }
taxonomy:
  categories: [vehicle.plate]
  purposes: { research: { description: Study. } }
`;

/** One file in which something is wrong. */
export interface Case {
  readonly code: ProblemCode;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The text that the problem's span covers, when it matters. */
  readonly span?: string;
}

const yaml = (code: ProblemCode, text: string, span?: string): Case => ({
  code,
  path: 'case.flow.yaml',
  bytes: utf8(text),
  ...(span !== undefined && { span }),
});
const json = (code: ProblemCode, text: string, span?: string): Case => ({
  ...yaml(code, text, span),
  path: 'case.flow.json',
});
const manifest = (code: ProblemCode, lines: string, span?: string) =>
  yaml(code, `flowdown: 1\n${lines}\n`, span);
const raw = (...values: number[]): Case => ({
  code: 'encoding',
  path: 'case.flow.yaml',
  bytes: Uint8Array.from(values),
});

const flow = (fields: string) => `flows:\n  f: { from: a, to: b, ${fields} }`;

/** Each code of the reading layer that one file can cause, by at least one file. */
export const CASES: readonly Case[] = [
  raw(0xff, 0xfe, 0x61, 0x00),
  raw(0xfe, 0xff, 0x00, 0x61),
  raw(0x61, 0x00, 0x3a, 0x00),
  raw(0x00, 0x00, 0xfe, 0xff),
  raw(0x61, 0x0a, 0xc3, 0x28),
  raw(0x61, 0x62, 0x63, 0xe2, 0x82),
  yaml('empty', ''),
  yaml('empty', '# nothing\n'),
  json('empty', ' \n'),
  manifest('control-character', '# \u202e hidden', '\u202e'),
  manifest('control-character', 'parties: { a: { name: "\u001b[2J" } }', '\u001b'),
  manifest('control-character', 'parties: { a: { name: "\\e[2J" } }', '"\\e[2J"'),
  manifest('control-character', 'parties: { a: { name: \u200bx } }', '\u200b'),
  manifest('control-character', '"\\e[2J": 1', '"\\e[2J"'),
  json('control-character', '{"flowdown":1,"parties":{"a":{"name":"\\ud800"}}}', '"\\ud800"'),
  manifest('joiner', 'parties: { a: { contact: x\u200dy } }', 'x\u200dy'),
  manifest('joiner', 'parties: { a: { contact: "x\\u200dy" } }', '"x\\u200dy"'),
  json('joiner', '{"flowdown":1,"parties":{"a":{"contact":"x\u200dy"}}}', '"x\u200dy"'),
  manifest('more-problems', '# \u0007'.repeat(150)),
  manifest('more-problems', `parties:\n${'  A: {}\n'.repeat(150)}`),
  manifest(
    'more-problems',
    `flows: { a: { ${Array.from({ length: 150 }, (_, at) => `x${at}: 1`).join(', ')} } }`,
  ),
  yaml('yaml-syntax', 'a: "x\nb: 1\n', '"'),
  yaml('yaml-syntax', 'a:\n\tb: 1\n'),
  yaml('yaml-syntax', 'a: b: c\n'),
  yaml('yaml-syntax', 'a: [1, 2\n'),
  yaml('yaml-syntax', 'a: "\\q"\n'),
  yaml('yaml-syntax', 'a: @x\n'),
  yaml('yaml-syntax', '? [a]\n: b\n'),
  json('json-syntax', '{"a":1,}', '}'),
  yaml('nesting', '['.repeat(65)),
  yaml('nesting', '- '.repeat(65)),
  yaml('nesting', `a:\n${' '.repeat(257)}b: 1\n`),
  yaml('nesting', Array.from({ length: 70 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')),
  json('nesting', '['.repeat(65)),
  yaml('alias', 'a: *x\n', '*x'),
  yaml('anchor', 'a: &x 1\n', '&x'),
  yaml('tag', 'a: !x 1\n', '!x'),
  yaml('tag', 'a: !!set {b}\n', '!!set'),
  yaml('directive', '%YAML 1.1\n---\na: no\n', '%YAML 1.1'),
  yaml('several-documents', 'flowdown: 1\n---\nflowdown: 1\n', '---'),
  yaml('several-documents', 'flowdown: 1\n...\nflowdown: 1\n'),
  manifest('merge-key', '<<: {}', '<<'),
  manifest('reserved-key', '__proto__: {}', '__proto__'),
  json('reserved-key', '{"flowdown":1,"__proto__":{}}', '"__proto__"'),
  manifest('duplicate-key', 'parties: {}\nparties: {}', 'parties'),
  manifest('duplicate-key', 'parties: { 1: {}, "1": {} }', '"1"'),
  manifest('duplicate-key', 'parties: { true: {}, "true": {} }', '"true"'),
  json('duplicate-key', '{"flowdown":1,"parties":{"a":{},"\\u0061":{}}}', '"\\u0061"'),
  manifest('not-ascii-key', 'parties: { \u0441bp: {} }', '\u0441bp'),
  manifest('number', 'data: { d: { category: c, owner: o, records: 1e999 } }', '1e999'),
  manifest('number', 'data: { d: { category: c, owner: o, records: .inf } }', '.inf'),
  manifest('number', 'data: { d: { category: c, owner: o, records: 010 } }', '010'),
  manifest('number', 'data: { d: { category: c, owner: o, records: 9007199254740993 } }', '9007199254740993'),
  json('number', '{"flowdown":1,"data":{"d":{"records":1e999,"category":"c","owner":"o"}}}', '1e999'),
  manifest('unknown-key', flow('chanel: api'), 'chanel'),
  manifest('unknown-key', 'partys: {}', 'partys'),
  manifest('wrong-type', flow('data: 5'), '5'),
  manifest('wrong-type', 'parties:', 'parties'),
  manifest('wrong-type', 'flows: { a: [] }', '[]'),
  yaml('wrong-type', 'just text\n'),
  manifest('missing-field', 'flows: { a: { from: b } }', 'a'),
  yaml('missing-field', 'parties: {}\n'),
  manifest('bad-date', 'contracts: { c: { acquirer: a, supplier: b, awarded: 2019-02-30 } }', '2019-02-30'),
  manifest('bad-duration', 'systems: { s: { zone: z, retention: 30 days } }', '30 days'),
  manifest('bad-id', 'parties: { Border Agency: {} }', 'Border Agency'),
  manifest('bad-id', 'speaksFor: [all]', 'all'),
  manifest('bad-name', flow('purpose: Screening'), 'Screening'),
  manifest('not-one-of', flow('mode: cpoy'), 'cpoy'),
  manifest('not-one-of', flow('mode: 5'), '5'),
  manifest('empty-list', flow('data: []'), 'data'),
  manifest('empty-text', 'parties: { a: { name: "" } }', '""'),
  manifest('too-long', `parties: { a: { name: ${'x'.repeat(4097)} } }`),
  manifest('out-of-range', flow('volume: { records: -1 }'), '-1'),
  manifest('not-both', flow('data: all, categories: [c]'), 'f'),
  manifest('data-or-categories', 'authorizations: { z: { by: a, to: b, actions: [hold] } }', 'z'),
  yaml('unknown-version', 'flowdown: 2\n', '2'),
];
