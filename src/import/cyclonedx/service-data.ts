/** The data of services: what is there, where it comes from and where it goes. */
import type { Placed } from '../schema.ts';
import type { ServiceData } from './form.ts';
import { classify, keyIn, namedData, own, partyOf, wishOf } from './names.ts';
import { peerOf, refOf, schemeOf, type Surroundings } from './peers.ts';
import type { PlacedService } from './services.ts';
import { addMove, count, datumOf, type Datum, type Sketch } from './sketch.ts';
import { carriage } from './words.ts';

/** What the data of a service says: what is there, where it comes from and where it goes. */
export function sketchServiceData(placed: PlacedService, surroundings: Surroundings, sketch: Sketch): void {
  const isCovered = coveredBy(placed);
  for (const entry of placed.service.data ?? []) {
    if (isCovered(entry)) continue;
    count(sketch, 'data of services');
    const datum = datumIn(placed, entry, sketch);
    datum.places.add(placed.key);
    const { sources, targets } = directions(entry);
    for (const source of sources)
      move(placed, { entry, datum, peer: source, isIn: true }, surroundings, sketch);
    if (leavesUnnamed(entry)) sketch.leaving.set(placed.key, datum.origin);
    for (const target of targets)
      move(placed, { entry, datum, peer: target, isIn: false }, surroundings, sketch);
  }
}

/** Sources and destinations count as they are written; with one of the two only, data that goes both ways has it as both. */
function directions({ flow, source = [], destination = [] }: ServiceData) {
  if (flow?.text.toLowerCase() !== 'bi-directional') return { sources: source, targets: destination };
  return {
    sources: source.length === 0 ? destination : source,
    targets: destination.length === 0 ? source : destination,
  };
}

/** Does data leave for somewhere that the entry does not name? */
function leavesUnnamed({ flow, source = [], destination = [] }: ServiceData): boolean {
  const direction = flow?.text.toLowerCase();
  if (destination.length > 0 || direction === 'inbound') return false;
  return direction === 'outbound' || source.length === 0;
}

function datumIn({ elements, key, service }: PlacedService, entry: ServiceData, sketch: Sketch): Datum {
  const { bill, parties } = elements;
  const { name, classification, governance, origin } = entry;
  const wish = name?.text ?? classification?.text ?? `${service.name?.text ?? refOf(service)}.data`;
  const dataKey =
    name === undefined
      ? classification === undefined
        ? `${key} data`
        : keyIn(bill, `class ${classification.text}`)
      : namedData(bill, name.text);
  const datum = datumOf(sketch, dataKey, wish, name?.origin ?? classification?.origin ?? origin);
  classify(datum, bill, [classification]);
  own(
    datum,
    (governance?.owners ?? []).map((each) => partyOf(bill, parties, each)),
  );
  return datum;
}

interface Movement {
  readonly entry: ServiceData;
  readonly datum: Datum;
  readonly peer: Placed;
  readonly isIn: boolean;
}

function move(
  { key, elements }: PlacedService,
  { entry, datum, peer, isIn }: Movement,
  surroundings: Surroundings,
  sketch: Sketch,
): void {
  const other = peerOf(surroundings, elements, peer, sketch);
  if (other.key === key) return;
  // Two bills that tell of one movement by one name tell of the same data.
  if (other.in !== undefined && entry.name !== undefined)
    sketch.same.join(datum.key, namedData(other.in.bill, entry.name.text));
  const [from, to] = isIn ? [other.key, key] : [key, other.key];
  const scheme = schemeOf(peer.text);
  addMove(sketch, [from, to, datum.key], {
    from,
    to,
    origin: entry.name?.origin ?? entry.origin,
    data: [datum.key],
    classes: [],
    value: scheme === undefined ? {} : carriage([scheme]),
    remarks: [],
  });
}

/** Says which entries only show what a flow in the properties of a bill of ours states. */
function coveredBy({ elements: { bill }, service }: PlacedService): (entry: ServiceData) => boolean {
  const shown = bill.own?.shown;
  if (shown === undefined) return () => false;
  const here = wishOf(bill, refOf(service));
  return ({ name, source = [], destination = [] }) =>
    source.length + destination.length > 0 &&
    [
      ...source.map((peer) => [wishOf(bill, peer.text), here]),
      ...destination.map((peer) => [here, wishOf(bill, peer.text)]),
    ].every(([from, to]) => shown.has(JSON.stringify([from, to, name?.text ?? ''])));
}
