/**
 * Witnesses (docs/semantics.md): a shortest derivation of a copy alive at the day of the check; of several, the one
 * with the smallest sequence of step names. Walked back only for what is reported.
 *
 * Backwards from the target: on which days must a copy have been made, so that in exactly m more steps the target is
 * reached in time? Forwards from the starts, within that: the smallest step name that still leads there.
 */
import { Payload, type Model } from '../model/model.ts';
import { byCodePoint } from '../model/names.ts';
import { row } from '../model/rows.ts';
import { cellOf } from './cells.ts';
import type { Copies, Ground } from './copies.ts';
import { NO_DAYS } from './days.ts';
import { holdingOf, type CopiesByPreference, type Holdings } from './holdings.ts';
import { arrivalsOf, firstStep, isAt, type Arrivals } from './moving.ts';
import { lazily } from './lazily.ts';
import { Match } from './steps.ts';

/** One step of a derivation. */
export interface WitnessStep {
  readonly kind: 'collect' | 'flow' | 'produce';
  /** Number of the flow; -1 for a collection or production. */
  readonly flow: number;
  /** System where the copy is made. */
  readonly system: number;
  /** What is copied, as itself. */
  readonly datum: number;
}

/** The name of a step, as witnesses are compared by: `collect:s/c`, `flow:f`, `produce:s/c`. */
export function stepName(
  { kind, flow, system, datum }: WitnessStep,
  { flows, systems, data }: Model,
): string {
  return kind === 'flow' ? `flow:${flows.ids[flow]}` : `${kind}:${systems.ids[system]}/${data.ids[datum]}`;
}

/** A move that makes one copy from another; `source` is absent where a flow starts the derivation. */
interface Arc {
  readonly step: WitnessStep;
  readonly name: string;
  readonly source?: { readonly system: number; readonly datum: number };
  /** Days on which the move can be made so that the rest still leads to the target. */
  readonly days: number;
}

/** Finds witnesses of holdings. */
export interface Witnesses {
  /** Steps in travel order; undefined where the datum is not held. */
  of(datum: number, system: number): readonly WitnessStep[] | undefined;
  /** How many steps that are, a collection not counted; undefined where the datum is not held. */
  distance(datum: number, system: number): number | undefined;
}

/** Witnesses over the copies of a check. */
export function witnessesOf(copies: CopiesByPreference, holdings: Holdings, ground: Ground): Witnesses {
  const arrivals = lazily(() => arrivalsOf(ground.model, ground.days.at));
  const copiesFor = (system: number, datum: number): Copies | undefined => {
    const holding = holdingOf(holdings, system, datum);
    return holding < 0 ? undefined : copies[holdings.preference[holding]];
  };
  return {
    distance(datum, system) {
      const derivations = copiesFor(system, datum);
      return derivations && distanceTo(datum, system, derivations, ground);
    },
    of(datum, system) {
      const derivations = copiesFor(system, datum);
      if (derivations === undefined) return undefined;
      const distance = distanceTo(datum, system, derivations, ground);
      return smallest(backwards(datum, system, distance, derivations, ground, arrivals()), ground);
    },
  };
}

/** Fewest steps to a copy, alive at the day of the check, of a datum or of what contains it. */
function distanceTo(datum: number, system: number, copies: Copies, { model }: Ground): number {
  const { distance } = copies.levels();
  let fewest = Infinity;
  for (const container of row(model.data.containers, datum)) {
    const cell = cellOf(copies.cells, system, container);
    if (cell >= 0 && distance[cell] >= 0) fewest = Math.min(fewest, distance[cell]);
  }
  return fewest;
}

function isThere({ cells, days }: Copies, system: number, datum: number): boolean {
  const cell = cellOf(cells, system, datum);
  return cell >= 0 && days[cell] !== NO_DAYS;
}

/** Copies, as themselves, with the set of days on which they are to be made. */
type Stage = Map<string, { readonly system: number; readonly datum: number; days: number }>;

interface Backwards {
  /** `arcs[m]`: moves that make a copy from which the target is m steps away. */
  readonly arcs: readonly (readonly Arc[])[];
  /** Starts by collection, from which the target is as many steps away as the distance. */
  readonly starts: readonly Arc[];
}

function backwards(
  datum: number,
  system: number,
  distance: number,
  copies: Copies,
  ground: Ground,
  arrivals: Arrivals,
): Backwards {
  const { model, days, lifetimes } = ground;
  const { first } = copies.levels();
  let stage: Stage = new Map();
  for (const container of row(model.data.containers, datum)) {
    if (!isThere(copies, system, container)) continue;
    want(
      stage,
      system,
      container,
      lifetimes.madeFor(system, container, days.between(days.at, days.at)),
      ground,
    );
  }
  const arcs: Arc[][] = [];
  for (let left = 0; left < distance; left++) {
    const moves: Arc[] = [];
    const before: Stage = new Map();
    for (const wanted of stage.values()) {
      for (const arc of movesInto(wanted, copies, ground, arrivals)) {
        const { source } = arc;
        if (source === undefined) {
          if (left === distance - 1) moves.push(arc);
          continue;
        }
        const cell = cellOf(copies.cells, source.system, source.datum);
        if (first[cell] > distance - left - 1) continue;
        moves.push(arc);
        want(
          before,
          source.system,
          source.datum,
          lifetimes.madeFor(source.system, source.datum, arc.days),
          ground,
        );
      }
    }
    arcs.push(moves);
    stage = before;
  }
  return { arcs, starts: [...stage.values()].flatMap((wanted) => collectionOf(wanted, ground)) };
}

