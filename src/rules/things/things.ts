/** What rules can ask of the entries of manifests. One table for each section. */
import { handledByParty, handledUnder, NONE } from '../../analysis/handlings.ts';
import { isCertain } from '../../analysis/holdings.ts';
import { hasCarried } from '../../analysis/payloads.ts';
import type { Facts } from '../../analysis/facts.ts';
import { heldDays } from '../../analysis/copies.ts';
import { NO_DAYS } from '../../analysis/days.ts';
import { hasDays, isActive, Match } from '../../analysis/steps.ts';
import { breaksChain, clausesOf, contractsAbove } from '../../analysis/subcontracts.ts';
import { usageOf } from '../../analysis/usage.ts';
import { FALSE, UNKNOWN, type Truth } from '../../analysis/truth.ts';
import { END, Payload } from '../../model/model.ts';
import { row } from '../../model/rows.ts';
import {
  fieldsOf,
  idOf,
  OPEN,
  someOf,
  sure,
  truth,
  type Attributes,
  type OneAttribute,
  type Several,
  type ThingName,
} from './attribute.ts';
import { assessment, assessmentsAttribute, training, trainingAttribute } from './records.ts';

type Dated = 'contracts' | 'systems' | 'flows' | 'access' | 'authorizations';

/** Yes-or-no questions on the period of an entry. */
function periodAttributes(section: Dated): Record<'active' | 'begun' | 'over', OneAttribute> {
  return {
    active: {
      type: 'truth',
      description: 'Does its period hold at the day of the check?',
      one: ({ model, at }, i) => truth(isActive(model[section], i, at)),
    },
    begun: {
      type: 'truth',
      description: 'Has its period begun by the day of the check, and does it hold on any day at all?',
      one: ({ model, at }, i) => truth(hasDays(model[section], i, at)),
    },
    over: {
      type: 'truth',
      description: 'Did its period end before the day of the check?',
      one: ({ model, at }, i) => truth(model[section].until[i] < at && model[section].until[i] < END),
    },
  };
}

const ofParty = fieldsOf('parties');
const party: Attributes = {
  id: idOf('parties'),
  kind: ofParty.one('kind', 'name', 'What sort of organisation it is.'),
  country: ofParty.one('country', 'name', 'Country of establishment.'),
  contact: ofParty.one('contact', 'name', 'Whom to tell.'),
  assessments: assessmentsAttribute('parties'),
  training: trainingAttribute,
  handled: {
    type: 'data',
    description: 'Data of others that it handles: what lies on systems that it keeps or has access to.',
    several: (facts, i) => someOf(handledByParty(facts).get(i) ?? NONE),
    unstated: () => [],
  },
};

