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
import { PairTable } from './pairs.ts';
import { statedPeriods, type StatedPeriods } from './periods.ts';
import { isActive, stepsOf } from './steps.ts';
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
  /** Exposure of a set of systems. */
  exposure(systems: Iterable<number>): Exposure;
}

/** Derives all facts of a model at a day. */
export function factsOf(model: Model, at: number): Facts {
  const days = new DaySets(at);
  const ground: Ground = {
    model,
    days,
    steps: stepsOf(model, at),
    lifetimes: lifetimesOf(model.systems, days),
  };
  const permissions = permissionsOf(model, at);
  const owners = ownersOf(model, permissions);
  const court = { model, owners, permissions, at };
  const copies = copiesOf(ground);
  const holdings = holdingsOf(copies, ground);
  const carried = carriedBy(copies, ground);
  const views = viewsOf(carried, model);
  const transfers = judgeTransfers(carried, court);
  const collections = judgeCollections(ground, court);
  const productions = judgeProductions(copies[1], ground, court);
  return {
    model,
    at,
    ground,
    copies,
    owners,
    permissions,
    holdings,
    views,
    transfers,
    causes: causesOf(model, transfers, collections, productions),
    collections,
    productions,
    accesses: judgeAccess(holdings, court),
    extractables: extractablesOf(model, holdings, owners, at),
    handles: handlesOf(model, holdings, views, at),
    tiers: tiersOf(model, at),
    coverage: coverageOf(model, at),
    periods: statedPeriods(model),
    witnesses: witnessesOf(copies, holdings, ground),
    exposure: (systems) => exposureOf(systems, holdings, model),
  };
}

/** Each pair once; certain where some view shows it for certain. */
function viewsOf({ flow, datum, certain }: Carried, { flows, systems, data }: Model): Views {
  const pairs = new PairTable();
  const sure: number[] = [];
  for (let i = 0; i < flow.length; i++) {
    if (flows.mode[flow[i]] !== Mode.view) continue;
    const slot = pairs.slot(flows.target[flow[i]], datum[i]);
    sure[slot] = Math.max(sure[slot] ?? 0, certain[i]);
  }
  const order = pairs.sorted(systems.ids.length, data.ids.length);
  return {
    system: Int32Array.from(order, (slot) => pairs.rowOf.get(slot)),
    datum: Int32Array.from(order, (slot) => pairs.columnOf.get(slot)),
    certain: Uint8Array.from(order, (slot) => sure[slot]),
  };
}

function coverageOf({ flows }: Model, at: number): Coverage {
  let active = 0;
  let stated = 0;
  for (let f = 0; f < flows.ids.length; f++) {
    if (!isActive(flows, f, at)) continue;
    active++;
    if (flows.payload[f] !== Payload.opaque) stated++;
  }
  return { flows: active, stated };
}
