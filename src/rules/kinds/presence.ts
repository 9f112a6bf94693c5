/** Facts about where data is, and with whom, whoever permitted it. */
import { compromises, COMPROMISED } from '../../analysis/compromise.ts';
import { CONTROLS, lackedControls, lacksAnyControl, openControls } from '../../analysis/controls.ts';
import type { Exposure } from '../../analysis/exposure.ts';
import type { Facts } from '../../analysis/facts.ts';
import {
  contractsBehind,
  handlingsOf,
  pastTierFinder,
  systemsOf,
  unboundOwners,
} from '../../analysis/handlings.ts';
import { isCertain } from '../../analysis/holdings.ts';
import { isSoleOwner } from '../../analysis/owners.ts';
import { perFacts } from '../../analysis/per-facts.ts';
import { TRUE, type Truth } from '../../analysis/truth.ts';
import { row } from '../../model/rows.ts';
import { viewWay, wayTo } from '../../analysis/ways.ts';
import {
  leadsTo,
  someOf,
  sure,
  truth,
  type Attributes,
  type OneAttribute,
  type Range,
} from '../things/attribute.ts';
import { doubtfulHandling, doubtfulHoldings, doubtfulSteps, doubtfulViews } from '../things/doubts.ts';
import type { FactKind, Words } from './kind.ts';
import { datumWords, isKeptByContractor, keeperNames, partyNames, zoneName } from './words.ts';

function lacks(facts: Facts, i: number): readonly Truth[] {
  return lackedControls(facts, facts.holdings.system[i], facts.holdings.datum[i]);
}

function lackedNames(facts: Facts, i: number): readonly string[] {
  const truths = lacks(facts, i);
  return CONTROLS.filter((_, c) => truths[c] === TRUE).map(({ name }) => name);
}

/** Attributes of data on a system. */
const onSystem = {
  data: leadsTo('data', 'The data.', ({ holdings }) => holdings.datum),
  system: leadsTo('system', 'The system that holds it.', ({ holdings }) => holdings.system),
  contractor: {
    type: 'truth',
    description:
      'Does somebody who does not own the data alone answer for the system, or is its custody unknown?',
    one: (facts, i) => isKeptByContractor(facts, facts.holdings.system[i], facts.holdings.datum[i]),
  },
  via: {
    type: 'system',
    description: 'Systems on the shortest way there, the system itself aside.',
    several: (facts, i) => sure(wayTo(facts, facts.holdings.datum[i], facts.holdings.system[i])),
  },
  'lacks-production-controls': {
    type: 'truth',
    description:
      'Does another system in production, kept by owners of the data alone or by the same keepers, that holds data of the same category and owner have a control that this one lacks: a blocked port, encryption at rest, logging?',
    one: (facts, i) => lacksAnyControl(facts, facts.holdings.system[i], facts.holdings.datum[i]),
    unstated: (facts, i) => openControls(facts, facts.holdings.system[i], facts.holdings.datum[i]),
  },
} satisfies Attributes;

/** A datum on a system. */
export const holding: FactKind = {
  description: 'Data that a system holds, for certain or perhaps.',
  count: ({ holdings }) => holdings.system.length,
  subject: ({ model, holdings }, i) =>
    `hold:${model.systems.ids[holdings.system[i]]}/${model.data.ids[holdings.datum[i]]}`,
  act: ({ model, holdings }, i) => `hold:${model.systems.ids[holdings.system[i]]}`,
  place: ({ model, holdings }, i) => ({
    file: model.systems.file[holdings.system[i]],
    path: ['systems', model.systems.ids[holdings.system[i]]],
  }),
  isCertain: ({ holdings }, i) => isCertain(holdings.preference[i]),
  doubts: (facts, i) => doubtfulSteps(facts, facts.holdings.datum[i], facts.holdings.system[i]),
  datum: ({ holdings }, i) => holdings.datum[i],
  ends: ({ holdings }, i) => ({ system: holdings.system[i], flow: -1 }),
  presence: ({ holdings }, i) => ({
    system: holdings.system[i],
    datum: holdings.datum[i],
    isShown: false,
  }),
  attributes: onSystem,
  words: (facts, i) => ({
    ...datumWords(facts, facts.holdings.datum[i]),
    zone: zoneName(facts, facts.holdings.system[i]),
    keepers: keeperNames(facts, facts.holdings.system[i]),
    controls: lackedNames(facts, i),
  }),
  placeholders: ['owners', 'categories', 'zone', 'keepers', 'controls'],
};

