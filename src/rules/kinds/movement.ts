/** Facts that need a permission: transfers, collections, productions, accesses, and all of them as uses. */
import { FACTORS, type NearMiss } from '../../analysis/authorization.ts';
import type { Facts } from '../../analysis/facts.ts';
import type { Judged } from '../../analysis/judged.ts';
import { perFacts } from '../../analysis/per-facts.ts';
import { FALSE, TRUE, type Truth } from '../../analysis/truth.ts';
import { isNamed, type Named } from '../../analysis/usage.ts';
import { FLOW_MODES_BY_NUMBER, Mode } from '../../model/model.ts';
import { row } from '../../model/rows.ts';
import {
  OPEN,
  someOf,
  statedText,
  sure,
  truth,
  type Attributes,
  type SeveralAttribute,
} from '../things/attribute.ts';
import type { FactKind } from './kind.ts';
import { doubtfulFlows } from '../things/doubts.ts';
import { datumWords, isContractor, keeperNames, partyNames, refusalWords, zoneName } from './words.ts';

type Column = (facts: Facts, i: number) => number;

/** What the kinds of facts that need a permission have in common. */
interface Judging {
  judged(facts: Facts): Judged;
  readonly datum: Column;
  readonly system: Column;
  /** Number of the purpose, or -1. */
  readonly purpose: Column;
  /** Who has the data: the keepers, or the party that has access. */
  readonly holders: (facts: Facts, i: number) => Iterable<number>;
  /** Is what brings the data there over? */
  readonly ended: (facts: Facts, i: number) => boolean;
  /** Fields whose absence leaves the permission open. */
  readonly unstated: (facts: Facts, i: number) => readonly string[];
  readonly purposeField: (facts: Facts, i: number) => string;
}

function judgedAttributes(of: Judging): Attributes {
  const refusal = (facts: Facts, i: number) =>
    of.judged(facts).authorized[i] === TRUE ? undefined : of.judged(facts).refusal(i);
  // Where nobody is known to have it, nobody can have been permitted anything by name.
  const named = (facts: Facts, i: number, what: Named): Truth =>
    [...of.holders(facts, i)].length === 0 ? FALSE : isNamed(facts, of.judged(facts).asked(i), what);
  return {
    data: { type: 'data', description: 'The data.', one: of.datum },
    system: {
      type: 'system',
      description: 'The system where it is, or where it can be reached.',
      one: of.system,
    },
    authorized: {
      type: 'truth',
      description: 'Is it authorized by every owner of the data for everyone concerned?',
      one: (facts, i) => of.judged(facts).authorized[i],
      unstated: of.unstated,
    },
    'closest.failed': {
      type: 'name',
      description: 'What the authorization that comes closest fails on; nothing where it is authorized.',
      several: (facts, i) => sure(refusal(facts, i)?.failed ?? []),
    },
    'closest.authorization': {
      type: 'authorization',
      description: 'The authorization that comes closest, where it is not authorized.',
      one: (facts, i) => known(refusal(facts, i)?.authorization ?? -1),
      unstated: () => [],
    },
    ...onlyFails(of),
    'permission.names-purpose': {
      type: 'truth',
      description: 'Do the permissions that it needs name the purpose, rather than leave it open?',
      one: (facts, i) => named(facts, i, 'purposes'),
      unstated: of.unstated,
    },
    'permission.names-channel': {
      type: 'truth',
      description: 'Do the permissions that it needs name the channel, rather than leave it open?',
      one: (facts, i) => named(facts, i, 'channels'),
      unstated: of.unstated,
    },
    purpose: {
      type: 'name',
      description: 'The purpose: of the flow, of the system that makes the data, or of the access.',
      one: (facts, i) => statedText(facts.model.purposes[of.purpose(facts, i)]),
      unstated: (facts, i) => [of.purposeField(facts, i)],
    },
    contractor: {
      type: 'truth',
      description: 'Does somebody who does not own the data have it there, or is it unknown who does?',
      one: (facts, i) => isContractor(facts, of.holders(facts, i), of.datum(facts, i)),
    },
    holders: {
      type: 'party',
      description: 'Who has the data there: the keepers of the system, or the party that has access.',
      several: (facts, i) => {
        const holders = [...of.holders(facts, i)];
        return holders.length === 0 ? OPEN : sure(holders);
      },
      unstated: () => [],
    },
    ended: {
      type: 'truth',
      description: 'Is what brought it there over, and the copy still there?',
      one: (facts, i) => truth(of.ended(facts, i)),
    },
  };
}

