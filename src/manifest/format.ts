/**
 * Manifest format 1, written once. From this table come the TypeScript types (below), the JSON Schema
 * that editors and the validator use (`schema/manifest.schema.json`) and `docs/manifest.md`.
 *
 * A string with `x-ref` names an entry of that section; the linker resolves it.
 * The meaning of each field is in `docs/semantics.md`.
 */
import { Type, type Static, type TSchema } from '@sinclair/typebox';
import {
  count,
  date,
  DOTTED_PATTERN,
  entry,
  flag,
  ID_PATTERN,
  list,
  mapOf,
  oneOf,
  opt,
  text,
} from './base-format.ts';

type Section = 'parties' | 'contracts' | 'zones' | 'systems' | 'data';

const ref = (section: Section, description: string) =>
  Type.String({ pattern: ID_PATTERN, description, 'x-ref': section });
const dotted = (description: string) => Type.String({ pattern: DOTTED_PATTERN, maxLength: 256, description });
const duration = (description: string) => Type.String({ format: 'duration', description });
const section = <T extends TSchema>(item: T, description: string) =>
  mapOf(item, description, { propertyNames: { pattern: ID_PATTERN } });

export const CHANNELS = ['network', 'api', 'email', 'removable-media', 'courier'] as const;
export const FLOW_MODES = ['copy', 'move', 'view'] as const;
export const ACCESS_KINDS = ['physical', 'maintenance', 'remote', 'admin', 'user'] as const;
export const ACTIONS = ['collect', 'hold', 'view', 'derive', 'maintain', 'declassify'] as const;
export const PARTY_KINDS = ['agency', 'company', 'public'] as const;
export const ZONE_KINDS = [
  'enclave',
  'facility',
  'corporate-network',
  'cloud-tenant',
  'field-site',
  'public',
] as const;
export const SYSTEM_KINDS = [
  'server',
  'device',
  'store',
  'workstation',
  'service',
  'backup',
  'removable-medium',
  'model',
] as const;

const period = entry(
  {
    from: opt(date('First day on which the entry holds. Open when absent.')),
    until: opt(date('Last day on which the entry holds, inclusive. Open when absent.')),
  },
  'The days on which the entry holds, whole UTC days, both ends inclusive.',
);

const assessments = list(
  entry(
    {
      on: date('Day of the assessment.'),
      by: opt(ref('parties', 'The party that made the assessment.')),
      kind: opt(text('What was assessed, or by which standard.')),
      until: opt(date('Last day on which the assessment counts.')),
      reference: opt(text('Where the record is kept.')),
    },
    'One assessment.',
  ),
  'Security or privacy assessments, with their dates.',
);

const party = entry(
  {
    name: opt(text('Name as people write it.')),
    kind: opt(oneOf(PARTY_KINDS, 'What sort of organisation it is.')),
    country: opt(text('Country of establishment, ISO 3166-1 alpha-2.')),
    contact: opt(text('Whom to tell.')),
    assessments: opt(assessments),
    training: opt(
      list(
        entry(
          {
            topic: text('What the staff were trained in, such as privacy.'),
            on: date('Day of the training.'),
            reference: opt(text('Where the record is kept.')),
          },
          'One training record.',
        ),
        'Training of the staff that handle the data.',
      ),
    ),
  },
  'An organisation.',
);

const contract = entry(
  {
    acquirer: ref('parties', 'The party that buys.'),
    supplier: ref('parties', 'The party that supplies.'),
    under: opt(
      ref('contracts', 'The contract that this one serves; a sub-contract names the contract above it.'),
    ),
    period: opt(period),
    awarded: opt(date('Day of the award or of the last modification.')),
    clauses: opt(
      list(
        Type.Union([
          text('Clause id.'),
          entry({ id: text('Clause id.'), date: date('Version date of the clause.') }, 'A dated clause.'),
        ]),
        'The clauses that the contract carries.',
      ),
    ),
    incidentNotification: opt(
      entry(
        {
          within: opt(duration('Time to give notice, from discovery.')),
          to: opt(ref('parties', 'Who is told.')),
          direct: opt(flag('The data owner is told directly, not through the chain.')),
        },
        'What the supplier owes when an incident is discovered.',
      ),
    ),
    subcontracting: opt(
      entry(
        {
          allowed: opt(flag('May the supplier sub-contract?')),
          approved: opt(
            list(ref('parties', 'An approved sub-contractor.'), 'Sub-contractors approved by the acquirer.'),
          ),
          maxTiers: opt(count('How many tiers may stand below the supplier.')),
        },
        'Terms of sub-contracting.',
      ),
    ),
    terms: opt(
      entry(
        {
          auditRight: opt(flag('The acquirer may audit.')),
          confidentiality: opt(flag('Staff are bound to confidentiality.')),
          dataOwnership: opt(flag('The data stays the acquirer\u2019s.')),
          dataReturn: opt(flag('The data is returned at the end.')),
          deletionAtEnd: opt(flag('Copies are deleted at the end, with proof.')),
          documentedInstructions: opt(flag('The data is used on documented instructions only.')),
          terminationOnBreach: opt(flag('The acquirer may end the contract on a breach.')),
        },
        'Terms that policies ask for.',
      ),
    ),
    locations: opt(list(text('Country, ISO 3166-1 alpha-2.'), 'Where the work may be done.')),
  },
  'An agreement between two parties.',
);

