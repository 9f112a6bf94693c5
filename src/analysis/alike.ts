/** Transfers that need the same permissions: most differ in their flow or datum alone, and not in what is asked. */
import { CHANNELS } from '../model/channels.ts';
import { row } from '../model/rows.ts';
import type { Facts } from './facts.ts';
import { perFacts } from './per-facts.ts';

/** Numbers that are equal for transfers of which every question about permission has the same answer, from 0 on. */
export const permissionGroups = perFacts((facts): Int32Array => {
  const { transfers } = facts;
  const ofFlow = flowClasses(facts);
  const ofDatum = datumClasses(facts);
  const width = facts.model.data.ids.length;
  const number = numbering();
  return transfers.flow.map((flow, i) => number(ofFlow[flow] * width + ofDatum[transfers.datum[i]]));
});

/** Flows that ask the same of a datum, of the same parties. */
function flowClasses({ model: { flows, systems, zones, purposes } }: Facts): Int32Array {
  const number = numbering();
  const keeperSets = systems.ids.length;
  return flows.target.map((target, f) => {
    // One digit for each, all of them from 0 on.
    let key = flows.mode[f] * (keeperSets + 1) + systems.keeperSet[target] + 1;
    key = key * (zones.ids.length + 1) + systems.zone[target] + 1;
    key = key * (purposes.length + 1) + flows.purpose[f] + 1;
    return number(key * CHANNEL_COUNT + flows.channel[f] + 1);
  });
}

const CHANNEL_COUNT = CHANNELS.length + 1;

/** Data that no authorization can tell apart, and that have the same owners. */
function datumClasses({ model, owners, permissions }: Facts): Int32Array {
  const number = numbering<string>();
  const asked = { action: 'hold', purpose: -1, zone: -1, channel: undefined } as const;
  return Int32Array.from(model.data.ids, (_, datum) =>
    number(`${permissions.kinds.of({ datum, ...asked })} ${row(owners, datum).join()}`),
  );
}

/** Numbers keys in the order in which they come. */
function numbering<K = number>(): (key: K) => number {
  const known = new Map<K, number>();
  return (key) => {
    let number = known.get(key);
    if (number === undefined) known.set(key, (number = known.size));
    return number;
  };
}
