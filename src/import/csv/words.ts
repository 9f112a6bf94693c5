/** What people call tables and columns beside their own names. Kept in docs/import/csv.md too; a test compares the two. */

/** Other names of tables, in plain words. */
export const TABLE_WORDS: Readonly<Record<string, readonly string[]>> = {
  parties: [
    'party',
    'organisations',
    'organizations',
    'suppliers',
    'vendors',
    'contractors',
    'companies',
    'supplier list',
    'vendor list',
  ],
  contracts: ['contract', 'agreements', 'contract list'],
  zones: ['zone', 'networks', 'locations', 'sites'],
  systems: ['system', 'applications', 'assets', 'system list', 'system inventory'],
  data: ['data set', 'data sets', 'dataset', 'datasets', 'data inventory'],
  flows: ['flow', 'data flow', 'data flows', 'transfers', 'data transfers'],
  access: ['accesses', 'access rights', 'system access', 'data access'],
  authorizations: [
    'authorization',
    'authorisations',
    'authorisation',
    'permissions',
    'data authorizations',
    'data authorisations',
    'data permissions',
  ],
  waivers: ['waiver'],
  assessments: ['assessment'],
  disposals: ['disposal', 'deletions', 'data disposals', 'data deletions'],
  training: ['trainings'],
};

/** Tables that are exported and follow from the others. */
export const DERIVED_TABLES: readonly string[] = ['holdings', 'processing'];

const PERIOD = {
  'period.from': ['start', 'start date', 'begin', 'valid from', 'effective from', 'effective date'],
  'period.until': [
    'end',
    'end date',
    'until',
    'to date',
    'valid until',
    'valid to',
    'expires',
    'expiry date',
  ],
};

const NAMED = ['no', 'number', 'key', 'identifier', 'ref'];

