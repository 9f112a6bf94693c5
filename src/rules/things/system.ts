import type { Facts } from '../../analysis/facts.ts';
import { isCertain } from '../../analysis/holdings.ts';
import { row } from '../../model/rows.ts';
import { fieldsOf, idOf, OPEN, sure, truth, type Attributes, type Several } from './attribute.ts';
import { periodAttributes } from './dated.ts';
import { doubtfulHoldings } from './doubts.ts';
import { assessmentsAttribute } from './records.ts';

/** A system holds each datum once. */
function heldOn({ holdings }: Facts, system: number): Several {
  const held = { sure: [] as number[], maybe: [] as number[], open: false };
  for (let h = holdings.starts[system]; h < holdings.starts[system + 1]; h++) {
    (isCertain(holdings.preference[h]) ? held.sure : held.maybe).push(holdings.datum[h]);
  }
  return held;
}

const ofSystem = fieldsOf('systems');
/** What can be asked of a system. */
export const system: Attributes = {
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
  identifiers: ofSystem.several('identifiers', 'name', 'Host names, account ids, serial numbers.'),
  assessments: assessmentsAttribute('systems'),
  held: {
    type: 'data',
    description: 'Data that it holds.',
    several: heldOn,
    unstated: (facts, i) => doubtfulHoldings(facts, [i]),
  },
};
