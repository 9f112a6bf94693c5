/** What names of hosts mean within a project. */
import type { End, Host, Unit } from '../deployed/landscape.ts';
import type { Origin } from '../draft.ts';
import { inProject, type Grounds } from './networks.ts';
import type { Project } from './projects.ts';
import { textsOf, type Service } from './services.ts';
import { filled } from './values.ts';

/** What names lead to. Units and hosts that only a name tells of are kept, for the landscape. */
export interface Directory {
  /** What a host is, seen from a service; undefined for one that is nowhere, as where it is the machine itself. */
  resolve(host: string, from: Service, origin: Origin): End;
  /** Has the project this name, as a word that need not be a host? */
  knows(host: string): boolean;
  readonly units: ReadonlyMap<string, Unit>;
  readonly hosts: ReadonlyMap<string, Host>;
}

/** The directory of the services of a project. `elsewhere` finds a container of another one by its name. */
export function directoryOf(
  project: Project,
  services: ReadonlyMap<string, Service>,
  {
    grounds,
    elsewhere,
  }: { readonly grounds: Grounds; readonly elsewhere: (name: string) => End | undefined },
): Directory {
  const names = new Map<string, string>();
  for (const [name, service] of services)
    for (const other of namesOf(service)) if (!names.has(other)) names.set(other, name);
  for (const name of services.keys()) names.set(name.toLowerCase(), name);
  const aliases = new Map([...services].map(([name, service]) => [name, aliasesOf(service)]));
  const units = new Map<string, Unit>();
  const hosts = new Map<string, Host>();
  const find = (host: string): string | undefined => names.get(host.replace(/^tasks\./, ''));
  return {
    resolve(host, from, origin) {
      const meant = aliases.get(from.name)?.get(host) ?? host;
      const name = find(meant);
      if (name !== undefined) return { unit: inProject(project, name) };
      const other = elsewhere(meant);
      if (other !== undefined) return other;
      if (meant.includes('.') || meant.includes(':')) {
        if (!hosts.has(meant)) hosts.set(meant, { name: meant, origin, remarks: [] });
        return { host: meant };
      }
      const unit = namedUnit(project, meant, grounds.usual(origin).key, origin);
      if (!units.has(unit.key)) units.set(unit.key, unit);
      return { unit: unit.key };
    },
    knows: (host) => find(host) !== undefined,
    units,
    hosts,
  };
}

/** The names that a service has beside its own. */
export function namesOf(service: Service): string[] {
  const texts = textsOf(service, (raw) => [
    ...(raw.container_name ? [raw.container_name] : []),
    ...(raw.hostname ? [raw.hostname] : []),
    ...(raw.networks ?? []).flatMap(({ value }) => value?.aliases ?? []),
  ]);
  return texts.map(({ text }) => text.toLowerCase());
}

/** What a service alone calls others: by its links, and its extra hosts. */
function aliasesOf(service: Service): ReadonlyMap<string, string> {
  const links = linksOf(service).map(({ name, alias }) => [alias.toLowerCase(), name.toLowerCase()] as const);
  const extra = service.parts.flatMap(({ raw, layer }) =>
    (raw.extra_hosts ?? []).map(({ key, value = '' }) => {
      const target = filled(value, layer.variables)
        .toLowerCase()
        .replace(/^\[|\]$/g, '');
      return [key.toLowerCase(), target === 'host-gateway' ? 'host.docker.internal' : target] as const;
    }),
  );
  return new Map([...extra.filter(([, target]) => /^[a-z0-9.:_-]+$/.test(target)), ...links]);
}

/** The links of a service: those that it calls by a name of its own, too. */
export function linksOf(
  service: Service,
): { readonly name: string; readonly alias: string; readonly origin: Origin }[] {
  const links = textsOf(service, (raw) => [...(raw.links ?? []), ...(raw.external_links ?? [])]);
  return links.map(({ text, origin }) => {
    const [name, alias = name] = text.split(':');
    return { name, alias, origin };
  });
}

function namedUnit(project: Project, name: string, ground: string, origin: Origin): Unit {
  const key = inProject(project, name);
  return {
    key,
    wish: key.replaceAll('/', '.'),
    what: 'service',
    kind: 'service',
    ground,
    labels: [],
    origin,
    remarks: ['a service that the files only name'],
    isMention: true,
  };
}
