/** What flows state that they carry, against what lay at their source on their days. */
import { Payload } from '../model/model.ts';
import { IntColumn, row } from '../model/rows.ts';
import { heldDays, type Copies } from './copies.ts';
import { NO_DAYS } from './days.ts';
import type { Facts } from './facts.ts';
import { perFacts } from './per-facts.ts';
import { hasDays, Match } from './steps.ts';
import { FALSE, TRUE, UNKNOWN, type Truth } from './truth.ts';

/** Data that flows list, for flows that have moved something by the day of the check; by flow, then datum. */
export interface Listed {
  readonly flow: Int32Array;
  readonly datum: Int32Array;
}

/** Every (flow, datum) that a flow lists. */
export const listedOf = perFacts(({ model, at }): Listed => {
  const { flows } = model;
  const flow = new IntColumn();
  const datum = new IntColumn();
  for (let f = 0; f < flows.ids.length; f++) {
    if (flows.payload[f] !== Payload.listed || !hasDays(flows, f, at)) continue;
    for (let i = flows.data.starts[f]; i < flows.data.starts[f + 1]; i++) {
      flow.push(f);
      datum.push(flows.data.items[i]);
    }
  }
  return { flow: flow.filled(), datum: datum.filled() };
});

/** Did the source of a flow hold a datum, with an origin, on a day of the flow? */
export function hasOrigin({ model, ground, copies }: Facts, flow: number, datum: number): Truth {
  const [grounded, , mayGrounded] = copies;
  const held = (among: Copies): boolean => {
    const days = heldDays(among, ground, model.flows.source[flow], datum);
    return ground.days.clip(days, model.flows.from[flow], model.flows.until[flow]) !== NO_DAYS;
  };
  return held(grounded) ? TRUE : held(mayGrounded) ? UNKNOWN : FALSE;
}

/** Has a flow carried, or shown, anything on any of its days up to the day of the check? */
export function hasCarried(facts: Facts, flow: number): Truth {
  const { model, copies } = facts;
  const [, certain, , any] = copies;
  if (!hasDays(model.flows, flow, facts.at)) return FALSE;
  if (model.flows.payload[flow] === Payload.listed) {
    return row(model.flows.data, flow).length > 0 ? TRUE : FALSE;
  }
  if (carriedFrom(facts, flow, certain, Match.certain)) return TRUE;
  return carriedFrom(facts, flow, any, Match.may) ? UNKNOWN : FALSE;
}

/** Has something at the source of a flow that lists no data, by copies of some kind, gone along it? */
function carriedFrom(
  { model, ground }: Facts,
  flow: number,
  { cells, days }: Copies,
  threshold: number,
): boolean {
  const { flows, data } = model;
  const payload = flows.payload[flow];
  if (payload === Payload.opaque && threshold === Match.certain) return false;
  const source = flows.source[flow];
  for (let cell = cells.starts[source]; cell < cells.starts[source + 1]; cell++) {
    const present = ground.days.clip(days[cell], flows.from[flow], flows.until[flow]);
    if (present === NO_DAYS) continue;
    if (payload !== Payload.categories) return true;
    const inside = row(data.contents, cells.datum[cell]);
    if (inside.some((datum) => ground.steps.match(flow, datum) >= threshold)) return true;
  }
  return false;
}
