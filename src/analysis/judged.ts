/** Facts with their authorization: transfers, collections, productions and accesses. */
import type { Access } from '../manifest/format.ts';
import type { Model } from '../model/model.ts';
import { IntColumn, row, type Rows } from '../model/rows.ts';
import { type Closest, type Permissions } from './authorization.ts';
import { collectionsOf, productionsOf, type Carried, type Made, type Productions } from './carried.ts';
import type { Copies, Ground } from './copies.ts';
import { custodyOf, type Asked } from './custody.ts';
import { isCertain, type Holdings } from './holdings.ts';
import type { Precedents } from './precedents.ts';
import { accessManner, requestAt, transferRequest, type Action, type Request } from './requests.ts';
import { isActive } from './steps.ts';
import { and, TRUE, UNKNOWN, type Truth } from './truth.ts';

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
  /** The case of each (`Precedents`): where it is the same, so is every answer about permission. Below their count. */
  readonly group: Int32Array;
  /** 1 where the flow is over and its copy is not. */
  readonly ended: Uint8Array;
}
export interface Collections extends Made, Judged {}
export interface JudgedProductions extends Productions, Judged {}
export interface AccessFacts extends Judged {
  readonly access: Int32Array;
  readonly system: Int32Array;
  readonly datum: Int32Array;
  /** What access i needs to be permitted; several where its kind is not stated. */
  actions(i: number): readonly Action[];
}

/** What judging needs. */
export interface Court {
  readonly model: Model;
  readonly owners: Rows;
  readonly permissions: Permissions;
  readonly precedents: Precedents;
  readonly at: number;
}

/** Judges each transfer: action hold, or view for a view; purpose and channel of the flow; zone of its target. */
export function judgeTransfers(carried: Carried, court: Court): Transfers {
  const { model, precedents, at } = court;
  const { flows } = model;
  const { starts, flow, datum } = carried;
  const authorized = new Uint8Array(datum.length);
  const ended = new Uint8Array(datum.length);
  const group = new Int32Array(datum.length);
  for (let f = 0; f < flows.from.length; f++) {
    if (starts[f] === starts[f + 1]) continue;
    if (!isActive(flows, f, at)) ended.fill(1, starts[f], starts[f + 1]);
    const circumstances = precedents.ofFlow(f);
    for (let i = starts[f]; i < starts[f + 1]; i++) {
      const number = precedents.caseOf(circumstances, datum[i]);
      authorized[i] = precedents.verdict(number);
      group[i] = number;
    }
  }
  const keepers = (i: number): Int32Array => row(model.systems.keepers, flows.target[flow[i]]);
  const request = (i: number): Request => transferRequest(model, flow[i], datum[i]);
  return { ...carried, authorized, ended, group, ...permissionsFor(datum, keepers, request, court) };
}

/** Judges each collection: action collect, purpose and zone of the system. */
export function judgeCollections(ground: Ground, court: Court): Collections {
  const { model, precedents } = court;
  const made = collectionsOf(ground);
  const { system, datum } = made;
  const authorized = new Uint8Array(datum.length);
  for (let i = 0; i < datum.length; i++) {
    authorized[i] = precedents.verdict(
      precedents.caseOf(precedents.ofSystem(system[i], 'collect'), datum[i]),
    );
  }
  const keepers = (i: number): Int32Array => row(model.systems.keepers, system[i]);
  const request = (i: number): Request => requestAt(model, system[i], datum[i], 'collect');
  return { ...made, authorized, ...permissionsFor(datum, keepers, request, court) };
}

/** What facts about a datum need permission for. */
function permissionsFor(
  datum: Int32Array,
  grantees: (i: number) => Int32Array,
  request: (i: number) => Request,
  { owners, permissions }: Court,
): Pick<Judged, 'refusal' | 'asked'> {
  const custody = custodyOf(permissions);
  return {
    refusal: (i) => custody.refusal(grantees(i), row(owners, datum[i]), request(i)),
    asked: (i) => custody.asked(grantees(i), row(owners, datum[i]), request(i)),
  };
}

