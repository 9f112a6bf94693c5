/** What a certificate says, and what it does not: the same words in each, so that none can promise more. */

/** Rules of which every verdict can be certified, with the facts that they are about. */
export const JUDGED = {
  'core/unauthorized-access': 'accesses',
  'core/unauthorized-collection': 'collections',
  'core/unauthorized-production': 'productions',
  'core/unauthorized-transfer': 'transfers',
} as const;

export type JudgedName = keyof typeof JUDGED;

/** Is it one of these rules? */
export function isJudged(rule: string): rule is JudgedName {
  return Object.hasOwn(JUDGED, rule);
}

export const CERTIFIED: readonly string[] = [
  'The manifests, the configuration and the rules are those with the digests stated here.',
  'Each copy of data that is listed follows from the manifests, by a step from a copy listed before it; nothing in the manifests brings any other copy, for certain or perhaps, by the day of the check.',
  'Holdings, views, transfers, collections, productions and accesses are those that follow from these copies, all of them and no others.',
  'Each permission that a fact asks for is answered: permitted by the chain of authorizations that is named, each link in force on the day and covering what is asked; not permitted, since nobody from whom a permission leads to the party has it from the owner.',
  'The rules listed as judged are all those on authorization that are on and have one severity everywhere. Their findings are those that follow from these answers, with their severities; each violation among them has a way of the data, and each that is waived has a waiver in force of every owner.',
];

export const NOT_CERTIFIED: readonly string[] = [
  'That what the manifests declare is true, or that they declare everything.',
  'Findings of rules that are not listed as judged, with their severities and waivers: they are what the check reported, and were not verified again.',
  'What was known before, from a baseline or from the base of a comparison: it is what the check reported.',
  'That a way of the data is the shortest; who follows from whom among violations; who could carry data away; tiers of contracts; sums of records.',
  'Other days than the day of the check.',
];
