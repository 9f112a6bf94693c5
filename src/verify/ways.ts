/** Ways of data to what facts are about, and whether a way that is told is one. */
import type { CertifiedFinding } from './certificate-format.ts';
import type { Closure, Copy } from './copies.ts';
import type { Ground } from './facts.ts';
import { includes, type Span } from './spans.ts';
import type { Flow } from '../manifest/format.ts';
import { isActive, isPartOf, KINDS, type Arrival, type Cell, type Kind } from './steps.ts';

/** A way that a certificate tells: steps in travel order, each with what it brings where. */
export type Witness = NonNullable<CertifiedFinding['witness']>;

/** Steps of the longest way that is told in full; the grounds of copies tell longer ones. */
export const LONGEST_WAY = 100;

/** A way: that of a copy, with a step after it. */
export interface Way {
  readonly copy: Copy | undefined;
  readonly last: Witness[number] | undefined;
  readonly length: number;
  /** Does it begin with a collection? */
  readonly grounded: boolean;
}

const [GROUNDED, CERTAIN] = KINDS;

/**
 * For each certain fact that asks for permission, by its subject: the shortest of the ways that the copies tell, of those
 * that begin with a collection where there are any.
 */
export function waysTo(closure: Closure, ground: Ground): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>();
  for (const kind of [GROUNDED, CERTAIN]) {
    const known = new Set(ways.keys());
    const offer: Offer = (subject, copy, last) => {
      if (known.has(subject)) return;
      const length = (copy === undefined ? 0 : copy.depth + 1) + (last === undefined ? 0 : 1);
      if (length < (ways.get(subject)?.length ?? Infinity))
        ways.set(subject, { copy, last, length, grounded: kind.grounded });
    };
    offerSteps(kind, closure, ground, offer);
    offerReach(kind, closure, ground, offer);
  }
  return ways;
}

/** Takes a way that leads to a subject. */
type Offer = (subject: string, copy: Copy | undefined, last: Way['last']) => void;

/** Ways that end with a step whose copy is there on the day of the check. */
function offerSteps(kind: Kind, closure: Closure, { steps }: Ground, offer: Offer): void {
  for (const { arrival, from } of closure.brought(kind)) {
    if (steps.remaining(arrival) === undefined) continue;
    const last = { step: arrival.by, system: arrival.system, data: arrival.data };
    for (const subject of subjectsOf(arrival, steps.contents(arrival.data))) offer(subject, from, last);
  }
}

/** Ways to what is within reach of an access, and to what a view shows. */
function offerReach(kind: Kind, { copies }: Closure, ground: Ground, offer: Offer): void {
  const { declared, steps } = ground;
  const reached = reachedBy(ground);
  const viewed = viewedFrom(ground);
  const show = (id: string, { to }: Flow, data: string, copy: Copy | undefined): void => {
    const last = { step: `flow:${id}`, system: to, data };
    for (const each of steps.contents(data)) offer(`flow:${id}/${each}`, copy, last);
  };
  for (const copy of copies) {
    if (!isPartOf(copy.kind, kind) || !includes(copy.days, declared.at)) continue;
    for (const id of reached.get(copy.system) ?? []) {
      for (const each of steps.contents(copy.data))
        offer(`access:${id}/${copy.system}/${each}`, copy, undefined);
    }
    for (const [id, flow] of viewed.get(copy.system) ?? []) {
      for (const each of steps.shown(flow, copy.data, kind)) show(id, flow, each, copy);
    }
  }
  // What a view lists is shown whatever is at its source.
  if (kind.grounded) return;
  for (const [id, flow] of [...viewed.values()].flat()) {
    for (const each of listedIn(flow)) show(id, flow, each, undefined);
  }
}

function listedIn({ data = [] }: Flow): readonly string[] {
  return data === 'all' ? [] : data;
}

/** The steps of a way. */
export function stepsAlong({ copy, last }: Way): Witness {
  const steps: Witness = last === undefined ? [] : [last];
  for (let at = copy; at !== undefined; at = at.from)
    steps.push({ step: at.by, system: at.system, data: at.data });
  return steps.reverse();
}

