/** How to ask for a field in plain words: one line for each field that a manifest may leave out. */

/** A question and what an answer looks like. `{id}` and other names in braces are filled in. */
export interface Wording {
  readonly ask: string;
  readonly answer: string;
  /** What to write for a value that is no single word: an outline without content, which the reader refuses as it is. */
  readonly blank?: string;
}

const YES_NO = 'true or false';
const DAY = 'a day, such as 2019-06-01';
const TIME = 'a length of time, such as P90D (90 days), P1Y (1 year) or PT1H (1 hour)';
const NUMBER = 'a whole number';
const COUNTRY = 'a country by its two letters, such as US';
const PERIOD = 'the first and the last day; leave one out where it is open';
const PERIOD_BLANK = '{ from: , until: }';
const DATA = 'the ids of data sets, in brackets';
const ASSESSMENTS = 'the day of each, who made it and by which standard';
const ASSESSMENT_BLANK = '[{ on: , by: , kind: }]';
const ENCRYPTION = 'the method, such as AES-256, or none';
const REFERENCE = 'the name or number of the document';

function wording(ask: string, answer: string, blank?: string): Wording {
  return { ask, answer, ...(blank !== undefined && { blank }) };
}

/** Wordings by field; `*` stands for an id, or for the place of an item in a list. */
export const WORDINGS: Readonly<Record<string, Wording>> = {
  'parties.*.name': wording('What is the full name of {id}?', 'the name'),
  'parties.*.kind': wording('What sort of organisation is {id}?', 'agency, company or public'),
  'parties.*.country': wording('In which country is {id} established?', COUNTRY),
  'parties.*.contact': wording(
    'Whom at {id} does one tell about an incident?',
    'an office, with its address',
  ),
  'parties.*.assessments': wording(
    'Which security or privacy reviews has {id} been through, and when?',
    ASSESSMENTS,
    ASSESSMENT_BLANK,
  ),
  'parties.*.assessments.*.by': wording('Who made the review of {id}?', 'the id of a party'),
  'parties.*.assessments.*.kind': wording('What was reviewed at {id}, or by which standard?', 'a few words'),
  'parties.*.assessments.*.until': wording('Until when does the review of {id} count?', DAY),
  'parties.*.assessments.*.reference': wording('Where is the record of the review of {id} kept?', REFERENCE),
  'parties.*.training': wording(
    'When were the people of {id} who handle the data trained, and in what?',
    'a topic and a day for each training',
    '[{ topic: , on: }]',
  ),
  'parties.*.training.*.reference': wording('Where is the record of the training at {id} kept?', REFERENCE),

  'contracts.*.under': wording(
    'Which contract does {id}, between {acquirer} and {supplier}, serve?',
    'the id of the contract above it',
  ),
  'contracts.*.period': wording(
    'From when until when does the contract {id} between {acquirer} and {supplier} run?',
    PERIOD,
    PERIOD_BLANK,
  ),
  'contracts.*.period.from': wording('When does the contract {id} begin?', DAY),
  'contracts.*.period.until': wording('When does the contract {id} end?', DAY),
  'contracts.*.awarded': wording('When was the contract {id} awarded or last changed?', DAY),
  'contracts.*.clauses': wording(
    'Which clauses does the contract {id} between {acquirer} and {supplier} carry?',
    'ids of clauses, in brackets',
    '[]',
  ),
  'contracts.*.incidentNotification': wording(
    'What does the contract {id} ask of {supplier} when an incident is discovered: whom to tell, and how soon?',
    `${TIME}, and the id of a party`,
    '{ within: , to: , direct: }',
  ),
  'contracts.*.incidentNotification.within': wording(
    'How soon after an incident is discovered must {supplier} tell {acquirer}, by the contract {id}?',
    TIME,
  ),
  'contracts.*.incidentNotification.to': wording(
    'Whom must {supplier} tell about an incident, by the contract {id}?',
    'the id of a party',
  ),
  'contracts.*.incidentNotification.direct': wording(
    'Must {supplier} tell the owner of the data directly, and not through {acquirer} alone (contract {id})?',
    YES_NO,
  ),
  'contracts.*.subcontracting': wording(
    'What does the contract {id} say about sub-contractors of {supplier}?',
    'whether it may have any, which are approved, how many tiers deep',
    '{ allowed: , approved: [], maxTiers: }',
  ),
  'contracts.*.subcontracting.allowed': wording(
    'May {supplier} hand work on to sub-contractors, by the contract {id}?',
    YES_NO,
  ),
  'contracts.*.subcontracting.approved': wording(
    'Which sub-contractors of {supplier} has {acquirer} approved (contract {id})?',
    'ids of parties, in brackets',
    '[]',
  ),
  'contracts.*.subcontracting.maxTiers': wording(
    'How many tiers of sub-contractors may stand below {supplier}, by the contract {id}?',
    NUMBER,
  ),
  'contracts.*.terms': wording(
    'Which of these does the contract {id} grant {acquirer}: audit, confidentiality, ownership of the data, its return, its deletion, use on instruction only, an end of the contract on a breach?',
    `${YES_NO} for each`,
    '{ auditRight: , confidentiality: , dataOwnership: , dataReturn: , deletionAtEnd: , documentedInstructions: , terminationOnBreach: }',
  ),
  'contracts.*.terms.auditRight': wording('May {acquirer} audit {supplier}, by the contract {id}?', YES_NO),
  'contracts.*.terms.confidentiality': wording(
    'Does the contract {id} bind the staff of {supplier} to confidentiality?',
    YES_NO,
  ),
  'contracts.*.terms.dataOwnership': wording(
    'Does the contract {id} say that the data stays that of {acquirer}?',
    YES_NO,
  ),
  'contracts.*.terms.dataReturn': wording(
    'Must {supplier} give the data back when the contract {id} ends?',
    YES_NO,
  ),
  'contracts.*.terms.deletionAtEnd': wording(
    'Must {supplier} delete its copies, with proof, when the contract {id} ends?',
    YES_NO,
  ),
  'contracts.*.terms.documentedInstructions': wording(
    'May {supplier} use the data on documented instructions only, by the contract {id}?',
    YES_NO,
  ),
  'contracts.*.terms.terminationOnBreach': wording(
    'May {acquirer} end the contract {id} when {supplier} breaks it?',
    YES_NO,
  ),
  'contracts.*.locations': wording(
    'In which countries may work under the contract {id} be done?',
    `${COUNTRY}; several in brackets`,
    '[]',
  ),

  'zones.*.kind': wording(
    'What sort of network or place is {id}?',
    'enclave, facility, corporate-network, cloud-tenant, field-site or public',
  ),
  'zones.*.country': wording('In which country is {id}?', COUNTRY),

  'systems.*.kind': wording(
    'What sort of equipment is {id}?',
    'server, device, store, workstation, service, backup, removable-medium or model',
  ),
  'systems.*.custodian': wording(
    'Who keeps {id}, if it is not the operator of the zone {zone}?',
    'the id of a party',
  ),
  'systems.*.ownership': wording(
    'Who owns the equipment {id}?',
    'such as government-furnished or contractor-owned',
  ),
  'systems.*.purpose': wording('What is {id} used for?', 'the name of a purpose'),
  'systems.*.period': wording('From when until when is {id} in service?', PERIOD, PERIOD_BLANK),
  'systems.*.period.from': wording('Since when is {id} in service?', DAY),
  'systems.*.period.until': wording('Until when is {id} in service?', DAY),
  'systems.*.collects': wording('Which data first comes into being on {id}?', DATA, '[]'),
  'systems.*.produces': wording('Which data is derived on {id} from what it holds?', DATA, '[]'),
  'systems.*.storage': wording(
    'Does {id} keep what comes to it, or pass it on within the day?',
    'persistent or transient',
  ),
  'systems.*.disposals': wording(
    'Which data was destroyed on {id}, on which day, and how?',
    'the last day on which it was there, the data sets or all, the method',
    '[{ on: , data: , method: }]',
  ),
  'systems.*.disposals.*.method': wording(
    'How was the data on {id} destroyed?',
    'such as NIST SP 800-88 purge',
  ),
  'systems.*.disposals.*.certificate': wording(
    'Where is the proof kept that the data on {id} was destroyed?',
    REFERENCE,
  ),
  'systems.*.encryption': wording(
    'How is what is stored on {id} encrypted, and who holds the keys? Name the method, or say `none`.',
    ENCRYPTION,
    '{ atRest: , keyHolder: }',
  ),
  'systems.*.encryption.atRest': wording(
    'How is what is stored on {id} encrypted? Name the method, or say `none`.',
    ENCRYPTION,
  ),
  'systems.*.encryption.keyHolder': wording(
    'Who holds the keys to what is stored on {id}?',
    'the id of a party',
  ),
  'systems.*.ports': wording(
    'Can a drive or another removable medium be attached to {id}?',
    'blocked or allowed',
    '{ removableMedia: }',
  ),
  'systems.*.ports.removableMedia': wording(
    'Can a drive or another removable medium be attached to {id}?',
    'blocked or allowed',
  ),
  'systems.*.logging': wording('Is access to the data on {id} written to a log?', YES_NO),
  'systems.*.retention': wording('How long is data kept on {id}?', TIME),
  'systems.*.environment': wording('What is {id} used in?', 'production, pilot or test'),
  'systems.*.assessments': wording(
    'Which security or privacy reviews has {id} been through, and when?',
    ASSESSMENTS,
    ASSESSMENT_BLANK,
  ),
  'systems.*.assessments.*.by': wording('Who made the review of {id}?', 'the id of a party'),
  'systems.*.assessments.*.kind': wording('What was reviewed on {id}, or by which standard?', 'a few words'),
  'systems.*.assessments.*.until': wording('Until when does the review of {id} count?', DAY),
  'systems.*.assessments.*.reference': wording('Where is the record of the review of {id} kept?', REFERENCE),
  'systems.*.identifiers': wording(
    'By which host names, account ids or serial numbers is {id} known?',
    'names, in brackets',
    '[]',
  ),

  'data.*.records': wording('How many records does {id} have?', NUMBER),
  'data.*.subjects': wording('How many people is {id} about?', NUMBER),
  'data.*.contains': wording('Which other data sets are inside {id}?', DATA, '[]'),
  'data.*.derivedFrom': wording('Which data sets is {id} made from?', DATA, '[]'),
  'data.*.deidentified': wording(
    'How were the identities of people taken out of {id}, and when was that last tested?',
    'the method, and the day of the test',
    '{ method: , tested: }',
  ),
  'data.*.deidentified.method': wording('How were the identities of people taken out of {id}?', 'the method'),
  'data.*.deidentified.tested': wording(
    'When was it last tested that people cannot be recognised in {id}?',
    DAY,
  ),
  'data.*.fields': wording('Which fields does a record of {id} have?', 'names, in brackets', '[]'),
  'data.*.retention': wording('How long may {id} be kept?', TIME),

  'flows.*.data': wording(
    'What does {id} carry from {from} to {to}? Name the data sets, or say `all` if it is everything on {from}.',
    `${DATA}, or all`,
  ),
  'flows.*.categories': wording(
    'Which categories of data does {id} carry from {from} to {to}?',
    'categories, in brackets; or state data instead',
    '[]',
  ),
  'flows.*.mode': wording(
    'Does {id} leave a copy on {to}, move the data there, or only show it?',
    'copy, move or view',
  ),
  'flows.*.purpose': wording(
    'What is the data for that {id} brings from {from} to {to}?',
    'the name of a purpose',
  ),
  'flows.*.channel': wording(
    'How does the data of {id} travel from {from} to {to}?',
    'network, api, email, removable-media or courier',
  ),
  'flows.*.encryption': wording(
    'How is the data of {id} encrypted on its way from {from} to {to}? Name the method, or say `none`.',
    ENCRYPTION,
    '{ inTransit: }',
  ),
  'flows.*.encryption.inTransit': wording(
    'How is the data of {id} encrypted on its way from {from} to {to}? Name the method, or say `none`.',
    ENCRYPTION,
  ),
  'flows.*.logged': wording('Is each movement of {id} from {from} to {to} written to a log?', YES_NO),
  'flows.*.by': wording('Who moves the data of {id} from {from} to {to}?', 'the id of a party'),
  'flows.*.period': wording('From when until when does {id} run from {from} to {to}?', PERIOD, PERIOD_BLANK),
  'flows.*.period.from': wording('Since when does {id} run from {from} to {to}?', DAY),
  'flows.*.period.until': wording('Until when does {id} run from {from} to {to}?', DAY),
  'flows.*.volume': wording(
    'How much does {id} carry from {from} to {to}?',
    'the number of records and of people',
    '{ records: , subjects: }',
  ),
  'flows.*.volume.records': wording('How many records does {id} carry from {from} to {to}?', NUMBER),
  'flows.*.volume.subjects': wording('How many people is the data of {id} about?', NUMBER),

  'access.*.kind': wording(
    'What sort of access does {party} have to {systems} ({id})?',
    'physical, maintenance, remote, admin or user',
  ),
  'access.*.purpose': wording(
    'What does {party} need its access to {systems} for ({id})?',
    'the name of a purpose',
  ),
  'access.*.period': wording(
    'From when until when does {party} have access to {systems} ({id})?',
    PERIOD,
    PERIOD_BLANK,
  ),
  'access.*.period.from': wording('Since when does {party} have access to {systems} ({id})?', DAY),
  'access.*.period.until': wording('Until when does {party} have access to {systems} ({id})?', DAY),
  'access.*.escorted': wording('Is {party} accompanied when it reaches {systems} ({id})?', YES_NO),
  'access.*.mfa': wording(
    'Does {party} need a second proof besides a password to reach {systems} ({id})?',
    YES_NO,
  ),
  'access.*.recorded': wording('Is it recorded what {party} does on {systems} ({id})?', YES_NO),

  'authorizations.*.data': wording('Which data does {by} permit {to} to use, by {id}?', DATA, '[]'),
  'authorizations.*.categories': wording(
    'Which categories of data does {by} permit {to} to use, by {id}?',
    'categories, in brackets',
    '[]',
  ),
  'authorizations.*.purposes': wording(
    'For which purposes does {by} permit it to {to}, by {id}?',
    'names of purposes, in brackets',
    '[]',
  ),
  'authorizations.*.zones': wording(
    'In which places does {by} permit it to {to}, by {id}?',
    'ids of zones, in brackets',
    '[]',
  ),
  'authorizations.*.channels': wording(
    'In which ways may the data travel that {by} permits {to} to have, by {id}?',
    'network, api, email, removable-media or courier, in brackets',
    '[]',
  ),
  'authorizations.*.period': wording(
    'From when until when does the permission {id} by {by} to {to} hold?',
    PERIOD,
    PERIOD_BLANK,
  ),
  'authorizations.*.period.from': wording('Since when does the permission {id} by {by} to {to} hold?', DAY),
  'authorizations.*.period.until': wording('Until when does the permission {id} by {by} to {to} hold?', DAY),
  'authorizations.*.limits': wording(
    'How much may {to} have by the permission {id} of {by}, and for how long?',
    'the number of records and of people, and a length of time',
    '{ records: , subjects: , retention: }',
  ),
  'authorizations.*.limits.records': wording(
    'How many records may {to} have by the permission {id} of {by}?',
    NUMBER,
  ),
  'authorizations.*.limits.subjects': wording(
    'Data about how many people may {to} have by the permission {id} of {by}?',
    NUMBER,
  ),
  'authorizations.*.limits.retention': wording(
    'How long may {to} keep the data by the permission {id} of {by}?',
    TIME,
  ),
  'authorizations.*.delegable': wording(
    'How many times may {to} pass the permission {id} of {by} on?',
    `${NUMBER}; 0 where it may not`,
  ),
  'authorizations.*.reference': wording('Which document grants {to} the permission {id} of {by}?', REFERENCE),

  'waivers.*.reference': wording('Which document records that {by} accepts {id}?', REFERENCE),
};

/** The wording of a field of an entry; a general one where the table has none. */
export function wordingOf(section: string, path: readonly string[]): Wording {
  const known = patternOf(section, path);
  return (
    WORDINGS[known] ?? {
      ask: `What is to be stated as \`${path.join('.')}\` of {id}?`,
      answer: 'see the page of the fields, docs/manifest.md',
    }
  );
}

/** The name of a field in the table: places of list items do not count. */
export function patternOf(section: string, path: readonly string[]): string {
  const steps = path.flatMap((step) => step.split(/[[\]]+/).filter((part) => part !== ''));
  return [section, '*', ...steps.map((step) => (/^\d+$/.test(step) ? '*' : step))].join('.');
}
