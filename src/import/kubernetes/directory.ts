/** What names of hosts mean within a cluster. */
import type { End, Host, Unit } from '../deployed/landscape.ts';
import type { Origin } from '../draft.ts';
import { anything, mapOf, record, text, type Read } from '../schema.ts';
import {
  COMMON,
  groundKey,
  keyOf,
  pairsOf,
  pathOf,
  wishOf,
  type KubeObject,
  type LabelMap,
} from './objects.ts';
import type { Workload } from './workloads.ts';

const service = record({
  ...COMMON,
  spec: record({
    selector: mapOf(text),
    type: text,
    externalName: text,
    ports: anything,
    clusterIP: anything,
    clusterIPs: anything,
  }),
});

interface Service {
  readonly object: KubeObject;
  readonly spec: NonNullable<Read<typeof service>>['spec'];
  readonly chosen: readonly Workload[];
}

/** What names of hosts lead to. Units and hosts that only a name tells of are kept, for the landscape. */
export interface Directory {
  /** What a host is, seen from a namespace. */
  resolve(host: string, namespace: string, origin: Origin): readonly End[];
  /** Does the cluster have this name, as a word that need not be a host? */
  knows(host: string, namespace: string): boolean;
  /** What a service leads to. */
  ofService(name: string, namespace: string, origin: Origin): readonly End[];
  /** Lets a name of the outside lead to what is within. */
  addEntry(host: string, ends: readonly End[]): void;
  addHost(host: Host): End;
  /** Services that can be reached from outside, with what they lead to. */
  readonly open: readonly { readonly ends: readonly End[]; readonly remark: string }[];
  readonly units: ReadonlyMap<string, Unit>;
  readonly hosts: ReadonlyMap<string, Host>;
}

/** Workloads of a namespace that have all labels of a selector. */
export type Chooser = (namespace: string, labels: LabelMap) => readonly Workload[];

/** Finds workloads by the rarest label that is asked for, since a cluster can have many of both. */
export function chooserOf(workloads: readonly Workload[]): Chooser {
  const byLabel = new Map<string, Workload[]>();
  for (const workload of workloads) {
    for (const [label, value] of workload.podLabels) {
      const key = JSON.stringify([workload.object.namespace, label, value]);
      byLabel.set(key, byLabel.get(key) ?? []);
      byLabel.get(key)?.push(workload);
    }
  }
  return (namespace, labels) => {
    const lists = [...labels].map(
      ([label, value]) => byLabel.get(JSON.stringify([namespace, label, value])) ?? [],
    );
    const [shortest = []] = lists.sort((a, b) => a.length - b.length);
    return shortest.filter(({ podLabels }) =>
      [...labels].every(([label, value]) => podLabels.get(label) === value),
    );
  };
}

// A name can lead to another, and that to the first.
const ALIAS_LIMIT = 8;

