import type { Access, DataSet, System } from '../../src/manifest/format.ts';
import {
  type Judgement,
  type Reasoned,
  judgeAccess,
  judgeCollection,
  judgeProduction,
  judgeTransfer,
} from './authorization.ts';
import { findCauses, type StepFact } from './causes.ts';
import {
  carried,
  type Copies,
  copiesAlive,
  heldIn,
  holdings,
  lyingAt,
  makeCopies,
  type World,
} from './copies.ts';
import { keepers, owners } from './custody.ts';
import type { Day } from './day.ts';
import { all, any, truth, type Verdict } from './kleene.ts';
import { sorted, sortedBy } from './order.ts';
import { withoutDangling } from './references.ts';
import { found, inside, isActive, isOpaque, representativeDays } from './vocabulary.ts';
import { findRoutes, PREFERENCE, type Route, shortest } from './witness.ts';
import { entitle, type Model, type ReferenceWorkspace } from './workspace.ts';

export interface Holding {
  system: string;
  data: string;
  certain: boolean;
  grounded: boolean;
  distance: number;
}

export interface View {
  system: string;
  data: string;
  certain: boolean;
}

export interface Transfer extends Judgement {
  flow: string;
  data: string;
  certain: boolean;
  ended: boolean;
  consequence: boolean;
  cause: { step: string; data: string } | null;
}

export interface AtSystem extends Judgement {
  system: string;
  data: string;
}

export interface Reach extends Judgement {
  access: string;
  system: string;
  data: string;
}

export interface Extractable {
  party: string;
  system: string;
  data: string;
  verdict: Verdict;
}

export interface Exposure {
  zone: string;
  data: string[];
  records: number;
  subjects: number;
  lowerBound: boolean;
}

/** The object of section 6. */
export interface Facts {
  version: 1;
  at: string;
  holdings: Holding[];
  views: View[];
  transfers: Transfer[];
  collections: AtSystem[];
  productions: AtSystem[];
  accesses: Reach[];
  extractable: Extractable[];
  handles: { party: string; data: string }[];
  tiers: { party: string; owner: string; tier: number }[];
  exposures: Exposure[];
  coverage: { flows: number; stated: number };
}

const CERTAIN: World = { may: false, grounded: false };
const MAY: World = { may: true, grounded: false };

/** The model with its copies: those that are certain, and all that may be. */
export interface Derivation {
  model: Model;
  /** The subjects of statements that their files had no right to make. */
  unentitled: string[];
  days: Day[];
  certain: Copies;
  perhaps: Copies;
  /** The copies that go back to a collection: for certain, and perhaps. */
  certainGrounded: Copies;
  perhapsGrounded: Copies;
}

/** Section 2, copies, of the whole workspace. */
export function derive(workspace: ReferenceWorkspace): Derivation {
  const { model, unentitled } = entitle(withoutDangling(workspace));
  const days = representativeDays(model);
  return {
    model,
    unentitled,
    days,
    certain: makeCopies(model, days, CERTAIN),
    perhaps: makeCopies(model, days, MAY),
    certainGrounded: makeCopies(model, days, { may: false, grounded: true }),
    perhapsGrounded: makeCopies(model, days, { may: true, grounded: true }),
  };
}

/** Section 6, the facts as JSON. */
export function facts(workspace: ReferenceWorkspace, derivation = derive(workspace)): Facts {
  const { model } = derivation;
  const views = viewFacts(derivation);
  const collections = collectionFacts(derivation);
  const productions = productionFacts(derivation);
  return {
    version: 1,
    at: workspace.at,
    holdings: holdingFacts(derivation),
    views,
    transfers: withCauses(model, transferFacts(derivation), collections, productions),
    collections,
    productions,
    accesses: accessFacts(derivation),
    extractable: extractableFacts(derivation),
    handles: handleFacts(derivation, views),
    tiers: tierFacts(model),
    exposures: exposureFacts(derivation),
    coverage: coverage(model),
  };
}

/** Section 2, witness: the step names of the best derivation, in travel order; undefined where nothing is held. */
export function witness(workspace: ReferenceWorkspace, data: string, system: string): string[] | undefined {
  return witnesses(workspace).get(`${data}@${system}`);
}

/** Section 2, witness, of each holding, by `<data>@<system>`. */
export function witnesses(
  workspace: ReferenceWorkspace,
  derivation = derive(workspace),
): Map<string, string[]> {
  const best = bestRoutes(derivation);
  const steps = new Map<string, string[]>();
  for (const { system, data } of holdingPairs(derivation)) {
    steps.set(`${data}@${system}`, best(system, data).steps);
  }
  return steps;
}

