/** What is where in a cluster: namespaces with their labels, and workloads by what chooses them. */
import type { End, Ground } from '../deployed/landscape.ts';
import { groupedBy } from '../deployed/landscape.ts';
import type { Origin } from '../draft.ts';
import { groundKey, keyOf, type KubeObject, type LabelMap } from './objects.ts';
import { chooses, valuesFor, type Selector } from './selectors.ts';
import type { Workload } from './workloads.ts';

/** Who is meant by selectors. */
export interface Cluster {
  /** The workloads of a namespace that a selector chooses. */
  inNamespace(namespace: string, pods: Selector | undefined): readonly Workload[];
  /** Namespaces that a selector chooses, those among them that nothing but the selector names. */
  namespaces(wanted: Selector | undefined): readonly string[];
  /** Workloads that run as a service account, `*` for any. */
  byAccount(namespace: string, account: string): readonly Workload[];
  readonly workloads: readonly Workload[];
}

/** The label that every namespace has, whoever declares it. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** The cluster of these objects. */
export function clusterOf(objects: readonly KubeObject[], workloads: readonly Workload[]): Cluster {
  const byNamespace = groupedBy(workloads, ({ object }) => object.namespace);
  const labels = new Map<string, LabelMap>();
  for (const { namespace } of objects) labels.set(namespace, new Map([[NAME_LABEL, namespace]]));
  for (const { role, name, selectable } of objects)
    if (role === 'namespace') labels.set(name, new Map([...selectable, [NAME_LABEL, name]]));
  labels.delete('');
  const inNamespace: Cluster['inNamespace'] = (namespace, pods) =>
    (byNamespace.get(namespace) ?? []).filter(({ podLabels }) => chooses(pods, podLabels));
  return {
    inNamespace,
    namespaces: (wanted) => {
      const known = [...labels].filter(([, own]) => chooses(wanted, own)).map(([name]) => name);
      return [...new Set([...known, ...valuesFor(wanted, NAME_LABEL)])].sort();
    },
    byAccount: (namespace, account) =>
      inNamespace(namespace, undefined).filter((each) => account === '*' || each.account === account),
    workloads,
  };
}

/** The end that a workload is. */
export function endOf({ object }: Workload): End {
  return { unit: keyOf(object) };
}

/** Grounds of namespaces: those that objects declare, and those that are only named, with where. */
export function groundsOf(objects: readonly KubeObject[], named: ReadonlyMap<string, Origin>): Ground[] {
  const declared = objects.filter(({ role }) => role === 'namespace');
  const grounds = declared.map((object) => ground(object.name, object.origin, object));
  const known = new Set(declared.map(({ name }) => name));
  const mentioned = [...named].filter(([name]) => !known.has(name));
  return [...grounds, ...mentioned.map(([name, origin]) => ground(name, origin))];
}

function ground(name: string, origin: Origin, object?: KubeObject): Ground {
  const key = groundKey(name);
  return {
    key,
    wish: key,
    what: 'Kubernetes namespace',
    operators: [key],
    labels: object?.labels ?? [],
    origin,
    remarks: key === groundKey('') ? ['for what states no namespace'] : [],
    isMention: object === undefined,
  };
}