const ofContract = fieldsOf('contracts');
const contract: Attributes = {
  id: idOf('contracts'),
  ...periodAttributes('contracts'),
  acquirer: ofContract.one('acquirer', 'party', 'The party that buys.'),
  supplier: ofContract.one('supplier', 'party', 'The party that supplies.'),
  under: ofContract.one('under', 'contract', 'The contract that it hangs under.'),
  above: {
    type: 'contract',
    description: 'All contracts above it, up to the top.',
    several: ({ model }, i) => sure(contractsAbove(model, i)),
  },
  awarded: ofContract.one('awarded', 'date', 'Day of the award or of the last modification.'),
  clauses: {
    type: 'name',
    description: 'Ids of the clauses that it carries.',
    several: ({ model }, i) => {
      const clauses = clausesOf(model, i);
      return clauses === undefined ? OPEN : sure(clauses);
    },
    unstated: ofContract.unstated('clauses'),
  },
  'incidentNotification.within': ofContract.one(
    'incidentNotification.within',
    'duration',
    'Time to give notice of an incident, from discovery.',
  ),
  'incidentNotification.to': ofContract.one('incidentNotification.to', 'party', 'Who is told.'),
  'incidentNotification.direct': ofContract.one(
    'incidentNotification.direct',
    'truth',
    'Is the data owner told directly? No when it is not stated.',
    FALSE,
  ),
  'subcontracting.allowed': ofContract.one(
    'subcontracting.allowed',
    'truth',
    'May the supplier sub-contract?',
  ),
  'subcontracting.approved': ofContract.several(
    'subcontracting.approved',
    'party',
    'Sub-contractors that the acquirer has approved.',
  ),
  'subcontracting.maxTiers': ofContract.one(
    'subcontracting.maxTiers',
    'number',
    'How many tiers may stand below the supplier.',
  ),
  'terms.auditRight': ofContract.one('terms.auditRight', 'truth', 'May the acquirer audit?'),
  'terms.confidentiality': ofContract.one(
    'terms.confidentiality',
    'truth',
    'Are staff bound to confidentiality?',
  ),
  'terms.dataOwnership': ofContract.one('terms.dataOwnership', 'truth', 'Does the data stay the acquirer’s?'),
  'terms.dataReturn': ofContract.one('terms.dataReturn', 'truth', 'Is the data returned at the end?'),
  'terms.deletionAtEnd': ofContract.one(
    'terms.deletionAtEnd',
    'truth',
    'Are copies deleted at the end, with proof?',
  ),
  'terms.documentedInstructions': ofContract.one(
    'terms.documentedInstructions',
    'truth',
    'Is the data used on documented instructions only?',
  ),
  'terms.terminationOnBreach': ofContract.one(
    'terms.terminationOnBreach',
    'truth',
    'May the acquirer end it on a breach?',
  ),
  locations: ofContract.several('locations', 'name', 'Countries in which the work may be done.'),
  handled: {
    type: 'data',
    description:
      'Data that is handled under it: by a party at the end of a chain in which it stands, for its owner.',
    several: (facts, i) => someOf(handledUnder(facts).get(i) ?? NONE),
    unstated: () => [],
  },
  'breaks-chain': {
    type: 'truth',
    description:
      'Does its supplier handle data of somebody for whom its acquirer works, without a chain of contracts, since it does not say under which contract it hangs?',
    one: breaksChain,
    unstated: () => [],
  },
};

/** Data on systems: certain, and possible. */
function heldOn(facts: Facts, systems: Iterable<number>): Several {
  const { holdings } = facts;
  const held = { sure: new Set<number>(), maybe: new Set<number>() };
  for (const s of systems) {
    for (let h = holdings.starts[s]; h < holdings.starts[s + 1]; h++) {
      (isCertain(holdings.preference[h]) ? held.sure : held.maybe).add(holdings.datum[h]);
    }
  }
  return someOf(held);
}

const ofZone = fieldsOf('zones');
const zone: Attributes = {
  id: idOf('zones'),
  operator: ofZone.one('operator', 'party', 'The party that runs it.'),
  kind: ofZone.one('kind', 'name', 'What sort of network or place it is.'),
  country: ofZone.one('country', 'name', 'Where it is.'),
};

