/** Components of bills: data, and since 2.0 services. */
import type { Component } from './form.ts';
import { classify, keyIn, namedData, own, partyOf, profileOf, wishOf } from './names.ts';
import { addAddress, refOf, titleRemark, type Elements, type Surroundings } from './peers.ts';
import { ownId, register } from './services.ts';
import { count, datumOf, type Sketch } from './sketch.ts';

/** Since 2.0 a service is a component; the profiles of data that characterise it are data that it has. */
export function placeServiceComponent(
  elements: Elements,
  surroundings: Surroundings,
  component: Component,
  sketch: Sketch,
): void {
  const { bill, parties, profiles } = elements;
  const ref = refOf(component) || 'service';
  const key = register(elements, ref, component.origin, component['bom-ref']);
  if (key === undefined) return;
  const named = (component.parties ?? []).map((each) => ({
    roles: each.roles,
    party: partyOf(bill, parties, each),
  }));
  const keeper = (named.find(({ roles }) => roles.some((role) => KEEPERS.has(role))) ?? named.at(0))?.party;
  const identifiers = [...new Set((component.endpoints ?? []).map(({ text }) => text))];
  sketch.places.set(key, {
    key,
    wish: wishOf(bill, ref),
    origin: component['bom-ref']?.origin ?? component.origin,
    ...(keeper && named.length === 1 && { keeper }),
    value: { kind: 'service', ...(identifiers.length > 0 && { identifiers }) },
    remarks: titleRemark(component),
  });
  for (const { text } of component.endpoints ?? []) addAddress(surroundings, text, key);
  count(sketch, 'service');
  for (const choice of component.dataProfiles ?? []) {
    const profile = profileOf(bill, profiles, choice);
    const datum = datumOf(sketch, profile.key, profile.name, profile.origin);
    classify(datum, bill, profile.words);
    datum.places.add(key);
  }
}

const KEEPERS: ReadonlySet<string> = new Set(['provider', 'operator', 'custodian']);

/** Makes data sets of components of the type data. */
export function placeData(elements: Elements, components: readonly Component[], sketch: Sketch): void {
  const { bill, byRef } = elements;
  const names = new Map<string, number>();
  for (const { name } of components)
    if (name !== undefined) names.set(name.text, (names.get(name.text) ?? 0) + 1);
  for (const component of components) {
    const { name, data = [], origin, 'bom-ref': bomRef } = component;
    const ref = refOf(component);
    const isAlone = name !== undefined && names.get(name.text) === 1;
    const key = isAlone ? namedData(bill, name.text) : keyIn(bill, `data ${ref}`);
    const datum = datumOf(sketch, key, wishOf(bill, ref), bomRef?.origin ?? name?.origin ?? origin);
    datum.isDescribed = true;
    Object.assign(datum, ownId(bill, ref));
    if (bomRef !== undefined) byRef.set(ref, { kind: 'data', key });
    count(sketch, 'data component');
    for (const { classification, governance } of data) {
      classify(datum, bill, [classification]);
      own(
        datum,
        (governance?.owners ?? []).map((each) => partyOf(bill, elements.parties, each)),
      );
      for (const _ of governance?.custodians ?? []) sketch.left.add('components.data.governance.custodians');
    }
  }
}
