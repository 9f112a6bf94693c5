/** Facts with their authorization: transfers, collections, productions and accesses. */
import type { Model } from '../model/model.ts';
import { IntColumn, row, type Rows } from '../model/rows.ts';
import { type Closest, type Permissions } from './authorization.ts';
import type { Action, Request } from './requests.ts';
import { custodyOf, type Asked, type Custody } from './custody.ts';
import { collectionsOf, productionsOf, type Carried, type Made, type Productions } from './carried.ts';
import type { Copies, Ground } from './copies.ts';
import { isCertain, type Holdings } from './holdings.ts';
import { requestAt, transferRequest } from './requests.ts';
import { isActive } from './steps.ts';
import { TRUE, UNKNOWN, type Truth } from './truth.ts';

/** Facts that need a permission: whether they have it, and where not, what comes closest. */
export interface Judged {
  /** Authorized? By fact. */
  readonly authorized: Uint8Array;
  /** What comes closest to allowing fact i, where it is not authorized. */
  refusal(i: number): Closest;
  /** The permissions that fact i needs. */
  asked(i: number): readonly Asked[];
}

export interface Transfers extends Carried, Judged {
  /** 1 where the flow is over and its copy is not. */
  readonly ended: Uint8Array;
}
export interface Collections extends Made, Judged {}
export interface JudgedProductions extends Productions, Judged {}
export interface AccessFacts extends Judged {
  readonly access: Int32Array;
  readonly system: Int32Array;
  readonly datum: Int32Array;
}

/** What judging needs. */
export interface Court {
  readonly model: Model;
  readonly owners: Rows;
  readonly permissions: Permissions;
  readonly at: number;
}

/** Judges each transfer: action hold, or view for a view; purpose and channel of the flow; zone of its target. */
export function judgeTransfers(carried: Carried, court: Court): Transfers {
  const { model, owners, at } = court;
  const { flows } = model;
  const custody = custodyOf(model, court.permissions);
  const request = (i: number): Request => transferRequest(model, carried.flow[i], carried.datum[i]);
  const target = (i: number): number => flows.target[carried.flow[i]];
  const judged = judge(carried.flow.length, custody, target, (i) => row(owners, carried.datum[i]), request);
  const ended = new Uint8Array(carried.flow.length);
  for (let f = 0; f < flows.from.length; f++) {
    if (!isActive(flows, f, at)) ended.fill(1, carried.starts[f], carried.starts[f + 1]);
  }
  return { ...carried, ...judged, ended };
}

/** Judges each collection: action collect, purpose and zone of the system. */
export function judgeCollections(ground: Ground, court: Court): Collections {
  const made = collectionsOf(ground);
  return { ...made, ...judgeMade(made, 'collect', court) };
}

function judgeMade(made: Made, action: Action, court: Court): Judged {
  const custody = custodyOf(court.model, court.permissions);
  return judge(
    made.system.length,
    custody,
    (i) => made.system[i],
    (i) => row(court.owners, made.datum[i]),
    (i) => requestAt(court.model, made.system[i], made.datum[i], action),
  );
}

/** Judges each production by the owners of its sources alone; what is inside the product is judged when it moves. */
export function judgeProductions(certain: Copies, ground: Ground, court: Court): JudgedProductions {
  const productions = productionsOf(certain, ground);
  const custody = custodyOf(court.model, court.permissions);
  const request = (i: number, source: number) =>
    requestAt(court.model, productions.system[i], source, 'derive');
  const ofSource = (i: number, source: number): Truth =>
    custody.allowed(productions.system[i], row(court.owners, source), request(i, source));
  const authorized = Uint8Array.from(productions.sources, (sources, i) =>
    sources.reduce<Truth>((answer, source) => Math.min(answer, ofSource(i, source)) as Truth, TRUE),
  );
  const refusal = (i: number): Closest => {
    const { sources } = productions;
    const source = sources[i].find((candidate) => ofSource(i, candidate) !== TRUE) ?? sources[i][0];
    return custody.refusal(productions.system[i], row(court.owners, source), request(i, source));
  };
  const asked = (i: number): readonly Asked[] =>
    productions.sources[i].flatMap((source) =>
      custody.asked(productions.system[i], row(court.owners, source), request(i, source)),
    );
  return { ...productions, authorized, refusal, asked };
}

