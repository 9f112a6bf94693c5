/** Facts that need a permission: transfers, collections, productions, accesses. */
import type { Facts } from '../../analysis/facts.ts';
import type { Judged } from '../../analysis/judged.ts';
import { perFacts } from '../../analysis/per-facts.ts';
import { wayThrough } from '../../analysis/ways.ts';
import { isSoleOwner } from '../../analysis/owners.ts';
import { FLOW_MODES_BY_NUMBER, Mode, type Accesses, type Flows } from '../../model/model.ts';
import { row } from '../../model/rows.ts';
import { leadsTo, readFrom, sure, truth } from '../things/attribute.ts';
import { doubtfulFlows } from '../things/doubts.ts';
import { judgedAttributes, refused, type Judging, type Numbers } from './judged.ts';
import type { FactKind } from './kind.ts';
import { datumWords, isKeptByContractor, keeperNames, partyNames, refusalWords, zoneName } from './words.ts';

/** Words on a datum. */
export const DATUM_WORDS = ['owners', 'categories'];
/** Words on the owner and the holder between whom a permission is missing. */
export const REFUSAL_WORDS = ['owner', 'keeper'];

function transferDatum({ transfers }: Facts, i: number): number {
  return transfers.datum[i];
}

function transferFlow({ transfers }: Facts, i: number): number {
  return transfers.flow[i];
}

function transferTarget({ model, transfers }: Facts, i: number): number {
  return model.flows.target[transfers.flow[i]];
}

/** A column of flows as one of transfers. */
function ofFlows(column: (flows: Flows) => Int32Array): Numbers {
  return perFacts(({ model, transfers }) => {
    const known = column(model.flows);
    return transfers.flow.map((flow) => known[flow]);
  });
}

const transferTargets = ofFlows(({ target }) => target);

const transferModes = perFacts(({ model, transfers }) =>
  Uint8Array.from(transfers.flow, (flow) => model.flows.mode[flow]),
);

/** What some authorization asks for: where none does, a flow need not state it. */
const namedFactors = perFacts(({ model: { authorizations } }) => ({
  purposes: authorizations.entry.all().some(({ purposes }) => purposes !== undefined),
  channels: authorizations.entry.all().some(({ channels }) => channels !== undefined),
}));

const transferJudging: Judging = {
  judged: ({ transfers }) => transfers,
  datum: ({ transfers }) => transfers.datum,
  system: transferTargets,
  purpose: ofFlows(({ purpose }) => purpose),
  holders: (facts, i) => row(facts.model.systems.keepers, transferTarget(facts, i)),
  alike: ({ transfers }) => transfers.group,
  contractor: (facts, i) => isKeptByContractor(facts, transferTarget(facts, i), transferDatum(facts, i)),
  ended: ({ transfers }) => transfers.ended,
  unstated: (facts, i) => {
    const { model, transfers } = facts;
    const flow = transfers.flow[i];
    const id = model.flows.ids[flow];
    const { purposes, channels } = namedFactors(facts);
    return [
      ...(purposes && model.flows.purpose[flow] < 0 ? [`flows.${id}.purpose`] : []),
      ...(channels && model.flows.channel[flow] < 0 ? [`flows.${id}.channel`] : []),
    ];
  },
  purposeField: ({ model, transfers }, i) => `flows.${model.flows.ids[transfers.flow[i]]}.purpose`,
};

/** What ends a transfer, and the copies that it brought. */
export function stopTransfer(facts: Facts, i: number): string {
  const { flows, systems } = facts.model;
  const flow = transferFlow(facts, i);
  const [id, target] = [flows.ids[flow], systems.ids[transferTarget(facts, i)]];
  if (flows.mode[flow] === Mode.view) return `end ${id}`;
  if (systems.transient[transferTarget(facts, i)] === 1) return `remove ${id}`;
  return facts.transfers.ended[i] === 1
    ? `dispose of the copies on ${target} and state the disposal (${id} is over, its copies are not)`
    : `remove ${id} and dispose of the copies on ${target}`;
}

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
  presence: (facts, i) => ({
    system: transferTarget(facts, i),
    datum: transferDatum(facts, i),
    isShown: facts.model.flows.mode[transferFlow(facts, i)] === Mode.view,
  }),
  refusal: refused(({ transfers }) => transfers),
  cause: ({ causes }, i) => causes(i),
  attributes: {
    ...judgedAttributes(transferJudging),
    flow: leadsTo('flow', 'The flow.', ({ transfers }) => transfers.flow),
    from: leadsTo(
      'system',
      'Where the flow comes from.',
      ofFlows(({ source }) => source),
    ),
    to: leadsTo('system', 'Where it goes.', transferTargets),
    via: {
      type: 'system',
      description: 'Systems on the shortest way to where it comes from, and that one; where it goes aside.',
      several: (facts, i) => sure(wayThrough(facts, transferDatum(facts, i), transferFlow(facts, i))),
    },
    mode: {
      type: 'name',
      description: 'How the flow brings it: copy, move or view.',
      values: FLOW_MODES_BY_NUMBER,
      ...readFrom((facts) => ({ numbers: transferModes(facts), values: FLOW_MODES_BY_NUMBER })),
    },
  },
  words: (facts, i) => {
    const { flows } = facts.model;
    const flow = transferFlow(facts, i);
    const target = transferTarget(facts, i);
    const isView = flows.mode[flow] === Mode.view;
    const isOver = facts.transfers.ended[i] === 1;
    return {
      ...datumWords(facts, transferDatum(facts, i)),
      ...refusalWords(facts, facts.transfers.refusal(i), transferDatum(facts, i)),
      zone: zoneName(facts, target),
      keepers: keeperNames(facts, target),
      has: isView ? 'shows' : isOver ? 'still has a copy of' : 'has a copy of',
      action: isView ? 'view' : 'hold',
      stop: stopTransfer(facts, i),
    };
  },
  placeholders: [...DATUM_WORDS, ...REFUSAL_WORDS, 'zone', 'keepers', 'has', 'action', 'stop'],
};

