import { keepers, owners } from '../custody.ts';
import { accessesOf } from '../facts.ts';
import { any, type Verdict } from '../kleene.ts';
import { sorted } from '../order.ts';
import { perhaps, type Values } from './values.ts';
import { perWorld, type World } from './world.ts';

/** A party that handles a datum; possible where only a possible holding or view makes it so (D20, handling). */
export interface Handling {
  party: string;
  data: string;
  certain: boolean;
}

/** Section 9, handles (p, d), for certain and perhaps. */
export const handlings = perWorld(({ model, known }): Handling[] =>
  sorted(model.parties.keys()).flatMap((party) => {
    const held = known.holdings.filter(
      ({ system }) => keepers(model, system).includes(party) || accessesOf(model, party, system).length > 0,
    );
    const viewed = known.views.filter(({ system }) => keepers(model, system).includes(party));
    const all = [...held, ...viewed];
    return sorted(all.map(({ data }) => data)).map((data) => ({
      party,
      data,
      certain: all.some((each) => each.data === data && each.certain),
    }));
  }),
);

/** The data that a party handles and that a condition holds of. */
export function handledData(world: World, party: string, fits: (data: string) => boolean): Values {
  const handled = handlings(world).filter((each) => each.party === party && fits(each.data));
  return perhaps(
    handled.filter(({ certain }) => certain).map(({ data }) => data),
    handled.map(({ data }) => data),
  );
}

/** Data of others that a party handles. */
export function handledOfOthers(world: World, party: string): Values {
  return handledData(world, party, (data) => !owners(world.model, data).includes(party));
}

/** Is one of those who have the data no owner of it, or is nobody known to have it (D20, contractor)? */
export function isContractor({ model }: World, holders: string[], data: string): Verdict {
  if (holders.length === 0) return 'true';
  const own = owners(model, data);
  return any(holders.map((holder) => (own.includes(holder) ? 'false' : 'true')));
}
