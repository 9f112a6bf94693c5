import type { Facts } from '../../analysis/facts.ts';
import { Match } from '../../analysis/steps.ts';
import { Payload } from '../../model/model.ts';

/** Fields of the flows on which it hangs that a flow may bring a datum: their payload, where it is not certain. */
export function doubtfulFlows(facts: Facts, datum: number, flow: number): readonly string[] {
  const own = isDoubtful(facts, flow, datum) ? [payloadField(facts, flow)] : [];
  return [...own, ...doubtfulSteps(facts, datum, facts.model.flows.source[flow])];
}

/** Fields of the flows on the shortest way of a datum to a system that only may carry it. */
export function doubtfulSteps(facts: Facts, datum: number, system: number): readonly string[] {
  const steps = facts.witnesses.of(datum, system) ?? [];
  return steps.flatMap((step) =>
    step.kind === 'flow' && isDoubtful(facts, step.flow, step.datum) ? [payloadField(facts, step.flow)] : [],
  );
}

function payloadField({ model }: Facts, flow: number): string {
  return `flows.${model.flows.ids[flow]}.data`;
}

/** Is it uncertain that a flow carries a datum that lies at its source? */
export function isDoubtful({ model, ground }: Facts, flow: number, datum: number): boolean {
  const payload = model.flows.payload[flow];
  if (payload === Payload.opaque) return true;
  return payload === Payload.categories && ground.steps.match(flow, datum) === Match.may;
}
