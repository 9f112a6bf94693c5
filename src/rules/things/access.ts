import { row } from '../../model/rows.ts';
import { fieldsOf, idOf, sure, type Attributes } from './attribute.ts';
import { periodAttributes } from './dated.ts';

const ofAccess = fieldsOf('access');
/** What can be asked of an access. */
export const access: Attributes = {
  id: idOf('access'),
  ...periodAttributes('access'),
  party: ofAccess.one('party', 'party', 'Who can reach the systems.'),
  systems: {
    type: 'system',
    description: 'The systems for which the statement counts.',
    several: ({ model }, i) => sure(row(model.access.systems, i)),
  },
  kind: ofAccess.one('kind', 'name', 'What sort of access it is.'),
  purpose: ofAccess.one('purpose', 'name', 'What it is for.'),
  escorted: ofAccess.one('escorted', 'truth', 'Is the visitor accompanied?'),
  mfa: ofAccess.one('mfa', 'truth', 'Is multi-factor authentication asked for?'),
  recorded: ofAccess.one('recorded', 'truth', 'Is the session recorded?'),
};
