/** What follows at the day of the check from copies that are known: holdings, views, transfers and what they ask for. */
import type { Predicate } from './certificate-format.ts';
import type { Brought, Closure } from './copies.ts';
import type { Declared } from './declared.ts';
import {
  channelOf,
  FALSE,
  TRUE,
  TRUTH_NAMES,
  UNKNOWN,
  type Permits,
  type Request,
  type Truth,
} from './permissions.ts';
import { includes } from './spans.ts';
import { isActive, isPartOf, KINDS, type Kind, type Steps } from './steps.ts';

/** What is to be verified of one day. */
export interface Ground {
  readonly declared: Declared;
  readonly steps: Steps;
  readonly permits: Permits;
}

/** A fact that asks for permission; without requests and without custody, nobody could permit it. */
interface Asking {
  readonly requests: readonly Request[];
  /** Requests of which the answers are compared, where the kind of access is not stated. */
  readonly others?: readonly Request[];
  readonly hasCustody: boolean;
}

/** The facts of a certificate as they have to be, but for the numbers of permissions. */
export interface Expected {
  readonly holdings: Predicate['holdings'];
  readonly views: Predicate['views'];
  readonly transfers: readonly (Omit<Predicate['transfers'][number], 'authorized' | 'permissions'> &
    Asking)[];
  readonly collections: readonly (Where & Asking)[];
  readonly productions: readonly (Where & Asking)[];
  readonly accesses: readonly (Where & { readonly access: string } & Asking)[];
}

interface Where {
  readonly system: string;
  readonly data: string;
}

const CERTAIN = KINDS[1];
const ANY = KINDS[3];

/** Works the facts out, in the order in which a certificate lists them. */
export function expectedFacts(closure: Closure, ground: Ground): Expected {
  const { declared } = ground;
  const held = KINDS.map((kind) => heldBy(kind, closure, ground));
  const holdings = pairsOf(held[3]).map(({ system, data }) => {
    const certain = has(held[1], system, data);
    return { system, data, certain, grounded: has(held[certain ? 0 : 2], system, data) };
  });
  const moved = [CERTAIN, ANY].map((kind) => movedBy(kind, closure, ground));
  const views = new Pairs();
  const surelyShown = new Pairs();
  const transfers = pairsOf(moved[1].transfers).map(({ system: flow, data }) => {
    const { to, mode, period } = flowOf(flow, declared);
    const certain = has(moved[0].transfers, flow, data);
    if (mode === 'view') {
      views.add(to, data);
      if (certain) surelyShown.add(to, data);
    }
    const ended = !isActive({ period }, declared.at);
    return { flow, data, certain, ended, ...askedOfTransfer(flow, data, ground) };
  });
  const { collections, productions } = moved[0];
  return {
    holdings,
    views: pairsOf(views).map((pair) => ({ ...pair, certain: has(surelyShown, pair.system, pair.data) })),
    transfers,
    collections: pairsOf(collections).map((pair) => ({
      ...pair,
      ...askedAt(pair.system, [pair.data], 'collect', ground),
    })),
    productions: pairsOf(productions.made).map((pair) => {
      const sources = [...(productions.sources.get(`${pair.system}/${pair.data}`) ?? [])].sort();
      return { ...pair, ...askedAt(pair.system, sources, 'derive', ground) };
    }),
    accesses: accessesTo(held[1], ground),
  };
}

/** Pairs, by the first. */
class Pairs {
  readonly rows = new Map<string, Set<string>>();

  add(row: string, each: string): void {
    const known = this.rows.get(row);
    if (known === undefined) this.rows.set(row, new Set([each]));
    else known.add(each);
  }
}

function has({ rows }: Pairs, row: string, each: string): boolean {
  return rows.get(row)?.has(each) ?? false;
}

function pairsOf({ rows }: Pairs): readonly Where[] {
  return [...rows.keys()]
    .sort()
    .flatMap((system) => [...(rows.get(system) ?? [])].sort().map((data) => ({ system, data })));
}

function heldBy(kind: Kind, { copies }: Closure, { declared, steps }: Ground): Pairs {
  const held = new Pairs();
  for (const copy of copies) {
    if (!isPartOf(copy.kind, kind) || !includes(copy.days, declared.at)) continue;
    for (const each of steps.contents(copy.data)) held.add(copy.system, each);
  }
  return held;
}

interface Moved {
  /** By flow. */
  readonly transfers: Pairs;
  readonly collections: Pairs;
  readonly productions: { readonly made: Pairs; readonly sources: Map<string, Set<string>> };
}

/** What steps have brought that is there on the day of the check, and what views show on it. */
function movedBy(kind: Kind, closure: Closure, ground: Ground): Moved {
  const { steps } = ground;
  const moved: Moved = {
    transfers: new Pairs(),
    collections: new Pairs(),
    productions: { made: new Pairs(), sources: new Map() },
  };
  for (const { arrival } of closure.brought(kind)) {
    if (steps.remaining(arrival) !== undefined) take(moved, { arrival }, steps);
  }
  show(moved.transfers, kind, closure, ground);
  return moved;
}

function take(
  { transfers, collections, productions }: Moved,
  { arrival: { system, data, flow, sources } }: Pick<Brought, 'arrival'>,
  steps: Steps,
): void {
  if (flow !== undefined) {
    for (const each of steps.contents(data)) transfers.add(flow, each);
  } else if (sources === undefined) {
    for (const each of steps.contents(data)) collections.add(system, each);
  } else {
    productions.made.add(system, data);
    const key = `${system}/${data}`;
    const known = productions.sources.get(key) ?? new Set();
    for (const source of sources) known.add(source);
    productions.sources.set(key, known);
  }
}

