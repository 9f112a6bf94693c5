/** Who holds what at the day of the check, how surely, and at what distance. */
import { IntColumn } from '../model/rows.ts';
import { propagate, type Copies, type Ground, type Kind } from './copies.ts';
import { Gathering } from './gathering.ts';
import type { Network } from './network.ts';
import { isMoving } from './steps.ts';

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
export function copiesOf(ground: Ground, network: Network): CopiesByPreference {
  const [kind, certainKind, mayKind, anyKind] = PREFERENCE;
  const grounded = propagate(ground, network, kind);
  const isAllGrounded = startsAreIn(grounded, ground, network);
  const certain = isAllGrounded ? grounded : propagate(ground, network, certainKind);
  if (network.possible.to.length === 0) return [grounded, certain, grounded, certain];
  const mayGrounded = propagate(ground, network, mayKind);
  // INVARIANT: there are no fewer may-copies, so that what adds nothing to certain ones adds nothing to them.
  const isAllOfMay = isAllGrounded || startsAreIn(mayGrounded, ground, network);
  return [grounded, certain, mayGrounded, isAllOfMay ? mayGrounded : propagate(ground, network, anyKind)];
}

/** Is all that flows list there anyway, on the days on which they bring it? Then it makes no difference where they start. */
function startsAreIn(copies: Copies, { model, days, lifetimes }: Ground, { landing }: Network): boolean {
  const { flows } = model;
  const { starts, items } = flows.data;
  for (let f = 0; f < flows.from.length; f++) {
    if (starts[f] === starts[f + 1] || !isMoving(flows, f, days.at)) continue;
    const active = days.between(flows.from[f], flows.until[f]);
    for (let i = starts[f]; i < starts[f + 1]; i++) {
      const alive = lifetimes.alive(flows.target[f], items[i], active);
      if (!days.within(alive, copies.days[landing[i]])) return false;
    }
  }
  return true;
}

/** (system, datum) pairs held at the day of the check, ordered, as columns. */
export interface Holdings {
  readonly system: Int32Array;
  readonly datum: Int32Array;
  /** Index into `PREFERENCE` of the best derivation. */
  readonly preference: Uint8Array;
  /** Steps of the shortest derivation of that preference. */
  readonly distance: Int32Array;
  /** Holdings of system s stand from `starts[s]` to `starts[s + 1]`. */
  readonly starts: Int32Array;
}

/** Is a holding of this preference certain? */
export function isCertain(preference: number): boolean {
  return preference <= 1;
}

/** The holdings at the day of the check, data inside containers included. */
export function holdingsOf(copies: CopiesByPreference, { model }: Ground): Holdings {
  const { systems, data } = model;
  const { cells } = copies[0];
  const [system, datum, preference, distance] = [0, 1, 2, 3].map(() => new IntColumn(cells.datum.length));
  const starts = new Int32Array(systems.ids.length + 1);
  const here = new Gathering(data.ids.length);
  const bestOf = new Int32Array(data.ids.length); // of data found here: preference and distance
  const stepsTo = new Int32Array(data.ids.length);
  const { contents } = data;

  const hold = (container: number, level: number, steps: number): void => {
    for (let i = contents.starts[container]; i < contents.starts[container + 1]; i++) {
      const inside = contents.items[i];
      if (here.add(inside)) {
        bestOf[inside] = level;
        stepsTo[inside] = steps;
      } else if (bestOf[inside] === level && steps < stepsTo[inside]) stepsTo[inside] = steps;
    }
  };
  for (let s = 0; s < systems.ids.length; s++) {
    here.begin();
    for (let level = 0; level < copies.length; level++) {
      if (level > 0 && copies.indexOf(copies[level]) < level) continue;
      const steps = copies[level].distance;
      for (let cell = cells.starts[s]; cell < cells.starts[s + 1]; cell++) {
        if (steps[cell] >= 0) hold(cells.datum[cell], level, steps[cell]);
      }
    }
    here.sort();
    for (let i = 0; i < here.size; i++) {
      const held = here.found[i];
      system.push(s);
      datum.push(held);
      preference.push(bestOf[held]);
      distance.push(stepsTo[held]);
    }
    starts[s + 1] = system.length;
  }
  return {
    starts,
    system: system.filled(),
    datum: datum.filled(),
    preference: new Uint8Array(preference.filled()),
    distance: distance.filled(),
  };
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
