/** Who holds what at the day of the check, how surely, and at what distance. */
import { IntColumn } from '../model/rows.ts';
import { lowerBound } from './cells.ts';
import { extended, propagate, type Copies, type Ground, type Kind } from './copies.ts';
import { Gathering } from './gathering.ts';

/** Derivations in order of preference: grounded, certain, may-grounded, any. */
export const PREFERENCE: readonly Kind[] = [
  { grounded: true, may: false },
  { grounded: false, may: false },
  { grounded: true, may: true },
  { grounded: false, may: true },
];

/** The copies of each kind of derivation, in order of preference; kinds that cannot differ share one table. */
export type CopiesByPreference = readonly [Copies, Copies, Copies, Copies];

/** Propagates each kind of derivation that the model can tell apart. */
export function copiesOf(ground: Ground): CopiesByPreference {
  const [groundedKind, certainKind, mayKind, anyKind] = PREFERENCE;
  const grounded = propagate(ground, groundedKind);
  const certain = extended(grounded, ground, certainKind);
  if (!ground.network.hasMay) return [grounded, certain, grounded, certain];
  const mayGrounded = extended(grounded, ground, mayKind);
  // INVARIANT: where flows that list data begin nothing beyond what is grounded, they begin nothing beyond more than that.
  const any =
    certain.days === grounded.days
      ? { ...mayGrounded, kind: anyKind }
      : extended(mayGrounded, ground, anyKind);
  return [grounded, certain, mayGrounded, any];
}

/** (system, datum) pairs held at the day of the check, ordered, as columns. */
export interface Holdings {
  readonly system: Int32Array;
  readonly datum: Int32Array;
  /** Index into `PREFERENCE` of the best derivation. */
  readonly preference: Uint8Array;
  /** Holdings of system s stand from `starts[s]` to `starts[s + 1]`. */
  readonly starts: Int32Array;
}

/** Is a holding of this preference certain? */
export function isCertain(preference: number): boolean {
  return preference <= 1;
}

/** The holdings at the day of the check, data inside containers included. */
export function holdingsOf(copies: CopiesByPreference, { model, days }: Ground): Holdings {
  const { systems, data } = model;
  const { cells } = copies[0];
  const [system, datum, preference] = [0, 1, 2].map(() => new IntColumn(cells.datum.length + 1));
  const starts = new Int32Array(systems.ids.length + 1);
  const here = new Gathering(data.ids.length);
  const bestOf = new Int32Array(data.ids.length); // of data found here
  const { contents } = data;
  const columns = copies.map((kind) => kind.days);
  const kinds = columns.flatMap((alive, level) => (columns.indexOf(alive) < level ? [] : [{ level, alive }]));
  for (let s = 0; s < systems.ids.length; s++) {
    here.begin();
    for (const { level, alive } of kinds) {
      for (let cell = cells.starts[s]; cell < cells.starts[s + 1]; cell++) {
        if (!days.hasAt(alive[cell])) continue;
        const container = cells.datum[cell];
        for (let i = contents.starts[container]; i < contents.starts[container + 1]; i++) {
          if (here.add(contents.items[i])) bestOf[contents.items[i]] = level;
        }
      }
    }
    here.sort();
    for (let i = 0; i < here.size; i++) {
      system.push(s);
      datum.push(here.found[i]);
      preference.push(bestOf[here.found[i]]);
    }
    starts[s + 1] = system.length;
  }
  return {
    starts,
    system: system.filled(),
    datum: datum.filled(),
    preference: new Uint8Array(preference.filled()),
  };
}

/** The number of a holding; -1 where a system does not hold a datum. */
export function holdingOf({ starts, datum }: Holdings, system: number, wanted: number): number {
  const holding = lowerBound(datum, wanted, starts[system], starts[system + 1]);
  return holding < starts[system + 1] && datum[holding] === wanted ? holding : -1;
}

/** Data sets that are certain, and further ones that are possible. */
export interface SomeData {
  readonly sure: ReadonlySet<number>;
  readonly maybe: ReadonlySet<number>;
}

/** What some systems hold. */
export function dataOn(systems: Iterable<number>, holdings: Holdings): SomeData {
  const sure = new Set<number>();
  const maybe = new Set<number>();
  for (const s of systems) {
    for (let h = holdings.starts[s]; h < holdings.starts[s + 1]; h++) {
      (isCertain(holdings.preference[h]) ? sure : maybe).add(holdings.datum[h]);
    }
  }
  for (const datum of sure) maybe.delete(datum);
  return { sure, maybe };
}
