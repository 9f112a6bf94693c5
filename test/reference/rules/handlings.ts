import { keepers, owners } from '../custody.ts';
import { accessesOf } from '../facts.ts';
import { truth, type Verdict } from '../kleene.ts';
import { sorted } from '../order.ts';
import type { Model } from '../workspace.ts';
import { perhaps, type Values } from './values.ts';
import { perWorld, type World } from './world.ts';

/** A party that handles a datum; possible where only a possible holding or view makes it so (D20, handling). */
export interface Handling {
  party: string;
  data: string;
  certain: boolean;
  /** Where it does so. */
  systems: Values;
}

/** Section 9, handles (p, d), for certain and perhaps. */
export const handlings = perWorld(({ model, known }): Handling[] =>
  sorted(model.parties.keys()).flatMap((party) => {
    const held = known.holdings.filter(
      ({ system }) => keepers(model, system).includes(party) || accessesOf(model, party, system).length > 0,
    );
    const viewed = known.views.filter(({ system }) => keepers(model, system).includes(party));
    const all = [...held, ...viewed];
    return sorted(all.map(({ data }) => data)).map((data) => {
      const places = all.filter((each) => each.data === data);
      const certain = places.filter((each) => each.certain);
      const systems = perhaps(
        certain.map(({ system }) => system),
        places.map(({ system }) => system),
      );
      return { party, data, certain: certain.length > 0, systems };
    });
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

/** Is the party its only owner (D20, handling)? */
export function ownsAlone(model: Model, party: string, data: string): boolean {
  return owners(model, data).every((owner) => owner === party);
}

/** Data that a party handles and does not own alone (D20, data handled). */
export function handledOfOthers(world: World, party: string): Values {
  return handledData(world, party, (data) => !ownsAlone(world.model, party, data));
}

/** Is one of those who have the data not its only owner, or is nobody known to have it (D20, contractor)? */
export function isContractor({ model }: World, holders: string[], data: string): Verdict {
  return truth(holders.length === 0 || holders.some((holder) => !ownsAlone(model, holder, data)));
}