const zone = entry(
  {
    operator: ref('parties', 'The party that runs the zone.'),
    kind: opt(oneOf(ZONE_KINDS, 'What sort of network or place it is.')),
    country: opt(text('Where it is, ISO 3166-1 alpha-2.')),
  },
  'A network or place under one operator.',
);

const disposal = entry(
  {
    on: date('Last day on which the copies are there; they are gone the day after.'),
    data: Type.Union([
      Type.Literal('all', { description: 'Everything on the system.' }),
      list(ref('data', 'A data set.'), 'The data sets that were disposed of, named as they lay there.'),
    ]),
    method: opt(text('How, for instance by which clause of NIST SP 800-88.')),
    certificate: opt(text('Where the proof is kept.')),
  },
  'Copies that were destroyed.',
);

const system = entry(
  {
    zone: ref('zones', 'Where it stands.'),
    kind: opt(oneOf(SYSTEM_KINDS, 'What sort of system it is.')),
    custodian: opt(ref('parties', 'Who keeps it; the zone\u2019s operator when absent.')),
    ownership: opt(text('Who owns the equipment, such as government-furnished or contractor-owned.')),
    purpose: opt(dotted('What it is for.')),
    period: opt(period),
    collects: opt(list(ref('data', 'A data set.'), 'Data that first comes into being here.')),
    produces: opt(list(ref('data', 'A data set.'), 'Data that is derived here from what is held.')),
    storage: opt(oneOf(['persistent', 'transient'], 'Does it keep what comes? Persistent when absent.')),
    disposals: opt(list(disposal, 'Copies that were destroyed here.')),
    encryption: opt(
      entry(
        {
          atRest: opt(text('Encryption of what is stored: a method, none, or unknown.')),
          keyHolder: opt(ref('parties', 'Who holds the keys.')),
        },
        'Encryption of the store.',
      ),
    ),
    ports: opt(
      entry(
        {
          removableMedia: opt(
            oneOf(['blocked', 'allowed', 'unknown'], 'Can a removable medium be attached?'),
          ),
        },
        'Physical ports.',
      ),
    ),
    logging: opt(flag('Is access to the data logged?')),
    retention: opt(duration('How long data is kept here.')),
    environment: opt(oneOf(['production', 'pilot', 'test'], 'What it is used in.')),
    assessments: opt(assessments),
    identifiers: opt(list(text('A name.'), 'Host names, account ids, serial numbers.')),
  },
  'What can hold or handle data.',
);

const dataset = entry(
  {
    category: Type.Union([
      dotted('The category, dotted from general to special.'),
      list(dotted('A category.'), 'Categories, dotted from general to special.'),
    ]),
    owner: ref('parties', 'The party whose data it is.'),
    records: opt(count('How many records.')),
    subjects: opt(count('How many people they are about.')),
    contains: opt(list(ref('data', 'A data set.'), 'Data sets that are inside this one.')),
    derivedFrom: opt(list(ref('data', 'A data set.'), 'Data sets that this one is made from.')),
    deidentified: opt(
      entry(
        {
          method: opt(text('How identifiers were removed.')),
          tested: opt(date('Day of the last re-identification test.')),
        },
        'A claim that people can no longer be identified.',
      ),
    ),
    fields: opt(list(text('A field name.'), 'The fields of a record.')),
    retention: opt(duration('How long it may be kept.')),
  },
  'A data set.',
);

const flowFields = entry(
  {
    from: ref('systems', 'Where it comes from.'),
    to: ref('systems', 'Where it goes.'),
    data: opt(
      Type.Union([
        Type.Literal('all', { description: 'Everything that is held at the source.' }),
        list(ref('data', 'A data set.'), 'The data sets that move.'),
      ]),
    ),
    categories: opt(list(dotted('A category.'), 'Data of these categories moves; not together with data.')),
    mode: opt(oneOf(FLOW_MODES, 'Copy when absent. A view leaves nothing behind.')),
    purpose: opt(dotted('What it is for.')),
    channel: opt(oneOf(CHANNELS, 'How it travels.')),
    encryption: opt(
      entry(
        { inTransit: opt(text('Encryption on the way: a method, none, or unknown.')) },
        'Encryption on the way.',
      ),
    ),
    logged: opt(flag('Is the movement logged?')),
    by: opt(ref('parties', 'Who moves it.')),
    period: opt(period),
    volume: opt(
      entry(
        { records: opt(count('How many records.')), subjects: opt(count('How many people.')) },
        'How much moves.',
      ),
    ),
  },
  'A movement, copy or view of data between two systems.',
);

const flow = Type.Unsafe<Static<typeof flowFields>>({
  ...flowFields,
  not: { required: ['data', 'categories'] },
});

