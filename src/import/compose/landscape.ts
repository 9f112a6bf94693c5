/** Projects as what runs where, and what leads where. */
import { addressesIn, encryptionOf, UNKNOWN } from '../deployed/addresses.ts';
import {
  endKey,
  type End,
  type Ground,
  type Host,
  type Landscape,
  type Link,
  type Stores,
  type Unit,
} from '../deployed/landscape.ts';
import type { Source } from '../importer.ts';
import { directoryOf, linksOf, namesOf, type Directory } from './directory.ts';
import { groundsOf, inProject } from './networks.ts';
import type { Project, Projects } from './projects.ts';
import { labelsOf, portsOf, servicesOf, textsOf, type LayersByPath, type Service } from './services.ts';
import { settingsOf, type Setting } from './settings.ts';
import { pathFrom } from './values.ts';
import { volumesOf } from './volumes.ts';

/** A landscape, and what is to be told of its making. */
export interface Parts {
  readonly landscape: Landscape;
  /** Files that the files extend or take variables from, and that are not there. */
  readonly missing: readonly string[];
  /** Settings that lead to a host which the files do not tell. */
  readonly open: number;
  readonly services: number;
  readonly published: number;
}

/** The landscape of all projects together. */
export function landscapeOf({ projects, variables }: Projects): Parts {
  const all: LayersByPath = new Map(
    projects.flatMap(({ layers }) =>
      layers.map((layer) => [pathFrom('', layer.file.source.path), layer] as const),
    ),
  );
  const found = projects.map((project) => ({ project, ...servicesOf(project, all) }));
  const elsewhere = containersOf(found);
  const parts = found.map(({ project, services, missing }) => {
    const made = projectParts(project, services, variables, elsewhere);
    return { ...made, missing: [...missing, ...made.missing] };
  });
  const flat = <T>(of: (part: (typeof parts)[number]) => readonly T[]): T[] => parts.flatMap(of);
  return {
    landscape: {
      prefix: 'compose',
      grounds: flat(({ grounds }) => grounds),
      units: flat(({ units }) => units),
      hosts: flat(({ hosts }) => hosts),
      links: flat(({ links }) => links),
      reaches: [],
    },
    missing: [...new Set(flat(({ missing }) => missing))].sort(),
    open: parts.reduce((sum, { open }) => sum + open, 0),
    services: found.reduce((sum, { services }) => sum + services.length, 0),
    published: parts.reduce((sum, { published }) => sum + published, 0),
  };
}

type Elsewhere = (name: string) => End | undefined;

/** Containers by names that hold on the whole machine, if only one has the name. */
function containersOf(
  found: readonly { readonly project: Project; readonly services: readonly Service[] }[],
): Elsewhere {
  const ends = new Map<string, End | undefined>();
  for (const { project, services } of found) {
    for (const service of services) {
      for (const name of new Set(namesOf(service)))
        ends.set(name, ends.has(name) ? undefined : { unit: inProject(project, service.name) });
    }
  }
  return (name) => ends.get(name);
}

interface ProjectParts {
  readonly grounds: readonly Ground[];
  readonly units: readonly Unit[];
  readonly hosts: readonly Host[];
  readonly links: readonly Link[];
  readonly missing: readonly string[];
  readonly open: number;
  readonly published: number;
}

function projectParts(
  project: Project,
  services: readonly Service[],
  variables: ReadonlyMap<string, Source>,
  elsewhere: Elsewhere,
): ProjectParts {
  const byName = new Map(services.map((service) => [service.name, service]));
  const grounds = groundsOf(project, byName);
  const directory = directoryOf(project, byName, { grounds, elsewhere });
  const keyOf = (name: string): string => inProject(project, name);
  const volumes = volumesOf(project, services, { keyOf, grounds });
  const settings = services.map((service) => ({ service, ...settingsOf(service, variables) }));
  const called = settings.map(({ service, settings: own }) => callsOf(service, own, directory, keyOf));
  const units = [
    ...services.map((service) => unitOf(service, keyOf(service.name), grounds.of(service), volumes)),
    ...directory.units.values(),
    ...volumes.units,
  ];
  const origin = units[0]?.origin;
  return {
    grounds: [
      ...services.map((service) => grounds.of(service)),
      ...(directory.units.size > 0 ? [grounds.usual(origin)] : []),
      ...(volumes.units.length > 0 ? [grounds.machine(origin)] : []),
    ],
    units,
    hosts: [...directory.hosts.values(), ...volumes.hosts],
    links: [...called.flatMap(({ links }) => links), ...volumes.links],
    missing: settings.flatMap(({ missing }) => missing),
    open: called.reduce((sum, { open }) => sum + open, 0),
    published: services.filter((service) => portsOf(service).length > 0).length,
  };
}

/** Whom a service calls: by its settings, and by its links. */
function callsOf(
  service: Service,
  settings: readonly Setting[],
  directory: Directory,
  keyOf: (name: string) => string,
): { readonly links: readonly Link[]; readonly open: number } {
  const from = { unit: keyOf(service.name) };
  const links: Link[] = linksOf(service).map(({ name, origin }) => {
    const to = directory.resolve(name.toLowerCase(), service, origin);
    return { from, to, isOneWay: false, channel: 'network', reason: `link ${name}`, origin };
  });
  let open = 0;
  for (const { name, text, origin, reason } of settings) {
    const addresses = addressesIn(name, text);
    if (addresses.isOpen) open += 1;
    for (const { host, scheme, isWeak } of addresses.found) {
      if (isWeak && !directory.knows(host)) continue;
      const to = directory.resolve(host, service, origin);
      const encryption = encryptionOf(scheme);
      // Between machines a network of containers may be encrypted as a whole.
      const inTransit = encryption === 'none' && 'unit' in to ? undefined : encryption;
      links.push({
        from,
        to,
        isOneWay: false,
        channel: 'network',
        ...(inTransit && { inTransit }),
        reason,
        origin,
      });
    }
  }
  return { links: links.filter(({ to }) => endKey(to) !== endKey(from)), open };
}

function unitOf(service: Service, key: string, ground: Ground, volumes: Stores): Unit {
  const { name, origin } = service;
  return {
    key,
    wish: key.replaceAll('/', '.'),
    what: 'service',
    kind: 'service',
    ground: ground.key,
    labels: [...labelsOf(service), ...(volumes.labels.get(name) ?? [])],
    origin,
    remarks: [...remarksOf(service), ...(volumes.remarks.get(name) ?? [])],
    isMention: false,
  };
}

function remarksOf(service: Service): string[] {
  const list = (words: string, texts: readonly string[]): string[] =>
    texts.length === 0 ? [] : [`${words} ${[...new Set(texts)].sort().join(', ').replaceAll(UNKNOWN, '?')}`];
  const texts = (of: Parameters<typeof textsOf>[1]): string[] => textsOf(service, of).map(({ text }) => text);
  const [local, open] = [true, false].map((isLocal) =>
    portsOf(service).filter((port) => /^(?:127\.|localhost:|\[?::1)/.test(port) === isLocal),
  );
  return [
    ...list(
      'runs',
      texts(({ image }) => image && [image]),
    ),
    ...list('open to the outside by ports', open),
    ...list('open on its own machine by ports', local),
    ...list(
      'starts after',
      texts((raw) => raw.depends_on?.map((each) => each.name)),
    ),
    ...list(
      'runs in profile',
      texts(({ profiles }) => profiles),
    ),
  ];
}
