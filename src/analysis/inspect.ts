/** The facts as plain values, in the form of docs/semantics.md, "The facts as JSON": for people, tests and other tools. */
import { formatDay } from '../manifest/calendar.ts';
import { groupBy, row } from '../model/rows.ts';
import { FACTS_VERSION, type Facts } from './facts.ts';
import type { InspectedFacts } from './facts-format.ts';
import { isCertain, PREFERENCE } from './holdings.ts';
import type { Judged } from './judged.ts';
import { TRUE, TRUTH_NAMES } from './truth.ts';

type Authorized = Pick<InspectedFacts['collections'][number], 'authorized' | 'failed'>;

/** Writes the facts out. */
export function inspectFacts(facts: Facts): InspectedFacts {
  const { model, holdings, views, transfers, collections, productions, accesses, extractables } = facts;
  const { systems, data, flows, access, parties } = model;
  return {
    version: FACTS_VERSION,
    at: formatDay(facts.at) ?? '',
    holdings: list(holdings.system.length, (i) => ({
      system: systems.ids[holdings.system[i]],
      data: data.ids[holdings.datum[i]],
      certain: isCertain(holdings.preference[i]),
      grounded: PREFERENCE[holdings.preference[i]].grounded,
      distance: facts.witnesses.distance(holdings.datum[i], holdings.system[i]) ?? 0,
    })),
    views: list(views.system.length, (i) => ({
      system: systems.ids[views.system[i]],
      data: data.ids[views.datum[i]],
      certain: views.certain[i] === 1,
    })),
    transfers: list(transfers.flow.length, (i) => {
      const cause = facts.causes(i);
      const { authorized, failed } = authorizationOf(transfers, i);
      return {
        flow: flows.ids[transfers.flow[i]],
        data: data.ids[transfers.datum[i]],
        certain: transfers.certain[i] === 1,
        ended: transfers.ended[i] === 1,
        authorized,
        consequence: cause !== undefined,
        cause: cause === undefined ? null : { step: cause.step, data: data.ids[cause.datum] },
        failed,
      };
    }),
    collections: list(collections.system.length, (i) => ({
      system: systems.ids[collections.system[i]],
      data: data.ids[collections.datum[i]],
      ...authorizationOf(collections, i),
    })),
    productions: list(productions.system.length, (i) => ({
      system: systems.ids[productions.system[i]],
      data: data.ids[productions.datum[i]],
      ...authorizationOf(productions, i),
    })),
    accesses: list(accesses.access.length, (i) => ({
      access: access.ids[accesses.access[i]],
      system: systems.ids[accesses.system[i]],
      data: data.ids[accesses.datum[i]],
      ...authorizationOf(accesses, i),
    })),
    extractable: [...extractables.verdict.keys()].flatMap((i) => {
      const verdict = TRUTH_NAMES[extractables.verdict[i]];
      if (verdict === 'false') return [];
      const [party, system] = [parties.ids[extractables.party[i]], systems.ids[extractables.system[i]]];
      return [{ party, system, data: data.ids[extractables.datum[i]], verdict }];
    }),
    handles: list(facts.handles.row.length, (i) => ({
      party: parties.ids[facts.handles.row[i]],
      data: data.ids[facts.handles.column[i]],
    })),
    tiers: facts.tiers.map(({ party, owner, tier }) => ({
      party: parties.ids[party],
      owner: parties.ids[owner],
      tier,
    })),
    exposures: exposuresByZone(facts),
    coverage: facts.coverage,
  };
}

function list<T>(length: number, item: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => item(i));
}

function authorizationOf(judged: Judged, i: number): Authorized {
  const authorized = judged.authorized[i];
  const failed = authorized === TRUE ? [] : [...judged.refusal(i).failed];
  return { authorized: TRUTH_NAMES[authorized], failed };
}

function exposuresByZone({ model, exposure }: Facts): InspectedFacts['exposures'] {
  const { zones, systems, data } = model;
  const placed = systems.zone.map((_, s) => s).filter((s) => systems.zone[s] >= 0);
  const byZone = groupBy(
    zones.ids.length,
    placed.map((s) => systems.zone[s]),
    placed,
  );
  return list(zones.ids.length, (zone) => {
    const { data: exposed, silent: _silent, ...sums } = exposure(row(byZone, zone));
    return { zone: zones.ids[zone], data: exposed.map((datum) => data.ids[datum]), ...sums };
  });
}