/** A datum that an active view shows on a system. */
export const view: FactKind = {
  description: 'Data that an active view shows on a system, for certain or perhaps.',
  count: ({ views }) => views.system.length,
  subject: ({ model, views }, i) =>
    `view:${model.systems.ids[views.system[i]]}/${model.data.ids[views.datum[i]]}`,
  act: ({ model, views }, i) => `view:${model.systems.ids[views.system[i]]}`,
  place: ({ model, views }, i) => ({
    file: model.systems.file[views.system[i]],
    path: ['systems', model.systems.ids[views.system[i]]],
  }),
  isCertain: ({ views }, i) => views.certain[i] === 1,
  doubts: (facts, i) => doubtfulViews(facts, facts.views.datum[i], facts.views.system[i]),
  datum: ({ views }, i) => views.datum[i],
  ends: () => ({ system: -1, flow: -1 }),
  presence: ({ views }, i) => ({ system: views.system[i], datum: views.datum[i], isShown: true }),
  attributes: {
    data: leadsTo('data', 'The data.', ({ views }) => views.datum),
    system: leadsTo('system', 'The system that shows it.', ({ views }) => views.system),
    contractor: {
      type: 'truth',
      description:
        'Does somebody who does not own the data alone answer for the system, or is its custody unknown?',
      one: (facts, i) => isKeptByContractor(facts, facts.views.system[i], facts.views.datum[i]),
    },
    via: {
      type: 'system',
      description:
        'Systems on the shortest way to the source of the view, and that source: of several views, the first by id, certain ones before others.',
      several: (facts, i) => sure(viewWay(facts, facts.views.datum[i], facts.views.system[i])),
    },
  },
  words: (facts, i) => ({
    ...datumWords(facts, facts.views.datum[i]),
    zone: zoneName(facts, facts.views.system[i]),
    keepers: keeperNames(facts, facts.views.system[i]),
  }),
  placeholders: ['owners', 'categories', 'zone', 'keepers'],
};

function handlingWords(facts: Facts, i: number): Words {
  const handling = handlingsOf(facts)[i];
  const unbound = unboundOwners(facts, handling);
  return {
    ...datumWords(facts, handling.datum),
    unbound: partyNames(facts, unbound),
    where: facts.model.systems.ids[handling.system],
  };
}

/** Was there a chain of contracts to each owner to whom there is none now? */
function hasLapsed(facts: Facts, i: number): Truth {
  const handling = handlingsOf(facts)[i];
  const unbound = unboundOwners(facts, handling);
  const tierOf = pastTierFinder(facts);
  return truth(unbound.length > 0 && unbound.every((owner) => tierOf(handling.party, owner) !== undefined));
}

const handlers = perFacts((facts) => Int32Array.from(handlingsOf(facts), ({ party }) => party));
const handled = perFacts((facts) => Int32Array.from(handlingsOf(facts), ({ datum }) => datum));

/** A party that handles a datum. */
export const handling: FactKind = {
  description:
    'Data that a party handles, for certain or perhaps: it keeps a system that holds or shows it, or has access to one that holds it.',
  count: (facts) => handlingsOf(facts).length,
  subject: (facts, i) => {
    const { party, datum } = handlingsOf(facts)[i];
    return `handle:${facts.model.parties.ids[party]}/${facts.model.data.ids[datum]}`;
  },
  act: (facts, i) => `handle:${facts.model.parties.ids[handlingsOf(facts)[i].party]}`,
  place: (facts, i) => {
    const { party } = handlingsOf(facts)[i];
    const { parties } = facts.model;
    return { file: parties.file[party], path: ['parties', parties.ids[party]] };
  },
  isCertain: (facts, i) => handlingsOf(facts)[i].certain,
  doubts: (facts, i) => doubtfulHandling(facts, handlingsOf(facts)[i]),
  datum: (facts, i) => handlingsOf(facts)[i].datum,
  ends: (facts, i) => ({ system: handlingsOf(facts)[i].system, flow: -1 }),
  attributes: {
    party: leadsTo('party', 'The party.', handlers),
    data: leadsTo('data', 'The data.', handled),
    systems: {
      type: 'system',
      description: 'The systems where it does so.',
      several: (facts, i) => someOf(systemsOf(facts, handlingsOf(facts)[i])),
      // A party that certainly handles the data may do so on more systems.
      unstated: (facts, i) => {
        const known = handlingsOf(facts)[i];
        return [...systemsOf(facts, known).maybe].flatMap((system) =>
          doubtfulHandling(facts, { ...known, system }),
        );
      },
    },
    owns: {
      type: 'truth',
      description: 'Does the party own the data, and nobody else with it?',
      one: (facts, i) => {
        const { party, datum } = handlingsOf(facts)[i];
        return truth(isSoleOwner(facts, party, datum));
      },
    },
    contracts: {
      type: 'contract',
      description:
        'The contracts behind it: those of the chains to the party from the other owners of the data.',
      several: (facts, i) => sure(contractsBehind(facts, handlingsOf(facts)[i])),
    },
    contracted: {
      type: 'truth',
      description: 'Does a chain of active contracts lead to the party from each other owner of the data?',
      one: (facts, i) => truth(unboundOwners(facts, handlingsOf(facts)[i]).length === 0),
    },
    lapsed: {
      type: 'truth',
      description: 'Was there such a chain from each owner from whom there is none now, and has it ended?',
      one: hasLapsed,
    },
  },
  words: handlingWords,
  placeholders: ['owners', 'categories', 'unbound', 'where'],
};

