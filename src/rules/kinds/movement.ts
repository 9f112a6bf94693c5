/** Facts that need a permission: transfers, collections, productions, accesses. */
import type { Facts } from '../../analysis/facts.ts';
import type { Judged } from '../../analysis/judged.ts';
import { FALSE, TRUE, type Truth } from '../../analysis/truth.ts';
import { FLOW_MODES_BY_NUMBER, Mode } from '../../model/model.ts';
import { row } from '../../model/rows.ts';
import type { Attribute, FactKind } from './kind.ts';
import { doubtfulFlows } from './doubts.ts';
import { categoryNames, datumWords, keeperNames, partyNames, refusalWords, zoneName } from './words.ts';

type Column = (facts: Facts, i: number) => number;

const DATUM_WORDS = ['data', 'owners', 'categories'];
const REFUSAL_WORDS = ['owner', 'keeper'];

function authorizedAttribute(
  judged: (facts: Facts) => Judged,
  unstated: (facts: Facts, i: number) => readonly string[],
): Attribute {
  return {
    type: 'truth',
    description: 'Is it authorized by every owner of the data for everyone concerned?',
    read: (facts, i) => judged(facts).authorized[i] as Truth,
    unstated,
  };
}

function categoryAttribute(datum: Column): Attribute {
  return {
    type: 'names',
    description: 'The categories of the data.',
    read: (facts, i) => categoryNames(facts, datum(facts, i)),
  };
}

/** Does someone answer for the system who does not own the data? Unknown custody counts as such. */
function contractorAttribute(system: Column, datum: Column): Attribute {
  return {
    type: 'truth',
    description: 'Does someone who does not own the data answer for the system, or is its custody unknown?',
    read: (facts, i) => {
      const keepers = row(facts.model.systems.keepers, system(facts, i));
      const owners = row(facts.owners, datum(facts, i));
      return keepers.length === 0 || keepers.some((keeper) => !owners.includes(keeper)) ? TRUE : FALSE;
    },
  };
}

function refused(judged: (facts: Facts) => Judged) {
  return (facts: Facts, i: number) =>
    judged(facts).authorized[i] === TRUE ? undefined : judged(facts).refusal(i);
}

const transferDatum: Column = ({ transfers }, i) => transfers.datum[i];
const transferFlow: Column = ({ transfers }, i) => transfers.flow[i];
const transferTarget: Column = (facts, i) => facts.model.flows.target[transferFlow(facts, i)];

/** A datum that a flow brought to its target, or shows there. */
export const transfer: FactKind = {
  description: 'Data that a flow brought to a system where it still is, or that an active view shows there.',
  count: ({ transfers }) => transfers.flow.length,
  subject: ({ model, transfers }, i) =>
    `flow:${model.flows.ids[transfers.flow[i]]}/${model.data.ids[transfers.datum[i]]}`,
  act: ({ model, transfers }, i) => `flow:${model.flows.ids[transfers.flow[i]]}`,
  place: ({ model, transfers }, i) => ({
    file: model.flows.file[transfers.flow[i]],
    path: ['flows', model.flows.ids[transfers.flow[i]]],
  }),
  isCertain: ({ transfers }, i) => transfers.certain[i] === 1,
  doubts: (facts, i) => doubtfulFlows(facts, transferDatum(facts, i), transferFlow(facts, i)),
  datum: transferDatum,
  ends: (facts, i) => ({ system: transferTarget(facts, i), flow: transferFlow(facts, i) }),
  refusal: refused(({ transfers }) => transfers),
  cause: ({ causes }, i) => causes(i),
  attributes: {
    authorized: authorizedAttribute(
      ({ transfers }) => transfers,
      ({ model, transfers }, i) => {
        const flow = transfers.flow[i];
        const id = model.flows.ids[flow];
        return [
          ...(model.flows.purpose[flow] < 0 ? [`flows.${id}.purpose`] : []),
          ...(model.flows.channel[flow] < 0 ? [`flows.${id}.channel`] : []),
        ];
      },
    ),
    mode: {
      type: 'name',
      description: 'How the flow brings it: copy, move or view.',
      read: (facts, i) => FLOW_MODES_BY_NUMBER[facts.model.flows.mode[transferFlow(facts, i)]],
    },
    'data.category': categoryAttribute(transferDatum),
    'to.contractor': contractorAttribute(transferTarget, transferDatum),
  },
  words: (facts, i) => {
    const { flows, systems } = facts.model;
    const flow = transferFlow(facts, i);
    const target = transferTarget(facts, i);
    const isView = flows.mode[flow] === Mode.view;
    const isOver = facts.transfers.ended[i] === 1;
    const id = flows.ids[flow];
    return {
      ...datumWords(facts, transferDatum(facts, i)),
      ...refusalWords(facts, facts.transfers.refusal(i), transferDatum(facts, i)),
      flow: id,
      from: systems.ids[flows.source[flow]],
      to: systems.ids[target],
      zone: zoneName(facts, target),
      keepers: keeperNames(facts, target),
      has: isView ? 'shows' : isOver ? 'still has a copy of' : 'has a copy of',
      action: isView ? 'view' : 'hold',
      stop: isView
        ? `end ${id}`
        : isOver
          ? `dispose of the copies on ${systems.ids[target]} and state the disposal (${id} is over, its copies are not)`
          : `remove ${id} and dispose of the copies on ${systems.ids[target]}`,
    };
  },
  placeholders: [
    ...DATUM_WORDS,
    ...REFUSAL_WORDS,
    'flow',
    'from',
    'to',
    'zone',
    'keepers',
    'has',
    'action',
    'stop',
  ],
};

