/** Ways of data to what facts are about, and whether a way that is told is one. */
import type { CertifiedFinding } from './certificate-format.ts';
import type { Closure, Copy } from './copies.ts';
import type { Ground } from './facts.ts';
import { includes, type Span } from './spans.ts';
import { isActive, isPartOf, KINDS, type Arrival, type Cell } from './steps.ts';

/** A way that a certificate tells: steps in travel order, each with what it brings where. */
export type Witness = NonNullable<CertifiedFinding['witness']>;

/** Steps of the longest way that is told in full; the grounds of copies tell longer ones. */
export const LONGEST_WAY = 100;

/** A way: that of a copy, with a step after it. */
export interface Way {
  readonly copy: Copy | undefined;
  readonly last: Witness[number] | undefined;
  readonly length: number;
}

const CERTAIN = KINDS[1];

/** For each certain fact that asks for permission, by its subject: the shortest of the ways that the copies tell. */
export function waysTo(closure: Closure, ground: Ground): ReadonlyMap<string, Way> {
  const { steps } = ground;
  const ways = new Map<string, Way>();
  const offer = (subject: string, way: Way): void => {
    const known = ways.get(subject);
    if (known === undefined || way.length < known.length) ways.set(subject, way);
  };
  for (const { arrival, from } of closure.brought(CERTAIN)) {
    if (steps.remaining(arrival) === undefined) continue;
    const way = wayBy(from, { step: arrival.by, system: arrival.system, data: arrival.data });
    for (const subject of subjectsOf(arrival, steps.contents(arrival.data))) offer(subject, way);
  }
  const reached = reachedBy(ground);
  const viewed = viewedFrom(ground);
  for (const copy of closure.copies) {
    if (!isPartOf(copy.kind, CERTAIN) || !includes(copy.days, ground.declared.at)) continue;
    for (const id of reached.get(copy.system) ?? []) {
      for (const each of steps.contents(copy.data))
        offer(`access:${id}/${copy.system}/${each}`, wayBy(copy, undefined));
    }
    for (const [id, flow] of viewed.get(copy.system) ?? []) {
      for (const each of steps.shown(flow, copy.data, CERTAIN)) {
        const way = wayBy(copy, { step: `flow:${id}`, system: flow.to, data: each });
        for (const part of steps.contents(each)) offer(`flow:${id}/${part}`, way);
      }
    }
  }
  // What a view lists is shown whatever is at its source.
  for (const list of viewed.values()) {
    for (const [id, flow] of list) {
      for (const each of flow.data === undefined || flow.data === 'all' ? [] : flow.data) {
        const way = wayBy(undefined, { step: `flow:${id}`, system: flow.to, data: each });
        for (const part of steps.contents(each))
          if (!ways.has(`flow:${id}/${part}`)) offer(`flow:${id}/${part}`, way);
      }
    }
  }
  return ways;
}

function wayBy(copy: Copy | undefined, last: Way['last']): Way {
  return { copy, last, length: (copy === undefined ? 0 : copy.depth + 1) + (last === undefined ? 0 : 1) };
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
type Flow = NonNullable<ReturnType<Ground['declared']['flows']['get']>>;

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
export function wayFault(witness: Witness, subject: string, ground: Ground): WayFault | undefined {
  const { declared, steps } = ground;
  let here: (Cell & { readonly days: Span }) | undefined;
  for (const [i, { step, system, data }] of witness.entries()) {
    const isLast = i === witness.length - 1;
    if (isLast && isShown(step, system, data, here, ground)) break;
    const made = here === undefined ? steps.starts(CERTAIN) : steps.arrivals(here, here.days, KINDS[0], step);
    const arrival = made.find((each) => each.by === step && each.system === system && each.data === data);
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
}

function fromWords(here: (Cell & { readonly days: Span }) | undefined): string {
  return here === undefined
    ? 'by itself'
    : `from ${here.data} on ${here.system}, on the days that it is there`;
}

/** Does an active view show this, of what is at its source or because it lists it? */
function isShown(
  step: string,
  system: string,
  data: string,
  here: (Cell & { readonly days: Span }) | undefined,
  { declared, steps }: Ground,
): boolean {
  const flow = step.startsWith('flow:') ? declared.flows.get(step.slice('flow:'.length)) : undefined;
  if (flow?.mode !== 'view' || flow.to !== system || !isActive(flow, declared.at)) return false;
  if (here === undefined) return flow.data !== undefined && flow.data !== 'all' && flow.data.includes(data);
  return (
    here.system === flow.from &&
    includes(here.days, declared.at) &&
    steps.shown(flow, here.data, CERTAIN).includes(data)
  );
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
