import type { Facts } from '../../analysis/facts.ts';
import { isHandsOn, isPortOpen, isUnencrypted } from '../../analysis/abilities.ts';
import { UNKNOWN } from '../../analysis/truth.ts';
import type { EntryIn, Systems } from '../../model/model.ts';
import { leadsTo, readFrom, TRUTHS } from '../things/attribute.ts';
import type { FactKind } from './kind.ts';
import { datumWords, keeperNames, zoneName } from './words.ts';

/** What leaves it open whether a party could carry data away. */
function unstatedAbility({ model, extractables }: Facts, i: number): readonly string[] {
  const system = model.systems.entry.at(extractables.system[i]);
  const id = model.systems.ids[extractables.system[i]];
  const access = extractables.access[i];
  const fields: string[] = [];
  if (isHandsOn(model.access.entry.at(access).kind) === UNKNOWN)
    fields.push(`access.${model.access.ids[access]}.kind`);
  if (isPortOpen(system.ports?.removableMedia) === UNKNOWN) fields.push(`systems.${id}.ports.removableMedia`);
  if (isUnencrypted(system.encryption?.atRest) === UNKNOWN) fields.push(`systems.${id}.encryption.atRest`);
  return fields;
}

/** Data that a party could carry away from a store, whether or not it ever does. */
export const extractable: FactKind = {
  description: 'Data that a party, not its owner, could copy from a store that it can touch.',
  count: ({ extractables }) => extractables.party.length,
  subject: ({ model, extractables }, i) =>
    `extract:${model.parties.ids[extractables.party[i]]}/${model.systems.ids[extractables.system[i]]}/${model.data.ids[extractables.datum[i]]}`,
  act: ({ model, extractables }, i) =>
    `extract:${model.parties.ids[extractables.party[i]]}/${model.systems.ids[extractables.system[i]]}`,
  place: ({ model, extractables }, i) => ({
    file: model.access.file[extractables.access[i]],
    path: ['access', model.access.ids[extractables.access[i]]],
  }),
  isCertain: () => true,
  doubts: () => [],
  datum: ({ extractables }, i) => extractables.datum[i],
  ends: ({ extractables }, i) => ({ system: extractables.system[i], flow: -1 }),
  attributes: {
    possible: {
      type: 'truth',
      description: 'Can the party copy it: through an open port, or because the store is not encrypted?',
      ...readFrom(({ extractables }) => ({ numbers: extractables.verdict, values: TRUTHS })),
      unstated: unstatedAbility,
    },
    party: leadsTo('party', 'The party.', ({ extractables }) => extractables.party),
    system: leadsTo('system', 'The store.', ({ extractables }) => extractables.system),
    data: leadsTo('data', 'The data.', ({ extractables }) => extractables.datum),
    access: leadsTo(
      'access',
      'An access by which it reaches the store.',
      ({ extractables }) => extractables.access,
    ),
  },
  words: (facts, i) => {
    const { model, extractables } = facts;
    const access = model.access.entry.at(extractables.access[i]);
    return {
      ...datumWords(facts, extractables.datum[i]),
      zone: zoneName(facts, extractables.system[i]),
      keepers: keeperNames(facts, extractables.system[i]),
      kind: access.kind ?? 'some',
      how: waysOut(model.systems.entry.at(extractables.system[i])),
    };
  },
  placeholders: ['owners', 'categories', 'zone', 'keepers', 'kind', 'how'],
};

function waysOut({ ports, encryption }: EntryIn<Systems>): string {
  const ways: string[] = [];
  if (ports?.removableMedia === 'allowed') ways.push('a removable medium can be attached');
  if (encryption?.atRest === 'none') ways.push('the store is not encrypted');
  return ways.length === 0 ? 'what is stated does not rule it out' : ways.join(' and ');
}
