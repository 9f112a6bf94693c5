// Who takes part in a region, under which contracts, in which zones, and who permits what: an agency that owns the data, two
// primes, three sub-contractors. Everything that the rules ask is stated and in order; what is not comes from faults.mjs.
import { beginning, laterEnding, recent } from './days.mjs';
import { COUNTRIES, FIRMS } from './names.mjs';
import { pick, some } from './random.mjs';

/** The members: whose contract each works under, what part of the systems it keeps, and in how many zones. */
const SHAPE = [
  { role: 'agency', above: undefined, share: 0.4, zones: 3 },
  { role: 'prime-a', above: 0, share: 0.2, zones: 2 },
  { role: 'sub-c', above: 1, share: 0.1, zones: 1 },
  { role: 'sub-d', above: 1, share: 0.1, zones: 1 },
  { role: 'prime-b', above: 0, share: 0.1, zones: 1 },
  { role: 'sub-e', above: 4, share: 0.1, zones: 1 },
];

const CLAUSES = ['far-52.204-21', 'far-52.224-2', 'far-52.224-3'];

/** The members of a region. `above` is the one whose supplier a member is. */
export function membersOf(number) {
  const members = [];
  for (const { role, above, share, zones } of SHAPE) {
    const id = `${role}-${number}`;
    members.push({
      id,
      above: members[above],
      share,
      zones: Array.from({ length: zones }, (_, i) => `${id}-net-${i + 1}`),
    });
  }
  return members;
}

/** The prefixes by which permissions name categories. */
export const rootsOf = (categories) => [...new Set(categories.map((name) => name.split('.')[0]))];

/** Adds the parties of a region, and what they have agreed and permitted. */
export function addAgreements(region) {
  const { entries, members, random } = region;
  const [agency, ...suppliers] = members;
  const country = pick(random, COUNTRIES);
  entries.parties.push([
    agency.id,
    { name: `Agency ${region.number}`, kind: 'agency', country, ...recordsOf(region) },
  ]);
  for (const member of suppliers) {
    entries.parties.push([member.id, partyOf(region)]);
    entries.contracts.push([contractIdOf(member), contractOf(member, region)]);
    entries.authorizations.push([`permit-${member.id}`, permissionOf(member, region)]);
    addAccess(member, region);
  }
  entries.authorizations.push([`work-${suppliers[0].id}`, workOf(suppliers[0], region)]);
}

/** The entry of a supplier. */
export function partyOf(region) {
  const { random } = region;
  const name = `${pick(random, FIRMS)} ${1 + random(99)}`;
  return { name, kind: 'company', country: pick(random, COUNTRIES), ...recordsOf(region) };
}

// Who handles protected data is trained and has been assessed.
const recordsOf = ({ random, careful }) =>
  careful && { training: [{ topic: 'privacy', on: recent(random) }], assessments: [{ on: recent(random) }] };

export const contractIdOf = (member) => `contract-${member.id}`;

/** The contract of a member with the one above it. */
export function contractOf(member, { random, careful, members, suppliers = [] }) {
  const approved = [...members, ...suppliers].filter(({ above }) => above === member).map(({ id }) => id);
  return {
    acquirer: member.above.id,
    supplier: member.id,
    ...(member.above.above !== undefined && { under: contractIdOf(member.above) }),
    period: { from: beginning(random), until: laterEnding(random) },
    awarded: '2018-01-01',
    ...(careful && { clauses: [...CLAUSES] }),
    ...(careful && { incidentNotification: { within: 'PT1H', to: members[0].id, direct: true } }),
    ...(approved.length > 0 && { subcontracting: { allowed: true, approved } }),
  };
}

/** The permission that lets a member hold, see and look after the data of a region. Those below it may get it from it. */
function permissionOf(member, region) {
  const { random, number } = region;
  const delegable = member.above.above === undefined ? 2 : 1;
  return {
    by: member.above.id,
    to: member.id,
    categories: region.roots,
    actions: ['hold', 'view', 'maintain'],
    ...(region.byPurpose && { purposes: [region.purposes[0]] }),
    ...(region.byChannel && { channels: ['network', 'api', 'email'] }),
    ...(number % 4 === 2 && { period: { from: beginning(random), until: laterEnding(random) } }),
    delegable,
    ...(random(2) === 0 && { reference: `order ${1000 + random(9000)}` }),
  };
}

/** What only the first prime may do: collect for the agency, and make new data. */
function workOf(member, { members, roots, purposes }) {
  const actions = ['collect', 'derive'];
  return { by: members[0].id, to: member.id, categories: roots, actions, purposes: [purposes[0]] };
}

/** Lets a member reach what it keeps, from afar and for upkeep, so that every action that it is permitted is in use. */
function addAccess(member, region) {
  const { random, entries, held, systems, purposes } = region;
  const own = systems.flatMap((system, i) => (system.member === member && held[i] > 0 ? [system.id] : []));
  for (const kind of ['remote', 'maintenance']) {
    const entry = {
      party: member.id,
      systems: some(random, own, 2),
      kind,
      purpose: pick(random, purposes),
      ...(random(2) === 0 && { mfa: true }),
      ...(random(3) === 0 && { period: { from: beginning(random) } }),
    };
    entries.access.push([`${kind}-${member.id}`, entry]);
  }
}
