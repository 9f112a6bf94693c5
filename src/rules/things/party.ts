import { handledByParty, NONE } from '../../analysis/handlings.ts';
import { fieldsOf, idOf, someOf, type Attributes } from './attribute.ts';
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
    description: 'Data of others that it handles: what lies on systems that it keeps or has access to.',
    several: (facts, i) => someOf(handledByParty(facts).get(i) ?? NONE),
    unstated: () => [],
  },
};