function judge(
  count: number,
  custody: Custody,
  system: (i: number) => number,
  owners: (i: number) => Int32Array,
  request: (i: number) => Request,
): Judged {
  const authorized = new Uint8Array(count);
  for (let i = 0; i < count; i++) authorized[i] = custody.allowed(system(i), owners(i), request(i));
  return {
    authorized,
    refusal: (i) => custody.refusal(system(i), owners(i), request(i)),
    asked: (i) => custody.asked(system(i), owners(i), request(i)),
  };
}

const ACCESS_ACTION: Readonly<Record<string, Action>> = {
  physical: 'maintain',
  maintenance: 'maintain',
  admin: 'maintain',
  remote: 'view',
  user: 'view',
};

/** Judges each active access to each system for each datum that it certainly holds. */
export function judgeAccess(holdings: Holdings, court: Court): AccessFacts {
  const { model, owners, permissions, at } = court;
  const { access, systems } = model;
  const columns = { access: new IntColumn(), system: new IntColumn(), datum: new IntColumn() };
  for (let x = 0; x < access.ids.length; x++) {
    if (!isActive(access, x, at)) continue;
    for (const s of row(access.systems, x)) {
      for (let h = holdings.starts[s]; h < holdings.starts[s + 1]; h++) {
        if (!isCertain(holdings.preference[h])) continue;
        columns.access.push(x);
        columns.system.push(s);
        columns.datum.push(holdings.datum[h]);
      }
    }
  }
  const facts = {
    access: columns.access.filled(),
    system: columns.system.filled(),
    datum: columns.datum.filled(),
  };
  const request = (i: number, action: Action): Request => ({
    ...requestAt(model, facts.system[i], facts.datum[i], action),
    purpose: access.purpose[facts.access[i]],
    zone: systems.zone[facts.system[i]],
  });
  const granted = (i: number, action: Action): Truth => {
    const party = access.party[facts.access[i]];
    let answer: Truth = TRUE;
    for (const owner of row(owners, facts.datum[i])) {
      if (owner === party) continue;
      answer = Math.min(answer, permissions.authorized(owner, party, request(i, action))) as Truth;
    }
    return answer;
  };
  const actionOf = (i: number): Action | undefined =>
    ACCESS_ACTION[access.entry.at(facts.access[i]).kind ?? ''];
  const authorized = new Uint8Array(facts.access.length);
  for (let i = 0; i < authorized.length; i++) {
    const action = actionOf(i);
    authorized[i] =
      action === undefined ? agreed(granted(i, 'maintain'), granted(i, 'view')) : granted(i, action);
  }
  const refusal = (i: number): Closest => {
    const party = access.party[facts.access[i]];
    const action = actionOf(i) ?? (granted(i, 'maintain') !== TRUE ? 'maintain' : 'view');
    const asked = request(i, action);
    const owner = [...row(owners, facts.datum[i])].find(
      (o) => o !== party && permissions.authorized(o, party, asked) !== TRUE,
    );
    return permissions.closest(owner ?? -1, party, asked);
  };
  const asked = (i: number): readonly Asked[] => {
    const grantee = access.party[facts.access[i]];
    const action = actionOf(i);
    const actions: readonly Action[] = action === undefined ? ['maintain', 'view'] : [action];
    return [...row(owners, facts.datum[i])]
      .filter((owner) => owner !== grantee)
      .flatMap((owner) => actions.map((each) => ({ owner, grantee, request: request(i, each) })));
  };
  return { ...facts, authorized, refusal, asked };
}

/** The answer where both agree; otherwise it depends on what is not stated. */
function agreed(a: Truth, b: Truth): Truth {
  return a === b ? a : UNKNOWN;
}
