/** Kubernetes objects (https://kubernetes.io/docs/reference/kubernetes-api/) as a manifest. */
import { draftOf } from './deployed/draft.ts';
import { endKey, type End, type Host, type Landscape, type Stores, type Unit } from './deployed/landscape.ts';
import type { Draft, Origin } from './draft.ts';
import type { Import, Importer, Source } from './importer.ts';
import { clusterOf, groundsOf } from './kubernetes/cluster.ts';
import { chooserOf, directoryOf, type Directory } from './kubernetes/directory.ts';
import { entryOf } from './kubernetes/entries.ts';
import {
  groundKey,
  keyOf,
  objectsIn,
  TEMPLATE,
  withoutOwned,
  wishOf,
  type KubeObject,
} from './kubernetes/objects.ts';
import { authorizationPolicyOf, networkPolicyOf, type Policy } from './kubernetes/policies.ts';
import { hostsOf } from './kubernetes/service-entries.ts';
import { settingsOf, settingStore, type Settings } from './kubernetes/settings.ts';
import { summaryOf } from './kubernetes/summary.ts';
import { volumesOf } from './kubernetes/volumes.ts';
import { workloadOf, type Workload } from './kubernetes/workloads.ts';
import type { Names } from './names.ts';
import { tally } from './summary.ts';

// What charts have where no text is open, and what they have in texts: there two braces can stand for other things.
const TEMPLATES = [
  /^(?:[^"'#\n]*[:-] )?[ \t]*\{\{/m,
  /\{\{-?\s*(?:\.(?:Values|Release|Chart|Files|Capabilities|Template)\b|(?:include|template|tpl|toYaml)\s)/,
];

/** Manifests of Kubernetes: files of one or many objects, of one cluster together. */
export const kubernetes: Importer = {
  name: 'kubernetes',
  title: 'Kubernetes',
  syntax: 'yaml-documents',
  otherFormat: (text) => {
    const [match] = TEMPLATES.flatMap((pattern) => pattern.exec(text) ?? []);
    if (match === undefined) return undefined;
    const start = text.indexOf('{{', text.indexOf(match));
    const span = { start, end: start + 2 };
    return { format: 'Kubernetes', ...TEMPLATE, span };
  },
  import: importObjects,
};

function importObjects(sources: readonly Source[], names: Names): Import {
  const left = tally();
  const objects = withoutOwned(objectsIn(sources, left), sources, left);
  const workloads = ofRole(objects, 'workload').map(workloadOf);
  const parts = partsOf(objects, workloads);
  const landscape = landscapeOf(objects, parts);
  const draft: Draft = { ...draftOf(landscape, names), head: headOf(sources) };
  return { draft, summary: summaryOf({ objects, draft, landscape, left, ...parts }) };
}

/** What the parts of a cluster say, each on its own. */
export interface Parts {
  readonly workloads: readonly Workload[];
  readonly directory: Directory;
  readonly settings: readonly Settings[];
  readonly volumes: Stores;
  readonly policies: readonly Policy[];
  readonly declared: readonly Host[];
  readonly remarks: ReadonlyMap<string, readonly string[]>;
}

function ofRole(objects: readonly KubeObject[], role: KubeObject['role']): KubeObject[] {
  return objects.filter((object) => object.role === role);
}

function partsOf(objects: readonly KubeObject[], workloads: readonly Workload[]): Parts {
  const namespaces = new Set(
    objects.flatMap(({ role, name, namespace }) => [role === 'namespace' ? name : namespace]),
  );
  namespaces.delete('');
  const directory = directoryOf(objects, namespaces, chooserOf(workloads));
  const entries = ofRole(objects, 'entry').flatMap((object) => entryOf(object, directory));
  for (const { hosts, ends } of entries) for (const host of hosts) directory.addEntry(host, ends);
  const declared = ofRole(objects, 'service-entry').flatMap(hostsOf);
  const store = settingStore(objects);
  const settings = workloads.map((workload) => settingsOf(workload, store, directory));
  const cluster = clusterOf(objects, workloads);
  const policies = [
    ...ofRole(objects, 'network-policy').map((object) => networkPolicyOf(object, cluster)),
    ...ofRole(objects, 'authorization-policy').map((object) => authorizationPolicyOf(object, cluster)),
  ];
  const volumes = volumesOf(workloads, objects);
  const remarks = remarksOf([...entries, ...directory.open]);
  return { workloads, directory, settings, volumes, policies, declared, remarks };
}

/** What is open to the outside, by the keys of ends. */
function remarksOf(
  open: readonly { readonly ends: readonly End[]; readonly remark: string }[],
): ReadonlyMap<string, readonly string[]> {
  const remarks = new Map<string, Set<string>>();
  for (const { ends, remark } of open) {
    for (const end of ends) {
      const key = endKey(end);
      remarks.set(key, (remarks.get(key) ?? new Set<string>()).add(remark));
    }
  }
  return new Map([...remarks].map(([key, lines]) => [key, [...lines].sort()]));
}

function landscapeOf(objects: readonly KubeObject[], parts: Parts): Landscape {
  const { workloads, directory, settings, volumes, policies, declared, remarks } = parts;
  const units = [
    ...workloads.map((workload) => unitOf(workload, parts)),
    ...[...directory.units.values(), ...volumes.units].map((unit) => ({
      ...unit,
      remarks: [...unit.remarks, ...(remarks.get(endKey({ unit: unit.key })) ?? [])],
    })),
  ];
  const hosts = [
    ...declared,
    ...directory.hosts.values(),
    ...volumes.hosts,
    ...policies.flatMap(({ hosts: own }) => own),
  ];
  return {
    prefix: 'kubernetes',
    grounds: groundsOf(objects, namedNamespaces(units, policies)),
    units,
    hosts,
    links: [...settings.flatMap(({ links }) => links), ...volumes.links],
    reaches: policies.flatMap(({ reaches }) => reaches),
  };
}

function unitOf({ object, labels, containers }: Workload, { volumes, remarks }: Parts): Unit {
  const key = keyOf(object);
  const images = [...new Set(containers.flatMap(({ image }) => (image ? [image.text] : [])))].sort();
  return {
    key,
    wish: wishOf(object),
    what: object.kind,
    kind: 'service',
    ground: groundKey(object.namespace),
    labels: [...labels, ...(volumes.labels.get(key) ?? [])],
    origin: object.origin,
    remarks: [
      ...(images.length > 0 ? [`runs ${images.join(', ')}`] : []),
      ...(volumes.remarks.get(key) ?? []),
      ...(remarks.get(endKey({ unit: key })) ?? []),
    ],
    isMention: false,
  };
}

/** Namespaces by what names them first: what stands in them, or a policy. */
function namedNamespaces(units: readonly Unit[], policies: readonly Policy[]): ReadonlyMap<string, Origin> {
  const named = new Map<string, Origin>();
  const add = (namespace: string, origin: Origin): void => {
    if (!named.has(namespace)) named.set(namespace, origin);
  };
  for (const { ground, origin } of units) add(ground, origin);
  for (const { namespaces, reaches } of policies)
    for (const namespace of namespaces) if (reaches.length > 0) add(namespace, reaches[0].origin);
  return named;
}

function headOf(sources: readonly Source[]): string[] {
  const [{ path }] = sources;
  const more = sources.length > 1 ? ` and ${sources.length - 1} more` : '';
  return [
    `From the Kubernetes objects in ${path}${more}, by flowdown import kubernetes.`,
    'What is not in them is not here: what flows carry, whose data it is, permissions, contracts, days.',
  ];
}
