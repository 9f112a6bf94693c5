/** Flows of a manifest: each communication link, once for each direction in which it carries data. */
import type { Flow } from '../../manifest/format.ts';
import { idsFor, slug } from '../ids.ts';
import type { Placed } from '../schema.ts';
import type { DraftEntry } from '../draft.ts';
import type { DataAsset, Link, Model, TechnicalAsset } from './model.ts';
import type { References } from './references.ts';
import { PROTOCOLS, USAGES } from './words.ts';

/** One direction of a link; without data where the link states no payload at all. */
export interface Carried {
  readonly link: Link;
  /** The asset that the link belongs to. */
  readonly caller: TechnicalAsset;
  readonly direction: 'sent' | 'received';
  readonly from: TechnicalAsset;
  readonly to: TechnicalAsset;
  readonly data: readonly DataAsset[];
}

/** What each link carries: data that is sent to the target, and data that is received from it. */
export function carriedIn(model: Model, { assets, data }: References): Carried[] {
  const named = (placed: readonly Placed[]): DataAsset[] => [
    ...new Set(placed.flatMap(({ text }) => data.find(text) ?? [])),
  ];
  return model.assets.flatMap((caller) =>
    caller.links.flatMap((link): Carried[] => {
      const target = assets.find(link.target.text);
      if (target === undefined) return [];
      const sent = named(link.sent);
      const received = named(link.received);
      const isOpen = sent.length === 0 && received.length === 0;
      const both: Carried[] = [
        { link, caller, direction: 'sent', from: caller, to: target, data: sent },
        { link, caller, direction: 'received', from: target, to: caller, data: received },
      ];
      // What goes over a link that states nothing may go either way.
      return both.filter((each) => isOpen || each.data.length > 0);
    }),
  );
}

/** The ids of what a manifest names. */
export interface Ids {
  readonly systems: ReadonlyMap<string, string>;
  /** Several data assets can be one data set by the mapping. */
  readonly data: ReadonlyMap<string, string>;
}

/** The data sets that data assets are, each once. */
export function dataSets(assets: readonly string[], { data }: Ids): string[] {
  return [...new Set(assets.map((id) => data.get(id) ?? ''))];
}

/** Flows, named after the calling asset and the title of the link. */
export function flowsOf(carried: readonly Carried[], ids: Ids): DraftEntry<Flow>[] {
  const bases = idsFor(
    [...new Map(carried.map((each) => [linkKey(each), each])).values()].map((each) => {
      const system = ids.systems.get(each.caller.id) ?? '';
      return [linkKey(each), `${system}.${slug(each.link.title) || 'link'}`] as const;
    }),
    'flow',
  );
  const flowIds = idsFor(
    carried.map((each) => {
      const base = bases.get(linkKey(each)) ?? '';
      return [flowKey(each), each.direction === 'sent' ? base : `${base}.received`] as const;
    }),
    'flow',
  );
  return carried.map((each) => ({
    id: flowIds.get(flowKey(each)) ?? '',
    value: flowOf(each, ids),
    origin: each.link.origin,
    remarks: [],
  }));
}

function linkKey({ caller, link }: Carried): string {
  return JSON.stringify([caller.id, link.title]);
}

function flowKey(each: Carried): string {
  return `${linkKey(each)} ${each.direction}`;
}

function flowOf({ link, from, to, data }: Carried, ids: Ids): Flow {
  const { channel, inTransit } = PROTOCOLS.get(link.protocol) ?? {};
  // Within a private network of its own a plain protocol is not in plain sight; with what it is encrypted is not said.
  const encryption = link.isVpn && inTransit === 'none' ? undefined : inTransit;
  return {
    from: ids.systems.get(from.id) ?? '',
    to: ids.systems.get(to.id) ?? '',
    ...(data.length > 0 && {
      data: dataSets(
        data.map(({ id }) => id),
        ids,
      ),
    }),
    ...(USAGES.has(link.usage) && { purpose: link.usage }),
    ...(channel && { channel }),
    ...(encryption !== undefined && { encryption: { inTransit: encryption } }),
  };
}
