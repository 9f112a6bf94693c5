/** Fields of manifests on which it hangs that data may be somewhere: payloads that are not certain. */
import type { Facts } from '../../analysis/facts.ts';
import { handlingsOf, type Handling } from '../../analysis/handlings.ts';
import { holdingOf, isCertain } from '../../analysis/holdings.ts';
import { perFacts } from '../../analysis/per-facts.ts';
import { Match } from '../../analysis/steps.ts';
import { Mode, Payload } from '../../model/model.ts';
import { groupBy, row } from '../../model/rows.ts';

/** Payload fields on which it hangs that a flow may bring a datum. */
export function doubtfulFlows(facts: Facts, datum: number, flow: number): readonly string[] {
  const own = isDoubtful(facts, flow, datum) ? [payloadField(facts, flow)] : [];
  return [...own, ...doubtfulSteps(facts, datum, facts.model.flows.source[flow])];
}

// Were every way walked, a chain of n open flows would cost the square of n.
const LONG_WAY = 100;

/**
 * Payload fields on which it hangs that a system may hold a datum: those on its shortest way there. Of a way that is longer
 * than anyone would read, those where the doubt on that datum begins.
 */
export function doubtfulSteps(facts: Facts, datum: number, system: number): readonly string[] {
  if ((facts.witnesses.distance(datum, system) ?? 0) > LONG_WAY) {
    const first = firstDoubts(facts)(datum);
    if (first.length > 0) return first;
  }
  const steps = facts.witnesses.of(datum, system) ?? [];
  return steps.flatMap((step) =>
    step.kind === 'flow' && isDoubtful(facts, step.flow, step.datum) ? [payloadField(facts, step.flow)] : [],
  );
}

/** Payload fields of flows that may take a datum, or what contains it, on from where it certainly is. */
const firstDoubts = perFacts((facts): ((datum: number) => readonly string[]) => {
  const { model, transfers, holdings } = facts;
  const fields = new Map<number, Set<string>>();
  transfers.flow.forEach((flow, i) => {
    const datum = transfers.datum[i];
    if (transfers.certain[i] === 1 || !isDoubtful(facts, flow, datum)) return;
    const held = holdingOf(holdings, model.flows.source[flow], datum);
    if (held < 0 || !isCertain(holdings.preference[held])) return;
    const known = fields.get(datum) ?? new Set();
    fields.set(datum, known.add(payloadField(facts, flow)));
  });
  return (datum) =>
    [
      ...new Set([...row(model.data.containers, datum)].flatMap((each) => [...(fields.get(each) ?? [])])),
    ].slice(0, LONG_WAY);
});

/** Payload fields on which it hangs that an active view may show a datum on a system. */
export function doubtfulViews(facts: Facts, datum: number, system: number): readonly string[] {
  const { model, transfers } = facts;
  return possibleViews(facts).flatMap((i) =>
    transfers.datum[i] === datum && model.flows.target[transfers.flow[i]] === system
      ? doubtfulFlows(facts, datum, transfers.flow[i])
      : [],
  );
}

/** Payload fields on which it hangs what active views may show on some systems. */
export function doubtfulViewsOn(facts: Facts, systems: readonly number[]): readonly string[] {
  const { model, transfers } = facts;
  return possibleViews(facts).flatMap((i) =>
    systems.includes(model.flows.target[transfers.flow[i]])
      ? doubtfulFlows(facts, transfers.datum[i], transfers.flow[i])
      : [],
  );
}

const possibleViews = perFacts(({ model, transfers }): readonly number[] =>
  [...transfers.flow.keys()].filter(
    (i) => transfers.certain[i] === 0 && model.flows.mode[transfers.flow[i]] === Mode.view,
  ),
);

/** Payload fields on which it hangs that a party may handle a datum. */
export function doubtfulHandling(facts: Facts, { datum, system }: Handling): readonly string[] {
  const held = doubtfulSteps(facts, datum, system);
  return held.length > 0 ? held : doubtfulViews(facts, datum, system);
}

/** Payload fields on which it hangs what a party may handle, of the data that are asked about. */
export function doubtfulHandlings(facts: Facts, isAsked: (handling: Handling) => boolean): readonly string[] {
  return handlingsOf(facts).flatMap((handling) =>
    !handling.certain && isAsked(handling) ? doubtfulHandling(facts, handling) : [],
  );
}

/** Payload fields on which it hangs what some systems may hold. */
export function doubtfulHoldings(facts: Facts, systems: Iterable<number>): readonly string[] {
  const { holdings } = facts;
  const fields: string[] = [];
  for (const s of systems) {
    for (let h = holdings.starts[s]; h < holdings.starts[s + 1]; h++) {
      if (!isCertain(holdings.preference[h])) fields.push(...doubtfulSteps(facts, holdings.datum[h], s));
    }
  }
  return fields;
}

/**
 * Payload fields of all flows by which something uncertain may ever have come to a system: for questions about days
 * other than that of the check, to which no shortest way is known.
 */
export function doubtfulInto(
  facts: Facts,
  system: number,
  avoided: readonly number[] = [],
): readonly string[] {
  const { model } = facts;
  const seen = new Set([system]);
  const fields: string[] = [];
  for (const s of seen) {
    for (const flow of row(arriving(facts), s)) {
      if (avoided.includes(model.flows.source[flow])) continue;
      if (isEverDoubtful(facts, flow)) fields.push(payloadField(facts, flow));
      seen.add(model.flows.source[flow]);
    }
  }
  return fields;
}

/** Payload fields on which it hangs whether anything comes to a system past some others. */
export function doubtfulPast(facts: Facts, system: number, avoided: readonly number[]): readonly string[] {
  const past = doubtfulInto(facts, system, avoided);
  // Where no flow past them is open, it is what they send that may be an origin.
  return past.length > 0 ? past : doubtfulInto(facts, system);
}

const arriving = perFacts(({ model: { flows, systems } }) =>
  groupBy(systems.ids.length, flows.target, Int32Array.from(flows.ids.keys())),
);

/** Could a flow carry something that is not certain? */
export function isEverDoubtful(facts: Facts, flow: number): boolean {
  const payload = facts.model.flows.payload[flow];
  if (payload !== Payload.categories) return payload === Payload.opaque;
  return possibleData(facts, flow).length > 0;
}

/** Data that a flow by categories may carry, and not for certain; worked out once for each list of categories. */
export function possibleData(facts: Facts, flow: number): readonly number[] {
  const { model, ground } = facts;
  const known = possibleBySet(facts);
  return (known[model.flows.categorySet[flow]] ??= dataByCategories(facts)
    .filter(([datum]) => ground.steps.match(flow, datum) === Match.may)
    .flat());
}

const possibleBySet = perFacts((): (readonly number[])[] => []);

/** Data that have the same categories, together. */
const dataByCategories = perFacts(({ model: { data } }): readonly (readonly number[])[] => {
  const groups = new Map<string, number[]>();
  for (let datum = 0; datum < data.ids.length; datum++) {
    const key = row(data.categories, datum).join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [datum]);
    else group.push(datum);
  }
  return [...groups.values()];
});

/** The field that says what a flow carries. */
export function payloadField({ model }: Facts, flow: number): string {
  return `flows.${model.flows.ids[flow]}.data`;
}

function isDoubtful({ model, ground }: Facts, flow: number, datum: number): boolean {
  const payload = model.flows.payload[flow];
  if (payload === Payload.opaque) return true;
  return payload === Payload.categories && ground.steps.match(flow, datum) === Match.may;
}
