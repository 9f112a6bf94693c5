/** What services keep together: volumes and folders of the machine. */
import {
  endKey,
  groupedBy,
  type End,
  type Host,
  type Label,
  type Link,
  type Stores,
  type Unit,
} from '../deployed/landscape.ts';
import type { Origin } from '../draft.ts';
import type { RawVolume } from './file.ts';
import { inProject, outsideName, type Grounds } from './networks.ts';
import type { Project } from './projects.ts';
import { mountsOf, textsOf, type Mount, type Service } from './services.ts';
import { UNKNOWN } from '../deployed/addresses.ts';
import { filled } from './values.ts';

interface Use {
  readonly service: Service;
  readonly mount: Mount;
  readonly key: string;
}

interface Declared {
  readonly key: string;
  readonly origin: Origin;
  readonly labels: readonly Label[];
  /** Where it is, if on another machine. */
  readonly server?: string;
}

// What belongs to the machine and holds no data of services.
const OF_MACHINE = /^\/(?:etc|proc|sys|dev|run|var\/run|usr|lib|boot|tmp\/\.X11-unix)(?:\/|$)/;
const CONTROL = /\/(?:docker|podman|containerd)\.sock$/;

/** The volumes of a project. What one service has alone is part of it; what several have, one of them to write, is a store. */
export function volumesOf(
  project: Project,
  services: readonly Service[],
  { keyOf, grounds }: { readonly keyOf: (name: string) => string; readonly grounds: Grounds },
): Stores {
  const declared = declaredIn(project);
  const uses = services.flatMap((service) => usesOf(service, services, project, declared));
  const shared = uses.filter(({ mount }) => isStore(mount));
  const units: Unit[] = [];
  const links: Link[] = [];
  const hosts: Host[] = [];
  const labels = new Map<string, readonly Label[]>();
  for (const [key, group] of groupedBy(shared, (use) => use.key)) {
    const [{ mount, service }] = group;
    const volume = mount.kind === 'volume' ? declared.get(mount.source) : undefined;
    const users = new Set(group.map((use) => use.service.name));
    const server = volume?.server;
    if (server !== undefined)
      hosts.push({ name: server, origin: volume?.origin ?? mount.origin, remarks: [] });
    const end = server === undefined ? { unit: key } : { host: server };
    const isShared = users.size > 1 && group.some((use) => !use.mount.isReadOnly);
    if (server === undefined && isShared)
      units.push(storeUnit(key, volume ?? { origin: mount.origin, labels: [] }, grounds));
    else labels.set(service.name, [...(labels.get(service.name) ?? []), ...(volume?.labels ?? [])]);
    if (server !== undefined || isShared) links.push(...group.map((use) => storeLink(use, end, keyOf)));
  }
  const used = new Set(shared.map(({ key }) => key));
  for (const volume of declared.values())
    if (!used.has(volume.key) && volume.labels.length > 0) units.push(storeUnit(volume.key, volume, grounds));
  const remarks = groupedBy(uses, ({ service }) => service.name);
  return {
    units,
    hosts,
    links,
    remarks: new Map([...remarks].map(([name, group]) => [name, remarksOf(group)])),
    labels,
  };
}

function isStore({ kind, source }: Mount): boolean {
  return (
    !source.includes(UNKNOWN) && (kind === 'volume' || !(OF_MACHINE.test(source) || CONTROL.test(source)))
  );
}

function declaredIn(project: Project): ReadonlyMap<string, Declared> {
  const all = new Map<string, Declared>();
  for (const { file, variables } of project.layers) {
    for (const { name, value } of file.content.volumes ?? []) {
      const own = outsideName(value, name.text);
      const server = serverOf(value, (text) => filled(text, variables));
      const labels = (value?.labels ?? []).map(({ key, value: text = '', origin }) => ({
        key,
        value: filled(text, variables),
        origin,
      }));
      const earlier = all.get(name.text);
      all.set(name.text, {
        key:
          own === undefined ? inProject(project, `volume/${name.text}`) : `volume/${filled(own, variables)}`,
        origin: name.origin,
        labels: [...(earlier?.labels ?? []), ...labels],
        ...((server ?? earlier?.server) && { server: server ?? earlier?.server }),
      });
    }
  }
  return all;
}

/** The server of a volume that is mounted from the network. */
function serverOf(value: RawVolume | undefined, fill: (text: string) => string): string | undefined {
  const options = value?.driver_opts ?? [];
  const option = (name: string): string =>
    fill(options.find((each) => each.name.text === name)?.value.text ?? '');
  const address =
    /(?:^|,)addr=([^,\s]+)/.exec(option('o'))?.[1] ?? /^(?:\/\/|\\\\)([^/\\]+)/.exec(option('device'))?.[1];
  return address === undefined || address.includes(UNKNOWN) ? undefined : address.toLowerCase();
}

function usesOf(
  service: Service,
  services: readonly Service[],
  project: Project,
  declared: ReadonlyMap<string, Declared>,
): Use[] {
  const own = mountsOf(service);
  const others = textsOf(service, (raw) => raw.volumes_from).flatMap(({ text }) => {
    const [name, mode] = text.split(':');
    const other = services.find((each) => each.name === name);
    return (other ? mountsOf(other) : []).map((mount) => ({
      ...mount,
      isReadOnly: mount.isReadOnly || mode === 'ro',
    }));
  });
  return [...own, ...others].map((mount) => ({ service, mount, key: keyOfMount(mount, project, declared) }));
}

function keyOfMount(
  { kind, source }: Mount,
  project: Project,
  declared: ReadonlyMap<string, Declared>,
): string {
  // A folder is that of the machine, whichever project names it.
  if (kind === 'folder') return `folder/${source.replace(/^\//, '')}`;
  return declared.get(source)?.key ?? inProject(project, `volume/${source}`);
}

function storeUnit(
  key: string,
  { origin, labels }: Pick<Declared, 'origin' | 'labels'>,
  grounds: Grounds,
): Unit {
  return {
    key,
    wish: key.replaceAll('/', '.'),
    what: 'volume',
    kind: 'store',
    ground: grounds.machine(origin).key,
    labels,
    origin,
    remarks: [],
    isMention: false,
  };
}

function storeLink({ service, mount }: Use, store: End, keyOf: (name: string) => string): Link {
  const to = { unit: keyOf(service.name) };
  const reason = `${mount.kind} ${mount.source} of ${service.name}`;
  const link = { from: store, to, isOneWay: mount.isReadOnly, reason, origin: mount.origin };
  return endKey(store).startsWith('host ') ? { ...link, channel: 'network' } : link;
}

function remarksOf(uses: readonly Use[]): string[] {
  const lines = uses.flatMap(({ mount: { kind, source } }) => {
    if (kind !== 'folder') return [];
    if (CONTROL.test(source)) return [`can control the containers of the machine (${source})`];
    return [`mounts ${source.replaceAll(UNKNOWN, '?')} of the machine that it runs on`];
  });
  return [...new Set(lines)].sort();
}
