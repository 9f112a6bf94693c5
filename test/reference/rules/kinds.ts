import { keepers } from '../custody.ts';
import { dayOf, isReversed } from '../day.ts';
import { abilities, accessesOf, canExtract, type Extractable, type Holding, type View } from '../facts.ts';
import { sorted } from '../order.ts';
import { all, truth } from '../kleene.ts';
import { found, unlessUnknown } from '../vocabulary.ts';
import { missingManifests } from '../trust.ts';
import {
  clausesAbove,
  contractsBehind,
  dataOfTier,
  hasLapsed,
  isApproved,
  isPassedOn,
  missingClauses,
  noticeOf,
  type Pair,
  type PassedClause,
  subcontracts,
  type Tier,
  tiers,
  unboundOwners,
} from './contracts.ts';
import { type Handling, handlings, isContractor, ownsAlone } from './handlings.ts';
import {
  type Compromise,
  compromises,
  coversCopy,
  disposals,
  lacksProductionControls,
  originOf,
  type Payload,
  payloads,
  type StatedDisposal,
} from './places.ts';
import { THINGS } from './things.ts';
import {
  accessFacts,
  collections,
  namesWhatFor,
  ONLY_FAILS,
  onlyFailing,
  productions,
  transfers,
  type Use,
  uses,
} from './usage.ts';
import { type Attributes, one, OPEN, several, sure, type Thing, truthOf } from './values.ts';
import { concerned, isEntitled, isExpired, keyOf, type StatedWaiver, waivers } from './waivers.ts';
import { type Presence, viewWay, wayThrough, wayTo } from './ways.ts';
import type { World } from './world.ts';

/** One kind of fact. The methods let kinds of different facts stand in one table. */
export interface Kind<F> {
  facts(world: World): F[];
  subject(fact: F): string;
  certain(fact: F): boolean;
  attributes: Attributes<F>;
  /** Where the datum is that the fact is about (D20, only via). */
  presence?(world: World, fact: F): Presence;
}

const always = () => true;

/** The keepers of the system, or the party that has access (D20, use). */
function holdersOf({ model }: World, { access, system }: Use): string[] {
  return access === undefined ? keepers(model, system) : [found(model.access, access).party];
}

const hasHolder = (world: World, use: Use) => truth(holdersOf(world, use).length > 0);

const ofUse: Attributes<Use> = {
  data: one('data', (_, use) => use.data),
  system: one('system', (_, use) => use.system),
  authorized: truthOf((_, use) => use.authorized),
  'closest.failed': several('name', (_, use) => sure(use.failed)),
  'closest.authorization': one('authorization', (_, use) => use.closest),
  ...Object.fromEntries(
    ONLY_FAILS.map((factor) => [
      `only-fails.${factor}`,
      several<Use>('authorization', (world, use) => onlyFailing(world, use, factor)),
    ]),
  ),
  'permission.names-purpose': truthOf((world, use) =>
    all([hasHolder(world, use), namesWhatFor(world, use.asked, 'purposes')]),
  ),
  'permission.names-channel': truthOf((world, use) =>
    all([hasHolder(world, use), namesWhatFor(world, use.asked, 'channels')]),
  ),
  purpose: one('name', (_, use) => unlessUnknown(use.purpose)),
  contractor: truthOf((world, use) => isContractor(world, holdersOf(world, use), use.data)),
  holders: several('party', (world, use) => {
    const holders = holdersOf(world, use);
    return holders.length === 0 ? OPEN : sure(holders);
  }),
  ended: truthOf((_, use) => use.ended),
};

function usesOf(facts: (world: World) => Use[], more: Attributes<Use> = {}): Kind<Use> {
  return {
    facts,
    subject: ({ subject }) => subject,
    certain: ({ certain }) => certain,
    attributes: { ...ofUse, ...more },
  };
}

const ofTransfer: Attributes<Use> = {
  flow: one('flow', (_, use) => use.flow),
  from: one('system', ({ model }, use) => model.flows.get(use.flow ?? '')?.from),
  to: one('system', (_, use) => use.system),
  mode: one('name', ({ model }, use) => model.flows.get(use.flow ?? '')?.mode ?? 'copy'),
  via: several('system', (world, { data, flow }) => wayThrough(world, data, flow ?? '')),
};

const transfer: Kind<Use> = {
  ...usesOf(transfers, ofTransfer),
  presence: ({ model }, { system, data, flow }) => ({
    system,
    data,
    shown: found(model.flows, flow ?? '').mode === 'view',
  }),
};

