import { handledByParty, NONE } from '../../analysis/handlings.ts';
import { fieldsOf, idOf, someOf, type Attributes } from './attribute.ts';
import { doubtfulHandlings } from './doubts.ts';
import { assessmentsAttribute, trainingAttribute } from './records.ts';

const ofParty = fieldsOf('parties');
/** What can be asked of a party. */
export const party: Attributes = {
  id: idOf('parties'),
  kind: ofParty.one('kind', 'name', 'What sort of organisation it is.'),
  country: ofParty.one('country', 'name', 'Country of establishment.'),
  contact: ofParty.one('contact', 'name', 'Whom to tell.'),
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
