/** Rule files and pack files, format 1: the source of their types, their JSON Schemas and their validators. */
import { Type, type Static } from '@sinclair/typebox';
import { date, entry, list, mapOf, oneOf, opt, text } from '../manifest/base-format.ts';

export const SEVERITIES = ['info', 'warning', 'error'] as const;
/** Kinds of facts that rules look at: what follows from manifests, and what stands in them. */
export const FACT_KINDS = [
  'use',
  'transfer',
  'collection',
  'production',
  'access-fact',
  'holding',
  'view',
  'extractable',
  'handling',
  'exposure',
  'tier',
  'contract',
  'contract-pair',
  'clause',
  'party',
  'zone',
  'system',
  'data',
  'flow',
  'payload',
  'access',
  'authorization',
  'disposal',
  'period',
  'statement',
  'manifest',
] as const;
const VERDICTS = ['violates', 'complies', 'undecided', 'not-applicable'] as const;

// What may stand in a condition depends on the kind of fact: language/parse.ts reads it, with better words than a schema.
const condition = (description: string) =>
  Type.Unsafe<Condition>({ type: 'object', minProperties: 1, description });

const exception = Type.Unsafe<Exception>({
  type: 'object',
  additionalProperties: false,
  required: ['when', 'because'],
  description: 'An exception.',
  properties: {
    when: condition('When all of these hold.'),
    because: text('Why that is no violation.'),
    unless: {
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/exception' },
      description: 'Exceptions to the exception.',
    },
  },
});

/** A value of a parameter. */
export const parameter = Type.Union(
  [
    list(text('A name.'), 'A list of names.'),
    Type.Number({ description: 'A number.' }),
    text('A duration or a day.'),
  ],
  {
    description: 'The value when the configuration gives none; it also says what the configuration may give.',
  },
);

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
    refines: opt(
      Type.Union([text('A rule.'), list(text('A rule.'), 'Rules.')], {
        description: 'More general rules that see the same facts; this one leads in reports.',
      }),
    ),
    params: opt(
      mapOf(
        entry({ default: parameter, description: text('What it is.') }, 'A parameter.'),
        'Names, numbers, durations and days that the configuration may set.',
      ),
    ),
    where: opt(condition('Facts that the rule applies to: all of these hold.')),
    unless: opt(
      Type.Array(Type.Unsafe<Exception>({ $ref: '#/$defs/exception' }), {
        minItems: 1,
        description: 'Exceptions, each with its reason.',
      }),
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
    $defs: { exception },
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
/** Conditions as written: paths of attributes to tests, and `all`, `any` and `not`. */
export type Condition = Readonly<Record<string, unknown>>;
/** An exception to a rule, or to an exception. */
export interface Exception {
  readonly when: Condition;
  readonly because: string;
  readonly unless?: readonly Exception[];
}

/** A rule with its full id, `<pack>/<name>`. */
export interface Rule extends Omit<RuleFile, 'rule'> {
  readonly id: string;
  readonly pack: string;
}

/** A pack with its rules, in order of their names. */
export interface Pack extends PackFile {
  readonly rules: readonly Rule[];
}
