/** Certificates of checks (docs/certificate.md): the source of their types, JSON Schema and validator. */
import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { count, date, entry, flag, ID_PATTERN, list, oneOf, opt, text } from '../manifest/base-format.ts';

const some = <T extends TSchema>(item: T, description: string) => Type.Array(item, { description });
const id = (description: string) => Type.String({ pattern: ID_PATTERN, description });
const name = (description: string) => Type.String({ minLength: 1, maxLength: 1_000_000, description });
const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, in hexadecimal.' });
const digests = (description: string) =>
  some(
    entry({ name: text('Name, or path from the folder of the workspace.'), sha256 }, 'A digest.'),
    description,
  );
const truth = oneOf(['true', 'false', 'unknown'], 'Does every owner permit it to everyone concerned?');
const party = id('The party.');
const system = id('The system.');
const data = id('The data set.');
const certain = flag('Does it follow without a move that is only possible?');
const grounded = flag('Does it go back to a collection?');
const step = text('`collect:<system>/<data>`, `flow:<flow>` or `produce:<system>/<data>`.');
const authorized = {
  authorized: truth,
  permissions: some(
    count('Place in `permissions`.'),
    'What it asks for: every owner, for everyone concerned.',
  ),
};

const predicate = entry(
  {
    at: date('Day of the check.'),
    program: entry(
      { name: Type.Literal('flowdown', { description: 'Its name.' }), version: text('Its version.') },
      'What made it.',
    ),
    facts: Type.Literal(1, { description: 'Version of what the facts mean.' }),
    packs: digests('The packs that were on, each with a digest of its rules as they were asked.'),
    configuration: digests('The configuration, what it extends, and the baseline.'),
    voices: opt(
      some(
        entry(
          {
            file: text('Path of the manifest.'),
            rank: count('Place of the entry of trust that it matches.'),
            parties: some(party, 'For whom it may speak, before it narrows that itself.'),
          },
          'A manifest.',
        ),
        'Who may speak for whom, where the configuration sets trust.',
      ),
    ),
    verdict: entry(
      {
        outcome: oneOf(['clean', 'findings'], 'Does a finding fail the check?'),
        failOn: oneOf(['info', 'warning', 'error', 'never'], 'Severity from which on one fails it.'),
        violations: count('Findings that are violations.'),
        undecided: count('Findings that are undecided.'),
      },
      'What came of the check.',
    ),
    judged: some(text('A rule.'), 'Rules of which every verdict is certified.'),
    findings: some(
      entry(
        {
          rule: text('The rule.'),
          subject: name('The fact.'),
          verdict: oneOf(['violation', 'undecided'], 'Its verdict.'),
          severity: oneOf(['info', 'warning', 'error'], 'Its severity.'),
          identity: name('Rule, subject, data and owners.'),
          waived: opt(Type.Literal(true, { description: 'Its owners have accepted it.' })),
          known: opt(oneOf(['baseline', 'base'], 'Where it is known from.')),
          witness: opt(
            list(
              entry({ step, system, data }, 'What a step brings where.'),
              'A way of the data, in travel order.',
            ),
          ),
        },
        'A finding.',
      ),
      'Every finding of the check.',
    ),
    copies: some(
      entry(
        {
          system,
          data,
          certain,
          grounded,
          from: opt(date('First day of this stretch; always when absent.')),
          until: date('Last day of this stretch, up to the day of the check.'),
          by: step,
          of: opt(
            count(
              'Place in this list of the copy that the step begins from; it begins by itself when absent.',
            ),
          ),
        },
        'A data set on a system, as itself, over a stretch of days.',
      ),
      'All copies, each with its ground before it.',
    ),
    holdings: some(
      entry({ system, data, certain, grounded }, 'A holding.'),
      'Which system holds which data.',
    ),
    views: some(entry({ system, data, certain }, 'A view.'), 'What active views show where.'),
    transfers: some(
      entry(
        {
          flow: id('The flow.'),
          data,
          certain,
          ended: flag('Is the flow over, and its copy not?'),
          ...authorized,
        },
        'A transfer.',
      ),
      'What flows brought, where it is still there, and what active views show.',
    ),
    collections: some(
      entry({ system, data, ...authorized }, 'A collection.'),
      'Data collected where it still is.',
    ),
    productions: some(
      entry({ system, data, ...authorized }, 'A production.'),
      'Data derived where it still is.',
    ),
    accesses: some(
      entry({ access: id('The access.'), system, data, ...authorized }, 'An access.'),
      'Data within reach of active access.',
    ),
    permissions: some(
      entry(
        {
          owner: id('Who has to permit it.'),
          party: id('Who has to be permitted.'),
          action: oneOf(['collect', 'hold', 'view', 'derive', 'maintain'], 'What for.'),
          data,
          purpose: opt(text('The purpose, where one is stated.')),
          zone: opt(id('The zone, where it counts.')),
          channel: opt(text('The channel of a flow, or `unstated`.')),
          answer: oneOf(['true', 'false', 'unknown'], 'Is it permitted?'),
          chain: opt(list(id('An authorization.'), 'By which: from that of the owner to that of the party.')),
          reached: opt(
            list(
              entry(
                {
                  party,
                  depth: count('How many times a permission from here is passed on.'),
                  by: opt(id('The authorization by which it leads on.')),
                },
                'A party.',
              ),
              'Everybody from whom such a permission leads to the party: the owner is not among them.',
            ),
          ),
        },
        'A permission that is asked for.',
      ),
      'What was asked of owners, and what answers it.',
    ),
    certified: some(text('A sentence.'), 'What is certified.'),
    notCertified: some(text('A sentence.'), 'What is not.'),
    seal: sha256,
  },
  'What is certified.',
);

export const certificateSchema = Type.Object(
  {
    _type: Type.Literal('https://in-toto.io/Statement/v1', { description: 'Version of the statement.' }),
    subject: list(
      entry(
        {
          name: text('Path of the file, from the folder of its workspace.'),
          digest: entry({ sha256 }, 'Digest of its bytes.'),
        },
        'A manifest.',
      ),
      'The manifests that were checked.',
    ),
    predicateType: Type.Literal('urn:flowdown:certificate:1', { description: 'What is said of them.' }),
    predicate,
  },
  {
    $id: 'urn:flowdown:certificate:1',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Certificate of a check',
    description: 'An in-toto statement on what follows from manifests, with a ground for each fact.',
    additionalProperties: false,
  },
);

export type Certificate = Static<typeof certificateSchema>;
export type Predicate = Certificate['predicate'];
export type CertifiedCopy = Predicate['copies'][number];
export type CertifiedFinding = Predicate['findings'][number];
export type Permission = Predicate['permissions'][number];
