import { handledByParty, NONE } from '../../analysis/handlings.ts';
import { fieldsOf, idOf, someOf, sure, truth, type Attributes } from './attribute.ts';
import { doubtfulHandlings } from './doubts.ts';
import { lookAlikes, mixesScripts } from './look-alikes.ts';
import { assessmentsAttribute, trainingAttribute } from './records.ts';

const ofParty = fieldsOf('parties');
/** What can be asked of a party. */
export const party: Attributes = {
  id: idOf('parties'),
  kind: ofParty.one('kind', 'name', 'What sort of organisation it is.'),
  country: ofParty.one('country', 'name', 'Country of establishment.'),
  contact: ofParty.one('contact', 'name', 'Whom to tell.'),
  'looks-like': {
    type: 'party',
    description: 'Other parties whose names look the same and are written with other characters.',
    several: (facts, i) => sure(lookAlikes(facts).get(i) ?? []),
  },
  'mixes-scripts': {
    type: 'truth',
    description:
      'Does a word of its name mix Latin letters with those of another script that look like them?',
    one: (facts, i) => truth(mixesScripts(facts, i)),
  },
  assessments: assessmentsAttribute('parties'),
  training: trainingAttribute,
  handled: {
    type: 'data',
    description:
      'Data that it handles and does not own alone: what systems that it keeps hold or show, and what it has access to.',
    several: (facts, i) => someOf(handledByParty(facts).get(i) ?? NONE),
    unstated: (facts, i) => doubtfulHandlings(facts, ({ party: handler }) => handler === i),
  },
};
