/** Rule files and pack files, format 1: the source of their types, their JSON Schemas and their validators. */
import { Type, type Static } from '@sinclair/typebox';
import { date, entry, list, mapOf, oneOf, opt, text } from '../manifest/base-format.ts';
import type { ClausesFile, TaxonomyFile, Verification } from './catalogue-format.ts';

export const SEVERITIES = ['info', 'warning', 'error'] as const;
/**
 * Rules that are off until a configuration asks for them: by a number that nobody could verify, by being a form, or by
 * concerning those alone who say so, such as the law of one state.
 */
export const STATUSES = ['preview', 'template', 'optional'] as const;
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
  'waiver',
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
    place: opt(text('Where the finding stands in the manifest, as keys from the top, such as "flows.send".')),
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

const param = entry(
  {
    default: opt(parameter),
    from: opt(
      entry(
        {
          clause: text('Id of the clause.'),
          parameter: text('Name of its parameter; "effective.from" and "effective.until" are its days.'),
        },
        'A clause whose parameter is the default.',
      ),
    ),
    description: opt(text('What it is.')),
  },
  'A parameter: with a default, or with that of a clause.',
);

export const ruleSchema = Type.Object(
  {
    rule: text('Name of the rule; the name of its file without ".yaml".'),
    title: text('What the rule asks, in one line.'),
    status: opt(
      oneOf(
        STATUSES,
        'Off until a configuration gives it a severity: a preview, which rests on a number that is not verified, a template for other rules, or optional, for those alone whom it concerns.',
      ),
    ),
    like: opt(
      text(
        'A rule, as <pack>/<name>, that this one is another instance of: it looks at the same facts and asks the same, with parameters of its own.',
      ),
    ),
    severity: opt(oneOf(SEVERITIES, 'How serious a violation is; that of the rule in "like" when absent.')),
    for: opt(oneOf(FACT_KINDS, 'The kind of fact that the rule looks at, each for itself.')),
    refines: opt(
      Type.Union([text('A rule.'), list(text('A rule.'), 'Rules.')], {
        description: 'More general rules that see the same facts; this one leads in reports.',
      }),
    ),
    limit: opt(
      text(
        'A parameter that is a limit: where several rules like this one concern a fact, their limits are compared and the shortest leads.',
      ),
    ),
    params: opt(mapOf(param, 'Names, numbers, durations and days that the configuration may set.')),
    where: opt(condition('Facts that the rule applies to: all of these hold.')),
    unless: opt(
      Type.Array(Type.Unsafe<Exception>({ $ref: '#/$defs/exception' }), {
        minItems: 1,
        description: 'Exceptions, each with its reason.',
      }),
    ),
    require: opt(condition('What must hold; a fact for which it does not is a violation.')),
    message: opt(text('What a violation is, with placeholders of the fact in braces.')),
    rationale: opt(text('Why it matters.')),
    remedy: opt(text('What to do, with placeholders of the fact in braces.')),
    clauses: opt(
      list(text('Id of a clause.'), 'Clauses and controls of the catalogue that the rule comes from.'),
    ),
    references: opt(list(text('A standard, clause or source.'), 'Where else the rule comes from.')),
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
    extends: opt(
      list(
        text('Name of a pack, path of its folder from this one (./ or ../), or npm package that brings it.'),
        'Packs that are on whenever this one is.',
      ),
    ),
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

/** A parameter of a rule, and what its default rests on. */
export interface Param {
  readonly default: readonly string[] | number | string;
  readonly description: string;
  /** The clause whose parameter it is, and how far that was verified. */
  readonly from?: ParamSource;
}

/** A parameter of a clause. */
export interface ParamSource {
  readonly clause: string;
  /** The clause as it is cited. */
  readonly cite: string;
  readonly parameter: string;
  readonly verified: Verification;
}

/** What a rule takes from the one that it is like. */
export interface Inherited {
  readonly where?: Condition;
  readonly unless?: readonly Exception[];
  /** Names of the parameters that it leaves as they are there. */
  readonly params?: readonly string[];
}

/** A rule once it is read: complete, with its full id, `<pack>/<name>`. */
export interface Rule {
  readonly id: string;
  readonly pack: string;
  readonly title: string;
  readonly status?: (typeof STATUSES)[number];
  /** The rule that it is an instance of. */
  readonly like?: string;
  /** The rule at the end of the chain of `like`, its own id where it is like none. */
  readonly family: string;
  readonly severity: Severity;
  readonly for: FactKindName;
  /** More general rules; the one that it is like is among them. */
  readonly refines?: readonly string[];
  readonly limit?: string;
  readonly params?: Readonly<Record<string, Param>>;
  /** Conditions of the rule in `like`, which hold beside its own. */
  readonly inherited?: Inherited;
  readonly where?: Condition;
  readonly unless?: readonly Exception[];
  readonly require: Condition;
  readonly message: string;
  readonly rationale: string;
  readonly remedy: string;
  /** Clauses that it comes from, by id. */
  readonly clauses?: readonly string[];
  /** Where it comes from, in words: its clauses first. */
  readonly references: readonly string[];
  readonly cases: readonly RuleCase[];
}

/** A pack with its rules, in order of their names. */
export interface Pack extends PackFile {
  readonly rules: readonly Rule[];
  /** Clauses and names that it adds. */
  readonly clauses?: ClausesFile;
  readonly taxonomy?: TaxonomyFile;
}