/** For each factor, authorizations that would do, for the first pair that fails, but for that factor alone. */
function onlyFails(of: Judging): Attributes {
  const misses = (facts: Facts, i: number, factor: (typeof FACTORS)[number]): readonly NearMiss[] => {
    if (of.judged(facts).authorized[i] === TRUE) return [];
    const { owner, keeper } = of.judged(facts).refusal(i);
    const asked = of
      .judged(facts)
      .asked(i)
      .find((each) => each.owner === owner && each.grantee === keeper);
    if (asked === undefined) return [];
    const { request } = asked;
    return facts.permissions.nearMisses(owner, keeper, request).filter((miss) => miss.factor === factor);
  };
  return Object.fromEntries(
    FACTORS.filter((factor) => factor !== 'grantee').map((factor): [string, SeveralAttribute] => [
      `only-fails.${factor}`,
      {
        type: 'authorization',
        description: `Authorizations to the holder that would do, for the first owner and holder who lack one, but for ${FACTOR_WORDS[factor]} alone.`,
        several: (facts, i) => {
          const found = misses(facts, i, factor);
          return someOf({
            sure: found.filter(({ isOpen }) => !isOpen).map(({ authorization }) => authorization),
            maybe: found.filter(({ isOpen }) => isOpen).map(({ authorization }) => authorization),
          });
        },
        unstated: of.unstated,
      },
    ]),
  );
}

const FACTOR_WORDS: Readonly<Record<(typeof FACTORS)[number], string>> = {
  delegation: 'the right of its giver to pass it on',
  grantee: 'the party to which it is given',
  data: 'the data that it covers',
  action: 'what it permits to do',
  purpose: 'its purposes',
  zone: 'its zones',
  channel: 'its channels',
  period: 'its period',
};

function known(number: number): number | undefined {
  return number < 0 ? undefined : number;
}

const DATUM_WORDS = ['owners', 'categories'];
const REFUSAL_WORDS = ['owner', 'keeper'];

function refused(judged: (facts: Facts) => Judged) {
  return (facts: Facts, i: number) =>
    judged(facts).authorized[i] === TRUE ? undefined : judged(facts).refusal(i);
}

const transferDatum: Column = ({ transfers }, i) => transfers.datum[i];
const transferFlow: Column = ({ transfers }, i) => transfers.flow[i];
const transferTarget: Column = (facts, i) => facts.model.flows.target[transferFlow(facts, i)];

/** What some authorization asks for: where none does, a flow need not state it. */
const namedFactors = perFacts(({ model: { authorizations } }) => ({
  purposes: authorizations.entry.some(({ purposes }) => purposes !== undefined),
  channels: authorizations.entry.some(({ channels }) => channels !== undefined),
}));

