/** What workloads keep together: volumes that several of them mount, and stores of others. */
import type { Host, Label, Link, Stores, Unit } from '../deployed/landscape.ts';
import { groupedBy } from '../deployed/landscape.ts';
import { record, text, type Read } from '../schema.ts';
import { COMMON, groundKey, keyOf, wishOf, pathOf, type KubeObject } from './objects.ts';
import type { Volume, Workload } from './workloads.ts';

const claim = record({ ...COMMON, spec: record({ volumeName: text }, { isOpen: true }) });
const persistent = record({
  ...COMMON,
  spec: record({ nfs: record({ server: text }, { isOpen: true }) }, { isOpen: true }),
});

interface Use {
  readonly workload: Workload;
  readonly volume: Volume;
  readonly claim: string;
}

/** The volumes of workloads. A claim that one workload uses alone is part of it; one that several use is a store. */
export function volumesOf(workloads: readonly Workload[], objects: readonly KubeObject[]): Stores {
  const claims = new Map(ofRole(objects, 'claim').map((object) => [pathOf(object), object]));
  const servers = serversOf(objects);
  const uses = workloads.flatMap((workload) =>
    workload.volumes.flatMap((volume): Use[] => {
      const name = volume.persistentVolumeClaim?.claimName?.text;
      return name === undefined ? [] : [{ workload, volume, claim: pathOf({ ...workload.object, name }) }];
    }),
  );
  const byClaim = groupedBy(uses, ({ claim: path }) => path);
  const units: Unit[] = [];
  const links: Link[] = [];
  const labels = new Map<string, Label[]>();
  for (const [path, group] of byClaim) {
    const object = claims.get(path);
    const users = new Set(group.map(({ workload }) => keyOf(workload.object)));
    if (users.size === 1) addTo(labels, [...users][0], object?.labels ?? []);
    else {
      const unit = storeUnit(group[0], object);
      units.push(unit);
      links.push(...group.map((use) => storeLink(use, unit)));
    }
  }
  for (const [path, object] of claims)
    if (!byClaim.has(path) && object.labels.length > 0) units.push(unusedUnit(object));
  const remote = [
    ...workloads.flatMap((workload) => workload.volumes.flatMap((volume) => nfsLink(workload, volume))),
    ...uses.flatMap((use) => boundLink(use, servers.get(volumeNameOf(claims.get(use.claim))))),
  ];
  return {
    units,
    hosts: remote.map(({ host }) => host),
    links: [...links, ...remote.map(({ link }) => link)],
    remarks: new Map(workloads.map((workload) => [keyOf(workload.object), hostFolders(workload)])),
    labels,
  };
}

function ofRole(objects: readonly KubeObject[], role: KubeObject['role']): KubeObject[] {
  return objects.filter((object) => object.role === role);
}

function addTo(lists: Map<string, Label[]>, key: string, more: readonly Label[]): void {
  lists.set(key, [...(lists.get(key) ?? []), ...more]);
}

type Store = Pick<KubeObject, 'name' | 'namespace' | 'labels' | 'origin'>;

function storeOf({ name, namespace, labels, origin }: Store, isMention: boolean): Unit {
  const named = { kind: 'PersistentVolumeClaim', name, namespace };
  return {
    key: keyOf(named),
    wish: wishOf(named),
    what: 'PersistentVolumeClaim',
    kind: 'store',
    ground: groundKey(namespace),
    labels,
    origin,
    remarks: [],
    isMention,
  };
}

function storeUnit({ workload, volume, claim: path }: Use, object: KubeObject | undefined): Unit {
  if (object !== undefined) return storeOf(object, false);
  const { namespace } = workload.object;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return storeOf({ name, namespace, labels: [], origin: volume.origin }, true);
}

function unusedUnit(object: KubeObject): Unit {
  return storeOf(object, false);
}

function isReadOnly({ containers }: Workload, volume: Volume): boolean {
  if (volume.persistentVolumeClaim?.readOnly === true || volume.nfs?.readOnly === true) return true;
  const mounts = containers
    .flatMap(({ volumeMounts = [] }) => volumeMounts)
    .filter(({ name }) => name?.text === volume.name?.text);
  return mounts.length > 0 && mounts.every(({ readOnly }) => readOnly === true);
}

/** From the store to who mounts it, and back unless all mount it for reading only. */
function storeLink({ workload, volume }: Use, { key }: Unit): Link {
  const unit = keyOf(workload.object);
  const reason = `volume ${volume.name?.text ?? ''} of ${unit}`;
  const isOneWay = isReadOnly(workload, volume);
  return { from: { unit: key }, to: { unit }, isOneWay, reason, origin: volume.origin };
}

interface Remote {
  readonly host: Host;
  readonly link: Link;
}

function nfsLink(workload: Workload, volume: Volume): Remote[] {
  const server = volume.nfs?.server;
  return server === undefined ? [] : [remoteLink(workload, volume, server.text)];
}

function boundLink({ workload, volume }: Use, server: string | undefined): Remote[] {
  return server === undefined ? [] : [remoteLink(workload, volume, server)];
}

function remoteLink(workload: Workload, volume: Volume, server: string): Remote {
  const unit = keyOf(workload.object);
  const name = server.toLowerCase();
  const { origin } = volume;
  const reason = `NFS volume ${volume.name?.text ?? ''} of ${unit}`;
  const isOneWay = isReadOnly(workload, volume);
  return {
    host: { name, origin, remarks: [] },
    link: { from: { host: name }, to: { unit }, isOneWay, channel: 'network', reason, origin },
  };
}

/** Servers of persistent volumes, by the names of these. */
function serversOf(objects: readonly KubeObject[]): ReadonlyMap<string, string> {
  const pairs = ofRole(objects, 'volume').flatMap((object): [string, string][] => {
    const spec: Read<typeof persistent>['spec'] = object.read(persistent)?.spec;
    const server = spec?.nfs?.server?.text;
    return server === undefined ? [] : [[object.name, server]];
  });
  return new Map(pairs);
}

function volumeNameOf(object: KubeObject | undefined): string {
  return object?.read(claim)?.spec?.volumeName?.text ?? '';
}

function hostFolders({ volumes, isOnHostNetwork }: Workload): string[] {
  const folders = volumes.flatMap(({ hostPath }) =>
    hostPath === undefined
      ? []
      : [`mounts ${hostPath.path?.text ?? 'a folder'} of the machine that it runs on`],
  );
  return isOnHostNetwork ? [...folders, 'on the network of the machine that it runs on'] : folders;
}
