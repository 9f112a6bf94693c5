/** Where services stand: the networks that they are in. */
import type { Ground } from '../deployed/landscape.ts';
import type { Origin } from '../draft.ts';
import type { RawNetwork } from './file.ts';
import type { Project } from './projects.ts';
import { lastText, textsOf, type Service } from './services.ts';
import { filled } from './values.ts';

interface Network {
  /** The name by which a mapping knows it. */
  readonly key: string;
  readonly isInternal: boolean;
}

/** The grounds of a project, and how to find that of a service. */
export interface Grounds {
  of(service: Service): Ground;
  /** Where volumes and folders are. */
  machine(origin: Origin): Ground;
  /** Where a service would be of which nothing is said. */
  usual(origin: Origin): Ground;
}

/** The grounds of a project. What stands in several networks is in a place of its own: it joins them. */
export function groundsOf(project: Project, services: ReadonlyMap<string, Service>): Grounds {
  const declared = networksOf(project);
  const named = (name: string): Network =>
    declared.get(name) ?? { key: inProject(project, name), isInternal: false };
  const of = (service: Service, seen: ReadonlySet<string> = new Set()): Ground => {
    const mode = lastText(service, (raw) => raw.network_mode ?? raw.net);
    const other = /^(?:service|container):(.+)$/.exec(mode?.text ?? '')?.[1];
    const shared = other === undefined ? undefined : services.get(other);
    if (shared !== undefined && !seen.has(shared.name)) return of(shared, new Set([...seen, service.name]));
    if (mode !== undefined)
      return ground(
        project,
        [{ key: inProject(project, mode.text.replace(':', '-')), isInternal: false }],
        mode.origin,
      );
    const names = textsOf(service, ({ networks = [] }) => networks.map(({ name }) => name));
    const [first] = names;
    const all = first === undefined ? ['default'] : names.map(({ text }) => text);
    return ground(project, [...new Set(all)].sort().map(named), first?.origin ?? service.origin);
  };
  const plain = (name: string, origin: Origin): Ground => ground(project, [named(name)], origin);
  return {
    of: (service) => of(service),
    machine: (origin) => plain('host', origin),
    usual: (origin) => plain('default', origin),
  };
}

/** A name within a project, by which a mapping knows it. */
export function inProject({ key }: Project, name: string): string {
  return key === '' ? name : `${key}/${name}`;
}

function networksOf(project: Project): ReadonlyMap<string, Network> {
  const networks = new Map<string, Network>();
  for (const { file, variables } of project.layers) {
    for (const { name, value } of file.content.networks ?? []) {
      const own = outsideName(value, name.text);
      const key = own === undefined ? inProject(project, name.text) : filled(own, variables);
      const isInternal = value?.internal?.text === 'true';
      networks.set(name.text, {
        key,
        isInternal: isInternal || networks.get(name.text)?.isInternal === true,
      });
    }
  }
  return networks;
}

/** The name of a thing that other projects have as well; undefined for one that the project makes for itself. */
export function outsideName(
  value: Pick<NonNullable<RawNetwork>, 'external' | 'name'> | undefined,
  name: string,
): string | undefined {
  const { external, name: own } = value ?? {};
  if (external === undefined) return own?.text;
  if (!('text' in external)) return external.name?.text ?? own?.text ?? name;
  return external.text === 'true' ? (own?.text ?? name) : own?.text;
}

function ground(project: Project, networks: readonly Network[], origin: Origin): Ground {
  const keys = networks.map(({ key }) => key);
  const [first, ...others] = keys;
  const prefix = inProject(project, '');
  const key = [
    first,
    ...others.map((each) => (each.startsWith(prefix) ? each.slice(prefix.length) : each)),
  ].join('+');
  const isInternal = networks.every((network) => network.isInternal);
  return {
    key,
    wish: key.replace(/[/+]/g, '.'),
    what: 'compose network',
    operators: [key, ...keys, project.key || 'compose'],
    labels: [],
    origin,
    remarks: isInternal ? ['internal: it has no way out'] : [],
    isMention: true,
  };
}
