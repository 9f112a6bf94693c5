/** The configuration of a workspace, `flowdown.config.yaml`: the source of its types, JSON Schema and validator. */
import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { manifestSchema } from '../manifest/format.ts';

const text = (description: string) => Type.String({ minLength: 1, maxLength: 4096, description });
const opt = Type.Optional;
const list = <T extends TSchema>(item: T, description: string) =>
  Type.Array(item, { minItems: 1, description });
const level = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], description });

export const RULE_LEVELS = ['off', 'info', 'warning', 'error'] as const;
export const FAIL_LEVELS = ['info', 'warning', 'error', 'never'] as const;

export const configSchema = Type.Object(
  {
    $schema: opt(text('The JSON Schema of this file, for editors.')),
    packs: opt(list(text('Name of a pack.'), 'Policy packs that are on. Only core when absent.')),
    include: opt(
      list(
        text('A pattern.'),
        'Patterns of the manifests, relative to this folder. **/*.flow.{yaml,yml,json} when absent.',
      ),
    ),
    exclude: opt(list(text('A pattern.'), 'Patterns of files that are no manifests of this workspace.')),
    at: opt(
      Type.String({
        format: 'date',
        description: 'Day of the check. The command line decides; today (UTC) when absent.',
      }),
    ),
    failOn: opt(level(FAIL_LEVELS, 'From which severity on violations fail the check. Error when absent.')),
    undecided: opt(
      level(['info', 'warning', 'error'], 'Severity of undecided findings. Warning when absent.'),
    ),
    rules: opt(
      Type.Unsafe<Record<string, (typeof RULE_LEVELS)[number]>>({
        type: 'object',
        additionalProperties: level(RULE_LEVELS, 'Severity, or off.'),
        description: 'Severity of single rules, by <pack>/<name>, or by name where it is unique.',
      }),
    ),
    trust: opt(
      Type.Unsafe<Record<string, string[]>>({
        type: 'object',
        additionalProperties: Type.Array(text('Id of a party.'), {
          description: 'The parties that the files speak for.',
        }),
        description:
          'Which files speak for whom: path pattern, relative to this folder, to parties, the most trusted first. Every file speaks for everyone when absent.',
      }),
    ),
    required: opt(list(text('Id of a party.'), 'Parties whose manifest must be there.')),
    waivers: opt(
      Type.Unsafe<NonNullable<Static<typeof manifestSchema>['waivers']>>(
        manifestSchema.properties.waivers as unknown as TSchema,
      ),
    ),
  },
  {
    $id: 'urn:flowdown:config:1',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Flowdown configuration',
    description: 'What is checked in a workspace, by which packs, and who may say what.',
    additionalProperties: false,
  },
);

export type Config = Static<typeof configSchema>;