const ofSystem = fieldsOf('systems');
const system: Attributes = {
  id: idOf('systems'),
  ...periodAttributes('systems'),
  zone: ofSystem.one('zone', 'zone', 'Where it stands.'),
  kind: ofSystem.one('kind', 'name', 'What sort of system it is.'),
  keepers: {
    type: 'party',
    description: 'The parties that answer for what is on it: its custodian and the operator of its zone.',
    several: ({ model }, i) => {
      const keepers = row(model.systems.keepers, i);
      return keepers.length === 0 ? OPEN : sure(keepers);
    },
    unstated: () => [],
  },
  'custody.known': {
    type: 'truth',
    description: 'Has somebody who may say so named its keepers?',
    one: ({ model }, i) => truth(row(model.systems.keepers, i).length > 0),
  },
  ownership: ofSystem.one('ownership', 'name', 'Who owns the equipment.'),
  purpose: ofSystem.one('purpose', 'name', 'What it is for.'),
  storage: ofSystem.one(
    'storage',
    'name',
    'Persistent, or transient; persistent when it is not stated.',
    'persistent',
  ),
  'encryption.atRest': ofSystem.one(
    'encryption.atRest',
    'name',
    'Encryption of what is stored: a method, or none.',
  ),
  'encryption.keyHolder': ofSystem.one('encryption.keyHolder', 'party', 'Who holds the keys.'),
  'ports.removableMedia': ofSystem.one(
    'ports.removableMedia',
    'name',
    'Can a removable medium be attached? Blocked or allowed.',
  ),
  logging: ofSystem.one('logging', 'truth', 'Is access to the data logged?'),
  retention: ofSystem.one('retention', 'duration', 'How long data is kept there.'),
  environment: ofSystem.one('environment', 'name', 'Production, pilot or test.'),
  assessments: assessmentsAttribute('systems'),
  held: {
    type: 'data',
    description: 'Data that it holds.',
    several: (facts, i) => heldOn(facts, [i]),
    unstated: () => [],
  },
};

const ofData = fieldsOf('data');
const data: Attributes = {
  id: idOf('data'),
  category: {
    type: 'name',
    description: 'Its categories.',
    several: ({ model }, i) =>
      sure(Array.from(row(model.data.categories, i), (category) => model.categories[category])),
  },
  owner: ofData.one('owner', 'party', 'The party whose data it is said to be.'),
  owners: {
    type: 'party',
    description: 'Its owner, and the owners of what it is derived from.',
    several: ({ owners }, i) => sure(row(owners, i)),
  },
  records: ofData.one('records', 'number', 'How many records.'),
  subjects: ofData.one('subjects', 'number', 'How many people they are about.'),
  derived: {
    type: 'truth',
    description: 'Is it made from other data?',
    one: ({ model }, i) => truth(row(model.data.derivedFrom, i).length > 0),
  },
  retention: ofData.one('retention', 'duration', 'How long its owner lets it be kept.'),
};

/** May a flow carry something that it does not state for certain? */
function isPayloadOpen(facts: Facts, f: number): boolean {
  const { model, ground, copies } = facts;
  const { flows, data: sets } = model;
  if (flows.payload[f] === Payload.opaque) return true;
  if (flows.payload[f] !== Payload.categories || !ground.steps.hasMay) return false;
  return sets.ids.some((_, datum) => {
    if (ground.steps.match(f, datum) !== Match.may) return false;
    const held = heldDays(copies[3], ground, flows.source[f], datum);
    return ground.days.clip(held, flows.from[f], flows.until[f]) !== NO_DAYS;
  });
}

const ofFlow = fieldsOf('flows');
const flow: Attributes = {
  id: idOf('flows'),
  ...periodAttributes('flows'),
  from: ofFlow.one('from', 'system', 'Where it comes from.'),
  to: ofFlow.one('to', 'system', 'Where it goes.'),
  by: ofFlow.one('by', 'party', 'Who moves it.'),
  mode: ofFlow.one('mode', 'name', 'Copy, move or view; copy when it is not stated.', 'copy'),
  purpose: ofFlow.one('purpose', 'name', 'What it is for.'),
  channel: ofFlow.one('channel', 'name', 'How it travels.'),
  'encryption.inTransit': ofFlow.one(
    'encryption.inTransit',
    'name',
    'Encryption on the way: a method, or none.',
  ),
  logged: ofFlow.one('logged', 'truth', 'Is the movement logged?'),
  'payload.stated': {
    type: 'truth',
    description: 'Does it say what it carries: data, or categories?',
    one: ({ model }, f) => truth(model.flows.payload[f] !== Payload.opaque),
  },
  'payload.open': {
    type: 'truth',
    description:
      'Is it open what it carries: no payload stated, or categories below those of the data at its source?',
    one: (facts, f) => truth(isPayloadOpen(facts, f)),
  },
  carries: {
    type: 'truth',
    description: 'Has it carried anything on any of its days, up to the day of the check?',
    one: hasCarried,
    unstated: () => [],
  },
  'crosses-custody': {
    type: 'truth',
    description: 'Do other parties answer for its target than for its source, or is custody unknown?',
    one: ({ model: { flows, systems } }, f) => {
      const source = systems.keeperSet[flows.source[f]];
      return truth(source < 0 || source !== systems.keeperSet[flows.target[f]]);
    },
  },
};

