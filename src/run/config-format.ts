/** The configuration of a workspace, `flowdown.config.yaml`: the source of its types, JSON Schema and validator. */
import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { date, entry, list, mapOf, oneOf, opt, text } from '../manifest/base-format.ts';
import { manifestSchema } from '../manifest/format.ts';
import { parameter } from '../rules/format.ts';

export const RULE_LEVELS = ['off', 'info', 'warning', 'error'] as const;
export const FAIL_LEVELS = ['info', 'warning', 'error', 'never'] as const;

const ruleSetting = <T extends Record<string, TSchema>>(more: T, description: string) =>
  Type.Union([
    oneOf(RULE_LEVELS, 'Severity, or off.'),
    entry({ severity: opt(oneOf(RULE_LEVELS, 'Severity, or off.')), ...more }, description),
  ]);

export const configSchema = Type.Object(
  {
    $schema: opt(text('The JSON Schema of this file, for editors.')),
    extends: opt(
      list(
        text('Path of a configuration, from this one, beginning with ./ or ../.'),
        'Configurations whose packs, rules, overrides, failOn and undecided are the base of this one; of several, the later decide.',
      ),
    ),
    packs: opt(
      list(
        text('Name of a pack, path of its folder (./ or ../), or npm package that brings it.'),
        'Policy packs that are on, with those that they extend. Only core when absent.',
      ),
    ),
    include: opt(
      list(
        text('A pattern.'),
        'Patterns of the manifests, relative to this folder. **/*.flow.{yaml,yml,json} when absent.',
      ),
    ),
    exclude: opt(list(text('A pattern.'), 'Patterns of files that are no manifests of this workspace.')),
    at: opt(date('Day of the check. The command line decides; today (UTC) when absent.')),
    failOn: opt(oneOf(FAIL_LEVELS, 'From which severity on findings fail the check. Error when absent.')),
    undecided: opt(
      oneOf(
        ['info', 'warning', 'error'],
        'Severity of undecided findings. When absent, warning, and info where the rule is info.',
      ),
    ),
    rules: opt(
      mapOf(
        ruleSetting(
          { params: opt(mapOf(parameter, 'Parameters of the rule: of the same sort as their defaults.')) },
          'Severity and parameters.',
        ),
        'Severity and parameters of single rules, by <pack>/<name>, or by name where it is unique.',
      ),
    ),
    overrides: opt(
      list(
        entry(
          {
            files: list(
              text('A pattern.'),
              'Patterns of the files whose findings are meant, relative to this folder.',
            ),
            rules: mapOf(
              ruleSetting({}, 'Severity.'),
              'Severity of single rules in these files, as in rules.',
              {
                minProperties: 1,
              },
            ),
          },
          'Severities in some files.',
        ),
        'Severities of rules for findings in some files; of several that match, the last decides.',
      ),
    ),
    trust: opt(
      mapOf(
        Type.Union([
          Type.Array(text('Id of a party.'), { description: 'The parties that the files speak for.' }),
          entry(
            {
              parties: Type.Array(text('Id of a party.'), {
                description: 'The parties that the files speak for.',
              }),
              signedBy: list(text('Name of a key.'), 'Keys of which one has to have signed each file.'),
            },
            'Parties for which the files speak where they are signed.',
          ),
        ]),
        'Which files speak for whom: path pattern, relative to this folder, to parties, the most trusted first. Every file speaks for everyone when absent.',
      ),
    ),
    keys: opt(
      mapOf(
        entry(
          {
            public: Type.String({
              pattern: '^[A-Za-z0-9+/]{20,200}={0,2}$',
              description: 'The public key, Ed25519: the base64 text between the lines of its PEM file.',
            }),
            speaksFor: opt(
              Type.Array(text('Id of a party.'), {
                description: 'Parties for which a file speaks that it has signed, wherever the file is.',
              }),
            ),
            from: opt(date('First day on which its signatures count.')),
            until: opt(date('Last day on which its signatures count.')),
            revoked: opt(date('Day on which it was revoked: nothing that it signed counts any more.')),
          },
          'A key that signs files.',
        ),
        'Keys that sign files, by name.',
      ),
    ),
    signedPacks: opt(
      mapOf(
        list(
          text('Name of a key.'),
          'Keys of which one has to have signed the pack, with those that it extends.',
        ),
        'Packs that count only where they are signed, by the names that packs has for them.',
      ),
    ),
    pins: opt(
      mapOf(
        Type.String({
          pattern: '^sha256-[0-9a-f]{64}(\\?[^?=]+=[0-9a-f]{8})*$',
          description:
            'Digest of its files and those of the packs that it extends, as the message tells it where another stands here. What follows a question mark says in messages which of these packs differs.',
        }),
        'Packs that may not change unseen, by the names that packs has for them. A gate wants one for each pack from npm.',
      ),
    ),
    sources: opt(
      mapOf(
        entry(
          {
            path: text('Path of the file: from this folder, or from the top of the repository.'),
            repository: opt(text('Path of a git repository, from this folder.')),
            revision: opt(text('Revision of that repository; best the id of a commit. HEAD when absent.')),
            sha256: Type.String({
              pattern: '^[0-9a-f]{64}$',
              description: 'Digest of the file, in hexadecimal. Another file is refused.',
            }),
          },
          'A manifest that lies elsewhere.',
        ),
        'Manifests from other folders or repositories, each under the path at which it counts here, for trust too.',
      ),
    ),
    imports: opt(
      mapOf(
        text('Name of a format, as flowdown import has it.'),
        'Files of other formats that count beside the manifests: pattern, relative to this folder, to format.',
      ),
    ),
    required: opt(list(text('Id of a party.'), 'Parties whose manifest must be there.')),
    taxonomy: opt(
      Type.Unsafe<NonNullable<Static<typeof manifestSchema>['taxonomy']>>(
        manifestSchema.properties.taxonomy as unknown as TSchema,
      ),
    ),
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
export type RuleLevel = (typeof RULE_LEVELS)[number];
