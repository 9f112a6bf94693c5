// Words of the built-in taxonomy (rules/taxonomy.yaml). None of the 64 categories is below another of them, so that only a
// fault on purpose makes a flow ask for data that may or may not be of its category.

/** Categories that the rules of the case of 2019 protect: they ask much of whoever holds such data. */
export const PROTECTED = [
  'biometric.face.image',
  'biometric.face.template',
  'biometric.face.match-score',
  'biometric.fingerprint',
  'biometric.iris',
  'biometric.palm',
  'biometric.voice.template',
  'vehicle.license-plate.image',
  'vehicle.license-plate.number',
  'vehicle.license-plate.text',
];

/** The other categories: the rules of core speak of them too. */
export const OTHER = `
  commerce.order commerce.payment credentials.password credentials.key criminal-justice.cji
  criminal-justice.history criminal-justice.investigation cui.privacy cui.law-enforcement cui.defense
  cui.export-controlled cui.critical-infrastructure embedding employment.record employment.background-check
  engineering fci financial.account.number financial.transaction genomic government-related health.record
  health.insurance health.invoice imagery.video imagery.frame imagery.still imagery.vehicle imagery.document
  logs.access logs.security mobility.statistics model.weights model.speech omic payment.card.number
  payment.card.authentication personal.name personal.contact personal.government-id.social-security
  personal.government-id.passport personal.location.precise personal.location.travel personal.online-identifier
  personal.demographic.citizenship personal.behavior personal.children software.model source-code tax.federal
  text.transcript vehicle.location vehicle.registration voice.recording
`
  .trim()
  .split(/\s+/);

/** Purposes that owners permit, each with what flows state: the purpose itself or something below it. */
export const PURPOSES = [
  ['tolling', 'tolling.disputes'],
  ['customer-support', 'customer-support.trends'],
  ['analytics'],
  ['audit'],
  ['billing'],
  ['matching'],
  ['research'],
  ['security'],
];

export const COUNTRIES = ['US', 'CA', 'DE', 'IE', 'NL', 'PL', 'JP'];

/** Names as people write them, some of them outside of ASCII. */
export const FIRMS = [
  'Süd Optik',
  'Łódź Imaging',
  'Harbour Data',
  'Ñandú Sistemas',
  'Nordlicht',
  'Kestrel Works',
  '東京データ',
];

/** Whether a category is another one or below it. */
export const isA = (category, above) => category === above || category.startsWith(`${above}.`);

/** Whether the rules of the case of 2019 protect a category. */
export const isProtected = (category) => isA(category, 'biometric') || isA(category, 'vehicle.license-plate');