/** Section 2, witness: the best route to a holding, in order of preference. */
function bestRoutes({ model, days }: Derivation): (system: string, data: string) => Route {
  const worlds: Route[][] = [];
  return (system, data) => {
    for (const [i, world] of PREFERENCE.entries()) {
      worlds[i] ??= findRoutes(model, days, world);
      const route = shortest(model, worlds[i], system, data);
      if (route !== undefined) return route;
    }
    throw new Error(`${data} is held at ${system} without a derivation`);
  };
}

/** Section 2, copies: each pair with holds (s, d), for certain or perhaps. */
function holdingPairs({ model, perhaps }: Derivation): { system: string; data: string }[] {
  return sorted(model.systems.keys()).flatMap((system) =>
    holdings(model, perhaps, system, model.at).map((data) => ({ system, data })),
  );
}

/** Section 6, holdings. */
function holdingFacts(derivation: Derivation): Holding[] {
  const { model, certain, certainGrounded, perhapsGrounded } = derivation;
  const best = bestRoutes(derivation);
  return holdingPairs(derivation).map(({ system, data }) => {
    const isCertain = holds(model, certain, system, data);
    return {
      system,
      data,
      certain: isCertain,
      grounded: holds(model, isCertain ? certainGrounded : perhapsGrounded, system, data),
      distance: best(system, data).distance,
    };
  });
}

/** holds (s, d) at `at`, in one world (section 2, copies). */
function holds(model: Model, copies: Copies, system: string, data: string): boolean {
  return heldIn(model, lyingAt(model, copies, system, model.at)).has(data);
}

/** Section 2, views (s, d): what active flows of mode view carry at `at`. */
function viewFacts(derivation: Derivation): View[] {
  const { model } = derivation;
  const certain = new Set<string>();
  const pairs = new Map<string, { system: string; data: string }>();
  for (const [id, flow] of model.flows) {
    if (flow.mode !== 'view') continue;
    for (const data of transferred(derivation, id, MAY)) {
      pairs.set(JSON.stringify([flow.to, data]), { system: flow.to, data });
    }
    for (const data of transferred(derivation, id, CERTAIN)) certain.add(JSON.stringify([flow.to, data]));
  }
  const views = [...pairs].map(([pair, view]) => ({ ...view, certain: certain.has(pair) }));
  return sortedBy(views, (view) => [view.system, view.data]);
}

/** Section 2, transfer (f, d): a copy of d made by f is alive at f.to, or f is an active view that carries d. */
function transferred({ model, certain, perhaps }: Derivation, id: string, world: World): Set<string> {
  const flow = found(model.flows, id);
  const copies = world.may ? perhaps : certain;
  if (flow.mode === 'view') {
    if (!isActive(model, flow)) return new Set();
    return heldIn(model, new Set(carried(model, flow, lyingAt(model, copies, flow.from, model.at), world)));
  }
  const alive = copiesAlive(model, copies, flow.to, model.at).filter((copy) => copy.step === `flow:${id}`);
  return heldIn(model, new Set(alive.map((copy) => copy.data)));
}

/** What of a judgement section 6 shows. */
function shown({ authorized, failed }: Reasoned): Judgement {
  return { authorized, failed };
}

/** Section 6, transfers, with their authorization; causes come later. */
function transferFacts(derivation: Derivation): Transfer[] {
  const { model } = derivation;
  const transfers: Transfer[] = [];
  for (const id of sorted(model.flows.keys())) {
    const flow = found(model.flows, id);
    const certain = transferred(derivation, id, CERTAIN);
    for (const data of sorted(transferred(derivation, id, MAY))) {
      transfers.push({
        flow: id,
        data,
        certain: certain.has(data),
        ended: !isActive(model, flow),
        ...shown(judgeTransfer(model, flow, data)),
        consequence: false,
        cause: null,
      });
    }
  }
  return transfers;
}

/** Section 2, cause and consequence: the transfers with their causes. */
function withCauses(
  model: Model,
  transfers: Transfer[],
  collections: AtSystem[],
  productions: AtSystem[],
): Transfer[] {
  const stepOf = new Map(
    transfers.filter(({ certain }) => certain).map((fact) => [fact, transferStep(fact)]),
  );
  const causes = findCauses(model, [
    ...collections.map(({ system, data, authorized }) => ({
      step: `collect:${system}/${data}`,
      data,
      broughtTo: system,
      brought: new Set([data]),
      authorized,
    })),
    ...productions.map(({ system, data, authorized }) => ({
      step: `produce:${system}/${data}`,
      data,
      broughtTo: system,
      brought: inside(model, data),
      authorized,
    })),
    ...stepOf.values(),
  ]);
  return transfers.map((fact) => {
    const step = stepOf.get(fact);
    const cause = step && causes.get(step);
    return cause ? { ...fact, consequence: true, cause: { step: cause.step, data: cause.data } } : fact;
  });

  function transferStep({ flow, data, authorized }: Transfer): StepFact {
    const { mode, to } = found(model.flows, flow);
    const broughtTo = mode === 'view' ? undefined : to;
    return { step: `flow:${flow}`, data, flow, broughtTo, brought: new Set([data]), authorized };
  }
}

