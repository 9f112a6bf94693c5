/** Verdicts on permission, each found once for all facts that no authorization can tell apart. */
import { Mode, type Model } from '../model/model.ts';
import { IntColumn, row, type Rows } from '../model/rows.ts';
import type { Permissions } from './authorization.ts';
import { custodyOf, type Asked } from './custody.ts';
import { PairTable } from './pairs.ts';
import {
  accessManner,
  ACTION_NUMBERS,
  mannerAt,
  transferManner,
  type Action,
  type Manner,
  type Request,
} from './requests.ts';
import { TRUE, type Truth } from './truth.ts';

/** Who asks for something, where, for what and by what means: one number for circumstances that are alike. */
export interface Precedents {
  /** The keepers of the target of a flow, for what it moves or shows. */
  ofFlow(flow: number): number;
  /** The keepers of a system, for what it does itself. */
  ofSystem(system: number, action: Action): number;
  /** The party that has access to a system. */
  ofAccess(access: number, system: number, action: Action): number;
  /** One number, from 0 on in the order in which they come, for all data that are alike to those who ask. */
  caseOf(circumstances: number, datum: number): number;
  /** Is what is asked in a case permitted? */
  verdict(number: number): Truth;
  /** What is asked in a case, for the first datum that it stands for. */
  asked(number: number): readonly Asked[];
}

/** Nobody is known to ask. */
const NOBODY = -1;
/** Nobody has to ask, since those who have something are its only owners. */
const NO_NEED = -2;
/** There are several, or none. */
const NO_ONE = -1;
/** A verdict that has not been asked for. */
const UNJUDGED = -1;

/** Precedents over the permissions of a model. */
export function precedentsOf(model: Model, owners: Rows, permissions: Permissions): Precedents {
  const { systems, flows, access } = model;
  const { kinds } = permissions;
  const custody = custodyOf(permissions);
  const datumKind = kindsOfData(model, owners, kinds.datum);
  const soleOwner = Int32Array.from(datumKind, (_, datum) => onlyOne(row(owners, datum)));
  const places = new PairTable(1024); // who asks, and the kind of the zone
  const circumstances = new PairTable(1024); // the place, and the kind of the manner
  const soleGrantee = new IntColumn(1024); // by circumstances
  const examples: { readonly grantees: Int32Array; readonly manner: Manner }[] = []; // likewise
  const cases = new PairTable(1024); // the circumstances, and the kind of the datum
  const exampleDatum = new IntColumn(1024); // by case
  const verdicts = new IntColumn(1024); // likewise
  const ownersOf: (Int32Array | undefined)[] = []; // by datum

  const numberOf = (who: number, zone: number, manner: number): number =>
    circumstances.slot(places.slot(who, zone < 0 ? -1 : kinds.zone[zone]), manner);
  /** A new number is kept with the first that it stands for. */
  const keep = (grantees: Int32Array, manner: Manner): void => {
    examples.push({ grantees, manner });
    soleGrantee.push(onlyOne(grantees));
  };
  let free: number | undefined; // the case of NO_NEED
  const isFree = (number: number): boolean => cases.rowOf.get(number) === NO_NEED;
  const numbered = (number: number, kind: number, datum: number): number => {
    const found = cases.slot(number, kind);
    if (found === exampleDatum.length) {
      exampleDatum.push(datum);
      verdicts.push(UNJUDGED);
    }
    return found;
  };
  const exampleOf = (number: number): [grantees: Int32Array, owners: Int32Array, request: Request] => {
    const circumstance = cases.rowOf.get(number);
    const { grantees, manner } = circumstance === NOBODY ? UNKNOWN_CUSTODY : examples[circumstance];
    const datum = exampleDatum.get(number);
    return [grantees, (ownersOf[datum] ??= row(owners, datum)), { ...manner, datum }];
  };
  return {
    ofFlow(flow) {
      const system = flows.target[flow];
      if (systems.keeperSet[system] < 0) return NOBODY;
      const manner = kinds.manner(actionOf(flows.mode[flow]), flows.purpose[flow], flows.channel[flow]);
      const number = numberOf(systems.keeperSet[system], systems.zone[system], manner);
      if (number === examples.length) keep(row(systems.keepers, system), transferManner(model, flow));
      return number;
    },
    ofSystem(system, action) {
      if (systems.keeperSet[system] < 0) return NOBODY;
      const manner = kinds.manner(ACTION_NUMBERS[action], systems.purpose[system], undefined);
      const number = numberOf(systems.keeperSet[system], systems.zone[system], manner);
      if (number === examples.length) keep(row(systems.keepers, system), mannerAt(model, system, action));
      return number;
    },
    ofAccess(x, system, action) {
      const manner = kinds.manner(ACTION_NUMBERS[action], access.purpose[x], undefined);
      const number = numberOf(-1 - access.party[x], systems.zone[system], manner);
      if (number === examples.length)
        keep(Int32Array.of(access.party[x]), accessManner(model, x, system, action));
      return number;
    },
    caseOf(number, datum) {
      if (number === NOBODY || soleOwner[datum] < 0 || soleGrantee.get(number) !== soleOwner[datum]) {
        return numbered(number, datumKind[datum], datum);
      }
      // In half of the transfers of the benchmark data stay with their only owner, so that this case is not looked for.
      return (free ??= numbered(NO_NEED, 0, datum));
    },
    verdict(number) {
      if (verdicts.get(number) === UNJUDGED) {
        verdicts.set(number, isFree(number) ? TRUE : custody.allowed(...exampleOf(number)));
      }
      return verdicts.get(number) as Truth;
    },
    asked: (number) => (isFree(number) ? [] : custody.asked(...exampleOf(number))),
  };
}

/** What stands for all that is asked where nobody is known to ask. */
const UNKNOWN_CUSTODY = {
  grantees: new Int32Array(0),
  manner: { action: 'hold', purpose: -1, zone: -1, channel: undefined },
} as const;

function actionOf(mode: number): number {
  return mode === Mode.view ? ACTION_NUMBERS.view : ACTION_NUMBERS.hold;
}

function onlyOne(parties: Int32Array): number {
  return parties.length === 1 ? parties[0] : NO_ONE;
}

/** Data that authorizations cannot tell apart, and that have the same owners. */
function kindsOfData({ data }: Model, owners: Rows, alike: Int32Array): Int32Array {
  const sets = new Map<string, number>();
  const pairs = new PairTable();
  const kinds = new Int32Array(data.ids.length);
  for (let datum = 0; datum < kinds.length; datum++) {
    const ofDatum = row(owners, datum);
    let set = ofDatum[0];
    if (ofDatum.length > 1) {
      const key = ofDatum.join();
      set = sets.get(key) ?? -1 - sets.size; // below those that are the number of one owner
      sets.set(key, set);
    }
    kinds[datum] = pairs.slot(alike[datum], set);
  }
  return kinds;
}
