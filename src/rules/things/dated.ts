import { hasDays, isActive } from '../../analysis/steps.ts';
import { END } from '../../model/model.ts';
import { fieldsOf, truth, type OneAttribute } from './attribute.ts';

type Dated = 'contracts' | 'systems' | 'flows' | 'access' | 'authorizations';

/** Yes-or-no questions on the period of an entry. */
export function periodAttributes(section: Dated): Record<'from' | 'until' | 'active' | 'begun' | 'over', OneAttribute> {
  const field = fieldsOf(section);
  return {
    from: field.one('period.from', 'date', 'First day of its period.'),
    until: field.one('period.until', 'date', 'Last day of its period.'),
    active: {
      type: 'truth',
      description: 'Does its period hold at the day of the check?',
      one: ({ model, at }, i) => truth(isActive(model[section], i, at)),
    },
    begun: {
      type: 'truth',
      description: 'Has its period begun by the day of the check, and does it hold on any day at all?',
      one: ({ model, at }, i) => truth(hasDays(model[section], i, at)),
    },
    over: {
      type: 'truth',
      description: 'Did its period end before the day of the check?',
      one: ({ model, at }, i) => truth(model[section].until[i] < at && model[section].until[i] < END),
    },
  };
}