/** Views that are active show what is listed, and what they carry of the copies at their source. */
function show(transfers: Pairs, kind: Kind, { copies }: Closure, { declared, steps }: Ground): void {
  const viewed = new Map<string, string[]>();
  const add = (flow: string, data: string): void => {
    for (const each of steps.contents(data)) transfers.add(flow, each);
  };
  for (const [id, flow] of declared.flows) {
    if (flow.mode !== 'view' || !isActive(flow, declared.at)) continue;
    viewed.set(flow.from, [...(viewed.get(flow.from) ?? []), id]);
    if (flow.data !== undefined && flow.data !== 'all') flow.data.forEach((each) => add(id, each));
  }
  for (const copy of copies) {
    if (!isPartOf(copy.kind, kind) || !includes(copy.days, declared.at)) continue;
    for (const id of viewed.get(copy.system) ?? []) {
      for (const each of steps.shown(flowOf(id, declared), copy.data, kind)) add(id, each);
    }
  }
}

function flowOf(id: string, { flows }: Declared): NonNullable<ReturnType<Declared['flows']['get']>> {
  const flow = flows.get(id);
  // INVARIANT: facts name flows that are declared.
  if (flow === undefined) throw new Error(`no flow ${id}`);
  return flow;
}

type Manner = Pick<Request, 'action' | 'purpose' | 'zone' | 'channel'>;

function askedOfTransfer(id: string, data: string, ground: Ground): Asking {
  const flow = flowOf(id, ground.declared);
  const manner: Manner = {
    action: flow.mode === 'view' ? 'view' : 'hold',
    ...purposeOf(flow),
    ...zoneOf(flow.to, ground),
    channel: channelOf(flow),
  };
  return asked(flow.to, [data], manner, ground);
}

function askedAt(
  system: string,
  data: readonly string[],
  action: 'collect' | 'derive',
  ground: Ground,
): Asking {
  const manner = { action, ...purposeOf(ground.declared.systems.get(system)), ...zoneOf(system, ground) };
  return asked(system, data, manner, ground);
}

/** Every owner of the data is asked for every keeper of a system who is not that owner. */
function asked(
  system: string,
  data: readonly string[],
  manner: Manner,
  { declared, permits }: Ground,
): Asking {
  const keepers = declared.keepers.get(system);
  if (keepers === undefined) return { requests: [], hasCustody: false };
  const requests = data.flatMap((each) => asks(each, keepers, manner, permits));
  return { requests, hasCustody: true };
}

function asks(data: string, parties: readonly string[], manner: Manner, { owners }: Permits): Request[] {
  return owners(data).flatMap((owner) =>
    parties.filter((party) => party !== owner).map((party) => ({ owner, party, data, ...manner })),
  );
}

function accessesTo(held: Pairs, ground: Ground): Expected['accesses'] {
  const { access, at } = ground.declared;
  return [...access.keys()].sort().flatMap((id) => {
    const entry = access.get(id);
    if (entry === undefined || !isActive(entry, at)) return [];
    return [...new Set(entry.systems)].sort().flatMap((system) =>
      [...(held.rows.get(system) ?? [])].sort().map((data) => {
        const ask = (action: 'maintain' | 'view'): Request[] =>
          asks(
            data,
            [entry.party],
            { action, ...purposeOf(entry), ...zoneOf(system, ground) },
            ground.permits,
          );
        return { access: id, system, data, hasCustody: true, ...byKind(entry.kind, ask) };
      }),
    );
  });
}

/** Some kinds of access maintain, others view; of one that is not stated both are asked. */
function byKind(
  kind: string | undefined,
  ask: (action: 'maintain' | 'view') => Request[],
): Pick<Asking, 'requests' | 'others'> {
  if (kind === undefined) return { requests: ask('maintain'), others: ask('view') };
  return { requests: ask(kind === 'remote' || kind === 'user' ? 'view' : 'maintain') };
}

function purposeOf({ purpose }: { readonly purpose?: string } = {}): Pick<Request, 'purpose'> {
  return purpose === undefined || purpose === 'unknown' ? {} : { purpose };
}

function zoneOf(system: string, { declared }: Ground): Pick<Request, 'zone'> {
  const zone = declared.zoneOf(system);
  return zone === undefined ? {} : { zone };
}

/** Every request of a fact, in order. */
export function requestsOf({ requests, others = [] }: Asking): readonly Request[] {
  return [...requests, ...others];
}

/** Is a fact authorized, by the answers to its requests in their order? */
export function authorizedBy(asking: Asking, answers: readonly Truth[]): (typeof TRUTH_NAMES)[number] {
  const { requests, others, hasCustody } = asking;
  if (!hasCustody) return TRUTH_NAMES[FALSE];
  const first = weakest(answers.slice(0, requests.length));
  if (others === undefined) return TRUTH_NAMES[first];
  const second = weakest(answers.slice(requests.length));
  return TRUTH_NAMES[first === second ? first : UNKNOWN];
}

function weakest(answers: readonly Truth[]): Truth {
  return answers.reduce((least, each) => (each < least ? each : least), TRUE as Truth);
}