function subjectsOf(
  { system, data, by, flow, sources }: Arrival,
  contents: ReadonlySet<string>,
): readonly string[] {
  if (flow !== undefined) return [...contents].map((each) => `${by}/${each}`);
  if (sources !== undefined) return [`produce:${system}/${data}`];
  return [...contents].map((each) => `collect:${system}/${each}`);
}

function reachedBy({ declared }: Ground): ReadonlyMap<string, readonly string[]> {
  const reached = new Map<string, string[]>();
  for (const [id, access] of declared.access) {
    if (!isActive(access, declared.at)) continue;
    for (const system of new Set(access.systems)) reached.set(system, [...(reached.get(system) ?? []), id]);
  }
  return reached;
}

type Views = ReadonlyMap<string, readonly (readonly [string, Flow])[]>;

function viewedFrom({ declared }: Ground): Views {
  const viewed = new Map<string, (readonly [string, Flow])[]>();
  for (const [id, flow] of declared.flows) {
    if (flow.mode !== 'view' || !isActive(flow, declared.at)) continue;
    viewed.set(flow.from, [...(viewed.get(flow.from) ?? []), [id, flow]]);
  }
  return viewed;
}

/** A fault of a way: at which step, and what. */
export interface WayFault {
  readonly step: number;
  readonly words: string;
}

/** Walks a way that is told for a subject; undefined where it is one. */
export type WayFaults = (witness: Witness, subject: string) => WayFault | undefined;

/** Makes ready to walk ways. */
export function wayFaultsIn(ground: Ground): WayFaults {
  const { declared, steps } = ground;
  const beginnings = new Map(steps.starts(CERTAIN).map((arrival) => [nameOf(arrival.by, arrival), arrival]));
  return (witness, subject) => {
    let here: Here | undefined;
    for (const [i, { step, system, data }] of witness.entries()) {
      const isLast = i === witness.length - 1;
      if (isLast && isShown({ step, system, data }, here, ground)) break;
      const arrival =
        here === undefined
          ? beginnings.get(nameOf(step, { system, data }))
          : steps
              .arrivals(here, here.days, GROUNDED, step)
              .find((each) => each.by === step && each.system === system && each.data === data);
      if (arrival === undefined)
        return { step: i, words: `${step} does not bring ${data} to ${system} ${fromWords(here)}` };
      if (isLast && steps.remaining(arrival) === undefined)
        return { step: i, words: `what ${step} brings like this is gone on the day of the check` };
      here = { system, data, days: steps.alive(arrival) };
    }
    const { step, system, data } = witness[witness.length - 1];
    const ends = endsOf(step, system, steps.contents(data), declared);
    return ends.includes(subject)
      ? undefined
      : { step: witness.length - 1, words: `it does not lead to ${subject}` };
  };
}

/** How far a way has come. */
type Here = Cell & { readonly days: Span };

function nameOf(by: string, { system, data }: Cell): string {
  return `${by} ${system} ${data}`;
}

function fromWords(here: Here | undefined): string {
  return here === undefined
    ? 'by itself'
    : `from ${here.data} on ${here.system}, on the days that it is there`;
}

/** Does an active view show this, of what is at its source or because it lists it? */
function isShown(
  { step, system, data }: Witness[number],
  here: Here | undefined,
  { declared, steps }: Ground,
): boolean {
  const flow = step.startsWith('flow:') ? declared.flows.get(step.slice('flow:'.length)) : undefined;
  if (flow?.mode !== 'view' || flow.to !== system || !isActive(flow, declared.at)) return false;
  if (here === undefined) return listedIn(flow).includes(data);
  const isThere = here.system === flow.from && includes(here.days, declared.at);
  return isThere && steps.shown(flow, here.data, CERTAIN).includes(data);
}

/** The subjects of which a way may be told that ends like this. */
function endsOf(
  step: string,
  system: string,
  contents: ReadonlySet<string>,
  { access }: Ground['declared'],
): readonly string[] {
  const reaching = [...access].filter(([, entry]) => entry.systems.includes(system));
  return [...contents].flatMap((each) => [
    step.startsWith('flow:') ? `${step}/${each}` : `${step.slice(0, step.indexOf('/'))}/${each}`,
    ...reaching.map(([id]) => `access:${id}/${system}/${each}`),
  ]);
}
