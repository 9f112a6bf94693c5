import type { Facts } from '../../analysis/facts.ts';
import { dataOn, type SomeData } from '../../analysis/holdings.ts';
import { perFacts } from '../../analysis/per-facts.ts';
import { groupBy, row } from '../../model/rows.ts';
import { fieldsOf, idOf, someOf, type Attributes } from './attribute.ts';
import { doubtfulHoldings, doubtfulViewsOn } from './doubts.ts';

/** Systems by the number of their zone. */
const systemsByZone = perFacts(({ model: { systems, zones } }) => {
  const placed = [...systems.ids.keys()].filter((s) => systems.zone[s] >= 0);
  return groupBy(
    zones.ids.length,
    placed.map((s) => systems.zone[s]),
    placed,
  );
});

/** Data that systems of a zone hold, or show. */
function heldIn(facts: Facts, zone: number): SomeData {
  const { holdings, views, model } = facts;
  const { sure, maybe } = dataOn(row(systemsByZone(facts), zone), holdings);
  const found = { sure: new Set(sure), maybe: new Set(maybe) };
  views.system.forEach((system, v) => {
    if (model.systems.zone[system] !== zone) return;
    found[views.certain[v] === 1 ? 'sure' : 'maybe'].add(views.datum[v]);
  });
  return found;
}

const ofZone = fieldsOf('zones');
/** What can be asked of a zone. */
export const zone: Attributes = {
  id: idOf('zones'),
  operator: ofZone.one('operator', 'party', 'The party that runs it.'),
  kind: ofZone.one('kind', 'name', 'What sort of network or place it is.'),
  country: ofZone.one('country', 'name', 'Where it is.'),
  held: {
    type: 'data',
    description: 'Data that systems in it hold, or show.',
    several: (facts, i) => someOf(heldIn(facts, i)),
    unstated: (facts, i) => {
      const systems = [...row(systemsByZone(facts), i)];
      return [...doubtfulHoldings(facts, systems), ...doubtfulViewsOn(facts, systems)];
    },
  },
  keepers: {
    type: 'party',
    description: 'The parties that answer for systems in it.',
    several: (facts, i) => {
      const kept = [...row(systemsByZone(facts), i)].map((s) => [...row(facts.model.systems.keepers, s)]);
      return { sure: [...new Set(kept.flat())], maybe: [], open: kept.some(({ length }) => length === 0) };
    },
    unstated: () => [],
  },
};
