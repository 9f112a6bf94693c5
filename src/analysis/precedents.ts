/** Verdicts on permission, each found once for all facts that no authorization can tell apart. */
import type { Model } from '../model/model.ts';
import { IntColumn, row, type Rows } from '../model/rows.ts';
import type { Permissions } from './authorization.ts';
import { custodyOf } from './custody.ts';
import { PairTable } from './pairs.ts';
import type { Manner } from './requests.ts';
import { FALSE, type Truth } from './truth.ts';

/** Who asks for something, where, for what and by what means: one number for those that are alike. */
export interface Precedents {
  /** The circumstances of the keepers of a system. */
  ofKeepers(system: number, manner: Manner): number;
  /** The circumstances of a party. */
  ofParty(party: number, manner: Manner): number;
  /** May those who ask have a datum? */
  allowed(circumstances: number, datum: number): Truth;
}

/** Nobody is known to ask. */
const NOBODY = -1;

/** Precedents over the permissions of a model. */
export function precedentsOf(model: Model, owners: Rows, permissions: Permissions): Precedents {
  const { systems } = model;
  const { kinds } = permissions;
  const custody = custodyOf(permissions);
  const datumKind = kindsOfData(model, owners, kinds.datum);
  const places = new PairTable(); // who asks, and the kind of the zone
  const circumstances = new PairTable(); // the place, and the kind of the manner
  const examples: { readonly grantees: Int32Array; readonly manner: Manner }[] = []; // by circumstances
  const cases = new PairTable(1024); // the circumstances, and the kind of the datum
  const verdicts = new IntColumn(1024);

  const numberOf = (who: number, manner: Manner, grantees: () => Int32Array): number => {
    const place = places.slot(who, manner.zone < 0 ? -1 : kinds.zone[manner.zone]);
    const number = circumstances.slot(place, kinds.manner(manner));
    if (number === examples.length) examples.push({ grantees: grantees(), manner });
    return number;
  };
  return {
    ofKeepers(system, manner) {
      const keepers = systems.keeperSet[system];
      return keepers < 0 ? NOBODY : numberOf(keepers, manner, () => row(systems.keepers, system));
    },
    ofParty: (party, manner) => numberOf(-1 - party, manner, () => Int32Array.of(party)),
    allowed(number, datum) {
      if (number === NOBODY) return FALSE;
      const found = cases.slot(number, datumKind[datum]);
      if (found === verdicts.length) {
        const { grantees, manner } = examples[number];
        verdicts.push(custody.allowed(grantees, row(owners, datum), { ...manner, datum }));
      }
      return verdicts.get(found) as Truth;
    },
  };
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