/** A kind of copy that a system makes itself. */
function made(
  name: 'collect' | 'produce',
  description: string,
  judgedOf: (facts: Facts) => Judged & { readonly system: Int32Array; readonly datum: Int32Array },
): FactKind {
  const system = (facts: Facts, i: number): number => judgedOf(facts).system[i];
  const datum = (facts: Facts, i: number): number => judgedOf(facts).datum[i];
  /** A column of systems as one of these facts. */
  const ofSystems = (column: (facts: Facts) => Int32Array): Numbers =>
    perFacts((facts) => {
      const known = column(facts);
      return judgedOf(facts).system.map((at) => known[at]);
    });
  const subject = (facts: Facts, i: number): string =>
    `${name}:${facts.model.systems.ids[system(facts, i)]}/${facts.model.data.ids[datum(facts, i)]}`;
  const purposeField = (facts: Facts, i: number): string =>
    `systems.${facts.model.systems.ids[system(facts, i)]}.purpose`;
  const judging: Judging = {
    judged: judgedOf,
    datum: (facts) => judgedOf(facts).datum,
    system: (facts) => judgedOf(facts).system,
    purpose: ofSystems(({ model }) => model.systems.purpose),
    holders: (facts, i) => row(facts.model.systems.keepers, system(facts, i)),
    contractor: (facts, i) => isKeptByContractor(facts, system(facts, i), datum(facts, i)),
    ended: perFacts((facts) =>
      Uint8Array.from(judgedOf(facts).system, (at) => (facts.model.systems.until[at] < facts.at ? 1 : 0)),
    ),
    unstated: (facts, i) =>
      facts.model.systems.purpose[system(facts, i)] < 0 ? [purposeField(facts, i)] : [],
    purposeField,
  };
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
    attributes: judgedAttributes(judging),
    words: (facts, i) => ({
      ...datumWords(facts, datum(facts, i)),
      ...refusalWords(facts, judgedOf(facts).refusal(i), datum(facts, i)),
      zone: zoneName(facts, system(facts, i)),
      keepers: keeperNames(facts, system(facts, i)),
    }),
    placeholders: [...DATUM_WORDS, ...REFUSAL_WORDS, 'zone', 'keepers'],
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

function accessDatum({ accesses }: Facts, i: number): number {
  return accesses.datum[i];
}

function accessParty({ model, accesses }: Facts, i: number): number {
  return model.access.party[accesses.access[i]];
}

/** A column of accesses as one of these facts. */
function ofAccesses(column: (access: Accesses) => Int32Array): Numbers {
  return perFacts(({ model, accesses }) => {
    const known = column(model.access);
    return accesses.access.map((access) => known[access]);
  });
}

const accessJudging: Judging = {
  judged: ({ accesses }) => accesses,
  datum: ({ accesses }) => accesses.datum,
  system: ({ accesses }) => accesses.system,
  purpose: ofAccesses(({ purpose }) => purpose),
  holders: (facts, i) => [accessParty(facts, i)],
  contractor: (facts, i) => truth(!isSoleOwner(facts, accessParty(facts, i), accessDatum(facts, i))),
  ended: perFacts(({ accesses }) => new Uint8Array(accesses.access.length)),
  unstated: ({ model, accesses }, i) => {
    const access = accesses.access[i];
    const id = model.access.ids[access];
    return [
      ...(model.access.entry.at(access).kind === undefined ? [`access.${id}.kind`] : []),
      ...(model.access.purpose[access] < 0 ? [`access.${id}.purpose`] : []),
    ];
  },
  purposeField: ({ model, accesses }, i) => `access.${model.access.ids[accesses.access[i]]}.purpose`,
};

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
    ...judgedAttributes(accessJudging),
    access: leadsTo('access', 'The access.', ({ accesses }) => accesses.access),
    party: leadsTo(
      'party',
      'Who has it.',
      ofAccesses(({ party }) => party),
    ),
  },
  words: (facts, i) => ({
    ...datumWords(facts, accessDatum(facts, i)),
    ...refusalWords(facts, facts.accesses.refusal(i), accessDatum(facts, i)),
    zone: zoneName(facts, facts.accesses.system[i]),
    keepers: partyNames(facts, [accessParty(facts, i)]),
  }),
  placeholders: [...DATUM_WORDS, ...REFUSAL_WORDS, 'zone', 'keepers'],
};
