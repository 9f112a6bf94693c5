/** Where data went on to from some systems: by every move that was possible, so that nothing is left out. */
import { Mode, Payload } from '../model/model.ts';
import { groupBy, row } from '../model/rows.ts';
import { heldDays, type Copies, type Ground } from './copies.ts';
import { NO_DAYS } from './days.ts';
import { hasDays, Match } from './steps.ts';

/** A datum that reached a system from elsewhere. */
export interface Reached {
  readonly system: number;
  readonly datum: number;
  /** The flow by which it came from there in the fewest steps; -1 where it was made on the system. */
  readonly flow: number;
}

/**
 * Data that went from some systems to others on any day up to the check, over any number of steps, whether or not it is
 * still anywhere; nearest first. With the copies of a may-kind, moves that are not certain count too.
 */
export function downstreamOf(
  systems: ReadonlySet<number>,
  copies: Copies,
  ground: Ground,
): readonly Reached[] {
  const { model, days, steps } = ground;
  const { flows, data } = model;
  const bySource = groupBy(model.systems.ids.length, flows.source, [...flows.ids.keys()]);
  const seen = new Set<string>();
  const reached: Reached[] = [];

  const arrive = (system: number, datum: number, flow: number): void => {
    for (const inside of row(data.contents, datum)) {
      const key = `${system},${inside}`;
      if (seen.has(key)) continue;
      seen.add(key);
      reached.push({ system, datum: inside, flow });
    }
  };
  const takes = (flow: number, datum: number): boolean => {
    switch (flows.payload[flow]) {
      case Payload.listed:
        return row(flows.data, flow).includes(datum);
      case Payload.all:
        return true;
      case Payload.categories:
        return steps.match(flow, datum) >= (copies.kind.may ? Match.may : Match.certain);
      default:
        return copies.kind.may;
    }
  };
  const carries = (flow: number, datum: number, held: number): boolean =>
    flows.mode[flow] !== Mode.view &&
    hasDays(flows, flow, days.at) &&
    takes(flow, datum) &&
    // A flow that lists a datum is believed, whatever its source held.
    (flows.payload[flow] === Payload.listed ||
      days.clip(held, flows.from[flow], flows.until[flow]) !== NO_DAYS);

  const { cells } = copies;
  for (const system of [...systems].sort((a, b) => a - b)) {
    for (let cell = cells.starts[system]; cell < cells.starts[system + 1]; cell++) {
      if (copies.days[cell] !== NO_DAYS) arrive(system, cells.datum[cell], -1);
    }
  }
  for (let next = 0; next < reached.length; next++) {
    const { system, datum } = reached[next];
    const held = heldDays(copies, ground, system, datum);
    for (const flow of row(bySource, system)) {
      if (carries(flow, datum, held)) arrive(flows.target[flow], datum, flow);
    }
    for (const product of row(model.systems.produces, system)) {
      if (row(data.derivedFrom, product).includes(datum)) arrive(system, product, -1);
    }
  }
  return reached.filter(({ system }) => !systems.has(system));
}
