// What is wrong in a workspace, on purpose. Each region has two suppliers at its edge, each with a store to which two flows
// lead and from which none goes on. As it is drawn, such a spur is in order; then one thing in it is broken, so that
// a few findings come of it, and none elsewhere.
import { addFlow } from './flows.mjs';
import { members as membersIn, within } from './held.mjs';
import { isProtected } from './names.mjs';
import { contractIdOf, contractOf, partyOf } from './parties.mjs';
import { pick } from './random.mjs';
import { addSystem, zoneOf } from './systems.mjs';

/** How many such suppliers a region has. */
export const SPURS = 2;

/** Breaks of a spur that rules of core notice. */
const FAULTS = {
  'nobody permits it': (spur) => delete spur.permission,
  'permission expired': ({ permission }) => (permission.period = { from: '2018-01-01', until: '2018-11-30' }),
  'permission not yet there': ({ permission }) => (permission.period = { from: '2019-03-01' }),
  'another purpose': (spur) => {
    statePurposes(spur);
    spur.flows[0].entry.purpose = 'product-improvement';
  },
  'passed on by somebody who may not': ({ permission, region, number }) =>
    (permission.by = nameOf(region, SPURS + 1 - number)),
  'data without origin': ({ flows, strange }) => flows[0].entry.data.push(strange),
  'no payload': ({ flows }) => delete flows[0].entry.data,
  'nothing of that category': ({ flows }) =>
    Object.assign(flows[0].entry, { data: undefined, categories: ['text'] }),
  'period reversed': ({ flows }) => (flows[0].entry.period = { from: '2018-06-01', until: '2018-05-01' }),
  'purpose unknown to the taxonomy': ({ flows }) => (flows[0].entry.purpose = 'miscellaneous'),
  'no contract': (spur) => delete spur.contract,
  'contract hangs nowhere': ({ contract }) => delete contract.under,
  'permission too broad': ({ permission }) => permission.actions.push('derive'),
  'permission unused': ({ region, supplier, permission }) =>
    region.entries.authorizations.push([`spare-${supplier.id}`, { ...permission, actions: ['maintain'] }]),
  'purpose not stated': (spur) => {
    statePurposes(spur);
    delete spur.flows[0].entry.purpose;
  },
  'access without permission': ({ region, supplier, store }) =>
    region.entries.access.push([
      `desk-${supplier.id}`,
      { party: supplier.id, systems: [store.id], kind: 'admin' },
    ]),
  'made without permission': ({ store, region, supplier, datum }) => {
    const made = `made-${supplier.id}`;
    region.entries.data.push([made, { ...datum.entry, contains: undefined, derivedFrom: [datum.id] }]);
    store.entry.produces = [made];
  },
  'disposal of nothing': ({ store, strange }) =>
    (store.entry.disposals = [{ on: '2018-12-01', data: [strange], method: 'purge' }]),
};

/** Breaks that only the rules of the case of 2019 notice, where data is protected. */
const CAREFUL_FAULTS = {
  'port open': ({ store }) => (store.entry.ports = { removableMedia: 'allowed' }),
  'port not stated': ({ store }) => delete store.entry.ports,
  'store in the clear': ({ store }) => (store.entry.encryption = { atRest: 'none' }),
  'encryption not stated': ({ store }) => delete store.entry.encryption,
  'kept for ever': ({ store }) => (store.entry.retention = 'P20Y'),
  'retention not stated': ({ store }) => delete store.entry.retention,
  'not logged': ({ flows }) => (flows[0].entry.logged = false),
  'logging not stated': ({ flows }) => delete flows[0].entry.logged,
  'carried on a drive': ({ flows }) => Object.assign(flows[0].entry, { channel: 'removable-media' }),
  'channel not stated': ({ flows }) => delete flows[0].entry.channel,
  'training too old': ({ party }) => (party.training = [{ topic: 'privacy', on: '2016-04-11' }]),
  'never assessed': ({ party }) => delete party.assessments,
  'notice too late': ({ contract }) => (contract.incidentNotification = { within: 'P3D' }),
  'notice not stated': ({ contract }) => delete contract.incidentNotification,
  'clauses not passed on': ({ contract }) => (contract.clauses = contract.clauses.slice(0, 2)),
  'not approved': ({ region, supplier }) =>
    (region.suppliers = region.suppliers.filter((other) => other !== supplier)),
  'pilot without controls': ({ store }) =>
    Object.assign(store.entry, { environment: 'pilot', ports: { removableMedia: 'allowed' } }),
  'equipment of its own': ({ store }) => (store.entry.ownership = 'contractor-owned'),
  'out of service': ({ store }) => (store.entry.period = { from: '2018-01-01', until: '2018-10-01' }),
};

/** Has the permission of a spur ask for a purpose, which its flows state. */
function statePurposes({ permission, flows, region }) {
  permission.purposes = [region.purposes[0]];
  for (const { entry } of flows) entry.purpose = region.purposes[0];
}

/** Adds the spurs of a region, each with its fault. */
export function addFaults(region) {
  const faults = Object.values(region.careful ? { ...FAULTS, ...CAREFUL_FAULTS } : FAULTS);
  region.suppliers = [];
  for (let number = 1; number <= SPURS; number++) {
    const spur = spurOf(region, number);
    pick(region.random, faults)(spur);
    enter(region, spur);
  }
}

const nameOf = (region, number) => `edge-${region.number}-${number}`;

/** A supplier below the first sub-contractor, in order: its contract, its permission, its store and the flows to it. */
function spurOf(region, number) {
  const { members, purposes, byPurpose, roots } = region;
  const id = nameOf(region, number);
  const supplier = { id, above: members[2], zones: [`${id}-net`] };
  region.suppliers.push(supplier);
  const store = addSystem(region, { member: supplier, zone: supplier.zones[0] });
  return {
    region,
    number,
    supplier,
    store,
    party: partyOf(region),
    contract: contractOf(supplier, region),
    permission: {
      by: supplier.above.id,
      to: id,
      categories: roots,
      actions: ['hold'],
      ...(byPurpose && { purposes: [purposes[0]] }),
    },
    ...payloadOf(region, store),
  };
}

/** Two flows to a store from where one data set is held, and that data set; and one that is not held there, if any. */
function payloadOf(region, store) {
  const { data, held, inside, random, careful } = region;
  const fitting = data.flatMap((datum, i) =>
    datum.parts.length === 0 && (!careful || isProtected(datum.category)) ? [i] : [],
  );
  const chosen = pick(random, fitting.length > 0 ? fitting : [data.length - 1]);
  const from = held.findLastIndex((set) => (set & (1 << chosen)) !== 0);
  const there = membersIn(within(held[from], inside));
  const strange = data.findIndex(({ parts }, i) => parts.length === 0 && !there.includes(i));
  const to = region.systems.indexOf(store);
  const flows = [1, 2].map(() => addFlow(region, { from, to, list: 1 << chosen }));
  return { flows, datum: data[chosen], strange: data[Math.max(strange, 0)].id };
}

/** Writes a spur among the entries of its region. */
function enter({ entries, ...region }, { supplier, party, contract, permission }) {
  entries.parties.push([supplier.id, party]);
  entries.zones.push([supplier.zones[0], zoneOf(supplier, region)]);
  if (contract !== undefined) entries.contracts.push([contractIdOf(supplier), contract]);
  if (permission !== undefined) entries.authorizations.push([`permit-${supplier.id}`, permission]);
}
