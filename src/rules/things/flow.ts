import { heldDays } from '../../analysis/copies.ts';
import { NO_DAYS } from '../../analysis/days.ts';
import type { Facts } from '../../analysis/facts.ts';
import { hasCarried } from '../../analysis/payloads.ts';
import { Payload } from '../../model/model.ts';
import { fieldsOf, idOf, truth, type Attributes } from './attribute.ts';
import { periodAttributes } from './dated.ts';
import { doubtfulInto, isEverDoubtful, payloadField, possibleData } from './doubts.ts';

/** May a flow carry something that it does not state for certain? */
function isPayloadOpen(facts: Facts, f: number): boolean {
  const { model, ground, copies } = facts;
  const { flows } = model;
  if (flows.payload[f] === Payload.opaque) return true;
  if (flows.payload[f] !== Payload.categories || !ground.steps.hasMay) return false;
  return possibleData(facts, f).some((datum) => {
    const held = heldDays(copies[3], ground, flows.source[f], datum);
    return ground.days.clip(held, flows.from[f], flows.until[f]) !== NO_DAYS;
  });
}

const ofFlow = fieldsOf('flows');
/** What can be asked of a flow. */
export const flow: Attributes = {
  id: idOf('flows'),
  ...periodAttributes('flows'),
  from: ofFlow.one('from', 'system', 'Where it comes from.'),
  to: ofFlow.one('to', 'system', 'Where it goes.'),
  by: ofFlow.one('by', 'party', 'Who moves it.'),
  mode: ofFlow.one('mode', 'name', 'Copy, move or view; copy when it is not stated.', 'copy'),
  purpose: ofFlow.one('purpose', 'name', 'What it is for.'),
  'unknown-purpose': {
    type: 'truth',
    description: 'Is its purpose stated, and none that the taxonomy has?',
    one: ({ model }, f) => {
      const purpose = model.flows.purpose[f];
      return truth(purpose >= 0 && !model.lexicon.purposes().has(model.purposes[purpose]));
    },
  },
  channel: ofFlow.one('channel', 'name', 'How it travels.'),
  'encryption.inTransit': ofFlow.one(
    'encryption.inTransit',
    'name',
    'Encryption on the way: a method, or none.',
  ),
  logged: ofFlow.one('logged', 'truth', 'Is the movement logged?'),
  'volume.records': ofFlow.one('volume.records', 'number', 'How many records move.'),
  'volume.subjects': ofFlow.one('volume.subjects', 'number', 'How many people they are about.'),
  'payload.stated': {
    type: 'truth',
    description: 'Does it say what it carries: data, or categories?',
    one: ({ model }, f) => truth(model.flows.payload[f] !== Payload.opaque),
  },
  'payload.open': {
    type: 'truth',
    description:
      'Is it open what it carries: no payload stated, or categories below those of the data at its source?',
    one: (facts, f) => truth(isPayloadOpen(facts, f)),
  },
  carries: {
    type: 'truth',
    description: 'Has it carried anything on any of its days, up to the day of the check?',
    one: hasCarried,
    unstated: (facts, f) => [
      ...(isEverDoubtful(facts, f) ? [payloadField(facts, f)] : []),
      ...doubtfulInto(facts, facts.model.flows.source[f]),
    ],
  },
  'crosses-custody': {
    type: 'truth',
    description: 'Do other parties answer for its target than for its source, or is custody unknown?',
    one: ({ model: { flows, systems } }, f) => {
      const source = systems.keeperSet[flows.source[f]];
      return truth(source < 0 || source !== systems.keeperSet[flows.target[f]]);
    },
  },
};