/** Judges each production by the owners of its sources alone; what is inside the product is judged when it moves. */
export function judgeProductions(certain: Copies, ground: Ground, court: Court): JudgedProductions {
  const { model, owners, precedents } = court;
  const productions = productionsOf(certain, ground);
  const { system, sources } = productions;
  const custody = custodyOf(court.permissions);
  const keepers = (i: number): Int32Array => row(model.systems.keepers, system[i]);
  const request = (i: number, source: number): Request => requestAt(model, system[i], source, 'derive');
  const ofSource = (i: number, source: number): Truth =>
    precedents.verdict(precedents.caseOf(precedents.ofSystem(system[i], 'derive'), source));
  const authorized = Uint8Array.from(sources, (present, i) =>
    present.reduce<Truth>((answer, source) => and(answer, ofSource(i, source)), TRUE),
  );
  const refusal = (i: number): Closest => {
    const source = sources[i].find((candidate) => ofSource(i, candidate) !== TRUE) ?? sources[i][0];
    return custody.refusal(keepers(i), row(owners, source), request(i, source));
  };
  const asked = (i: number): readonly Asked[] =>
    sources[i].flatMap((source) => custody.asked(keepers(i), row(owners, source), request(i, source)));
  return { ...productions, authorized, refusal, asked };
}

const ACCESS_ACTIONS: Readonly<Record<NonNullable<Access['kind']> | 'unstated', readonly Action[]>> = {
  physical: ['maintain'],
  maintenance: ['maintain'],
  admin: ['maintain'],
  remote: ['view'],
  user: ['view'],
  unstated: ['maintain', 'view'],
};

/** Judges each active access to each system for each datum that it certainly holds. */
export function judgeAccess(holdings: Holdings, court: Court): AccessFacts {
  const { model, owners, permissions, precedents } = court;
  const facts = accessesOf(holdings, court);
  const request = (i: number, action: Action): Request => ({
    datum: facts.datum[i],
    ...accessManner(model, facts.access[i], facts.system[i], action),
  });
  const granted = (i: number, action: Action): Truth =>
    precedents.verdict(
      precedents.caseOf(precedents.ofAccess(facts.access[i], facts.system[i], action), facts.datum[i]),
    );
  const ofAccess = model.access.entry.all().map(({ kind }) => ACCESS_ACTIONS[kind ?? 'unstated']);
  const actions = (i: number): readonly Action[] => ofAccess[facts.access[i]];
  const authorized = new Uint8Array(facts.access.length);
  for (let i = 0; i < authorized.length; i++) {
    // Where several actions may be meant, the answer is the one that they have in common.
    const answers = actions(i).map((action) => granted(i, action));
    authorized[i] = answers.every((answer) => answer === answers[0]) ? answers[0] : UNKNOWN;
  }
  const refusal = (i: number): Closest => {
    const action = actions(i).find((each) => granted(i, each) !== TRUE) ?? actions(i).at(-1) ?? 'view';
    const party = model.access.party[facts.access[i]];
    const asked = request(i, action);
    const owner = row(owners, facts.datum[i]).find(
      (o) => o !== party && permissions.authorized(o, party, asked) !== TRUE,
    );
    return permissions.closest(owner ?? -1, party, asked);
  };
  const asked = (i: number): readonly Asked[] => {
    const grantee = model.access.party[facts.access[i]];
    return [...row(owners, facts.datum[i])]
      .filter((owner) => owner !== grantee)
      .flatMap((owner) => actions(i).map((each) => ({ owner, grantee, request: request(i, each) })));
  };
  return { ...facts, authorized, actions, refusal, asked };
}

/** Data within reach of active access: what each system that it reaches certainly holds. */
function accessesOf(
  holdings: Holdings,
  { model, at }: Court,
): Pick<AccessFacts, 'access' | 'system' | 'datum'> {
  const [access, system, datum] = [0, 1, 2].map(() => new IntColumn());
  for (let x = 0; x < model.access.ids.length; x++) {
    if (!isActive(model.access, x, at)) continue;
    for (const s of row(model.access.systems, x)) {
      for (let h = holdings.starts[s]; h < holdings.starts[s + 1]; h++) {
        if (!isCertain(holdings.preference[h])) continue;
        access.push(x);
        system.push(s);
        datum.push(holdings.datum[h]);
      }
    }
  }
  return { access: access.filled(), system: system.filled(), datum: datum.filled() };
}
