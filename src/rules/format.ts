/** Rule files and pack files, format 1: the source of their types, their JSON Schemas and their validators. */
import { Type, type Static } from '@sinclair/typebox';
import { date, entry, list, mapOf, oneOf, opt, text } from '../manifest/base-format.ts';

export const SEVERITIES = ['info', 'warning', 'error'] as const;
export const FACT_KINDS = [
  'transfer',
  'collection',
  'production',
  'access-fact',
  'extractable',
  'flow',
  'period',
  'statement',
  'manifest',
] as const;
const VERDICTS = ['violates', 'complies', 'undecided', 'not-applicable'] as const;

const words = (description: string) => list(text('A value.'), description);
const names = (description: string) =>
  Type.Union([words('The names.'), entry({ param: text('A parameter of the rule.') }, 'A parameter.')], {
    description,
  });
const comparison = Type.Union(
  [
    entry(
      { 'is-a': names('True when the value, or one of the values, is or is below one of these names.') },
      'Is-a.',
    ),
    entry({ 'one-of': names('True when the value, or one of the values, is one of these.') }, 'One of.'),
  ],
  { description: 'A comparison with names.' },
);
const test = Type.Union(
  [
    Type.Boolean({ description: 'What a yes-or-no attribute is to be.' }),
    text('What a value is to be.'),
    comparison,
    entry(
      { not: Type.Union([text('A value.'), comparison], { description: 'What is not to be.' }) },
      'The opposite.',
    ),
  ],
  { description: 'What an attribute is compared with.' },
);
const condition = (description: string) => mapOf(test, description, { minProperties: 1 });

const ruleCase = entry(
  {
    title: text('What the case shows.'),
    verdict: oneOf(VERDICTS, 'What the rule says of it.'),
    at: opt(date('Day of the check; 2019-06-01 when absent.')),
    subject: opt(text('Subject of the finding.')),
    manifest: Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      description: 'A manifest, without its format version; checked as the only file of a workspace.',
    }),
    trust: opt(
      Type.Unsafe<string[]>({
        type: 'array',
        items: text('A party.'),
        description: 'The parties that the file speaks for; it speaks for everyone when absent.',
      }),
    ),
    required: opt(Type.Array(text('A party.'), { description: 'Parties whose manifest must be there.' })),
  },
  'A small manifest and what the rule says of it.',
);

export const ruleSchema = Type.Object(
  {
    rule: text('Name of the rule; the name of its file without ".yaml".'),
    title: text('What the rule asks, in one line.'),
    severity: oneOf(SEVERITIES, 'How serious a violation is.'),
    for: oneOf(FACT_KINDS, 'The kind of fact that the rule looks at, each for itself.'),
    refines: opt(text('A more general rule that sees the same act; this one leads in reports.')),
    params: opt(
      mapOf(
        entry(
          {
            default: words('The names when the configuration gives none.'),
            description: text('What it is.'),
          },
          'A list of names.',
        ),
        'Lists of names that the configuration may set.',
      ),
    ),
    where: opt(condition('Facts that the rule applies to: all of these hold.')),
    unless: opt(
      Type.Array(
        entry(
          { when: condition('When all of these hold.'), because: text('Why that is no violation.') },
          'An exception.',
        ),
        { minItems: 1, description: 'Exceptions, each with its reason.' },
      ),
    ),
    require: condition('What must hold; a fact for which it does not is a violation.'),
    message: text('What a violation is, with placeholders of the fact in braces.'),
    rationale: text('Why it matters.'),
    remedy: text('What to do, with placeholders of the fact in braces.'),
    references: Type.Array(text('A standard, clause or source.'), {
      minItems: 1,
      description: 'Where the rule comes from.',
    }),
    cases: Type.Array(ruleCase, { minItems: 1, description: 'Small manifests that show and test the rule.' }),
  },
  {
    $id: 'urn:flowdown:rule:1',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Flowdown rule, format 1',
    description: 'One rule of a policy pack: what it asks, why, what to do, and cases that test it.',
    additionalProperties: false,
  },
);

export const packSchema = Type.Object(
  {
    pack: text('Name of the pack; the name of its folder.'),
    title: text('What the pack is about, in one line.'),
    description: text('What it is for, and what it leaves out.'),
    reviewed: date('Day of the last review against its sources.'),
  },
  {
    $id: 'urn:flowdown:pack:1',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Flowdown policy pack, format 1',
    description: 'What a folder of rules is about.',
    additionalProperties: false,
  },
);

export type RuleFile = Static<typeof ruleSchema>;
export type RuleCase = RuleFile['cases'][number];
export type PackFile = Static<typeof packSchema>;
export type Severity = (typeof SEVERITIES)[number];
export type FactKindName = (typeof FACT_KINDS)[number];
export type Test = Static<typeof test>;
export type Condition = Record<string, Test>;

/** A rule with its full id, `<pack>/<name>`. */
export interface Rule extends Omit<RuleFile, 'rule'> {
  readonly id: string;
  readonly pack: string;
}

/** A pack with its rules, in order of their names. */
export interface Pack extends PackFile {
  readonly rules: readonly Rule[];
}
