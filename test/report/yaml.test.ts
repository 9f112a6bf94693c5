import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { yamlText } from '../../src/report/yaml.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'no',
    'NULL',
    '2019-06-01',
    '1e3',
    '- a',
    'a: b',
    'a #b',
    ' a',
    'a ',
    '',
    '*',
    'P30D',
    "it's",
  ),
);
const value = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(text, tie('node'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).node;

it('means what it was given, however it is laid out', () => {
  fc.assert(
    fc.property(
      value,
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 90 }),
      (given, open, width) => {
        expect(parse(yamlText(given, { open, width }), { version: '1.2' })).toEqual(given);
      },
    ),
  );
});

it('has short values on one line, and long ones on several', () => {
  const manifest = {
    parties: { clinic: {}, lab: {} },
    flows: { send: { from: 'records', to: 'inbox', data: ['invoices'] } },
    list: ['one', { a: 1, b: [2] }],
  };
  expect(yamlText(manifest)).toBe(`parties: { clinic: {}, lab: {} }
flows: { send: { from: records, to: inbox, data: [invoices] } }
list: [one, { a: 1, b: [2] }]
`);
  expect(yamlText(manifest, { width: 24 })).toBe(`parties:
  clinic: {}
  lab: {}
flows:
  send:
    from: records
    to: inbox
    data: [invoices]
list:
  - one
  - a: 1
    b: [2]
`);
});

it('quotes what could be taken for something else, but no field of manifests', () => {
  expect(yamlText({ on: 'on', no: ['no', 'null'], null: '1e3', 'a: b': '2019-06-01' })).toBe(
    'on: "on"\nno: ["no", "null"]\n"null": "1e3"\n"a: b": 2019-06-01\n',
  );
});

it('leaves out what is undefined, and prints nothing that a terminal acts on', () => {
  expect(yamlText({ a: undefined, b: '\u202e\u009b\u2028' })).toBe('b: "\\u202e\\u009b\\u2028"\n');
});
