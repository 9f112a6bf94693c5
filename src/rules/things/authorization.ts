import type { Facts } from '../../analysis/facts.ts';
import { FALSE, or, UNKNOWN, type Truth } from '../../analysis/truth.ts';
import { usageOf } from '../../analysis/usage.ts';
import { row } from '../../model/rows.ts';
import { fieldsOf, idOf, namesOfField, type Attributes, type Several } from './attribute.ts';
import { periodAttributes } from './dated.ts';
import { doubtfulFlows } from './doubts.ts';

/** Fields that leave it open whether something relies on an authorization. */
function openUses(facts: Facts, i: number): readonly string[] {
  const { purposes, channels } = facts.model.authorizations.entry.at(i);
  const own = fieldsOfUses(facts, i, { purposes: purposes !== undefined, channels: channels !== undefined });
  // It may hang on another link of the chain.
  return own.length > 0 ? own : fieldsOfUses(facts, i, { purposes: true, channels: true });
}

interface Asking {
  readonly purposes: boolean;
  readonly channels: boolean;
}

function fieldsOfUses(facts: Facts, i: number, asks: Asking): readonly string[] {
  const { model, transfers, accesses, collections, productions } = facts;
  const purposeOf = (section: 'flows' | 'access' | 'systems', number: number): readonly string[] =>
    asks.purposes && model[section].purpose[number] < 0
      ? [`${section}.${model[section].ids[number]}.purpose`]
      : [];
  return (usageOf(facts).get(i)?.open ?? []).flatMap(({ of, i: fact }) => {
    switch (of) {
      case 'transfers': {
        const flow = transfers.flow[fact];
        const isOpen = asks.channels && model.flows.channel[flow] < 0;
        const payload =
          transfers.certain[fact] === 1 ? [] : doubtfulFlows(facts, transfers.datum[fact], flow);
        return [
          ...payload,
          ...purposeOf('flows', flow),
          ...(isOpen ? [`flows.${model.flows.ids[flow]}.channel`] : []),
        ];
      }
      case 'accesses': {
        const access = accesses.access[fact];
        const kind =
          model.access.entry.at(access).kind === undefined ? [`access.${model.access.ids[access]}.kind`] : [];
        return [...kind, ...purposeOf('access', access)];
      }
      case 'collections':
        return purposeOf('systems', collections.system[fact]);
      case 'productions':
        return purposeOf('systems', productions.system[fact]);
      default:
        return of satisfies never;
    }
  });
}

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
/** What can be asked of an authorization. */
export const authorization: Attributes = {
  id: idOf('authorizations'),
  ...periodAttributes('authorizations'),
  by: ofAuthorization.one('by', 'party', 'Who permits.'),
  to: ofAuthorization.one('to', 'party', 'Who is permitted.'),
  data: ofAuthorization.several('data', 'data', 'Data that it names.'),
  categories: ofAuthorization.several('categories', 'name', 'Categories that it names.'),
  zones: ofAuthorization.several('zones', 'zone', 'Zones that it names.'),
  'limits.records': ofAuthorization.one('limits.records', 'number', 'At most so many records.'),
  'limits.subjects': ofAuthorization.one('limits.subjects', 'number', 'About at most so many people.'),
  'limits.retention': ofAuthorization.one('limits.retention', 'duration', 'Kept for at most so long.'),
  actions: ofAuthorization.several('actions', 'name', 'What is permitted.'),
  purposes: ofAuthorization.several('purposes', 'name', 'Purposes that it names.'),
  channels: ofAuthorization.several('channels', 'name', 'Channels that it names.'),
  delegable: ofAuthorization.one('delegable', 'number', 'How many times it may be passed on.', 0),
  reference: ofAuthorization.one('reference', 'name', 'The document that grants it.'),
  used: {
    type: 'truth',
    description: 'Does anything rely on it at the day of the check?',
    one: usedTruth,
    unstated: openUses,
  },
  'unused-actions': {
    type: 'name',
    description: 'Actions that it permits and nothing relies on.',
    get values() {
      return namesOfField('authorizations', 'actions');
    },
    several: (facts, i) => {
      const usage = usageOf(facts).get(i);
      const actions = [...new Set(facts.model.authorizations.entry.at(i).actions)];
      return unused(actions, (action) => usage?.actions.get(action));
    },
    unstated: openUses,
  },
  'unused-data': {
    type: 'data',
    description: 'Data that it names and for which nothing relies on it.',
    several: (facts, i) => {
      const { model } = facts;
      const usage = usageOf(facts).get(i);
      return unused([...row(model.authorizations.data, i)], (datum: number) =>
        [...row(model.data.contents, datum)].reduce<Truth>(
          (answer, inside) => or(answer, usage?.data.get(inside) ?? FALSE),
          FALSE,
        ),
      );
    },
    unstated: openUses,
  },
};
