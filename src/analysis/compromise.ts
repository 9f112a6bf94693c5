/** Zones and parties as compromised: what of others' data falls with them (docs/semantics.md, exposure). */
import { groupBy, row } from '../model/rows.ts';
import { exposureOfData, type Exposure } from './exposure.ts';
import type { Facts } from './facts.ts';
import { dataOn, type SomeData } from './holdings.ts';
import { isSoleOwner } from './owners.ts';
import { perFacts } from './per-facts.ts';

/** What can be compromised. */
export const COMPROMISED = ['zone', 'party'] as const;

/** What falls with a zone, or with a party and everything that it keeps. */
export interface Compromise {
  readonly kind: (typeof COMPROMISED)[number];
  readonly zone: number;
  /** Who runs the zone, or the party itself; -1 where the zone's operator refers to nothing. */
  readonly party: number;
  readonly systems: readonly number[];
  /** Data held there that the party does not own alone. */
  readonly foreign: SomeData;
  /** Sums of what is certain. */
  readonly exposure: Exposure;
}

/** Every zone, then every party, each with what it holds of others. */
export const compromises = perFacts((facts): readonly Compromise[] => {
  const { zones, parties, systems } = facts.model;
  const count = systems.ids.length;
  const inZone = groupBy(
    zones.ids.length + 1,
    Array.from({ length: count }, (_, s) => (systems.zone[s] < 0 ? zones.ids.length : systems.zone[s])),
    Int32Array.from({ length: count }, (_, s) => s),
  );
  const kept: number[][] = parties.ids.map(() => []);
  for (let s = 0; s < count; s++) for (const keeper of row(systems.keepers, s)) kept[keeper].push(s);
  return [
    ...zones.ids.map((_, z) => compromised(facts, 'zone', z, zones.operator[z], row(inZone, z))),
    ...parties.ids.map((_, p) => compromised(facts, 'party', -1, p, kept[p])),
  ];
});

function compromised(
  facts: Facts,
  kind: Compromise['kind'],
  zone: number,
  party: number,
  systems: Iterable<number>,
): Compromise {
  const foreign = foreignData(facts, party, systems);
  return {
    kind,
    zone,
    party,
    systems: [...systems],
    foreign,
    exposure: exposureOfData(foreign.sure, facts.model),
  };
}

function foreignData(facts: Facts, party: number, systems: Iterable<number>): SomeData {
  const { sure, maybe } = dataOn(systems, facts.holdings);
  const isForeign = (datum: number): boolean => !isSoleOwner(facts, party, datum);
  return { sure: new Set([...sure].filter(isForeign)), maybe: new Set([...maybe].filter(isForeign)) };
}