const accessFact = usesOf(accessFacts, {
  access: one('access', (_, use) => use.access),
  party: one('party', ({ model }, use) => model.access.get(use.access ?? '')?.party),
});

const onSystem: Attributes<View> = {
  data: one('data', (_, { data }) => data),
  system: one('system', (_, { system }) => system),
  contractor: truthOf((world, { system, data }) => isContractor(world, keepers(world.model, system), data)),
};

const holding: Kind<Holding> = {
  facts: ({ known }) => known.holdings,
  subject: ({ system, data }) => `hold:${system}/${data}`,
  certain: ({ certain }) => certain,
  presence: (_, { system, data }) => ({ system, data, shown: false }),
  attributes: {
    ...onSystem,
    via: several('system', (world, { system, data }) => wayTo(world, data, system)),
    'lacks-production-controls': truthOf((world, { system, data }) =>
      lacksProductionControls(world, system, data),
    ),
  },
};

const view: Kind<View> = {
  facts: ({ known }) => known.views,
  subject: ({ system, data }) => `view:${system}/${data}`,
  certain: ({ certain }) => certain,
  presence: (_, { system, data }) => ({ system, data, shown: true }),
  attributes: {
    ...onSystem,
    via: several('system', (world, { system, data }) => viewWay(world, data, system)),
  },
};

const extractable: Kind<Extractable> = {
  facts: ({ derivation }) => abilities(derivation),
  subject: ({ party, system, data }) => `extract:${party}/${system}/${data}`,
  certain: always,
  attributes: {
    possible: truthOf((_, { verdict }) => verdict),
    party: one('party', (_, { party }) => party),
    system: one('system', (_, { system }) => system),
    data: one('data', (_, { data }) => data),
    access: one('access', extractingAccess),
  },
};

/** The first access, by id, that gives the verdict. */
function extractingAccess({ model }: World, { party, system, verdict }: Extractable): string | undefined {
  const store = found(model.systems, system);
  const reaching = accessesOf(model, party, system);
  return sorted(model.access.keys()).find((id) => {
    const access = found(model.access, id);
    return reaching.includes(access) && canExtract(access, store) === verdict;
  });
}

const handling: Kind<Handling> = {
  facts: handlings,
  subject: ({ party, data }) => `handle:${party}/${data}`,
  certain: ({ certain }) => certain,
  attributes: {
    party: one('party', (_, { party }) => party),
    data: one('data', (_, { data }) => data),
    systems: several('system', (_, { systems }) => systems),
    owns: truthOf(({ model }, { party, data }) => ownsAlone(model, party, data)),
    contracts: several('contract', (world, { party, data }) => sure(contractsBehind(world, party, data))),
    contracted: truthOf((world, { party, data }) => unboundOwners(world, party, data).length === 0),
    lapsed: truthOf((world, { party, data }) => hasLapsed(world, party, data)),
  },
};

const exposure: Kind<Compromise> = {
  facts: compromises,
  subject: ({ of, id }) => `exposure:${of}/${id}`,
  certain: always,
  attributes: {
    of: one('name', (_, compromise) => compromise.of),
    party: one('party', (_, { party }) => party),
    data: several('data', (_, { data }) => data),
    owners: several('party', (_, compromise) => compromise.owners),
    records: one('number', (_, { records }) => records),
    subjects: one('number', (_, { subjects }) => subjects),
  },
};

const tier: Kind<Tier> = {
  facts: tiers,
  subject: ({ party, owner }) => `tier:${party}/${owner}`,
  certain: always,
  attributes: {
    party: one('party', (_, { party }) => party),
    owner: one('party', (_, { owner }) => owner),
    length: one('number', (_, { chain }) => chain.length),
    contract: one('contract', (_, { chain }) => chain[chain.length - 1]),
    contracts: several('contract', (_, { chain }) => sure(chain)),
    data: several('data', dataOfTier),
    notice: one('duration', noticeOf),
  },
};

const contractPair: Kind<Pair> = {
  facts: subcontracts,
  subject: ({ lower }) => `contracts:${lower}`,
  certain: always,
  attributes: {
    lower: one('contract', (_, { lower }) => lower),
    upper: one('contract', (_, { upper }) => upper),
    approved: truthOf(isApproved),
    'missing-clauses': several('name', missingClauses),
  },
};

const clause: Kind<PassedClause> = {
  facts: clausesAbove,
  subject: ({ lower, clause: id }) => `contracts:${lower}/${id}`,
  certain: always,
  attributes: {
    id: one('name', (_, passed) => passed.clause),
    upper: one('contract', (_, { upper }) => upper),
    lower: one('contract', (_, { lower }) => lower),
    'passed-on': truthOf(isPassedOn),
  },
};