const access = entry(
  {
    party: ref('parties', 'Who can reach them.'),
    systems: list(ref('systems', 'A system.'), 'What can be reached.'),
    kind: opt(oneOf(ACCESS_KINDS, 'What sort of access it is.')),
    purpose: opt(dotted('What it is for.')),
    period: opt(period),
    escorted: opt(flag('Is the visitor accompanied?')),
    mfa: opt(flag('Is multi-factor authentication asked for?')),
    recorded: opt(flag('Is the session recorded?')),
  },
  'A party\u2019s standing ability to reach systems.',
);

const authorization = Type.Unsafe<{
  by: string;
  to: string;
  data?: string[];
  categories?: string[];
  actions: (typeof ACTIONS)[number][];
  purposes?: string[];
  zones?: string[];
  channels?: (typeof CHANNELS)[number][];
  period?: Static<typeof period>;
  limits?: { records?: number; subjects?: number; retention?: string };
  delegable?: number;
  reference?: string;
}>({
  ...entry(
    {
      by: ref('parties', 'Who permits.'),
      to: ref('parties', 'Who is permitted.'),
      data: opt(list(ref('data', 'A data set.'), 'The data sets concerned, with what is inside them.')),
      categories: opt(
        list(dotted('A category.'), 'The categories concerned. Data, categories, or both are stated.'),
      ),
      actions: list(oneOf(ACTIONS, 'An action.'), 'What is permitted.'),
      purposes: opt(list(dotted('A purpose.'), 'For these purposes only; any when absent.')),
      zones: opt(list(ref('zones', 'A zone.'), 'In these zones only; any when absent.')),
      channels: opt(list(oneOf(CHANNELS, 'A channel.'), 'Through these channels only; any when absent.')),
      period: opt(period),
      limits: opt(
        entry(
          {
            records: opt(count('At most so many records.')),
            subjects: opt(count('About at most so many people.')),
            retention: opt(duration('Kept for at most so long.')),
          },
          'Limits of the permission.',
        ),
      ),
      delegable: opt(count('How many times it may be passed on. 0 when absent.')),
      reference: opt(text('The document that grants it.')),
    },
    'Permission from one party to another.',
  ),
  anyOf: [{ required: ['data'] }, { required: ['categories'] }],
});

const waiver = entry(
  {
    rule: text('The rule, as <pack>/<name>.'),
    subject: text('The subject of the finding, as the report prints it.'),
    reason: text('Why it is accepted.'),
    by: ref('parties', 'The data owner that accepts it.'),
    expires: date('Last day on which the waiver counts.'),
    reference: opt(text('The document that records it.')),
  },
  'An owner\u2019s dated acceptance of one finding.',
);

const names = (description: string) =>
  Type.Unsafe<string[] | Record<string, { description?: string }>>({
    anyOf: [
      list(dotted('A name.'), description),
      {
        type: 'object',
        propertyNames: { pattern: DOTTED_PATTERN },
        additionalProperties: entry({ description: opt(text('What it means.')) }, 'One name.'),
      },
    ],
    description,
  });

export const manifestSchema = Type.Object(
  {
    flowdown: Type.Literal(1, { description: 'Format version.' }),
    $schema: opt(text('The JSON Schema of this format, for editors.')),
    speaksFor: opt(list(ref('parties', 'A party.'), 'The parties whose statements this file holds.')),
    parties: opt(section(party, 'Organisations.')),
    contracts: opt(section(contract, 'Agreements between two parties.')),
    zones: opt(section(zone, 'Networks and places under one operator.')),
    systems: opt(section(system, 'What can hold or handle data.')),
    data: opt(section(dataset, 'Data sets.')),
    flows: opt(section(flow, 'Movements, copies and views of data.')),
    access: opt(section(access, 'Standing abilities to reach systems.')),
    authorizations: opt(section(authorization, 'Permissions from one party to another.')),
    waivers: opt(section(waiver, 'Dated acceptances of findings.')),
    taxonomy: opt(
      entry(
        {
          categories: opt(names('Further data categories.')),
          purposes: opt(names('Further purposes.')),
          clauses: opt(names('Further contract clauses.')),
        },
        'Names beyond the built-in ones.',
      ),
    ),
  },
  {
    $id: 'urn:flowdown:manifest:1',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Flowdown manifest, format 1',
    description: 'Declares parties, contracts, zones, systems, data, flows, access and authorizations.',
    additionalProperties: false,
  },
);

export type Manifest = Static<typeof manifestSchema>;
export type Period = Static<typeof period>;
export type Party = Static<typeof party>;
export type Contract = Static<typeof contract>;
export type Zone = Static<typeof zone>;
export type System = Static<typeof system>;
export type Disposal = Static<typeof disposal>;
export type DataSet = Static<typeof dataset>;
export type Flow = Static<typeof flow>;
export type Access = Static<typeof access>;
export type Authorization = Static<typeof authorization>;
export type Waiver = Static<typeof waiver>;