function want(stage: Stage, system: number, datum: number, made: number, { days }: Ground): void {
  const key = `${system},${datum}`;
  const known = stage.get(key);
  if (known === undefined) stage.set(key, { system, datum, days: made });
  else known.days = days.union(known.days, made);
}

function collectionOf(
  { system, datum, days: wanted }: { system: number; datum: number; days: number },
  { model, days }: Ground,
): Arc[] {
  const { systems } = model;
  if (!row(systems.collects, system).includes(datum)) return [];
  const made = days.clip(wanted, systems.from[system], systems.until[system]);
  if (made === NO_DAYS) return [];
  const step: WitnessStep = { kind: 'collect', flow: -1, system, datum };
  return [{ step, name: stepName(step, model), days: made }];
}

/** Every move that can make a wanted copy on one of the wanted days. */
function movesInto(
  wanted: { system: number; datum: number; days: number },
  copies: Copies,
  ground: Ground,
  arrivals: Arrivals,
): Arc[] {
  const { model, days, steps } = ground;
  const { systems, flows, data } = model;
  const { system, datum } = wanted;
  const arcs: Arc[] = [];
  const add = (step: WitnessStep, on: number, from: number | undefined, sources: Iterable<number>): void => {
    const name = stepName(step, model);
    if (from === undefined) {
      if (on !== NO_DAYS) arcs.push({ step, name, days: on });
      return;
    }
    for (const source of sources) {
      const cell = cellOf(copies.cells, from, source);
      if (cell < 0) continue;
      const moving = days.intersect(on, copies.days[cell]);
      if (moving !== NO_DAYS)
        arcs.push({ step, name, source: { system: from, datum: source }, days: moving });
    }
  };
  const arrive = (flow: number, sources: Iterable<number>): void => {
    const on = days.clip(wanted.days, flows.from[flow], flows.until[flow]);
    if (on === NO_DAYS) return;
    const isStart = flows.payload[flow] === Payload.listed && !copies.kind.grounded;
    const step: WitnessStep = { kind: 'flow', flow, system, datum };
    add(step, on, isStart ? undefined : flows.source[flow], sources);
  };
  const holders = row(data.containers, datum);
  const { listed, others } = arrivals;
  for (let i = firstStep(listed, system, datum); isAt(listed, i, system, datum); i++)
    arrive(listed.step[i], holders);
  for (const flow of row(others, system)) {
    const payload = flows.payload[flow];
    if (payload === Payload.all || (payload === Payload.opaque && copies.kind.may)) arrive(flow, [datum]);
    if (payload !== Payload.categories) continue;
    const match = steps.match(flow, datum);
    if (match === Match.certain || (copies.kind.may && match === Match.may)) arrive(flow, holders);
  }
  if (row(systems.produces, system).includes(datum)) {
    const on = days.clip(wanted.days, systems.from[system], systems.until[system]);
    const step: WitnessStep = { kind: 'produce', flow: -1, system, datum };
    for (const from of row(data.derivedFrom, datum)) add(step, on, system, row(data.containers, from));
  }
  return arcs;
}

/** The smallest sequence of step names among the derivations that lead to the target. */
function smallest({ arcs, starts }: Backwards, ground: Ground): readonly WitnessStep[] | undefined {
  const { days, lifetimes } = ground;
  const steps: WitnessStep[] = [];
  let stage: Stage | undefined;
  const take = (options: readonly Arc[]): void => {
    const reachable = options
      .map((arc) => ({ ...arc, days: reachedDays(arc, stage) }))
      .filter((arc) => arc.days !== NO_DAYS)
      .sort((a, b) => byCodePoint(a.name, b.name));
    if (reachable.length === 0) return;
    // One flow can carry several data that all lead on; the sequence so far is the same for each of them.
    const next: Stage = new Map();
    for (const arc of reachable) {
      if (arc.name === reachable[0].name) want(next, arc.step.system, arc.step.datum, arc.days, ground);
    }
    steps.push(reachable[0].step);
    stage = next;
  };
  /** Days on which an arc's copy can be made by a derivation with the steps taken so far. */
  const reachedDays = (arc: Arc, from: Stage | undefined): number => {
    if (arc.source === undefined) return from === undefined ? arc.days : NO_DAYS;
    if (from === undefined) return NO_DAYS;
    const { system, datum } = arc.source;
    const made = from.get(`${system},${datum}`)?.days;
    return made === undefined ? NO_DAYS : days.intersect(arc.days, lifetimes.alive(system, datum, made));
  };
  if (starts.length > 0) take(starts);
  for (let left = arcs.length - 1; left >= 0; left--) take(arcs[left]);
  return steps;
}
