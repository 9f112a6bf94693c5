/** Open Threat Models put together, with what their references lead to. */
import type { Source } from '../importer.ts';
import type { Report } from '../reporting.ts';
import type { Placed } from '../schema.ts';
import { reportUnknown, sectionOf, type Section } from '../sections.ts';
import type { Tally } from '../summary.ts';
import {
  readPart,
  type Asset,
  type Component,
  type Dataflow,
  type Parent,
  type Part,
  type TrustZone,
} from './model.ts';

/** One model. Every reference in it leads somewhere, or there is a problem. */
export interface Model {
  readonly parts: readonly Part[];
  readonly assets: readonly Asset[];
  readonly zones: readonly TrustZone[];
  readonly components: readonly Component[];
  readonly dataflows: readonly Dataflow[];
  readonly data: Section<Asset>;
  /** The innermost trust zone around a component, if any. */
  zoneAround(component: Component): TrustZone | undefined;
  /** What people call that in which something stands. */
  nameOf(parent: Parent): string;
  /** What a flow begins or ends at. */
  endOf(reference: Placed): Component | TrustZone | undefined;
  readonly left: Tally;
}

/** Reads files as one model. An id that stands twice and a reference to nothing are problems. */
export function modelIn(sources: readonly Source[], report: Report, left: Tally): Model {
  const parts = sources.flatMap((source) => readPart(source, left) ?? []);
  const assets = parts.flatMap((part) => part.assets);
  const zones = withoutRepeated(parts.flatMap((part) => part.zones));
  const components = parts.flatMap((part) => part.components);
  const dataflows = parts.flatMap((part) => part.dataflows);
  const data = sectionOf('assets', assets, report);
  const zoneSection = sectionOf('trustZones', zones, report);
  const componentSection = sectionOf('components', components, report);
  sectionOf('dataflows', dataflows, report);
  const endOf = ({ text }: Placed) => componentSection.find(text) ?? zoneSection.find(text);
  const parentOf = ({ id, kind }: Parent): Component | TrustZone | undefined => {
    if (kind === 'component') return componentSection.find(id.text);
    return zoneSection.find(id.text) ?? (kind === 'either' ? componentSection.find(id.text) : undefined);
  };

  for (const { source, destination, assets: carried } of dataflows) {
    for (const end of [source, destination])
      if (endOf(end) === undefined) reportUnknown(end, componentSection, report);
    checkAssets(carried, data, report);
  }
  for (const { stored, processed } of components) checkAssets([...stored, ...processed], data, report);
  for (const { parent } of [...components, ...zones]) {
    if (parent === undefined || parentOf(parent) !== undefined) continue;
    reportUnknown(parent.id, parent.kind === 'component' ? componentSection : zoneSection, report);
  }
  const around = zonesAround(components, parentOf, report);
  return {
    parts,
    assets,
    zones,
    components,
    dataflows,
    data,
    nameOf: (parent) => parentOf(parent)?.name ?? parent.id.text,
    zoneAround: (component) => around.get(component),
    endOf,
    left,
  };
}

/** Tools give trust zones the same ids in every model: those that have the same name too are one. */
function withoutRepeated(zones: readonly TrustZone[]): TrustZone[] {
  const first = new Map<string, TrustZone>();
  return zones.filter((zone) => {
    const key = JSON.stringify([zone.id, zone.name]);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, zone);
    return earlier === undefined || earlier.origin.file === zone.origin.file;
  });
}

function checkAssets(placed: readonly Placed[], data: Section<Asset>, report: Report): void {
  for (const each of placed) if (data.find(each.text) === undefined) reportUnknown(each, data, report);
}

/** The innermost zone of each component; a component that stands in itself is a problem, once for each circle. */
function zonesAround(
  components: readonly Component[],
  parentOf: (parent: Parent) => Component | TrustZone | undefined,
  report: Report,
): ReadonlyMap<Component, TrustZone | undefined> {
  const around = new Map<Component, TrustZone | undefined>();
  for (const start of components) {
    const path = new Set<Component>();
    let at: Component | TrustZone | undefined = start;
    while (at !== undefined && isComponent(at) && !around.has(at) && !path.has(at)) {
      path.add(at);
      at = at.parent && parentOf(at.parent);
    }
    if (at !== undefined && isComponent(at) && path.has(at)) reportCircle([...path], at, report);
    const zone = at !== undefined && isComponent(at) ? around.get(at) : at;
    for (const component of path) around.set(component, zone);
  }
  return around;
}

/** Is an element a component, and no trust zone? */
export function isComponent(element: Component | TrustZone): element is Component {
  return 'stored' in element;
}

function reportCircle(path: readonly Component[], again: Component, report: Report): void {
  const circle = [...path.slice(path.indexOf(again)), again].map(({ id }) => id).join(' > ');
  report('nested-circle', again.origin, { path: circle });
}
