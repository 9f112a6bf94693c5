/** All facts that need a permission as one kind, for rules that ask the same of each. */
import type { Facts } from '../../analysis/facts.ts';
import { perFacts } from '../../analysis/per-facts.ts';
import { OPEN, readFrom, type Attribute, type Attributes, type Column } from '../things/attribute.ts';
import type { FactKind } from './kind.ts';
import {
  accessFact,
  collection,
  DATUM_WORDS,
  production,
  REFUSAL_WORDS,
  stopTransfer,
  transfer,
} from './movement.ts';

const PARTS: readonly {
  readonly kind: FactKind;
  /** What the holder does that needs the permission. */
  readonly does: string;
  /** By which way, where it is not the system itself. */
  readonly via: (facts: Facts, i: number) => string;
  /** What ends it. */
  readonly stop: (facts: Facts, i: number) => string;
}[] = [
  {
    kind: transfer,
    does: 'has a copy or a view of',
    via: (facts, i) => `, through the flow ${facts.model.flows.ids[facts.transfers.flow[i]]}`,
    stop: stopTransfer,
  },
  {
    kind: collection,
    does: 'collects',
    via: () => '',
    stop: ({ model, collections }, i) =>
      `take ${model.data.ids[collections.datum[i]]} out of what ${model.systems.ids[collections.system[i]]} collects`,
  },
  {
    kind: production,
    does: 'derives',
    via: () => '',
    stop: ({ model, productions }, i) =>
      `take ${model.data.ids[productions.datum[i]]} out of what ${model.systems.ids[productions.system[i]]} produces`,
  },
  {
    kind: accessFact,
    does: 'can reach',
    via: ({ model, accesses }, i) => `, through the access ${model.access.ids[accesses.access[i]]}`,
    stop: ({ model, accesses }, i) =>
      `end the access ${model.access.ids[accesses.access[i]]}, or take ${model.systems.ids[accesses.system[i]]} out of it`,
  },
];

type Part = (typeof PARTS)[number];

/** Where each part begins. */
const startsOf = perFacts((facts): readonly number[] => {
  const starts = [0];
  for (const { kind } of PARTS) starts.push(starts[starts.length - 1] + kind.count(facts));
  return starts;
});

/** The part that a number falls in, and its number there. */
function partOf(facts: Facts, i: number): readonly [part: Part, i: number] {
  const starts = startsOf(facts);
  let part = 0;
  while (part < PARTS.length - 1 && i >= starts[part + 1]) part++;
  return [PARTS[part], i - starts[part]];
}

function ofKind<T>(ask: (kind: FactKind) => (facts: Facts, i: number) => T) {
  return (facts: Facts, i: number): T => {
    const [{ kind }, at] = partOf(facts, i);
    return ask(kind)(facts, at);
  };
}

/** Groups of all parts; where a part has none, each of its facts is one. INVARIANT: the attributes of a part share theirs. */
const groups = perFacts((facts): Int32Array => {
  const starts = startsOf(facts);
  const numbers = new Int32Array(starts[PARTS.length]);
  // A part has at most as many groups as facts, so that the numbers of parts stay apart.
  PARTS.forEach(({ kind }, part) => {
    const own = groupsIn(kind)?.(facts);
    const [start, end] = [starts[part], starts[part + 1]];
    for (let i = start; i < end; i++) numbers[i] = own === undefined ? i : start + own[i - start];
  });
  return numbers;
});

function groupsIn({ attributes }: FactKind): Attribute['alike'] {
  return Object.values(attributes).find(({ alike }) => alike !== undefined)?.alike;
}

/** Any fact that needs a permission, with the attributes that all of them have. */
export const use: FactKind = {
  description: 'Anything that needs a permission: each transfer, collection, production and access-fact.',
  count: (facts) => startsOf(facts)[PARTS.length],
  subject: ofKind(({ subject }) => subject),
  act: ofKind(({ act }) => act),
  place: ofKind(({ place }) => place),
  isCertain: ofKind(({ isCertain }) => isCertain),
  doubts: ofKind(({ doubts }) => doubts),
  datum: ofKind(({ datum }) => datum),
  ends: ofKind(({ ends }) => ends),
  refusal: ofKind(({ refusal }) => refusal ?? (() => undefined)),
  cause: ofKind(({ cause }) => cause ?? (() => undefined)),
  attributes: Object.fromEntries(
    Object.keys(collection.attributes).map((name) => [name, sharedAttribute(name)]),
  ),
  words: (facts, i) => {
    const [{ kind, does, via, stop }, at] = partOf(facts, i);
    const { owners, categories, owner, keeper, zone, keepers } = kind.words(facts, at);
    const [way, end] = [via(facts, at), stop(facts, at)];
    return { owners, categories, owner, keeper, zone, keepers, does, via: way, stop: end };
  },
  placeholders: [...DATUM_WORDS, ...REFUSAL_WORDS, 'zone', 'keepers', 'does', 'via', 'stop'],
};

function sharedAttribute(name: string): Attributes[string] {
  const ofParts = PARTS.map(({ kind }) => kind.attributes[name]);
  const own = (facts: Facts, i: number) => {
    const [{ kind }, at] = partOf(facts, i);
    return { attribute: kind.attributes[name], at };
  };
  const shown = collection.attributes[name];
  const { type, description, several, unstated } = shown;
  const fields = unstated && {
    unstated: (facts: Facts, i: number): readonly string[] => {
      const { attribute, at } = own(facts, i);
      return attribute.unstated?.(facts, at) ?? [];
    },
  };
  const isAlike = ofParts.some(({ alike }) => alike !== undefined);
  const shared = {
    type,
    description,
    get values() {
      return shown.values;
    },
    ...(isAlike && { alike: groups }),
    ...fields,
  };
  if (several !== undefined) {
    return withGetters(shared, {
      several: (facts: Facts, i: number) => {
        const { attribute, at } = own(facts, i);
        return attribute.several?.(facts, at) ?? OPEN;
      },
    });
  }
  const columns = ofParts.flatMap(({ column }) => column ?? []);
  if (columns.length === PARTS.length) return withGetters(shared, readFrom(perFacts(joined(columns))));
  return withGetters(shared, {
    one: (facts: Facts, i: number) => {
      const { attribute, at } = own(facts, i);
      return attribute.one?.(facts, at);
    },
  });
}

/** Adds to an object without asking for what its getters give. */
function withGetters<A extends object, B extends object>(object: A, more: B): A & B {
  return Object.assign(object, more);
}

/** The columns of all parts one after another; what their numbers mean is the same in each. */
function joined(columns: readonly ((facts: Facts) => Column)[]) {
  return (facts: Facts): Column => {
    const starts = startsOf(facts);
    const numbers = new Int32Array(starts[PARTS.length]);
    const parts = columns.map((column) => column(facts));
    parts.forEach((part, at) => numbers.set(part.numbers, starts[at]));
    return { ...parts[0], numbers };
  };
}
