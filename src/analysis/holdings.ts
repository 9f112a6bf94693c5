/** Who holds what at the day of the check, how surely, and at what distance. */
import { row } from '../model/rows.ts';
import { NO_DAYS } from './days.ts';
import { heldDays, propagate, type Copies, type Ground, type Kind } from './copies.ts';
import { PairTable } from './pairs.ts';
import { IntColumn } from '../model/rows.ts';

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
  const grounded = propagate(ground, PREFERENCE[0]);
  const certain = isAllGrounded(grounded, ground) ? grounded : propagate(ground, PREFERENCE[1]);
  if (!ground.steps.hasMay) return [grounded, certain, grounded, certain];
  const mayGrounded = propagate(ground, PREFERENCE[2]);
  const any = isAllGrounded(mayGrounded, ground) ? mayGrounded : propagate(ground, PREFERENCE[3]);
  return [grounded, certain, mayGrounded, any];
}

/** Does every flow that lists data find it, grounded, at its source on each of its days? */
function isAllGrounded(grounded: Copies, ground: Ground): boolean {
  const { model, days, steps } = ground;
  const { flows } = model;
  for (let i = 0; i < steps.listed.step.length; i++) {
    const flow = steps.listed.step[i];
    const held = heldDays(grounded, ground, flows.source[flow], steps.listed.datum[i]);
    if (held === NO_DAYS || !days.within(days.between(flows.from[flow], flows.until[flow]), held))
      return false;
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
  const pairs = new PairTable(copies[3].pairs.size);
  const preference = new IntColumn();
  const distance = new IntColumn();
  for (let level = 0; level < copies.length; level++) {
    if (copies.indexOf(copies[level]) === level) add(copies[level], level);
  }
  const systemCount = model.systems.ids.length;
  const order = pairs.sorted(systemCount, model.data.ids.length);
  const system = Int32Array.from(order, (slot) => pairs.rowOf.get(slot));
  const starts = new Int32Array(systemCount + 1);
  for (const s of system) starts[s + 1]++;
  for (let s = 0; s < systemCount; s++) starts[s + 1] += starts[s];
  return {
    system,
    starts,
    datum: Int32Array.from(order, (slot) => pairs.columnOf.get(slot)),
    preference: Uint8Array.from(order, (slot) => preference.get(slot)),
    distance: Int32Array.from(order, (slot) => distance.get(slot)),
  };

  function add(table: Copies, level: number): void {
    for (let slot = 0; slot < table.pairs.size; slot++) {
      const steps = table.distance.get(slot);
      if (steps < 0) continue;
      const at = table.pairs.rowOf.get(slot);
      for (const datum of row(model.data.contents, table.pairs.columnOf.get(slot))) {
        hold(pairs.slot(at, datum), level, steps);
      }
    }
  }

  function hold(slot: number, level: number, steps: number): void {
    if (slot === preference.length) {
      preference.push(level);
      distance.push(steps);
    } else if (preference.get(slot) === level && steps < distance.get(slot)) {
      distance.set(slot, steps);
    }
  }
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
