/** Zones of a manifest: trust boundaries, each divided by the owners of what stands in it. */
import type { Zone } from '../../manifest/format.ts';
import { idsFor } from '../ids.ts';
import type { Origins } from './origins.ts';
import type { DraftEntry } from '../draft.ts';
import type { Boundary, Model, TechnicalAsset } from './model.ts';
import type { Parties } from './parties.ts';
import { zoneKind } from './words.ts';

/** The zones of a model, and which one an asset is in. */
export interface Zones {
  readonly entries: readonly DraftEntry<Zone>[];
  of(asset: TechnicalAsset): string;
  /** How many boundaries became zones; the others have no asset directly in them. */
  readonly boundaries: number;
}

interface Place {
  readonly boundary: Boundary | undefined;
  readonly operator: string;
}

/** Places assets into zones; what stands in no boundary is in a zone of its owner. */
export function zonesOf(
  { assets }: Model,
  around: ReadonlyMap<string, Boundary>,
  parties: Parties,
  origins: Origins,
): Zones {
  const places = new Map<string, Place>();
  const keys = new Map<TechnicalAsset, string>();
  const operators = new Map<Boundary, Set<string>>();
  for (const asset of assets) {
    const boundary = around.get(asset.id);
    const operator = parties.operator(asset.owner);
    const key = JSON.stringify([boundary?.id ?? null, operator]);
    keys.set(asset, key);
    places.set(key, { boundary, operator });
    if (boundary !== undefined)
      operators.set(boundary, (operators.get(boundary) ?? new Set<string>()).add(operator));
  }
  const nameOf = ({ boundary, operator }: Place): string => {
    if (boundary === undefined) return `no-boundary.${operator}`;
    return operators.get(boundary)?.size === 1 ? boundary.id : `${boundary.id}.${operator}`;
  };
  const ids = idsFor(
    [...places].map(([key, place]) => [key, nameOf(place)] as const),
    'zone',
  );
  return {
    entries: [...places].map(([key, { boundary, operator }]) => {
      const kind = boundary && zoneKind(boundary.type);
      return {
        id: ids.get(key) ?? key,
        value: { operator, ...(kind && { kind }) },
        ...(boundary && { origin: origins.at(boundary.place, boundary.title.span) }),
        remarks: boundary === undefined ? ['not in the model: for what stands in no trust boundary'] : [],
      };
    }),
    of: (asset) => ids.get(keys.get(asset) ?? '') ?? '',
    boundaries: operators.size,
  };
}