const ofAccess = fieldsOf('access');
const access: Attributes = {
  id: idOf('access'),
  ...periodAttributes('access'),
  party: ofAccess.one('party', 'party', 'Who can reach the systems.'),
  systems: {
    type: 'system',
    description: 'The systems for which the statement counts.',
    several: ({ model }, i) => sure(row(model.access.systems, i)),
  },
  kind: ofAccess.one('kind', 'name', 'What sort of access it is.'),
  purpose: ofAccess.one('purpose', 'name', 'What it is for.'),
  escorted: ofAccess.one('escorted', 'truth', 'Is the visitor accompanied?'),
  mfa: ofAccess.one('mfa', 'truth', 'Is multi-factor authentication asked for?'),
  recorded: ofAccess.one('recorded', 'truth', 'Is the session recorded?'),
};

function usedTruth(facts: Facts, i: number): Truth {
  return usageOf(facts).get(i)?.used ?? FALSE;
}

/** Those of several that are used by nothing, or perhaps by nothing. */
function unused(items: readonly (number | string)[], truthOf: (item: never) => Truth | undefined): Several {
  const by = (wanted: Truth): readonly (number | string)[] =>
    items.filter((item) => (truthOf(item as never) ?? FALSE) === wanted);
  return { sure: by(FALSE), maybe: by(UNKNOWN), open: false };
}

const ofAuthorization = fieldsOf('authorizations');
const authorization: Attributes = {
  id: idOf('authorizations'),
  ...periodAttributes('authorizations'),
  by: ofAuthorization.one('by', 'party', 'Who permits.'),
  to: ofAuthorization.one('to', 'party', 'Who is permitted.'),
  actions: ofAuthorization.several('actions', 'name', 'What is permitted.'),
  purposes: ofAuthorization.several('purposes', 'name', 'Purposes that it names.'),
  channels: ofAuthorization.several('channels', 'name', 'Channels that it names.'),
  delegable: ofAuthorization.one('delegable', 'number', 'How many times it may be passed on.', 0),
  reference: ofAuthorization.one('reference', 'name', 'The document that grants it.'),
  used: {
    type: 'truth',
    description: 'Does anything rely on it at the day of the check?',
    one: usedTruth,
    unstated: () => [],
  },
  'unused-actions': {
    type: 'name',
    description: 'Actions that it permits and nothing relies on.',
    several: (facts, i) => {
      const usage = usageOf(facts).get(i);
      const actions = [...new Set(facts.model.authorizations.entry[i].actions)];
      return unused(actions, (action) => usage?.actions.get(action));
    },
    unstated: () => [],
  },
  'unused-data': {
    type: 'data',
    description: 'Data that it names and for which nothing relies on it.',
    several: (facts, i) => {
      const { model } = facts;
      const usage = usageOf(facts).get(i);
      return unused([...row(model.authorizations.data, i)], (datum: number) =>
        [...row(model.data.contents, datum)].reduce<Truth>((answer, inside) => {
          const used = usage?.data.get(inside) ?? FALSE;
          return used > answer ? used : answer;
        }, FALSE),
      );
    },
    unstated: () => [],
  },
};

/** Everything that a rule can walk to, by name. */
export const THINGS: Readonly<Record<ThingName, Attributes>> = {
  party,
  contract,
  zone,
  system,
  data,
  flow,
  access,
  authorization,
  assessment,
  training,
};