/** Section 2, collection (s, d): a copy of d made by collection is alive at s at `at`. */
function collectionFacts(derivation: Derivation): AtSystem[] {
  const { model, certain } = derivation;
  return sorted(model.systems.keys()).flatMap((system) => {
    const collected = copiesAlive(model, certain, system, model.at)
      .filter((copy) => copy.step.startsWith('collect:'))
      .map((copy) => copy.data);
    return sorted(heldIn(model, new Set(collected))).map((data) => ({
      system,
      data,
      ...shown(judgeCollection(model, system, data)),
    }));
  });
}

/** Section 2, production (s, c): a copy made by production of c is alive at s at `at`. */
function productionFacts(derivation: Derivation): AtSystem[] {
  const { model, certain } = derivation;
  return sorted(model.systems.keys()).flatMap((system) => {
    const produced = copiesAlive(model, certain, system, model.at).filter((copy) =>
      copy.step.startsWith('produce:'),
    );
    return sorted(produced.map((copy) => copy.data)).map((data) => {
      const sources = sourcesOf(derivation, system, data);
      return { system, data, ...shown(judgeProduction(model, system, sources)) };
    });
  });
}

/** Section 2, production: the sources, by id, that were there on a day of a production whose copy is alive. */
export function sourcesOf(derivation: Derivation, system: string, data: string): string[] {
  const { model, certain } = derivation;
  const produced = copiesAlive(model, certain, system, model.at).filter(
    (copy) => copy.data === data && copy.step === `produce:${system}/${data}`,
  );
  return sourcesHeld(
    derivation,
    system,
    data,
    produced.map((copy) => copy.day),
  );
}

function sourcesHeld({ model, certain }: Derivation, system: string, data: string, days: Day[]): string[] {
  const held = new Set(days.flatMap((day) => holdings(model, certain, system, day)));
  return sorted(found(model.data, data).derivedFrom ?? []).filter((source) => held.has(source));
}

/** Section 2, access authorized (x, s, d): x active, holds (s, d). */
function accessFacts({ model, certain }: Derivation): Reach[] {
  const reached: Reach[] = [];
  for (const [id, access] of model.access) {
    if (!isActive(model, access)) continue;
    for (const system of new Set(access.systems)) {
      for (const data of holdings(model, certain, system, model.at)) {
        reached.push({ access: id, system, data, ...shown(judgeAccess(model, access, system, data)) });
      }
    }
  }
  return sortedBy(reached, (fact) => [fact.access, fact.system, fact.data]);
}

/** Section 2, extractable (p, s, d): true and unknown. */
function extractableFacts(derivation: Derivation): Extractable[] {
  return abilities(derivation).filter(({ verdict }) => verdict !== 'false');
}

/** Section 2, extractable (p, s, d): the strongest verdict over p's accesses to a store, false ones included. */
export function abilities({ model, certain }: Derivation): Extractable[] {
  const extractable: Extractable[] = [];
  for (const party of sorted(model.parties.keys())) {
    for (const id of sorted(model.systems.keys())) {
      const system = found(model.systems, id);
      const accesses = accessesOf(model, party, id);
      if (accesses.length === 0 || system.storage === 'transient') continue;
      const means = any(accesses.map((access) => canExtract(access, system)));
      for (const data of holdings(model, certain, id, model.at)) {
        if (owners(model, data).includes(party)) continue;
        extractable.push({ party, system: id, data, verdict: means });
      }
    }
  }
  return extractable;
}

/** Section 2, extractable: persistent, a kind that touches the machine, and an open port or an open store. */
export function canExtract(access: Access, system: System): Verdict {
  return all([
    truth(system.storage !== 'transient'),
    touches(access),
    any([openPort(system), openStore(system)]),
  ]);
}

function touches({ kind }: Access): Verdict {
  if (kind === undefined) return 'unknown';
  return truth(['physical', 'maintenance', 'admin'].includes(kind));
}

export function openPort({ ports }: System): Verdict {
  const removableMedia = ports?.removableMedia ?? 'unknown';
  return removableMedia === 'unknown' ? 'unknown' : truth(removableMedia === 'allowed');
}

export function openStore({ encryption }: System): Verdict {
  const atRest = encryption?.atRest ?? 'unknown';
  return atRest === 'unknown' ? 'unknown' : truth(atRest === 'none');
}

