/** Zones, systems and flows of a manifest, from Threat Dragon diagrams. */
import type { Flow, System, Zone } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { NamedId, Names } from '../names.ts';
import { NO_OPERATOR } from '../unnamed.ts';
import type { Data } from './data.ts';
import type { Link, Model } from './linked.ts';
import type { Cell } from './model.ts';
import { channelOf, encryptionOf } from './words.ts';

/** Which system each element is: one of its own, unless the mapping says what elements of its name are. */
export function systemIds({ elements }: Model, names: Names): ReadonlyMap<Cell, NamedId> {
  const byName = new Map<string, Cell[]>();
  for (const cell of elements) byName.set(cell.name, [...(byName.get(cell.name) ?? []), cell]);
  const mapped = new Map<string, string>();
  for (const [name, [{ origin }, ...others]] of byName) {
    const isAsked = name !== '' && others.length > 0;
    const id = isAsked
      ? names.find('systems', { name, what: 'element that is drawn several times', origin })
      : undefined;
    if (id !== undefined) mapped.set(name, id);
  }
  const own = elements.filter(({ name }) => !mapped.has(name));
  const made = idsFor(
    own.map((cell, at) => [keyOf(cell, at), cell.name || cell.kind] as const),
    'system',
    [...mapped.values()],
  );
  const ids = new Map<Cell, NamedId>();
  own.forEach((cell, at) => ids.set(cell, { id: made.get(keyOf(cell, at)) ?? '', isMapped: false }));
  for (const cell of elements) {
    const id = mapped.get(cell.name);
    if (id !== undefined) ids.set(cell, { id, isMapped: true });
  }
  return ids;
}

// Copies of a diagram share their ids, so that these alone would not tell them apart.
function keyOf({ id }: Cell, at: number): string {
  return `${id} ${String(at).padStart(9, '0')}`;
}

const OUTSIDE = `no-boundary.${NO_OPERATOR}`;

// Boxes without a name are not one because of that.
function labelOf({ name, id }: Cell): string {
  return name === '' ? id : name;
}

/** Boxes by their names, as zones: of one name they are one, as of none the model says who runs it. */
export function zoneIds({ boxes }: Model, names: Names): ReadonlyMap<string, NamedId> {
  const first = new Map(boxes.toReversed().map((box) => [labelOf(box), box]));
  const wanted = [...first].map(([name, { origin }]) => ({ name, what: 'trust boundary', origin }));
  return names.ids('zones', wanted, { fallback: 'boundary', reserved: [OUTSIDE] });
}

/** Zones: boxes, and one for what stands in none. */
export function zonesOf(model: Model, ids: ReadonlyMap<string, NamedId>): DraftEntry<Zone>[] {
  const entries = new Map<string, DraftEntry<Zone>>();
  for (const box of model.boxes) {
    const { name, origin } = box;
    const { id, isMapped } = ids.get(labelOf(box)) ?? { id: '', isMapped: false };
    const remarks = name === '' ? [] : [`in the model: ${name}`];
    const entry = { id, value: { operator: NO_OPERATOR }, origin, remarks };
    if (!entries.has(id)) entries.set(id, isMapped ? { ...entry, isMention: true } : entry);
  }
  if (model.elements.some((cell) => !model.around.has(cell))) {
    const remarks = ['not in the model: for what stands in no boundary box'];
    entries.set(OUTSIDE, { id: OUTSIDE, value: { operator: NO_OPERATOR }, remarks, isMention: true });
  }
  return [...entries.values()];
}

/** Systems: actors, processes and stores. */
export function systemsOf(
  model: Model,
  systems: ReadonlyMap<Cell, NamedId>,
  zones: ReadonlyMap<string, NamedId>,
  { collected }: Data,
): DraftEntry<System>[] {
  const entries = new Map<string, DraftEntry<System>>();
  for (const cell of model.elements) {
    const { id, isMapped } = systems.get(cell) ?? { id: '', isMapped: false };
    const box = model.around.get(cell);
    const remarks = [...new Set([...(entries.get(id)?.remarks ?? []), ...remarksOn(cell)])];
    const data = [...(collected.get(id) ?? [])].sort();
    const value = entries.get(id)?.value ?? {
      zone: box === undefined ? OUTSIDE : (zones.get(labelOf(box))?.id ?? ''),
      ...(cell.kind === 'store' && { kind: 'store' as const }),
      ...(data.length > 0 && { collects: data }),
      ...(cell.kind === 'store' && cell.isEncrypted && { encryption: { atRest: 'encrypted' } }),
    };
    const origin = entries.get(id)?.origin ?? cell.origin;
    entries.set(id, { id, value, origin, remarks, ...(isMapped && { isMention: true }) });
  }
  return [...entries.values()];
}

function remarksOn({ kind, name, isOutOfScope, whyOutOfScope }: Cell): string[] {
  const why = whyOutOfScope === undefined ? '' : `: ${whyOutOfScope}`;
  return [
    `in the model: ${kind}${name === '' ? '' : ` ${name}`}`,
    ...(isOutOfScope ? [`out of scope in the model${why}`] : []),
  ];
}

/** Flows, once for each direction. What one carries the mapping says, as the format has no field for that. */
export function flowsOf(
  links: readonly Link[],
  systems: ReadonlyMap<Cell, NamedId>,
  { carried }: Data,
): DraftEntry<Flow>[] {
  const directed = links.flatMap(({ cell, from, to }) => [
    { cell, from, to, suffix: '' },
    ...(cell.flow.isBidirectional ? [{ cell, from: to, to: from, suffix: '.back' }] : []),
  ]);
  const ids = idsFor(
    directed.map(({ cell, suffix }, at) => [keyOf(cell, at), `${cell.name || 'flow'}${suffix}`] as const),
    'flow',
  );
  return directed.map(({ cell, from, to }, at) => {
    const { protocol, isPublic } = cell.flow;
    const channel = channelOf(protocol, isPublic);
    const data = carried.get(cell);
    const inTransit = encryptionOf(protocol, cell.isEncrypted);
    const words = [cell.name, ...(protocol === '' ? [] : [`protocol ${protocol}`])].filter(
      (word) => word !== '',
    );
    return {
      id: ids.get(keyOf(cell, at)) ?? '',
      value: {
        from: systems.get(from)?.id ?? '',
        to: systems.get(to)?.id ?? '',
        ...(data !== undefined && { data: [data] }),
        ...(channel && { channel }),
        ...(inTransit !== undefined && { encryption: { inTransit } }),
      },
      origin: cell.origin,
      remarks: [
        ...(words.length === 0 ? [] : [`in the model: ${words.join(', ')}`]),
        ...remarksOn(cell).slice(1),
      ],
    };
  });
}
