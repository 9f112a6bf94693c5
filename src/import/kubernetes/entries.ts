/** Ways in from outside: ingresses, routes, virtual services. */
import type { End } from '../deployed/landscape.ts';
import { anything, listOf, record, text, type Placed } from '../schema.ts';
import type { Directory } from './directory.ts';
import { COMMON, pathOf, type KubeObject } from './objects.ts';

const named = record({ name: text, port: anything });
// The first form is that of networking.k8s.io/v1, the others of the versions before it.
const backend = record({ service: named, serviceName: text, servicePort: anything, resource: anything });

const ingress = record({
  ...COMMON,
  spec: record({
    rules: listOf(
      record({ host: text, http: record({ paths: listOf(record({ backend }, { isOpen: true })) }) }),
    ),
    defaultBackend: backend,
    backend,
    ingressClassName: anything,
    tls: anything,
  }),
});

const route = record({
  ...COMMON,
  spec: record(
    {
      hostnames: listOf(text),
      rules: listOf(
        record(
          { backendRefs: listOf(record({ name: text, namespace: text, kind: text }, { isOpen: true })) },
          { isOpen: true },
        ),
      ),
    },
    { isOpen: true },
  ),
});

const openshiftRoute = record({
  ...COMMON,
  spec: record(
    {
      host: text,
      to: record({ name: text }, { isOpen: true }),
      alternateBackends: listOf(record({ name: text }, { isOpen: true })),
    },
    { isOpen: true },
  ),
});

const destinations = listOf(
  record(
    { route: listOf(record({ destination: record({ host: text }, { isOpen: true }) }, { isOpen: true })) },
    { isOpen: true },
  ),
);
const virtualService = record({
  ...COMMON,
  spec: record(
    { hosts: listOf(text), gateways: listOf(text), http: destinations, tcp: destinations, tls: destinations },
    { isOpen: true },
  ),
});

/** A way in: the names under which it is reached, and what it leads to. */
export interface Entry {
  readonly hosts: readonly string[];
  readonly ends: readonly End[];
  readonly remark: string;
}

interface Target {
  readonly name: Placed;
  readonly namespace?: string;
  /** Is the name one of a host, and not of a service? */
  readonly isHost?: boolean;
}

interface Found {
  readonly hosts: readonly (Placed | undefined)[];
  readonly targets: readonly (Target | undefined)[];
}

/** The ways in that an object opens; none where a virtual service is for the inside alone. */
export function entryOf(object: KubeObject, directory: Directory): Entry[] {
  const found = foundIn(object);
  const hosts = found.hosts.flatMap((host) => (host ? [host.text.toLowerCase()] : []));
  const ends = found.targets.flatMap((target) => {
    if (target === undefined) return [];
    const { name, namespace = object.namespace, isHost = false } = target;
    return isHost
      ? directory.resolve(name.text.toLowerCase(), namespace, name.origin)
      : directory.ofService(name.text, namespace, name.origin);
  });
  const under = hosts.length === 0 ? '' : `, as ${[...new Set(hosts)].sort().join(', ')}`;
  const remark = `open to the outside: ${object.kind} ${pathOf(object)}${under}`;
  return found.targets.length === 0 ? [] : [{ hosts, ends, remark }];
}

function foundIn(object: KubeObject): Found {
  switch (object.kind) {
    case 'Ingress':
      return ingressIn(object);
    case 'Route':
      return openshiftIn(object);
    case 'VirtualService':
      return virtualIn(object);
    default:
      return routeIn(object);
  }
}

function ingressIn(object: KubeObject): Found {
  const { rules = [], defaultBackend, backend: older } = object.read(ingress)?.spec ?? {};
  const backends = rules.flatMap(({ http }) => http?.paths ?? []).map((path) => path.backend);
  return {
    hosts: rules.map(({ host }) => host),
    targets: [...backends, defaultBackend, older].flatMap((each) => {
      const name = each?.service?.name ?? each?.serviceName;
      return name === undefined ? [] : [{ name }];
    }),
  };
}

function routeIn(object: KubeObject): Found {
  const { hostnames = [], rules = [] } = object.read(route)?.spec ?? {};
  const targets = rules
    .flatMap(({ backendRefs = [] }) => backendRefs)
    .filter(({ kind }) => kind === undefined || kind.text === 'Service')
    .flatMap(({ name, namespace }) => (name ? [{ name, namespace: namespace?.text }] : []));
  return { hosts: hostnames, targets };
}

function openshiftIn(object: KubeObject): Found {
  const { host, to, alternateBackends = [] } = object.read(openshiftRoute)?.spec ?? {};
  const targets = [to, ...alternateBackends].flatMap((each) => (each?.name ? [{ name: each.name }] : []));
  return { hosts: [host], targets };
}

function virtualIn(object: KubeObject): Found {
  const {
    hosts = [],
    gateways = [],
    http = [],
    tcp = [],
    tls = [],
  } = object.read(virtualService)?.spec ?? {};
  if (gateways.every(({ text: name }) => name === 'mesh')) return { hosts: [], targets: [] };
  const targets = [...http, ...tcp, ...tls]
    .flatMap(({ route: routes = [] }) => routes)
    .flatMap(({ destination }) => (destination?.host ? [{ name: destination.host, isHost: true }] : []));
  return { hosts, targets };
}