/** The active accesses of a party to a system. */
export function accessesOf(model: Model, party: string, system: string): Access[] {
  return [...model.access.values()].filter(
    (access) => access.party === party && access.systems.includes(system) && isActive(model, access),
  );
}

/** Section 2, handles (p, d): a keeper of what holds or views d, or a party with active access to what holds it. */
function handleFacts({ model, certain }: Derivation, views: View[]): { party: string; data: string }[] {
  const handled: { party: string; data: string }[] = [];
  for (const party of sorted(model.parties.keys())) {
    const data: string[] = [];
    for (const system of model.systems.keys()) {
      const held = holdings(model, certain, system, model.at);
      if (accessesOf(model, party, system).length > 0) data.push(...held);
      if (!keepers(model, system).includes(party)) continue;
      data.push(...held);
      data.push(...views.filter((view) => view.system === system && view.certain).map((view) => view.data));
    }
    handled.push(...sorted(data).map((id) => ({ party, data: id })));
  }
  return handled;
}

/** Section 2, tier (p, o): the length of the shortest chain of active contracts from o to p. */
function tierFacts(model: Model): { party: string; owner: string; tier: number }[] {
  const tiers: { party: string; owner: string; tier: number }[] = [];
  const dataOwners = sorted([...model.data.values()].map((datum) => datum.owner));
  for (const party of sorted(model.parties.keys())) {
    for (const owner of dataOwners) {
      const tier = party === owner ? undefined : shortestChain(model, owner, party);
      if (tier !== undefined) tiers.push({ party, owner, tier });
    }
  }
  return tiers;
}

/** Section 2, tier: contracts of the first tier, then those that hang under one of them, and so on. */
function shortestChain(model: Model, owner: string, party: string): number | undefined {
  const active = [...model.contracts].filter(([, contract]) => isActive(model, contract));
  let tier = active.filter(([, contract]) => contract.acquirer === owner);
  // A chain without repetition is no longer than the number of contracts.
  for (let length = 1; length <= active.length; length++) {
    if (tier.some(([, contract]) => contract.supplier === party)) return length;
    tier = active.filter(([, contract]) =>
      tier.some(([id, above]) => contract.under === id && contract.acquirer === above.supplier),
    );
  }
  return undefined;
}

/** Section 2, exposed (X), of each zone. */
function exposureFacts({ model, certain, perhaps }: Derivation): Exposure[] {
  return sorted(model.zones.keys()).map((zone) => {
    const systems = [...model.systems].filter(([, system]) => system.zone === zone).map(([id]) => id);
    const heldBy = (copies: Copies) =>
      sorted(systems.flatMap((system) => holdings(model, copies, system, model.at)));
    const data = heldBy(certain);
    const { records, subjects } = sums(model, data);
    const isMorePossible = heldBy(perhaps).length > data.length;
    return {
      zone,
      data,
      records: records.sum,
      subjects: subjects.sum,
      lowerBound: records.unstated || subjects.unstated || isMorePossible,
    };
  });
}

/** A sum, and whether a datum that is summed does not state its number. */
export interface Sum {
  sum: number;
  unstated: boolean;
}

/** Section 2, exposed: the sums over some data. */
export function sums(model: Model, data: string[]): { records: Sum; subjects: Sum } {
  const summed = data.filter((id) => !data.some((other) => isBelow(model, id, other)));
  const weigh = (count: (datum: DataSet) => number | undefined): Sum => ({
    sum: summed.map((id) => weight(model, data, id, count)).reduce((sum, more) => sum + more, 0),
    unstated: summed.some((id) => count(found(model.data, id)) === undefined),
  });
  return { records: weigh((datum) => datum.records), subjects: weigh((datum) => datum.subjects) };
}

/** Section 2, exposed: is d contained in, or derived from, c, transitively, through any data? */
function isBelow(model: Model, d: string, c: string): boolean {
  return [...model.data].some(
    ([id, datum]) =>
      (found(model.data, c).contains?.includes(id) || datum.derivedFrom?.includes(c)) &&
      (id === d || isBelow(model, d, id)),
  );
}

/** Section 2, exposed: the larger of the own stated number and the weights of exposed data below it. */
function weight(
  model: Model,
  exposed: string[],
  id: string,
  count: (datum: DataSet) => number | undefined,
): number {
  const below = exposed.filter((other) => isBelow(model, other, id));
  return Math.max(
    count(found(model.data, id)) ?? 0,
    ...below.map((other) => weight(model, exposed, other, count)),
  );
}

/** Section 6, coverage: the active flows, and those of them that state their payload. */
function coverage(model: Model): { flows: number; stated: number } {
  const active = [...model.flows.values()].filter((flow) => isActive(model, flow));
  return { flows: active.length, stated: active.filter((flow) => !isOpaque(flow)).length };
}
