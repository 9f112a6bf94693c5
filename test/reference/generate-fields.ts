import type {
  Access,
  Authorization,
  Contract,
  DataSet,
  Flow,
  Party,
  System,
  Waiver,
} from '../../src/manifest/format.ts';
import { dateOf, dayOf } from './day.ts';
import { pruned, type Recipe } from './generate.ts';
import { wordsFor } from './words.ts';

/** Fields that take no part in what is derived, or only in what rules ask beside that. */

const SOME_DAY = dayOf('2019-06-05');

/** Round numbers of days, and those beside them, at which intervals of a month, a year or three years end. */
const AGES = [-2, -1, 0, 1, 4, 5, 30, 31, 32, 100, 364, 365, 366, 367, 1090, 1096, 1100, 2000];

const DURATIONS = [
  'PT30M',
  'PT1H',
  'PT24H',
  'P1D',
  'P3D',
  'P2W',
  'P30D',
  'P1M',
  'P31D',
  'P1M1DT2H',
  'P365D',
  'P1Y',
  'P3Y',
];

const WORDS: Record<string, readonly string[]> = {
  clauses: ['privacy-1', 'privacy-2', 'security', 'far-52.240-93', 'far-52.240-91', 'unknown'],
  contact: ['soc', 'unknown'],
  // Some look like another, or like an id, by letters of another script or by a capital I.
  name: ['a', '\u0430', 'al', 'aI', 'a\u0435', '\u0430\u0435', 'unknown'],
  country: ['US', 'CA', 'unknown'],
  ownership: ['contractor-owned', 'leased', 'unknown'],
  topic: ['privacy', 'privacy.biometric', 'safety', 'unknown'],
  assessment: ['nist-800-171', 'privacy', 'unknown'],
  method: ['clear', 'destroy', 'unknown'],
  certificate: ['file-7', 'unknown'],
  reference: ['doc-1', 'doc-2', 'unknown'],
  atRest: ['none', 'aes-256', 'unknown'],
  inTransit: ['none', 'tls-1.3', 'unknown'],
  identifiers: ['host-1', 'host-2', 'unknown'],
  fields: ['plate', 'time', 'unknown'],
  rule: ['core/unauthorized-transfer', 'unauthorized-transfer', 'core/unauthorized-access', 'unknown'],
  subject: [
    'flow:a/a',
    'flow:a/b',
    'flow:b/a',
    'flow:a',
    'contracts:a',
    'contracts:b/a',
    'hold:a/a',
    'collect:a/b',
    'access:a/a/a',
    'extract:b/a/a',
    'tier:b/a',
    'systems:a',
    'waivers:a',
    'waivers:b',
    'waivers:a-1',
    'manifest:a',
    'a',
    'unknown',
  ],
  reason: ['ends soon', 'unknown'],
};

const POOLS = new Map(Object.entries(WORDS).map(([field, words]) => [field, wordsFor(field, words)]));

/** The words of a field. */
export function pool(field: string): string[] | undefined {
  return POOLS.get(field);
}

/** A word of a field, or nothing. */
export function pickWord({ dice }: Recipe, field: string): string | undefined {
  return dice.chance(0.4) ? undefined : dice.pick(pool(field) ?? []);
}

export function pickDuration({ dice }: Recipe): string {
  return dice.pick(DURATIONS);
}

/** A day before the check, or shortly after it. */
function pickDate({ dice }: Recipe): string {
  return dateOf(SOME_DAY + dice.between(0, 3) - dice.pick(AGES));
}

function pickTruth({ dice }: Recipe): boolean | undefined {
  return dice.pick([undefined, true, true, false]);
}

export function makePartyRecords(recipe: Recipe): Party {
  const { dice } = recipe;
  return {
    name: recipe.has('country') ? pickWord(recipe, 'name') : undefined,
    kind: dice.pick([undefined, 'agency', 'company'] as const),
    country: recipe.has('country') ? pickWord(recipe, 'country') : undefined,
    contact: recipe.has('country') ? pickWord(recipe, 'contact') : undefined,
    assessments: makeAssessments(recipe),
    training: recipe.has('records')
      ? listOf(recipe, () => ({ topic: pickWord(recipe, 'topic') ?? 'privacy', on: pickDate(recipe) }))
      : undefined,
  };
}

export function makeAssessments(recipe: Recipe): Party['assessments'] {
  const { dice } = recipe;
  if (!recipe.has('records')) return undefined;
  return listOf(recipe, () =>
    pruned({
      on: pickDate(recipe),
      by: dice.chance(0.3) ? dice.pick(recipe.parties) : undefined,
      kind: pickWord(recipe, 'assessment'),
      until: dice.chance(0.4) ? pickDate(recipe) : undefined,
    }),
  );
}

function listOf<T>({ dice }: Recipe, make: () => T): T[] {
  return Array.from({ length: dice.between(1, 2) }, make);
}

export function makeWaiver({ dice, parties }: Recipe): Waiver {
  const word = (field: string): string => dice.pick(pool(field) ?? []);
  return pruned({
    rule: word('rule'),
    subject: word('subject'),
    reason: word('reason'),
    by: dice.pick(parties),
    expires: dateOf(SOME_DAY + dice.pick([-400, -4, -1, 0, 1, 3, 5, 30, 31, 365])),
    reference: dice.chance(0.5) ? word('reference') : undefined,
  });
}

