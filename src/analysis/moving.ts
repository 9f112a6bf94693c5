/** The steps that make copies, arranged by where they start or end; views make none. */
import { Mode, Payload, type Model } from '../model/model.ts';
import { IntColumn, type Rows } from '../model/rows.ts';
import { lowerBound } from './cells.ts';
import { countingOrder } from './pairs.ts';
import { hasDays } from './steps.ts';

/** What a flow does on the days up to that of the check: nothing, pass on data that it lists, or move others. */
export const Moves = { nothing: 0, listed: 1, others: 2 } as const;

/** What each flow does, by its number. */
export function movesOf({ flows }: Model, at: number): Uint8Array {
  const { mode, payload, from, until } = flows;
  const moves = new Uint8Array(payload.length);
  for (let f = 0; f < moves.length; f++) {
    if (mode[f] === Mode.view || from[f] > until[f] || from[f] > at) continue;
    moves[f] = payload[f] === Payload.listed ? Moves.listed : Moves.others;
  }
  return moves;
}

/** Flows that do one thing, ascending, by the system at one of their ends. */
export function flowsBy(end: Int32Array, systems: number, moves: Uint8Array, wanted: number): Rows {
  const starts = new Int32Array(systems + 1);
  for (let f = 0; f < end.length; f++) if (moves[f] === wanted) starts[end[f] + 1]++;
  for (let s = 0; s < systems; s++) starts[s + 1] += starts[s];
  const next = starts.slice(0, systems);
  const items = new Int32Array(starts[systems]);
  for (let f = 0; f < end.length; f++) if (moves[f] === wanted) items[next[end[f]]++] = f;
  return { starts, items };
}

/** Steps by (system, datum): entries of a system stand together, ascending by datum. */
export interface KeyedSteps {
  readonly starts: Int32Array;
  readonly datum: Int32Array;
  /** The flow, or the product. */
  readonly step: Int32Array;
}

/** Flows by the system where they arrive; views make no copies and are not among them. */
export interface Arrivals {
  /** Flows that list data, one row for each (flow, datum), by target system and then datum. */
  readonly listed: KeyedSteps;
  /** All other flows. */
  readonly others: Rows;
}

/** Arranges flows by their targets, so that a way can be walked back. */
export function arrivalsOf(model: Model, at: number): Arrivals {
  const { flows, systems } = model;
  const { starts, items } = flows.data;
  const moves = movesOf(model, at);
  const [system, datum, step] = [0, 1, 2].map(() => new IntColumn(items.length + 1));
  for (let f = 0; f < moves.length; f++) {
    if (moves[f] !== Moves.listed) continue;
    for (let i = starts[f]; i < starts[f + 1]; i++) {
      system.push(flows.target[f]);
      datum.push(items[i]);
      step.push(f);
    }
  }
  return {
    listed: keyed(model, system.filled(), datum.filled(), step.filled()),
    others: flowsBy(flows.target, systems.ids.length, moves, Moves.others),
  };
}

/** Productions, one row for each (system, source datum, product), by system and then source datum. */
export function producedSteps({ systems, data }: SystemsAndData, at: number): KeyedSteps {
  const [system, source, product] = [new IntColumn(), new IntColumn(), new IntColumn()];
  const { starts, items } = systems.produces;
  for (let s = 0; s < systems.ids.length; s++) {
    if (starts[s] === starts[s + 1] || !hasDays(systems, s, at)) continue;
    for (let i = starts[s]; i < starts[s + 1]; i++) {
      const made = items[i];
      for (let j = data.derivedFrom.starts[made]; j < data.derivedFrom.starts[made + 1]; j++) {
        system.push(s);
        source.push(data.derivedFrom.items[j]);
        product.push(made);
      }
    }
  }
  return keyed({ systems, data }, system.filled(), source.filled(), product.filled());
}

type SystemsAndData = Pick<Model, 'systems' | 'data'>;

/** Sorts by system, then datum; steps of the same pair stay in order. */
function keyed(
  { systems, data }: SystemsAndData,
  system: Int32Array,
  datum: Int32Array,
  step: Int32Array,
): KeyedSteps {
  const byDatum = countingOrder(datum, data.ids.length);
  const order = countingOrder(system, systems.ids.length, byDatum);
  const starts = new Int32Array(systems.ids.length + 1);
  for (let i = 0; i < system.length; i++) starts[system[i] + 1]++;
  for (let s = 0; s < systems.ids.length; s++) starts[s + 1] += starts[s];
  return { starts, datum: picked(datum, order), step: picked(step, order) };
}

/** Numbers in another order. */
export function picked(numbers: Int32Array, order: Int32Array): Int32Array {
  const result = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) result[i] = numbers[order[i]];
  return result;
}

/** First position at or after which the steps of a system concern a datum; those that do stand together. */
export function firstStep({ starts, datum }: KeyedSteps, system: number, wanted: number): number {
  return lowerBound(datum, wanted, starts[system], starts[system + 1]);
}

/** Does the step at a position start from a system and concern a datum? */
export function isAt({ starts, datum }: KeyedSteps, i: number, system: number, wanted: number): boolean {
  return i < starts[system + 1] && datum[i] === wanted;
}
