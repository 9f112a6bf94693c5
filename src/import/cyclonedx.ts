/** CycloneDX bills of materials (https://cyclonedx.org, ECMA-424) as a manifest: services, data and blueprints. */
import { billsIn, type Bill } from './cyclonedx/bills.ts';
import { sketchBlueprint, placeBlueprint } from './cyclonedx/blueprints.ts';
import { placeData, placeServiceComponent } from './cyclonedx/components.ts';
import { dataOf } from './cyclonedx/data.ts';
import { openConnections, sketchDependencies } from './cyclonedx/dependencies.ts';
import { flowsOf } from './cyclonedx/flows.ts';
import type { Component } from './cyclonedx/form.ts';
import { partyName, profileOf, type ProfileWords } from './cyclonedx/names.ts';
import { isOwnProperty } from './cyclonedx/own.ts';
import { ownIds, partiesOf } from './cyclonedx/parties.ts';
import type { PartyText } from './cyclonedx/party-form.ts';
import { refOf, type Elements, type Surroundings } from './cyclonedx/peers.ts';
import { sketchServiceData } from './cyclonedx/service-data.ts';
import { placeServices } from './cyclonedx/services.ts';
import { emptySketch, foldMoves, type PartyName, type Sketch } from './cyclonedx/sketch.ts';
import { summaryOf } from './cyclonedx/summary.ts';
import { systemsOf } from './cyclonedx/systems.ts';
import { FORMAT } from './cyclonedx/words.ts';
import { zonesOf } from './cyclonedx/zones.ts';
import type { Import, Importer } from './importer.ts';
import type { Names } from './names.ts';

/** Bills of materials in JSON, of 1.4 to 1.7 and drafts of 2.0; several are joined by the links between them. */
export const cyclonedx: Importer = {
  name: 'cyclonedx',
  title: FORMAT,
  syntax: 'json',
  otherFormat: (text) => (/^\s*</.test(text) ? XML : undefined),
  import(sources, names) {
    const sketch = emptySketch();
    const bills = billsIn(sources, sketch.left);
    draw(bills, sketch);
    return written(bills, sketch, names);
  },
};

const XML = {
  format: FORMAT,
  what: 'it is XML, and only the JSON of the format is read',
  remedy: 'Convert it, for instance with "cyclonedx convert --output-format json" of the CycloneDX CLI.',
  span: { start: 0, end: 0 },
};

/** Puts all that the bills say into the sketch: first what there is, then what leads from one to another. */
function draw(bills: readonly Bill[], sketch: Sketch): void {
  const all = bills.map(elementsOf);
  const bySerial = new Map(
    all.flatMap((each) => (each.bill.serial ? [[each.bill.serial, each] as const] : [])),
  );
  const surroundings: Surroundings = { bills: all, bySerial, addresses: new Map() };
  const placed = all.map((elements) => {
    const components = componentsIn(elements.bill);
    placeComponents(elements, components, surroundings, sketch);
    const services = placeServices(elements, surroundings, sketch);
    const blueprints = (elements.bill.form.blueprints ?? []).map((each) =>
      placeBlueprint(elements, each, sketch),
    );
    return { elements, services, blueprints };
  });
  for (const { elements, services, blueprints } of placed) {
    for (const service of services) sketchServiceData(service, surroundings, sketch);
    for (const parts of blueprints) sketchBlueprint(elements, parts, surroundings, sketch);
    sketchDependencies(elements, surroundings, sketch);
    for (const { name } of elements.bill.form.properties ?? [])
      if (elements.bill.own === undefined || !isOwnProperty(name?.text ?? '')) sketch.left.add('properties');
  }
  foldMoves(sketch);
  openConnections(sketch);
}

function elementsOf(bill: Bill): Elements {
  const { profiles, blueprints = [] } = bill.form;
  const parties = new Map<string, PartyName>();
  const known: PartyText[] = [
    ...componentsIn(bill).flatMap((component) => component.parties ?? []),
    ...blueprints.flatMap(({ actors = [] }) => actors.flatMap(({ party }) => party ?? [])),
    ...blueprints.flatMap(({ assets = [] }) => assets.flatMap(({ ownership = [] }) => ownership)),
    ...blueprints.flatMap(({ dataSets = [] }) => dataSets.flatMap(({ owners = [] }) => owners)),
  ];
  for (const { bomRef, name } of known)
    if (bomRef !== undefined && name !== undefined && !parties.has(bomRef.text))
      parties.set(bomRef.text, partyName(bill, name));
  const words = new Map<string, ProfileWords>();
  for (const profile of profiles?.dataProfiles ?? []) {
    const ref = profile['bom-ref'];
    if (ref !== undefined) words.set(ref.text, profileOf(bill, words, { profile }));
  }
  return { bill, byRef: new Map(), stated: statedRefs(bill), parties, profiles: words };
}

function statedRefs(bill: Bill): Set<string> {
  const stated = new Set(componentsIn(bill).flatMap((component) => component['bom-ref']?.text ?? []));
  const open = [...(bill.form.services ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next['bom-ref'] !== undefined) stated.add(next['bom-ref'].text);
    for (const inner of next.services ?? []) open.push(inner);
  }
  return stated;
}

/** All components of a bill, those inside others included, and what the bill is about. */
function componentsIn({ form }: Bill): Component[] {
  const found: Component[] = [];
  const open = [
    form.components ?? [],
    form.metadata?.component === undefined ? [] : [form.metadata.component],
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const component of next) {
      found.push(component);
      if (component.components !== undefined) open.push(component.components);
    }
  }
  return found;
}

function placeComponents(
  elements: Elements,
  components: readonly Component[],
  surroundings: Surroundings,
  sketch: Sketch,
): void {
  const data: Component[] = [];
  for (const component of components) {
    const type = component.type?.text;
    if (type === 'data') data.push(component);
    else if (type === 'service') placeServiceComponent(elements, surroundings, component, sketch);
    else {
      const ref = refOf(component);
      if (ref !== '' && !elements.byRef.has(ref)) elements.byRef.set(ref, { kind: 'component', component });
      if (component !== elements.bill.form.metadata?.component) sketch.left.add('components of other types');
    }
  }
  placeData(elements, data, sketch);
}

function written(bills: readonly Bill[], sketch: Sketch, names: Names): Import {
  const parties = partiesOf(sketch, bills, names);
  const zones = zonesOf(sketch, bills, parties, names);
  const data = dataOf(sketch, parties, names);
  const systems = systemsOf(sketch, { data, parties, zones }, names);
  const own = ownIds(parties, { zones: zones.own, systems: systems.own, data: data.own });
  const sections = {
    zones: zones.entries(own),
    data: data.entries(own),
    systems: systems.entries(own),
    flows: flowsOf(sketch, bills, { systems, data, own }, names),
  };
  // Only now it is known whether anybody is missing.
  const draft = { parties: parties.entries(own), ...sections, head: headOf(bills) };
  return { draft, summary: summaryOf({ bills, sketch, draft, systems, zones }) };
}

function headOf(bills: readonly Bill[]): string[] {
  return [
    `From ${bills.map(({ file }) => file).join(', ')} (CycloneDX), by flowdown import cyclonedx.`,
    'What is not in a bill of materials is not here: permissions, contracts, access, and the days on which anything holds.',
  ];
}
