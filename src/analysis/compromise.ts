/** Zones and parties as compromised: what of others' data falls with them (docs/semantics.md, exposure). */
import { groupBy, invert, row } from '../model/rows.ts';
import { exposureOfData, type Exposure } from './exposure.ts';
import type { Facts } from './facts.ts';
import { dataOn, type SomeData } from './holdings.ts';
import { isSoleOwner } from './owners.ts';
import { perFacts } from './per-facts.ts';

/** What can be compromised. */
export const COMPROMISED = ['zone', 'party'] as const;

/** What falls with a zone, or with a party and everything that it keeps; worked out when it is asked for. */
export interface Compromise {
  readonly kind: (typeof COMPROMISED)[number];
  readonly zone: number;
  /** Who runs the zone, or the party itself; -1 where the zone's operator refers to nothing. */
  readonly party: number;
  readonly systems: Int32Array;
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
  const kept = invert(systems.keepers, parties.ids.length);
  return [
    ...zones.ids.map((_, z) => new Compromised(facts, 'zone', z, zones.operator[z], row(inZone, z))),
    ...parties.ids.map((_, p) => new Compromised(facts, 'party', -1, p, row(kept, p))),
  ];
});

/** Of most, nothing more is asked than what they are. */
class Compromised implements Compromise {
  #foreign: SomeData | undefined;
  #exposure: Exposure | undefined;

  constructor(
    private readonly facts: Facts,
    readonly kind: Compromise['kind'],
    readonly zone: number,
    readonly party: number,
    readonly systems: Int32Array,
  ) {}

  get foreign(): SomeData {
    return (this.#foreign ??= foreignData(this.facts, this.party, this.systems));
  }

  get exposure(): Exposure {
    return (this.#exposure ??= exposureOfData(this.foreign.sure, this.facts.model));
  }
}

function foreignData(facts: Facts, party: number, systems: Iterable<number>): SomeData {
  const { sure, maybe } = dataOn(systems, facts.holdings);
  const isForeign = (datum: number): boolean => !isSoleOwner(facts, party, datum);
  return { sure: new Set([...sure].filter(isForeign)), maybe: new Set([...maybe].filter(isForeign)) };
}
