/** Services of bills as places. */
import type { Placed } from '../schema.ts';
import type { Bill } from './bills.ts';
import type { Service } from './form.ts';
import { keyIn, partyName, trustZone, wishOf } from './names.ts';
import { addAddress, refOf, titleRemark, type Elements, type Surroundings } from './peers.ts';
import { count, type OwnId, type Place, type Sketch } from './sketch.ts';

/** A service that became a place. */
export interface PlacedService {
  readonly service: Service;
  readonly key: string;
  readonly elements: Elements;
}

/** Makes places of the services of a bill, those behind others included. */
export function placeServices(
  elements: Elements,
  surroundings: Surroundings,
  sketch: Sketch,
): PlacedService[] {
  const { bill } = elements;
  const placed: PlacedService[] = [];
  const place = (service: Service, behind?: string): void => {
    const ref = refOf(service) || 'service';
    const key = register(elements, ref, service.origin, service['bom-ref']);
    if (key === undefined) return;
    sketch.places.set(key, placeOf(bill, service, { key, ref, behind }, sketch));
    for (const { text } of service.endpoints ?? []) addAddress(surroundings, text, key);
    placed.push({ service, key, elements });
    count(sketch, 'service');
    for (const inner of service.services ?? []) place(inner, service.name?.text ?? ref);
  };
  for (const service of bill.form.services ?? []) place(service);
  return placed;
}

/**
 * Puts a place under its reference; one that stands twice is a problem, and the first counts. What has no reference goes by
 * its name, as far as nothing else does.
 */
export function register(
  { bill, byRef, stated }: Elements,
  ref: string,
  origin: Placed['origin'],
  placed: Placed | undefined,
): string | undefined {
  const other = byRef.get(ref);
  if (placed === undefined && (other !== undefined || stated.has(ref)))
    return keyIn(bill, `${ref} at ${origin.place}`);
  const key = keyIn(bill, ref);
  if (other === undefined || other.kind === 'component') {
    byRef.set(ref, { kind: 'place', key });
    return key;
  }
  const { start, end } = (placed?.origin ?? origin).span;
  bill.problems.add('defined-twice', start, end, { name: ref, file: bill.file });
  return undefined;
}

function placeOf(
  bill: Bill,
  service: Service,
  { key, ref, behind }: { readonly key: string; readonly ref: string; readonly behind?: string },
  sketch: Sketch,
): Place {
  const { provider, trustZone: zone, origin, endpoints = [], data = [] } = service;
  const custodians = new Map(
    data
      .flatMap((each) => each.governance?.custodians ?? [])
      .flatMap(({ name }) => (name === undefined ? [] : [partyName(bill, name)]))
      .map((party) => [party.key, party]),
  );
  if (custodians.size > 1) sketch.left.add('services.data.governance.custodians', custodians.size);
  const [custodian] = custodians.size === 1 ? custodians.values() : [];
  const identifiers = [...new Set(endpoints.map(({ text }) => text))];
  return {
    key,
    wish: wishOf(bill, ref),
    origin: service['bom-ref']?.origin ?? service.name?.origin ?? origin,
    ...(zone && { zone: trustZone(bill, zone) }),
    ...(provider?.name && { keeper: partyName(bill, provider.name) }),
    ...(custodian && { custodian }),
    value: {
      ...(bill.own === undefined && { kind: 'service' as const }),
      ...(identifiers.length > 0 && { identifiers }),
    },
    remarks: [
      ...(bill.own === undefined ? titleRemark(service) : []),
      ...(behind === undefined ? [] : [`behind ${behind}`]),
      ...(service['x-trust-boundary'] === true ? ['its use crosses a trust boundary'] : []),
    ],
    ...ownId(bill, ref),
  };
}

/** The id that something has in the manifest that its bill was written from. */
export function ownId(bill: Bill, ref: string): { readonly own?: OwnId } {
  return bill.own === undefined ? {} : { own: { bill, id: wishOf(bill, ref) } };
}