/** What is claimed of data that nobody should be found in, and what stands in a record. */
export function makeDescription(recipe: Recipe): Pick<DataSet, 'deidentified' | 'fields'> {
  const { dice } = recipe;
  const claim = pruned({
    method: pickWord(recipe, 'method'),
    tested: dice.chance(0.5) ? pickDate(recipe) : undefined,
  });
  return {
    deidentified: recipe.has('deidentified') ? claim : undefined,
    fields: recipe.has('equipment') ? dice.some(pool('fields') ?? [], 1, 2) : undefined,
  };
}

/** Clauses with and without dates, now and then one of them twice. */
export function makeClauses(recipe: Recipe): Contract['clauses'] {
  const { dice } = recipe;
  if (!recipe.has('clauses')) return undefined;
  const ids = dice.some(POOLS.get('clauses') ?? [], 1, 4);
  const clauses = ids.map((id) => (dice.chance(0.3) ? { id, date: pickDate(recipe) } : id));
  return dice.chance(0.2) ? [...clauses, { id: ids[0], date: pickDate(recipe) }] : clauses;
}

export function makeNotice(recipe: Recipe): Contract['incidentNotification'] {
  const { dice } = recipe;
  if (!recipe.has('notice')) return undefined;
  const notice = pruned({
    within: dice.chance(0.8) ? pickDuration(recipe) : undefined,
    to: dice.chance(0.4) ? dice.pick(recipe.parties) : undefined,
    direct: dice.pick([undefined, undefined, true, false]),
  });
  return Object.keys(notice).length === 0 ? undefined : notice;
}

export function makeSubcontracting(recipe: Recipe): Contract['subcontracting'] {
  const { dice } = recipe;
  if (!recipe.has('subcontracting')) return undefined;
  const stated = pruned({
    allowed: pickTruth(recipe),
    approved: dice.chance(0.6) ? dice.some(recipe.parties, 1, 3) : undefined,
    maxTiers: dice.chance(0.5) ? dice.between(0, 3) : undefined,
  });
  return Object.keys(stated).length === 0 ? undefined : stated;
}

export function makeTerms(recipe: Recipe): Pick<Contract, 'awarded' | 'terms' | 'locations'> {
  const { dice } = recipe;
  if (!recipe.has('terms')) return {};
  const terms = pruned({
    auditRight: pickTruth(recipe),
    confidentiality: pickTruth(recipe),
    dataOwnership: pickTruth(recipe),
    dataReturn: pickTruth(recipe),
    deletionAtEnd: pickTruth(recipe),
    documentedInstructions: pickTruth(recipe),
    terminationOnBreach: pickTruth(recipe),
  });
  return {
    awarded: dice.chance(0.6) ? pickDate(recipe) : undefined,
    terms: Object.keys(terms).length === 0 ? undefined : terms,
    locations: dice.chance(0.5) ? dice.some(['US', 'CA', 'MX', 'unknown'], 1, 2) : undefined,
  };
}

export function makeEquipment(
  recipe: Recipe,
): Pick<
  System,
  'kind' | 'ownership' | 'encryption' | 'ports' | 'logging' | 'retention' | 'environment' | 'identifiers'
> {
  const { dice, parties } = recipe;
  const isDescribed = recipe.has('equipment');
  const encryption = pruned({
    atRest: recipe.has('ports') ? pickWord(recipe, 'atRest') : undefined,
    keyHolder: isDescribed && dice.chance(0.3) ? dice.pick(parties) : undefined,
  });
  return {
    kind: isDescribed ? dice.pick(['server', 'device', 'store', 'removable-medium'] as const) : undefined,
    ownership: isDescribed ? pickWord(recipe, 'ownership') : undefined,
    encryption: Object.keys(encryption).length === 0 ? undefined : encryption,
    ports: recipe.has('ports')
      ? { removableMedia: dice.pick(['blocked', 'allowed', 'unknown'] as const) }
      : undefined,
    identifiers: isDescribed ? dice.some(pool('identifiers') ?? [], 1, 2) : undefined,
    logging: recipe.has('logged') ? pickTruth(recipe) : undefined,
    retention: recipe.has('retention') ? pickDuration(recipe) : undefined,
    environment: recipe.has('environment')
      ? dice.pick(['production', 'production', 'pilot', 'test'] as const)
      : undefined,
  };
}

export function makeTransport(recipe: Recipe): Pick<Flow, 'encryption' | 'logged' | 'by' | 'volume'> {
  const { dice, parties } = recipe;
  const inTransit = recipe.has('transport') ? pickWord(recipe, 'inTransit') : undefined;
  return {
    encryption: inTransit === undefined ? undefined : { inTransit },
    logged: recipe.has('logged') ? pickTruth(recipe) : undefined,
    by: recipe.has('transport') && dice.chance(0.5) ? dice.pick(parties) : undefined,
    volume: recipe.has('count')
      ? pruned({
          records: dice.chance(0.6) ? dice.between(0, 5) : undefined,
          subjects: dice.chance(0.6) ? dice.between(0, 5) : undefined,
        })
      : undefined,
  };
}

export function makeVisit(recipe: Recipe): Pick<Access, 'escorted' | 'mfa' | 'recorded'> {
  if (!recipe.has('visit')) return {};
  return { escorted: pickTruth(recipe), mfa: pickTruth(recipe), recorded: pickTruth(recipe) };
}

export function makeLimits(recipe: Recipe): Pick<Authorization, 'limits' | 'reference'> {
  const { dice } = recipe;
  if (!recipe.has('limits')) return {};
  return {
    limits: pruned({
      records: dice.chance(0.7) ? dice.between(0, 5) : undefined,
      subjects: dice.chance(0.7) ? dice.between(0, 5) : undefined,
      retention: dice.chance(0.7) ? pickDuration(recipe) : undefined,
    }),
    reference: pickWord(recipe, 'reference'),
  };
}
