/** What one step does with a copy (docs/semantics.md, "Copies" and "What may have moved"). */
import type { DataSet, Flow } from '../manifest/format.ts';
import type { Declared } from './declared.ts';
import { includes, meet, spanOf, type Span } from './spans.ts';

/** Which derivations count: those alone that go back to a collection, and also by moves that are only possible. */
export interface Kind {
  readonly grounded: boolean;
  readonly may: boolean;
}

/** Narrower kinds before wider ones. */
export const KINDS: readonly Kind[] = [
  { grounded: true, may: false },
  { grounded: false, may: false },
  { grounded: true, may: true },
  { grounded: false, may: true },
];

/** Is what is there by one kind there by another, too? */
export function isPartOf(narrow: Kind, wide: Kind): boolean {
  return (narrow.grounded || !wide.grounded) && (wide.may || !narrow.may);
}

/** A data set, as itself, on a system. */
export interface Cell {
  readonly system: string;
  readonly data: string;
}

/** What comes to a cell. */
export interface Arrival extends Cell {
  /** Days on which it comes. */
  readonly made: Span;
  /** The name of the step. */
  readonly by: string;
  /** The flow, where it is one. */
  readonly flow?: string;
  /** Of a production: what it is made from, as far as the copy has it. */
  readonly sources?: readonly string[];
}

/** What follows from what is declared, one step at a time. */
export interface Steps {
  /** What a datum contains over any number of steps, itself included. */
  contents(data: string): ReadonlySet<string>;
  /** What begins by itself. */
  starts(kind: Kind): readonly Arrival[];
  /** What a copy that is there on some days brings about: by every step, or by one of them alone. */
  arrivals(cell: Cell, days: Span, kind: Kind, by?: string): readonly Arrival[];
  /** Days on which what has come is there. */
  alive(arrival: Arrival): Span;
  /** Does some of what has come remain on the day of the check? */
  remains(arrival: Arrival): boolean;
  /** The part of the days on which a copy has to come so that it is there on the day of the check. */
  remaining(arrival: Arrival): Span | undefined;
  /** What a view shows, of a copy that is at its source. */
  shown(flow: Flow, data: string, kind: Kind): readonly string[];
}

/** Reads what is declared as steps. */
export function stepsOf(declared: Declared): Steps {
  const { at, systems, data, flows } = declared;
  const known: Span = { from: -Infinity, until: at };
  const contents = contentsOf(data);
  const leaving = leavingIn(declared, known);
  const leavingBy = (system: string, by: string | undefined): readonly Leaving[] => {
    const here = leaving.get(system);
    if (here === undefined) return [];
    if (by === undefined) return [...here.values()];
    const one = here.get(by);
    return one === undefined ? [] : [one];
  };

  const carried = (flow: Flow, datum: string, { grounded, may }: Kind): readonly string[] => {
    const inside = contents(datum);
    if (flow.data === 'all') return [datum];
    // Elsewhere a list is believed, whatever is at the source.
    if (flow.data !== undefined) return grounded ? flow.data.filter((each) => inside.has(each)) : [];
    const { categories } = flow;
    if (categories === undefined) return may ? [datum] : [];
    return [...inside].filter((each) => isCarried(data.get(each), categories, may));
  };
  const service = (system: string): Span | undefined => meet(spanOf(systems.get(system)?.period), known);
  const alive = ({ system, data: datum, made }: Arrival): Span => {
    if (systems.get(system)?.storage === 'transient') return made;
    const ends = disposalsOf(declared, system, datum).filter((on) => on >= made.until);
    return { from: made.from, until: Math.min(at, ...ends) };
  };
  const remaining = ({ system, data: datum, made }: Arrival): Span | undefined => {
    if (systems.get(system)?.storage === 'transient') return meet(made, { from: at, until: at });
    const ends = disposalsOf(declared, system, datum).filter((on) => on < at);
    return meet(made, { from: Math.max(-Infinity, ...ends.map((on) => on + 1)), until: at });
  };
  return {
    contents,
    alive,
    remaining,
    remains: (arrival) => remaining(arrival) !== undefined,
    starts: ({ grounded }) => [
      ...[...systems].flatMap(([system, { collects = [] }]) => {
        const made = service(system);
        if (made === undefined) return [];
        return collects.map((each) => ({ system, data: each, made, by: `collect:${system}/${each}` }));
      }),
      ...(grounded ? [] : [...flows].flatMap(([id, flow]) => listedBy(id, flow, known))),
    ],
    arrivals(cell, days, kind, by) {
      const moved = leavingBy(cell.system, by).flatMap(({ id, flow, days: active }) => {
        const made = meet(days, active);
        if (made === undefined) return [];
        return carried(flow, cell.data, kind).map((each) => ({
          system: flow.to,
          data: each,
          made,
          by: `flow:${id}`,
          flow: id,
        }));
      });
      return [...moved, ...produced(cell, days)];
    },
    shown: (flow, datum, kind) => carried(flow, datum, { ...kind, grounded: true }),
  };

  function produced({ system, data: datum }: Cell, days: Span): Arrival[] {
    const { produces = [] } = systems.get(system) ?? {};
    const inService = produces.length === 0 ? undefined : service(system);
    const made = inService && meet(days, inService);
    if (made === undefined) return [];
    const inside = contents(datum);
    return produces.flatMap((each) => {
      const sources = (data.get(each)?.derivedFrom ?? []).filter((source) => inside.has(source));
      return sources.length === 0
        ? []
        : [{ system, data: each, made, by: `produce:${system}/${each}`, sources }];
    });
  }
}