/** A kind of copy that a system makes itself. */
function made(
  name: 'collect' | 'produce',
  description: string,
  judgedOf: (facts: Facts) => Judged & { readonly system: Int32Array; readonly datum: Int32Array },
): FactKind {
  const system: Column = (facts, i) => judgedOf(facts).system[i];
  const datum: Column = (facts, i) => judgedOf(facts).datum[i];
  const subject = (facts: Facts, i: number): string =>
    `${name}:${facts.model.systems.ids[system(facts, i)]}/${facts.model.data.ids[datum(facts, i)]}`;
  return {
    description,
    count: (facts) => judgedOf(facts).system.length,
    subject,
    act: (facts, i) => `${name}:${facts.model.systems.ids[system(facts, i)]}`,
    place: (facts, i) => ({
      file: facts.model.systems.file[system(facts, i)],
      path: ['systems', facts.model.systems.ids[system(facts, i)]],
    }),
    isCertain: () => true,
    doubts: () => [],
    datum,
    ends: (facts, i) => ({ system: system(facts, i), flow: -1 }),
    refusal: refused(judgedOf),
    attributes: {
      authorized: authorizedAttribute(judgedOf, (facts, i) =>
        facts.model.systems.purpose[system(facts, i)] < 0
          ? [`systems.${facts.model.systems.ids[system(facts, i)]}.purpose`]
          : [],
      ),
      'data.category': categoryAttribute(datum),
      'at.contractor': contractorAttribute(system, datum),
    },
    words: (facts, i) => ({
      ...datumWords(facts, datum(facts, i)),
      ...refusalWords(facts, judgedOf(facts).refusal(i), datum(facts, i)),
      system: facts.model.systems.ids[system(facts, i)],
      zone: zoneName(facts, system(facts, i)),
      keepers: keeperNames(facts, system(facts, i)),
    }),
    placeholders: [...DATUM_WORDS, ...REFUSAL_WORDS, 'system', 'zone', 'keepers'],
  };
}

/** A datum that a system collected and still holds. */
export const collection = made(
  'collect',
  'Data that came into being on a system where it still is.',
  ({ collections }) => collections,
);

/** A datum that a system derived and still holds. */
export const production = made(
  'produce',
  'Data that a system derived from what it held, and still has.',
  ({ productions }) => productions,
);

const accessDatum: Column = ({ accesses }, i) => accesses.datum[i];

/** A datum within reach of an access. */
export const accessFact: FactKind = {
  description: 'Data on a system that a party has active access to.',
  count: ({ accesses }) => accesses.access.length,
  subject: ({ model, accesses }, i) =>
    `access:${model.access.ids[accesses.access[i]]}/${model.systems.ids[accesses.system[i]]}/${model.data.ids[accesses.datum[i]]}`,
  act: ({ model, accesses }, i) =>
    `access:${model.access.ids[accesses.access[i]]}/${model.systems.ids[accesses.system[i]]}`,
  place: ({ model, accesses }, i) => ({
    file: model.access.file[accesses.access[i]],
    path: ['access', model.access.ids[accesses.access[i]]],
  }),
  isCertain: () => true,
  doubts: () => [],
  datum: accessDatum,
  ends: ({ accesses }, i) => ({ system: accesses.system[i], flow: -1 }),
  refusal: refused(({ accesses }) => accesses),
  attributes: {
    authorized: authorizedAttribute(
      ({ accesses }) => accesses,
      ({ model, accesses }, i) => {
        const access = accesses.access[i];
        const id = model.access.ids[access];
        return [
          ...(model.access.entry[access].kind === undefined ? [`access.${id}.kind`] : []),
          ...(model.access.purpose[access] < 0 ? [`access.${id}.purpose`] : []),
        ];
      },
    ),
    kind: {
      type: 'name',
      description: 'The kind of access.',
      read: ({ model, accesses }, i) => model.access.entry[accesses.access[i]].kind,
      unstated: ({ model, accesses }, i) => [`access.${model.access.ids[accesses.access[i]]}.kind`],
    },
    'data.category': categoryAttribute(accessDatum),
  },
  words: (facts, i) => {
    const { model, accesses } = facts;
    return {
      ...datumWords(facts, accessDatum(facts, i)),
      ...refusalWords(facts, accesses.refusal(i), accessDatum(facts, i)),
      access: model.access.ids[accesses.access[i]],
      party: partyNames(facts, [model.access.party[accesses.access[i]]]),
      system: model.systems.ids[accesses.system[i]],
      zone: zoneName(facts, accesses.system[i]),
    };
  },
  placeholders: [...DATUM_WORDS, ...REFUSAL_WORDS, 'access', 'party', 'system', 'zone'],
};
