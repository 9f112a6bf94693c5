/** Workloads: what runs pods, and what is read of these. */
import type { Label } from '../deployed/landscape.ts';
import { anything, flag, listOf, mapOf, record, text, type Read, type Schema } from '../schema.ts';
import {
  COMMON,
  labelsOf,
  metadata,
  selectable,
  type KubeObject,
  type LabelMap,
  type Metadata,
} from './objects.ts';

const key = record({ name: text, key: text }, { isOpen: true });
const source = record({ name: text }, { isOpen: true });

const setting = record({
  name: text,
  value: text,
  valueFrom: record({
    configMapKeyRef: key,
    secretKeyRef: key,
    fieldRef: anything,
    resourceFieldRef: anything,
  }),
});

const container = record({
  name: text,
  image: text,
  command: listOf(text),
  args: listOf(text),
  env: listOf(setting),
  envFrom: listOf(record({ prefix: text, configMapRef: source, secretRef: source })),
  volumeMounts: listOf(record({ name: text, readOnly: flag }, { isOpen: true })),
  volumeDevices: anything,
});

const volume = record({
  name: text,
  persistentVolumeClaim: record({ claimName: text, readOnly: flag }),
  hostPath: record({ path: text }, { isOpen: true }),
  nfs: record({ server: text, path: text, readOnly: flag }),
  // What is in these is made for the pod, or goes with it.
  configMap: anything,
  downwardAPI: anything,
  emptyDir: anything,
  ephemeral: anything,
  projected: anything,
  secret: anything,
});

const podSpec = record({
  containers: listOf(container),
  initContainers: listOf(container),
  ephemeralContainers: listOf(container),
  volumes: listOf(volume),
  serviceAccountName: text,
  serviceAccount: text,
  hostNetwork: flag,
});

const template = record({ metadata, spec: podSpec });
const made = record({ ...COMMON, spec: record({ template }) });
const pod = record({ ...COMMON, spec: podSpec });
const scheduled = record({
  ...COMMON,
  spec: record({ jobTemplate: record({ metadata, spec: record({ template }) }) }),
});
const stateful = record({
  ...COMMON,
  spec: record({ template, volumeClaimTemplates: listOf(record({ ...COMMON, metadata, spec: anything })) }),
});

export type Container = Read<typeof container>;
export type Setting = Read<typeof setting>;
export type Volume = Read<typeof volume>;

/** A workload with what its pods are made of. */
export interface Workload {
  readonly object: KubeObject;
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  /** The labels of its pods, by which others choose them. */
  readonly podLabels: LabelMap;
  /** Labels and annotations of the object and of its pods. */
  readonly labels: readonly Label[];
  readonly account: string;
  readonly isOnHostNetwork: boolean;
}

type Pods = Read<typeof podSpec>;

interface Parts {
  readonly spec?: Pods;
  readonly metadata: readonly (Metadata | undefined)[];
}

/** The workload that an object is. */
export function workloadOf(object: KubeObject): Workload {
  const { spec, metadata: parts } = partsOf(object);
  const more = parts.flatMap((each) => labelsOf(each));
  const containers = [
    ...(spec?.initContainers ?? []),
    ...(spec?.containers ?? []),
    ...(spec?.ephemeralContainers ?? []),
  ];
  return {
    object,
    containers,
    volumes: spec?.volumes ?? [],
    podLabels: object.kind === 'Pod' ? object.selectable : selectable(parts[0]),
    labels: [...object.labels, ...more],
    account: (spec?.serviceAccountName ?? spec?.serviceAccount)?.text ?? 'default',
    isOnHostNetwork: spec?.hostNetwork === true,
  };
}

/** What pods are made of, and the metadata of their template first. */
function partsOf(object: KubeObject): Parts {
  const read = <T>(schema: Schema<T>): T | undefined => object.read(schema);
  if (object.kind === 'Pod') return { spec: read(pod)?.spec, metadata: [] };
  if (object.kind === 'CronJob') {
    const job = read(scheduled)?.spec?.jobTemplate;
    const pods = job?.spec?.template;
    return { spec: pods?.spec, metadata: [pods?.metadata, job?.metadata] };
  }
  if (object.kind === 'StatefulSet') {
    const { template: pods, volumeClaimTemplates: claims = [] } = read(stateful)?.spec ?? {};
    return { spec: pods?.spec, metadata: [pods?.metadata, ...claims.map((claim) => claim.metadata)] };
  }
  const pods = read(made)?.spec?.template;
  return { spec: pods?.spec, metadata: [pods?.metadata] };
}

const settings = record(
  { data: mapOf(text), stringData: mapOf(text) },
  // The contents of files and the type are no settings.
  { isOpen: true },
);

/** The settings of a ConfigMap or Secret, by their keys. */
export function settingsIn(object: KubeObject): ReadonlyMap<string, string> {
  const { data = [], stringData = [] } = object.read(settings) ?? {};
  const isSecret = object.kind === 'Secret';
  const plain = (value: string): string => (isSecret ? decoded(value) : value);
  return new Map([
    ...data.map(({ name, value }) => [name.text, plain(value.text)] as const),
    ...stringData.map(({ name, value }) => [name.text, value.text] as const),
  ]);
}

/** A value of a secret, of which only the host counts that it leads to; what is no text counts as nothing. */
function decoded(value: string): string {
  try {
    return atob(value).trim();
  } catch {
    return '';
  }
}
