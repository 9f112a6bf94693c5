/** Zones of a manifest: trust boundaries, each divided by the owners of what stands in it. */
import type { Zone } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { NamedId, Names } from '../names.ts';
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

/** Where assets of one owner stand: in a boundary, or in none. */
interface Place {
  readonly boundary: Boundary | undefined;
  readonly operator: string;
  readonly key: string;
}

/** Places assets into zones; what stands in no boundary is in a zone of its owner. */
export function zonesOf(
  { assets }: Model,
  around: ReadonlyMap<string, Boundary>,
  parties: Parties,
  names: Names,
): Zones {
  const placeOf = (asset: TechnicalAsset): Place => {
    const boundary = around.get(asset.id);
    const operator = parties.operator(asset.owner);
    return { boundary, operator, key: JSON.stringify([boundary?.id ?? null, operator]) };
  };
  const places = new Map(assets.map((asset) => [placeOf(asset).key, placeOf(asset)]));
  const boundaries = new Set([...places.values()].flatMap(({ boundary }) => boundary ?? []));
  const named = names.ids(
    'zones',
    [...boundaries].map(({ id, origin }) => ({ name: id, what: 'trust boundary', origin })),
    { fallback: 'zone' },
  );
  const ids = zoneIds([...places.values()], named);
  return {
    entries: entriesOf([...places.values()], ids, named, parties),
    of: (asset) => ids.get(placeOf(asset).key) ?? '',
    boundaries: boundaries.size,
  };
}

/** The zone of each place: one for a boundary that the mapping knows, or whose assets have one owner; else by owners. */
function zoneIds(places: readonly Place[], named: ReadonlyMap<string, NamedId>): ReadonlyMap<string, string> {
  const owners = new Map<Boundary, number>();
  for (const { boundary } of places)
    if (boundary !== undefined) owners.set(boundary, (owners.get(boundary) ?? 0) + 1);
  const whole = new Map<string, string>();
  const parts = new Map<string, string>();
  for (const { boundary, operator, key } of places) {
    const { id, isMapped } = (boundary && named.get(boundary.id)) ?? { id: 'no-boundary', isMapped: false };
    const isWhole = boundary !== undefined && (isMapped || owners.get(boundary) === 1);
    if (isWhole) whole.set(key, id);
    else parts.set(key, `${id}.${operator}`);
  }
  return new Map([
    ...whole,
    ...idsFor(
      parts,
      'zone',
      [...named.values()].map(({ id }) => id),
    ),
  ]);
}

function entriesOf(
  places: readonly Place[],
  ids: ReadonlyMap<string, string>,
  named: ReadonlyMap<string, NamedId>,
  parties: Parties,
): DraftEntry<Zone>[] {
  const entries = new Map<string, DraftEntry<Zone>>();
  for (const { boundary, operator, key } of places) {
    const id = ids.get(key) ?? '';
    const isMapped = boundary !== undefined && named.get(boundary.id)?.isMapped === true;
    const earlier = entries.get(id);
    // Whose a zone is in which several keep something is said where it is declared.
    const isOfOne = earlier === undefined || earlier.value.operator === operator;
    const kind = boundary && zoneKind(boundary.type);
    entries.set(id, {
      id,
      value: { operator: isOfOne ? operator : parties.operator(undefined), ...(kind && { kind }) },
      ...((earlier ?? boundary?.origin) ? { origin: earlier?.origin ?? boundary?.origin } : {}),
      remarks: boundary === undefined ? ['not in the model: for what stands in no trust boundary'] : [],
      ...((isMapped || boundary === undefined) && { isMention: true }),
    });
  }
  return [...entries.values()];
}
