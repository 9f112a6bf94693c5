/** Keys of the default taxonomy of fideslang 3.1 that mean certain categories and purposes, and why fields are left out. */

/**
 * Categories, with the keys that are of them beyond doubt: the same, or a special case. What a description of the taxonomy
 * (ethyca/fideslang, data_files/data_categories.csv) leaves open is not here.
 */
const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  biometric: ['user.biometric', 'user.biometric.health'],
  'biometric.fingerprint': ['user.biometric.fingerprint'],
  'biometric.iris': ['user.biometric.retinal'],
  'biometric.voice': ['user.biometric.voice'],
  credentials: ['user.authorization.credentials', 'user.authorization.biometric', 'system.authentication'],
  'credentials.password': ['user.authorization.password'],
  'criminal-justice.history': ['user.criminal_history'],
  employment: ['user.workplace', 'user.job_title'],
  financial: ['user.financial'],
  'financial.account': ['user.financial.bank_account'],
  genomic: ['user.health_and_medical.genetic'],
  health: ['user.health_and_medical', 'user.biometric.health'],
  'health.insurance': ['user.health_and_medical.insurance_beneficiary_id'],
  'health.record': ['user.health_and_medical.record_id'],
  'payment.card': ['user.financial.credit_card'],
  personal: ['user'],
  'personal.behavior': [
    'user.behavior',
    'user.behavior.browsing_history',
    'user.behavior.media_consumption',
    'user.behavior.purchase_history',
    'user.behavior.search_history',
  ],
  'personal.children': ['user.childrens'],
  'personal.contact': [
    'user.contact',
    'user.contact.address',
    'user.contact.address.city',
    'user.contact.address.country',
    'user.contact.address.postal_code',
    'user.contact.address.state',
    'user.contact.address.street',
    'user.contact.email',
    'user.contact.fax_number',
    'user.contact.organization',
    'user.contact.phone_number',
    'user.contact.url',
  ],
  'personal.demographic': [
    'user.demographic',
    'user.demographic.age_range',
    'user.demographic.date_of_birth',
    'user.demographic.gender',
    'user.demographic.language',
    'user.demographic.marital_status',
    'user.demographic.political_opinion',
    'user.demographic.profile',
    'user.demographic.race_ethnicity',
    'user.demographic.religious_belief',
    'user.demographic.sexual_orientation',
  ],
  'personal.government-id': [
    'user.government_id',
    'user.government_id.birth_certificate',
    'user.government_id.drivers_license_number',
    'user.government_id.immigration',
    'user.government_id.national_identification_number',
  ],
  'personal.government-id.passport': ['user.government_id.passport_number'],
  'personal.location': ['user.location', 'user.location.imprecise'],
  'personal.location.precise': ['user.location.precise'],
  'personal.name': ['user.name', 'user.name.first', 'user.name.last'],
  'personal.online-identifier': [
    'user.account.username',
    'user.device.cookie_id',
    'user.device.device_id',
    'user.device.ip_address',
    'user.unique_id',
    'user.unique_id.pseudonymous',
  ],
};

const USES: ReadonlyMap<string, string> = new Map([
  ['analytics', 'analytics'],
  ['employment', 'personnel'],
  ['essential.fraud_detection', 'fraud-prevention'],
  ['essential.legal_obligation', 'legal-obligation'],
  ['essential.service', 'service-delivery'],
  ['essential.service.operations.support', 'customer-support'],
  ['essential.service.security', 'security'],
  ['functional.service.improve', 'product-improvement'],
  ['marketing', 'marketing'],
  ['marketing.advertising', 'advertising'],
  ['marketing.advertising.first_party.targeted', 'advertising.targeted'],
  ['marketing.advertising.third_party.targeted', 'advertising.targeted'],
  ['personalize', 'personalisation'],
  ['train_ai_system', 'model-training'],
]);

/** The categories that a key certainly means. */
export function certainCategories(key: string): readonly string[] {
  return Object.entries(CATEGORIES)
    .filter(([, keys]) => keys.includes(key))
    .map(([category]) => category);
}

/** The purpose that a data use certainly means, if any. */
export function certainPurpose(use: string): string | undefined {
  return USES.get(use);
}

/** Is it another organisation's system, by its type? The field is a text; these are the words in use for it. */
export function isForeignType(type: string | undefined): boolean {
  return type !== undefined && /third[ _-]?part|external|vendor/i.test(type);
}

/** Does its organization process the data for others only? */
export function isForOthers(roles: readonly string[]): boolean {
  return roles.length > 0 && roles.every((role) => /processor/i.test(role));
}

const PROSE = 'prose';
const LAW = 'the legal side of it; a manifest has authorizations and contracts, which this cannot give';
const TERMS = 'names of a taxonomy; a manifest refers to names';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['description', PROSE],
  ['data_security_practices', PROSE],
  ['data_use', TERMS],
  ['data_subject', TERMS],
  ['data_qualifier', TERMS],
  ['data_category', TERMS],
  ['data_subjects', 'who the data is about; a manifest counts people'],
  ['policy', 'policies are packs of rules'],
  ['registry', 'groups systems, which says nothing of where data goes'],
  ['tags', 'tags mean what their authors agreed on'],
  ['meta', 'for Fides itself'],
  ['fides_meta', 'for Fides itself'],
  ['fidesops_meta', 'for Fides itself'],
  ['fidesctl_meta', 'for Fides itself'],
  ['address', 'where people are reached; a party has one contact'],
  ['phone', 'where people are reached; a party has one contact'],
  ['representative', 'where people are reached; a party has one contact'],
  ['third_country_transfers', 'countries, and not whose system is there'],
  ['does_international_transfers', 'that there are transfers, and not to whom'],
  ...[
    'legal_basis_for_processing',
    'legal_basis_for_profiling',
    'legal_basis_for_transfers',
    'special_category_legal_basis',
    'flexible_legal_basis_for_processing',
    'processes_special_category_data',
    'impact_assessment_location',
    'data_protection_impact_assessment',
    'requires_data_protection_assessments',
    'dpa_location',
    'dpa_progress',
    'privacy_policy',
    'security_policy',
    'legal_address',
    'dpo',
    'exempt_from_privacy_regulations',
    'reason_for_exemption',
    'uses_profiling',
    'legitimate_interest_disclosure_url',
  ].map((name): [string, string] => [name, LAW]),
]);

/** Why a field was left out. */
export function reasonOf(path: string): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return REASONS.get(name) ?? 'says nothing of where data goes, or is not known';
}
