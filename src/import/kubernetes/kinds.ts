/** Kinds of Kubernetes objects that are read, by the groups of their API. */

/** What an object is to the importer: the kinds that run pods, and those that are read each in its own way. */
export type Role =
  | 'workload'
  | 'namespace'
  | 'service'
  | 'settings'
  | 'claim'
  | 'volume'
  | 'entry'
  | 'network-policy'
  | 'service-entry'
  | 'authorization-policy';

const ROLES: Readonly<Record<string, Role>> = {
  'apps/DaemonSet': 'workload',
  'apps/Deployment': 'workload',
  'apps/ReplicaSet': 'workload',
  'apps/StatefulSet': 'workload',
  'apps.openshift.io/DeploymentConfig': 'workload',
  'argoproj.io/Rollout': 'workload',
  'batch/CronJob': 'workload',
  'batch/Job': 'workload',
  'extensions/DaemonSet': 'workload',
  'extensions/Deployment': 'workload',
  'extensions/ReplicaSet': 'workload',
  'serving.knative.dev/Service': 'workload',
  '/DeploymentConfig': 'workload',
  '/Pod': 'workload',
  '/ReplicationController': 'workload',
  '/Namespace': 'namespace',
  'project.openshift.io/Project': 'namespace',
  '/Service': 'service',
  '/ConfigMap': 'settings',
  '/Secret': 'settings',
  '/PersistentVolumeClaim': 'claim',
  '/PersistentVolume': 'volume',
  'extensions/Ingress': 'entry',
  'gateway.networking.k8s.io/GRPCRoute': 'entry',
  'gateway.networking.k8s.io/HTTPRoute': 'entry',
  'gateway.networking.k8s.io/TCPRoute': 'entry',
  'gateway.networking.k8s.io/TLSRoute': 'entry',
  'networking.istio.io/VirtualService': 'entry',
  'networking.k8s.io/Ingress': 'entry',
  'route.openshift.io/Route': 'entry',
  'extensions/NetworkPolicy': 'network-policy',
  'networking.k8s.io/NetworkPolicy': 'network-policy',
  'networking.istio.io/ServiceEntry': 'service-entry',
  'security.istio.io/AuthorizationPolicy': 'authorization-policy',
};

/** What an object is to the importer; undefined where its kind is not read. */
export function roleOf(group: string, kind: string): Role | undefined {
  const name = `${group}/${kind}`;
  return Object.hasOwn(ROLES, name) ? ROLES[name] : undefined;
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^objects Secret |\.(?:binaryData|immutable|type)$/, 'no setting of what runs'],
  [
    /^objects (?:Kustomization|Component|HelmRelease|HelmChart|Application|ApplicationSet)\b/,
    'names objects that are elsewhere: write them out (kustomize build, helm template), and import those',
  ],
  [
    /^objects (?:Cluster)?(?:Role|RoleBinding|ServiceAccount)\b/,
    'permissions within the cluster, not agreements between parties',
  ],
  [
    /^objects (?:HorizontalPodAutoscaler|VerticalPodAutoscaler|PodDisruptionBudget|PriorityClass|LimitRange|ResourceQuota)\b/,
    'how much runs, not what it does with data',
  ],
  [/^objects CustomResourceDefinition\b/, 'the form of objects, not objects'],
  [/^objects Gateway\b/, 'where it leads is in its routes, which count'],
  [/^objects /, 'a kind that is not read'],
  [/^documents /, 'no apiVersion and kind'],
  [/^owned /, 'made by an object that is in the files'],
  [/\.status$/, 'what is the case, not what is stated'],
  [/\.volumes\./, 'a volume whose sharing is not followed'],
  [/\b(?:notIpBlocks|notNamespaces|notPrincipals|when|to)$/, 'narrows a rule that is taken in full'],
  [/^Namespace label/, 'a label of data counts where the data is: at what runs, and at claims'],
];

/** Why something that was counted has no place in a manifest. */
export function reasonOf(field: string): string {
  return REASONS.find(([pattern]) => pattern.test(field))?.[1] ?? 'how it runs, not what it does with data';
}
