/** Model -> derived facts (docs/semantics.md): everything that rules and reports are made from, at one day. */
import { Mode, Payload, type Model } from '../model/model.ts';
import type { Rows } from '../model/rows.ts';
import { extractablesOf, handlesOf, type Extractables, type Pairs } from './abilities.ts';
import { permissionsOf, type Permissions } from './authorization.ts';
import { carriedBy, type Carried } from './carried.ts';
import { causesOf, type Causes } from './causes.ts';
import { tiersOf, type Tier } from './chains.ts';
import type { Ground } from './copies.ts';
import { DaySets } from './days.ts';
import { exposureOf, type Exposure } from './exposure.ts';
import { copiesOf, holdingsOf, type CopiesByPreference, type Holdings } from './holdings.ts';
import {
  judgeAccess,
  judgeCollections,
  judgeProductions,
  judgeTransfers,
  type AccessFacts,
  type Collections,
  type JudgedProductions,
  type Transfers,
} from './judged.ts';
import { lifetimesOf } from './lifetimes.ts';
import { ownersOf } from './owners.ts';
import { precedentsOf, type Precedents } from './precedents.ts';
import { lazily } from './lazily.ts';
import { picked } from './moving.ts';
import { networkOf } from './network.ts';
import { PairTable } from './pairs.ts';
import { statedPeriods, type StatedPeriods } from './periods.ts';
import { isActive, stepsOf } from './steps.ts';
import type { Truth } from './truth.ts';
import { witnessesOf, type Witnesses } from './witness.ts';

/** Version of what the facts mean; raised when docs/semantics.md decides something anew. */
export const FACTS_VERSION = 1;

/** (system, datum) pairs that active views show. */
export interface Views {
  readonly system: Int32Array;
  readonly datum: Int32Array;
  readonly certain: Uint8Array;
}

/** Active flows, and how many of them state what they carry. */
export interface Coverage {
  readonly flows: number;
  readonly stated: number;
}

/** All facts of a model at one day, as columns over the model's numbers. */
export interface Facts {
  readonly model: Model;
  /** Day of the check, in days since 1970-01-01. */
  readonly at: number;
  readonly ground: Ground;
  readonly copies: CopiesByPreference;
  readonly owners: Rows;
  readonly permissions: Permissions;
  readonly precedents: Precedents;
  readonly holdings: Holdings;
  readonly views: Views;
  readonly transfers: Transfers;
  readonly causes: Causes;
  readonly collections: Collections;
  readonly productions: JudgedProductions;
  readonly accesses: AccessFacts;
  readonly extractables: Extractables;
  readonly handles: Pairs;
  readonly tiers: readonly Tier[];
  readonly coverage: Coverage;
  readonly periods: StatedPeriods;
  readonly witnesses: Witnesses;
  /** Whether each waiver accepts a finding, by its number; known only where findings were looked for. */
  readonly waiverUse?: readonly Truth[];
  /** Exposure of a set of systems. */
  exposure(systems: Iterable<number>): Exposure;
}

/** Derives the facts of a model at a day; what not every check asks for, when it is asked for. */
export function factsOf(model: Model, at: number): Facts {
  const days = new DaySets(at);
  const lifetimes = lifetimesOf(model.systems, days);
  const steps = stepsOf(model, at);
  const ground: Ground = { model, days, steps, lifetimes, network: networkOf(model, at, steps) };
  const permissions = permissionsOf(model, at);
  const owners = ownersOf(model, permissions);
  const court = { model, owners, permissions, precedents: precedentsOf(model, owners, permissions), at };
  const copies = copiesOf(ground);
  const holdings = holdingsOf(copies, ground);
  const carried = carriedBy(copies, ground);
  const views = viewsOf(carried, model);
  // INVARIANT: transfers are judged first, so that their cases are numbered from 0 on.
  const transfers = judgeTransfers(carried, court);
  const collections = judgeCollections(ground, court);
  const productions = judgeProductions(copies[1], ground, court);
  const accesses = lazily(() => judgeAccess(holdings, court));
  const causes = lazily(() => causesOf(model, transfers, collections, productions));
  const extractables = lazily(() => extractablesOf(model, holdings, owners, at));
  const handles = lazily(() => handlesOf(model, holdings, views, at));
  const tiers = lazily(() => tiersOf(model, at));
  const coverage = lazily(() => coverageOf(model, at));
  const periods = lazily(() => statedPeriods(model));
  return {
    model,
    at,
    ground,
    copies,
    owners,
    permissions,
    precedents: court.precedents,
    holdings,
    views,
    transfers,
    collections,
    productions,
    get accesses() {
      return accesses();
    },
    causes: (transfer) => causes()(transfer),
    get extractables() {
      return extractables();
    },
    get handles() {
      return handles();
    },
    get tiers() {
      return tiers();
    },
    get coverage() {
      return coverage();
    },
    get periods() {
      return periods();
    },
    witnesses: witnessesOf(copies, holdings, ground),
    exposure: (systems) => exposureOf(systems, holdings, model),
  };
}

/** Each pair once; certain where some view shows it for certain. */
function viewsOf({ starts, datum, certain }: Carried, { flows, systems, data }: Model): Views {
  const pairs = new PairTable();
  const sure: number[] = [];
  for (let f = 0; f < flows.mode.length; f++) {
    if (flows.mode[f] !== Mode.view) continue;
    for (let i = starts[f]; i < starts[f + 1]; i++) {
      const slot = pairs.slot(flows.target[f], datum[i]);
      sure[slot] = Math.max(sure[slot] ?? 0, certain[i]);
    }
  }
  const order = pairs.sorted(systems.ids.length, data.ids.length);
  return {
    system: picked(pairs.rowOf.filled(), order),
    datum: picked(pairs.columnOf.filled(), order),
    certain: Uint8Array.from(order, (slot) => sure[slot]),
  };
}

function coverageOf({ flows }: Model, at: number): Coverage {
  let active = 0;
  let stated = 0;
  for (let f = 0; f < flows.payload.length; f++) {
    if (!isActive(flows, f, at)) continue;
    active++;
    if (flows.payload[f] !== Payload.opaque) stated++;
  }
  return { flows: active, stated };
}
