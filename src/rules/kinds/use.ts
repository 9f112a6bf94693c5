/** All facts that need a permission as one kind, for rules that ask the same of each. */
import type { Facts } from '../../analysis/facts.ts';
import { OPEN, type Attributes } from '../things/attribute.ts';
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

  if (several === undefined) {
    return {
      type,
      description,
      get values() {
        return shown.values;
      },
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
    get values() {
      return shown.values;
    },
    ...fields,
    several: (facts, i) => {
      const { attribute, at } = own(facts, i);
      return attribute.several?.(facts, at) ?? OPEN;
    },
  };
}
