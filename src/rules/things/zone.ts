import { fieldsOf, idOf, type Attributes } from './attribute.ts';

const ofZone = fieldsOf('zones');
/** What can be asked of a zone. */
export const zone: Attributes = {
  id: idOf('zones'),
  operator: ofZone.one('operator', 'party', 'The party that runs it.'),
  kind: ofZone.one('kind', 'name', 'What sort of network or place it is.'),
  country: ofZone.one('country', 'name', 'Where it is.'),
};