/** The directory of the services and namespaces in the files. */
export function directoryOf(
  objects: readonly KubeObject[],
  namespaces: ReadonlySet<string>,
  choose: Chooser,
): Directory {
  const services = new Map(
    objects
      .filter(({ role }) => role === 'service')
      .map((object) => [pathOf(object), serviceAt(object, choose)]),
  );
  const units = new Map<string, Unit>();
  const hosts = new Map<string, Host>();
  const entries = new Map<string, readonly End[]>();

  const unitFor = (object: Pick<KubeObject, 'name' | 'namespace' | 'origin'>, isMention: boolean): End => {
    const unit = serviceUnit(object, isMention);
    if (!units.has(unit.key)) units.set(unit.key, unit);
    return { unit: unit.key };
  };
  const addHost = (host: Host): End => {
    if (!hosts.has(host.name)) hosts.set(host.name, host);
    return { host: host.name };
  };
  const endsOf = ({ object, spec, chosen }: Service, depth: number): readonly End[] => {
    const alias = spec?.externalName;
    if (spec?.type?.text === 'ExternalName' && alias !== undefined && depth < ALIAS_LIMIT)
      return resolve(alias.text.toLowerCase().replace(/\.$/, ''), object.namespace, alias.origin, depth + 1);
    if (chosen.length === 0) return [unitFor(object, false)];
    return chosen.map((workload) => ({ unit: keyOf(workload.object) }));
  };
  const find = (host: string, namespace: string): Internal | undefined =>
    internalName(host, namespace, namespaces, (path) => services.has(path));
  const ofName = (named: Internal, origin: Origin, depth: number): readonly End[] => {
    const found = services.get(pathOf({ kind: 'Service', ...named }));
    return found === undefined ? [unitFor({ ...named, origin }, true)] : endsOf(found, depth);
  };
  const resolve = (host: string, namespace: string, origin: Origin, depth = 0): readonly End[] => {
    const entry = entries.get(host);
    if (entry !== undefined) return entry;
    const named = find(host, namespace);
    return named === undefined
      ? [addHost({ name: host, origin, remarks: [] })]
      : ofName(named, origin, depth);
  };
  const all = [...services.values()];
  for (const each of all) endsOf(each, 0);
  return {
    resolve: (host, namespace, origin) => resolve(host, namespace, origin),
    knows: (host, namespace) => {
      const named = find(host, namespace);
      return named !== undefined && services.has(pathOf({ kind: 'Service', ...named }));
    },
    ofService: (name, namespace, origin) => ofName({ name, namespace }, origin, 0),
    addEntry: (host, ends) => void entries.set(host, entries.get(host) ?? ends),
    addHost,
    open: all.flatMap((each) => {
      const type = each.spec?.type?.text ?? '';
      const remark = `open to the outside: Service ${pathOf(each.object)} of type ${type}`;
      return type === 'LoadBalancer' || type === 'NodePort' ? [{ ends: endsOf(each, 0), remark }] : [];
    }),
    units,
    hosts,
  };
}

function serviceAt(object: KubeObject, choose: Chooser): Service {
  const spec = object.read(service)?.spec;
  const labels = new Map(pairsOf(spec?.selector).map(({ key, value }) => [key, value]));
  return { object, spec, chosen: labels.size === 0 ? [] : choose(object.namespace, labels) };
}

/** A service behind which the files show nothing, or that they only name. */
function serviceUnit(
  { name, namespace, origin }: Pick<KubeObject, 'name' | 'namespace' | 'origin'>,
  isMention: boolean,
): Unit {
  const named = { kind: 'Service', name, namespace };
  return {
    key: keyOf(named),
    wish: wishOf(named),
    what: 'Service',
    kind: 'service',
    ground: groundKey(namespace),
    labels: [],
    origin,
    remarks: [
      isMention ? 'a service that the files only name' : 'what is behind this service is not in the files',
    ],
    isMention,
  };
}

interface Internal {
  readonly name: string;
  readonly namespace: string;
}

/**
 * The service that a host names: `db`, `db.shop`, `db.shop.svc`, with the domain of the cluster behind it, or with the
 * name of a pod before it. A name of two or three parts is one of the cluster only if the files have its namespace or
 * its service, since others have such names as well.
 */
function internalName(
  host: string,
  namespace: string,
  namespaces: ReadonlySet<string>,
  isService: (path: string) => boolean,
): Internal | undefined {
  if (host.includes(':') || /^[0-9.]+$/.test(host)) return undefined;
  const parts = host.split('.');
  const at = parts.lastIndexOf('svc');
  if (at >= 2) return { name: parts[at - 2], namespace: parts[at - 1] };
  if (parts.length === 1) return { name: host, namespace };
  if (parts.length > 3) return undefined;
  const [name, where] = parts.slice(-2);
  if (namespaces.has(where) && (parts.length === 2 || isService(`${where}/${name}`)))
    return { name, namespace: where };
  const isPod = parts.length === 2 && isService(pathOf({ kind: '', name: where, namespace }));
  return isPod ? { name: where, namespace } : undefined;
}