/** Other names of columns, in plain words, by table. A column answers to its own name and to its last part as well. */
export const COLUMN_WORDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  parties: {
    id: ['party', 'party id', 'supplier id', 'vendor id', ...NAMED],
    name: [
      'party name',
      'supplier',
      'vendor',
      'supplier name',
      'vendor name',
      'organisation',
      'organization',
      'company',
    ],
    kind: ['type', 'party type'],
    country: ['country code', 'country of establishment'],
    contact: ['contact person', 'email', 'e mail', 'security contact'],
  },
  contracts: {
    id: ['contract', 'contract id', 'contract number', 'contract no', 'agreement', ...NAMED],
    acquirer: ['buyer', 'customer', 'client', 'agency', 'contracting authority'],
    supplier: ['vendor', 'contractor', 'provider', 'seller'],
    under: ['prime contract', 'parent contract', 'subcontract of', 'sub contract of'],
    awarded: ['award date', 'date of award', 'signed', 'signed on'],
    clauses: ['contract clauses', 'terms and clauses'],
    'incidentNotification.within': ['notification period', 'notice within', 'incident notice'],
    'incidentNotification.to': ['notify', 'notice to'],
    'subcontracting.allowed': ['subcontracting', 'sub contracting', 'subcontracting allowed'],
    'subcontracting.approved': ['subcontractors', 'approved subcontractors', 'sub contractors'],
    'terms.auditRight': ['audit', 'right to audit'],
    'terms.deletionAtEnd': ['deletion', 'deletion at the end'],
    locations: ['places of work', 'allowed countries', 'countries'],
    ...PERIOD,
  },
  zones: {
    id: ['zone', 'zone id', 'network', 'location', 'site', 'name', ...NAMED],
    operator: ['operated by', 'run by', 'host', 'hosting provider', 'zone operator'],
    kind: ['type', 'zone type'],
    country: ['country code'],
  },
  systems: {
    id: ['system', 'system id', 'system name', 'application', 'asset', 'asset id', 'name', ...NAMED],
    zone: ['network', 'location', 'site'],
    kind: ['type', 'system type'],
    custodian: ['kept by', 'held by'],
    ownership: ['owned by'],
    'encryption.atRest': ['encryption', 'encrypted', 'encryption at rest', 'storage encryption'],
    'encryption.keyHolder': ['keys held by'],
    'ports.removableMedia': ['usb', 'usb ports', 'removable media'],
    collects: ['data collected', 'collected data'],
    produces: ['data produced', 'produced data'],
    logging: ['logged', 'access logging'],
    retention: ['retention period', 'kept for'],
    identifiers: ['host names', 'serial numbers', 'hostnames'],
    ...PERIOD,
  },
  data: {
    id: ['data', 'data set', 'dataset', 'data set id', 'data set name', 'name', ...NAMED],
    category: ['categories', 'data category', 'data categories', 'classification'],
    owner: ['data owner', 'owned by', 'controller', 'data controller'],
    records: ['number of records', 'record count'],
    subjects: ['people', 'number of people', 'data subjects', 'number of data subjects'],
    contains: ['includes'],
    derivedFrom: ['made from', 'source data', 'sources'],
    fields: ['data fields', 'attributes', 'elements'],
    retention: ['retention period', 'kept for'],
  },
  flows: {
    id: ['flow', 'flow id', 'transfer', 'name', ...NAMED],
    from: ['source', 'source system', 'from system', 'sender', 'origin'],
    to: ['target', 'target system', 'to system', 'destination', 'recipient', 'receiver'],
    data: ['data set', 'data sets', 'datasets', 'payload'],
    categories: ['data categories', 'category'],
    channel: ['medium', 'transfer method', 'transport'],
    'encryption.inTransit': ['encryption', 'encrypted', 'transport encryption'],
    logged: ['logging'],
    by: ['moved by', 'carried by'],
    'volume.records': ['number of records'],
    'volume.subjects': ['people', 'number of people'],
    ...PERIOD,
  },
  access: {
    id: ['access', 'access id', 'name', ...NAMED],
    party: ['who', 'supplier', 'vendor', 'contractor', 'company'],
    systems: ['system', 'application', 'applications', 'assets'],
    kind: ['type', 'access type', 'type of access'],
    mfa: ['multi factor authentication', '2fa'],
    escorted: ['accompanied'],
    recorded: ['session recorded', 'session recording'],
    ...PERIOD,
  },
  authorizations: {
    id: ['authorization', 'authorisation', 'permission', 'name', ...NAMED],
    by: ['granted by', 'permitted by', 'data owner', 'owner'],
    to: ['granted to', 'permitted to', 'grantee', 'supplier', 'vendor', 'contractor'],
    data: ['data set', 'data sets', 'datasets'],
    categories: ['data categories', 'category'],
    actions: ['action', 'permitted actions', 'may'],
    purposes: ['purpose', 'for', 'permitted purposes'],
    zones: ['zone', 'networks', 'locations'],
    channels: ['channel'],
    delegable: ['may be passed on', 'delegation'],
    reference: ['document', 'source document'],
    'limits.retention': ['retention', 'retention period'],
    ...PERIOD,
  },
  waivers: {
    id: ['waiver', 'waiver id', 'name', ...NAMED],
    by: ['accepted by', 'approved by'],
    expires: ['expiry date', 'until', 'valid until', 'end date'],
    reason: ['justification'],
    reference: ['document'],
  },
  assessments: {
    on: ['date', 'assessed on', 'assessment date'],
    by: ['assessor', 'assessed by'],
    kind: ['type', 'standard'],
    until: ['valid until', 'expires'],
    reference: ['document', 'report'],
  },
  disposals: {
    on: ['date', 'disposed on', 'deleted on', 'disposal date'],
    data: ['data set', 'data sets', 'datasets'],
    certificate: ['proof'],
  },
  training: {
    topic: ['subject', 'course'],
    on: ['date', 'trained on', 'training date'],
    reference: ['document', 'record'],
  },
};

/** Words in lower case with single spaces, whatever divides them: `encryption.inTransit` is "encryption in transit". */
export function plainWords(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
}
