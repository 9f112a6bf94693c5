/** The file of a baseline, `flowdown.baseline.json`, version 1: the source of its types, JSON Schema and validator. */
import { Type, type Static } from '@sinclair/typebox';
import { date, entry, oneOf, opt, text } from '../manifest/base-format.ts';

const known = entry(
  {
    rule: text('The rule, as <pack>/<name>.'),
    subject: text('What the finding is about, as the report prints it.'),
    data: opt(text('Id of the data set, where it is about one.')),
    owners: opt(Type.Array(text('Id of a party.'), { description: 'Everyone who owns that data.' })),
    verdict: oneOf(
      ['violation', 'undecided'],
      'What it was. One that was undecided is new when it becomes a violation.',
    ),
    taken: date('Day of the check that it was taken from.'),
  },
  'A finding that was there before.',
);

export const baselineSchema = Type.Object(
  {
    $schema: opt(text('The JSON Schema of this file, for editors.')),
    version: Type.Literal(1, { description: 'Version of this format.' }),
    findings: Type.Array(known, { description: 'Findings that were there before, and fail no check.' }),
  },
  {
    $id: 'urn:flowdown:baseline:1',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Flowdown baseline, format 1',
    description: 'Findings that were there when the baseline was taken; written by flowdown baseline.',
    additionalProperties: false,
  },
);

export type BaselineFile = Static<typeof baselineSchema>;
export type BaselineEntry = Static<typeof known>;