const transferJudging: Judging = {
  judged: ({ transfers }) => transfers,
  datum: transferDatum,
  system: transferTarget,
  purpose: (facts, i) => facts.model.flows.purpose[transferFlow(facts, i)],
  holders: (facts, i) => row(facts.model.systems.keepers, transferTarget(facts, i)),
  ended: ({ transfers }, i) => transfers.ended[i] === 1,
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
function stopTransfer(facts: Facts, i: number): string {
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
  refusal: refused(({ transfers }) => transfers),
  cause: ({ causes }, i) => causes(i),
  attributes: {
    ...judgedAttributes(transferJudging),
    flow: { type: 'flow', description: 'The flow.', one: transferFlow },
    from: {
      type: 'system',
      description: 'Where the flow comes from.',
      one: (facts, i) => facts.model.flows.source[transferFlow(facts, i)],
    },
    to: { type: 'system', description: 'Where it goes.', one: transferTarget },
    mode: {
      type: 'name',
      description: 'How the flow brings it: copy, move or view.',
      one: (facts, i) => FLOW_MODES_BY_NUMBER[facts.model.flows.mode[transferFlow(facts, i)]],
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
): { readonly kind: FactKind; readonly judging: Judging } {
  const system: Column = (facts, i) => judgedOf(facts).system[i];
  const datum: Column = (facts, i) => judgedOf(facts).datum[i];
  const subject = (facts: Facts, i: number): string =>
    `${name}:${facts.model.systems.ids[system(facts, i)]}/${facts.model.data.ids[datum(facts, i)]}`;
  const purposeField = (facts: Facts, i: number): string =>
    `systems.${facts.model.systems.ids[system(facts, i)]}.purpose`;
  const judging: Judging = {
    judged: judgedOf,
    datum,
    system,
    purpose: (facts, i) => facts.model.systems.purpose[system(facts, i)],
    holders: (facts, i) => row(facts.model.systems.keepers, system(facts, i)),
    ended: (facts, i) => facts.model.systems.until[system(facts, i)] < facts.at,
    unstated: (facts, i) =>
      facts.model.systems.purpose[system(facts, i)] < 0 ? [purposeField(facts, i)] : [],
    purposeField,
  };
  const kind: FactKind = {
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
  return { kind, judging };
}

const collected = made(
  'collect',
  'Data that came into being on a system where it still is.',
  ({ collections }) => collections,
);
const produced = made(
  'produce',
  'Data that a system derived from what it held, and still has.',
  ({ productions }) => productions,
);

/** A datum that a system collected and still holds. */
export const collection = collected.kind;

/** A datum that a system derived and still holds. */
export const production = produced.kind;

const accessDatum: Column = ({ accesses }, i) => accesses.datum[i];
const accessParty: Column = ({ model, accesses }, i) => model.access.party[accesses.access[i]];

const accessJudging: Judging = {
  judged: ({ accesses }) => accesses,
  datum: accessDatum,
  system: ({ accesses }, i) => accesses.system[i],
  purpose: ({ model, accesses }, i) => model.access.purpose[accesses.access[i]],
  holders: (facts, i) => [accessParty(facts, i)],
  ended: () => false,
  unstated: ({ model, accesses }, i) => {
    const access = accesses.access[i];
    const id = model.access.ids[access];
    return [
      ...(model.access.entry[access].kind === undefined ? [`access.${id}.kind`] : []),
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
    access: { type: 'access', description: 'The access.', one: ({ accesses }, i) => accesses.access[i] },
    party: { type: 'party', description: 'Who has it.', one: accessParty },
  },
  words: (facts, i) => ({
    ...datumWords(facts, accessDatum(facts, i)),
    ...refusalWords(facts, facts.accesses.refusal(i), accessDatum(facts, i)),
    zone: zoneName(facts, facts.accesses.system[i]),
    keepers: partyNames(facts, [accessParty(facts, i)]),
  }),
  placeholders: [...DATUM_WORDS, ...REFUSAL_WORDS, 'zone', 'keepers'],
};

const PARTS: readonly {
  readonly kind: FactKind;
  readonly judging: Judging;
  /** What the holder does that needs the permission. */
  readonly does: string;
  readonly step: (facts: Facts, i: number) => string;
  /** What ends it. */
  readonly stop: (facts: Facts, i: number) => string;
}[] = [
  {
    kind: transfer,
    judging: transferJudging,
    does: 'has a copy or a view of',
    step: (facts, i) => `the flow ${facts.model.flows.ids[transferFlow(facts, i)]}`,
    stop: (facts, i) => stopTransfer(facts, i),
  },
  {
    ...collected,
    does: 'collects',
    step: (facts, i) => `${facts.model.systems.ids[facts.collections.system[i]]}, which collects it`,
    stop: ({ model, collections }, i) =>
      `take ${model.data.ids[collections.datum[i]]} out of what ${model.systems.ids[collections.system[i]]} collects`,
  },
  {
    ...produced,
    does: 'derives',
    step: (facts, i) => `${facts.model.systems.ids[facts.productions.system[i]]}, which derives it`,
    stop: ({ model, productions }, i) =>
      `take ${model.data.ids[productions.datum[i]]} out of what ${model.systems.ids[productions.system[i]]} produces`,
  },
  {
    kind: accessFact,
    judging: accessJudging,
    does: 'can reach',
    step: ({ model, accesses }, i) => `the access ${model.access.ids[accesses.access[i]]}`,
    stop: ({ model, accesses }, i) =>
      `end the access ${model.access.ids[accesses.access[i]]}, or take ${model.systems.ids[accesses.system[i]]} out of it`,
  },
];

type Part = (typeof PARTS)[number];

/** The part that a number falls in, and its number there. */
function partOf(facts: Facts, i: number): readonly [part: Part, i: number] {
  let rest = i;
  for (const part of PARTS) {
    const count = part.kind.count(facts);
    if (rest < count) return [part, rest];
    rest -= count;
  }
  return [PARTS[0], rest];
}

function ofKind<T>(ask: (kind: FactKind) => (facts: Facts, i: number) => T) {
  return (facts: Facts, i: number): T => {
    const [{ kind }, at] = partOf(facts, i);
    return ask(kind)(facts, at);
  };
}

/** Any fact that needs a permission, with the attributes that all of them have. */
export const use: FactKind = {
  description: 'Anything that needs a permission: each transfer, collection, production and access-fact.',
  count: (facts) => PARTS.reduce((sum, { kind }) => sum + kind.count(facts), 0),
  subject: ofKind(({ subject }) => subject),
  act: ofKind(({ act }) => act),
  place: ofKind(({ place }) => place),
  isCertain: ofKind(({ isCertain }) => isCertain),
  doubts: ofKind(({ doubts }) => doubts),
  datum: ofKind(({ datum }) => datum),
  ends: ofKind(({ ends }) => ends),
  refusal: (facts, i) => {
    const [{ kind }, at] = partOf(facts, i);
    return kind.refusal?.(facts, at);
  },
  cause: (facts, i) => {
    const [{ kind }, at] = partOf(facts, i);
    return kind.cause?.(facts, at);
  },
  attributes: Object.fromEntries(
    Object.keys(collection.attributes).map((name) => [name, sharedAttribute(name)]),
  ),
  words: (facts, i) => {
    const [{ kind, does, step, stop }, at] = partOf(facts, i);
    const { owners, categories, owner, keeper, zone, keepers } = kind.words(facts, at);
    const [by, end] = [step(facts, at), stop(facts, at)];
    return { owners, categories, owner, keeper, zone, keepers, does, step: by, stop: end };
  },
  placeholders: [...DATUM_WORDS, ...REFUSAL_WORDS, 'zone', 'keepers', 'does', 'step', 'stop'],
};

function sharedAttribute(name: string): Attributes[string] {
  const own = (facts: Facts, i: number) => {
    const [{ kind }, at] = partOf(facts, i);
    return { attribute: kind.attributes[name], at };
  };
  const { type, description, several, unstated } = collection.attributes[name];
  const fields = unstated && {
    unstated: (facts: Facts, i: number): readonly string[] => {
      const { attribute, at } = own(facts, i);
      return attribute.unstated?.(facts, at) ?? [];
    },
  };
  if (several === undefined) {
    return {
      type,
      description,
      ...fields,
      one: (facts, i) => {
        const { attribute, at } = own(facts, i);
        return attribute.one?.(facts, at);
      },
    };
  }
  return {
    type,
    description,
    ...fields,
    several: (facts, i) => {
      const { attribute, at } = own(facts, i);
      return attribute.several?.(facts, at) ?? OPEN;
    },
  };
}