/** The entries of a section, each for itself. */
function entries(section: Section, thing: Thing, prefix: string = section): Kind<string> {
  return {
    facts: ({ model }) => sorted(model[section].keys()),
    subject: (id) => `${prefix}:${id}`,
    certain: always,
    attributes: THINGS[thing],
  };
}

type Section = 'parties' | 'contracts' | 'zones' | 'systems' | 'data' | 'flows' | 'access' | 'authorizations';

const payload: Kind<Payload> = {
  facts: payloads,
  subject: ({ flow, data }) => `flow:${flow}/${data}`,
  certain: always,
  attributes: {
    flow: one('flow', (_, { flow }) => flow),
    data: one('data', (_, { data }) => data),
    origin: truthOf(originOf),
  },
};

const disposal: Kind<StatedDisposal> = {
  facts: disposals,
  subject: ({ system, stated: { on, data } }) =>
    `disposal:${system}/${on}/${data === 'all' ? 'all' : sorted(data).join('+')}`,
  certain: always,
  attributes: {
    system: one('system', (_, { system }) => system),
    on: one('date', (_, { stated }) => dayOf(stated.on)),
    method: one('name', (_, { stated }) => unlessUnknown(stated.method)),
    certificate: one('name', (_, { stated }) => unlessUnknown(stated.certificate)),
    covers: truthOf(coversCopy),
  },
};

const DATED = ['contracts', 'systems', 'flows', 'access', 'authorizations'] as const;

interface StatedPeriod {
  subject: string;
  reversed: boolean;
}

const period: Kind<StatedPeriod> = {
  facts: ({ model }) =>
    DATED.flatMap((section) =>
      [...model[section]].flatMap(([id, entry]) =>
        entry.period === undefined
          ? []
          : [{ subject: `${section}:${id}`, reversed: isReversed(entry.period) }],
      ),
    ),
  subject: ({ subject }) => subject,
  certain: always,
  attributes: { reversed: truthOf((_, { reversed }) => reversed) },
};

const statement: Kind<string> = {
  facts: ({ derivation }) => derivation.unentitled,
  subject: (subject) => subject,
  certain: always,
  attributes: { entitled: truthOf(() => false) },
};

const manifest: Kind<string> = {
  facts: ({ workspace }) => workspace.required ?? [],
  subject: (party) => `manifest:${party}`,
  certain: always,
  attributes: {
    present: truthOf(({ workspace }, party) => !missingManifests(workspace).includes(party)),
  },
};

const waiver: Kind<StatedWaiver> = {
  facts: waivers,
  subject: ({ id }) => `waivers:${id}`,
  certain: always,
  attributes: {
    id: one('name', (_, { id }) => id),
    rule: one('name', (_, { rule }) => unlessUnknown(rule)),
    subject: one('name', (_, { subject }) => unlessUnknown(subject)),
    by: one('party', ({ model }, { by }) => (model.parties.has(by) ? by : undefined)),
    expires: one('date', (_, { expires }) => dayOf(expires)),
    reason: one('name', (_, { reason }) => unlessUnknown(reason)),
    reference: one('name', (_, { reference }) => unlessUnknown(reference)),
    expired: truthOf(isExpired),
    entitled: truthOf(isEntitled),
    'concerns-giver': truthOf((world, { subject, by }) => concerned(world, subject).includes(by)),
    'names-pack': truthOf((_, { rule }) => rule.includes('/')),
    used: truthOf(({ used }, stated) => (used === undefined ? 'unknown' : used.has(keyOf(stated)))),
  },
};

/** Every kind of fact, by the name that rules use. */
export const KINDS: Record<string, Kind<unknown>> = {
  use: usesOf(uses),
  transfer,
  collection: usesOf(collections),
  production: usesOf(productions),
  'access-fact': accessFact,
  holding,
  view,
  extractable,
  handling,
  exposure,
  tier,
  contract: entries('contracts', 'contract'),
  'contract-pair': contractPair,
  clause,
  party: entries('parties', 'party'),
  zone: entries('zones', 'zone'),
  system: entries('systems', 'system'),
  data: entries('data', 'data'),
  flow: entries('flows', 'flow', 'flow'),
  payload,
  access: entries('access', 'access'),
  authorization: entries('authorizations', 'authorization'),
  disposal,
  period,
  statement,
  manifest,
  waiver,
};