/** A flow that moves something on some days. */
interface Leaving {
  readonly id: string;
  readonly flow: Flow;
  readonly days: Span;
}

/** Flows by the system that they leave, and then by the name of their step. */
function leavingIn({ flows }: Declared, known: Span): ReadonlyMap<string, ReadonlyMap<string, Leaving>> {
  const leaving = new Map<string, Map<string, Leaving>>();
  for (const [id, flow] of flows) {
    const days = meet(spanOf(flow.period), known);
    if (days === undefined || flow.mode === 'view') continue;
    let here = leaving.get(flow.from);
    if (here === undefined) leaving.set(flow.from, (here = new Map<string, Leaving>()));
    here.set(`flow:${id}`, { id, flow, days });
  }
  return leaving;
}

/** Is an entry in force on the day of the check? */
export function isActive(entry: { readonly period?: Flow['period'] }, at: number): boolean {
  return includes(spanOf(entry.period), at);
}

/** "x is-a c": x is c, or stands below it. */
export function isA(name: string, general: string): boolean {
  return name === general || name.startsWith(`${general}.`);
}

/** The categories of a datum. */
export function categoriesOf({ category }: DataSet): readonly string[] {
  return typeof category === 'string' ? [category] : category;
}

function listedBy(id: string, flow: Flow, known: Span): Arrival[] {
  const made = meet(spanOf(flow.period), known);
  if (made === undefined || flow.mode === 'view' || flow.data === undefined || flow.data === 'all') return [];
  return flow.data.map((data) => ({ system: flow.to, data, made, by: `flow:${id}`, flow: id }));
}

function isCarried(datum: DataSet | undefined, named: readonly string[], may: boolean): boolean {
  const categories = datum === undefined ? [] : categoriesOf(datum);
  if (categories.some((category) => named.some((each) => isA(category, each)))) return true;
  return may && categories.some((category) => named.some((each) => isA(each, category)));
}

function disposalsOf({ disposals }: Declared, system: string, data: string): readonly number[] {
  const covering = (disposals.get(system) ?? []).filter((each) => each.data === 'all' || each.data.has(data));
  return covering.map(({ on }) => on);
}

function contentsOf(data: Declared['data']): (datum: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (datum) => {
    let inside = known.get(datum);
    if (inside === undefined) known.set(datum, (inside = insideOf(datum, data)));
    return inside;
  };
}

function insideOf(datum: string, data: Declared['data']): ReadonlySet<string> {
  const inside = new Set([datum]);
  // A set goes on to what is added while it is walked.
  for (const each of inside) for (const part of data.get(each)?.contains ?? []) inside.add(part);
  return inside;
}