function exposureOf(facts: Facts, i: number): Exposure {
  return compromises(facts)[i].exposure;
}

/** May more be held there? */
function hasMore(facts: Facts, i: number): boolean {
  return compromises(facts)[i].foreign.maybe.size > 0;
}

function doubtfulForeign(facts: Facts, i: number): readonly string[] {
  return doubtfulHoldings(facts, compromises(facts)[i].systems);
}

function sumAttribute(what: 'records' | 'subjects', description: string): OneAttribute {
  return {
    type: 'number',
    description,
    one: (facts, i): Range => {
      const { silent, [what]: least } = exposureOf(facts, i);
      const isOpen = silent[what].length > 0 || hasMore(facts, i);
      return { least, most: isOpen ? Infinity : least };
    },
    unstated: (facts, i) => [
      ...exposureOf(facts, i).silent[what].map((datum) => `data.${facts.model.data.ids[datum]}.${what}`),
      ...(hasMore(facts, i) ? doubtfulForeign(facts, i) : []),
    ],
  };
}

/** A zone or a party as compromised. */
export const exposure: FactKind = {
  description:
    'A zone, or a party with all systems that it keeps, as compromised: what falls with it of data that its operator, or the party, does not own alone.',
  count: (facts) => compromises(facts).length,
  subject: (facts, i) => exposureSubject(facts, i),
  act: (facts, i) => exposureSubject(facts, i),
  place: (facts, i) => {
    const { kind, zone, party } = compromises(facts)[i];
    const { zones, parties } = facts.model;
    return kind === 'zone'
      ? { file: zones.file[zone], path: ['zones', zones.ids[zone]] }
      : { file: parties.file[party], path: ['parties', parties.ids[party]] };
  },
  isCertain: () => true,
  doubts: () => [],
  datum: () => -1,
  ends: () => ({ system: -1, flow: -1 }),
  exposed: (facts, i) => compromises(facts)[i].foreign.sure,
  attributes: {
    of: {
      type: 'name',
      description: 'What falls: a zone, or a party.',
      values: COMPROMISED,
      one: (facts, i) => compromises(facts)[i].kind,
    },
    party: {
      type: 'party',
      description: 'The operator of the zone, or the party.',
      one: (facts, i) => {
        const { party } = compromises(facts)[i];
        return party < 0 ? undefined : party;
      },
      unstated: () => [],
    },
    data: {
      type: 'data',
      description: 'Data of others that falls with it.',
      several: (facts, i) => someOf(compromises(facts)[i].foreign),
      unstated: doubtfulForeign,
    },
    owners: {
      type: 'party',
      description: 'Owners of that data, the party itself aside.',
      several: (facts, i) => {
        const { foreign, party } = compromises(facts)[i];
        const ofData = (data: Iterable<number>): Set<number> =>
          new Set(
            [...data].flatMap((datum) => [...row(facts.owners, datum)].filter((owner) => owner !== party)),
          );
        return someOf({ sure: ofData(foreign.sure), maybe: ofData(foreign.maybe) });
      },
      unstated: doubtfulForeign,
    },
    records: sumAttribute('records', 'Sum of its records; a lower bound where not all is known.'),
    subjects: sumAttribute('subjects', 'Sum of its person-records; a lower bound where not all is known.'),
  },
  words: (facts, i) => {
    const { kind, zone, party } = compromises(facts)[i];
    const { zones, parties } = facts.model;
    return {
      what: kind === 'zone' ? `zone ${zones.ids[zone]}` : `everything that ${parties.ids[party]} keeps`,
    };
  },
  placeholders: ['what'],
};

function exposureSubject(facts: Facts, i: number): string {
  const { kind, zone, party } = compromises(facts)[i];
  return kind === 'zone'
    ? `exposure:zone/${facts.model.zones.ids[zone]}`
    : `exposure:party/${facts.model.parties.ids[party]}`;
}
