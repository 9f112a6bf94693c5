/** Rules on who may reach what: network policies, and authorization policies of Istio. */
import type { End, Host, Reach } from '../deployed/landscape.ts';
import { listOf, record, text, type Read } from '../schema.ts';
import { endOf, type Cluster } from './cluster.ts';
import { COMMON, pathOf, type KubeObject } from './objects.ts';
import { selector } from './selectors.ts';

const peer = record({
  podSelector: selector,
  namespaceSelector: selector,
  ipBlock: record({ cidr: text, except: listOf(text) }),
});
type Peer = Read<typeof peer>;

const networkPolicy = record({
  ...COMMON,
  spec: record({
    podSelector: selector,
    policyTypes: listOf(text),
    ingress: listOf(record({ from: listOf(peer) }, { isOpen: true })),
    egress: listOf(record({ to: listOf(peer) }, { isOpen: true })),
  }),
});

const authorizationPolicy = record({
  ...COMMON,
  spec: record(
    {
      selector,
      action: text,
      rules: listOf(
        record({
          from: listOf(
            record({
              source: record({
                principals: listOf(text),
                namespaces: listOf(text),
                ipBlocks: listOf(text),
                remoteIpBlocks: listOf(text),
              }),
            }),
          ),
        }),
      ),
    },
    { isOpen: true },
  ),
});

/** What a rule lets through, and what it tells of besides. */
export interface Policy {
  readonly reaches: readonly Reach[];
  readonly hosts: readonly Host[];
  /** Namespaces that it names. */
  readonly namespaces: readonly string[];
  /** Workloads, by their ends, which it shields from what it does not let in. */
  readonly shielded: readonly End[];
  /** Does it let in anyone, or out to anywhere? */
  readonly isOpen: boolean;
}

/** Those who are meant by a peer: workloads, hosts, and the namespaces in which they are. */
interface Meant {
  readonly ends: readonly End[];
  readonly hosts: readonly Host[];
  readonly namespaces: readonly string[];
}

const NOBODY: Meant = { ends: [], hosts: [], namespaces: [] };

/** A network policy. What it allows need not be used, so that it makes no flow: it says who can reach whom. */
export function networkPolicyOf(object: KubeObject, cluster: Cluster): Policy {
  const spec = object.read(networkPolicy)?.spec;
  const own = cluster.inNamespace(object.namespace, spec?.podSelector).map(endOf);
  const { ingress = [], egress = [], policyTypes } = spec ?? {};
  const inward = ingress.map(({ from }) => from);
  const outward = egress.map(({ to }) => to);
  const meant = (peers: readonly Peer[] | undefined): Meant =>
    together((peers ?? []).map((each) => meantBy(each, object, cluster)));
  const sources = together(inward.map(meant));
  const targets = together(outward.map(meant));
  const isOpen = [...inward, ...outward].some((peers) => peers === undefined || peers.length === 0);
  const isInward = policyTypes === undefined || policyTypes.some(({ text: type }) => type === 'Ingress');
  return {
    reaches: [
      reachOf(object, 'ingress', sources, own),
      reachOf(object, 'egress', { ...NOBODY, ends: own }, targets.ends),
    ],
    hosts: [...sources.hosts, ...targets.hosts],
    namespaces: [...sources.namespaces, ...targets.namespaces],
    shielded: isInward ? own : [],
    isOpen,
  };
}

function reachOf(object: KubeObject, direction: string, by: Meant, to: readonly End[]): Reach {
  const wish = [object.namespace, object.name, direction].filter(Boolean).join('.');
  const grounds = by.namespaces.map((ground) => ({ ground }));
  const remarks = [`allowed by ${object.kind} ${pathOf(object)}; whether it is used nobody says`];
  return { wish, by: [...by.ends, ...grounds], to, origin: object.origin, remarks };
}

function together(parts: readonly Meant[]): Meant {
  return {
    ends: parts.flatMap(({ ends }) => ends),
    hosts: parts.flatMap(({ hosts }) => hosts),
    namespaces: parts.flatMap(({ namespaces }) => namespaces),
  };
}

function meantBy(
  { podSelector, namespaceSelector, ipBlock }: Peer,
  { namespace }: KubeObject,
  cluster: Cluster,
): Meant {
  const range = ipBlock?.cidr;
  if (range !== undefined) return addressRange(range.text, range.origin);
  const isOwn = namespaceSelector === undefined;
  const namespaces = isOwn ? [namespace] : cluster.namespaces(namespaceSelector);
  const ends = namespaces.flatMap((each) => cluster.inNamespace(each, podSelector).map(endOf));
  return { ends, hosts: [], namespaces: isOwn ? [] : namespaces };
}

// Addresses that everyone has, and networks that are nobody's in particular.
const NO_PARTY =
  /^(?:0\.0\.0\.0\/0|::\/0|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:|fe80:|::1)/i;

function addressRange(range: string, origin: Host['origin']): Meant {
  if (NO_PARTY.test(range) || range === '*') return NOBODY;
  const host = { name: range.toLowerCase(), origin, remarks: ['a range of addresses'] };
  return { ends: [{ host: host.name }], hosts: [host], namespaces: [] };
}

// Where policies hold for the whole mesh, as Istio is installed.
const MESH_ROOT = 'istio-system';

/** Who may call by an authorization policy. It grants nothing that an owner of data would have to grant. */
export function authorizationPolicyOf(object: KubeObject, cluster: Cluster): Policy {
  const spec = object.read(authorizationPolicy)?.spec;
  const isAllow = spec?.action === undefined || spec.action.text === 'ALLOW';
  const own = (
    object.namespace === MESH_ROOT ? cluster.workloads : cluster.inNamespace(object.namespace, spec?.selector)
  ).map(endOf);
  const rules = spec?.rules ?? [];
  const sources = rules.flatMap(({ from }) => from ?? []).map(({ source }) => source);
  const by = together(
    sources.flatMap((source) => [
      ...(source?.principals ?? []).map((each) => principal(each.text, each.origin, cluster)),
      ...(source?.namespaces ?? []).map((each) => wholeNamespace(each.text, cluster)),
      ...[...(source?.ipBlocks ?? []), ...(source?.remoteIpBlocks ?? [])].map((each) =>
        addressRange(each.text, each.origin),
      ),
    ]),
  );
  return {
    reaches: isAllow ? [reachOf(object, 'callers', by, own)] : [],
    hosts: isAllow ? by.hosts : [],
    namespaces: isAllow ? by.namespaces : [],
    shielded: [],
    isOpen: isAllow && rules.some(({ from }) => from === undefined || from.length === 0),
  };
}

function wholeNamespace(namespace: string, cluster: Cluster): Meant {
  if (namespace.includes('*')) return NOBODY;
  return { ends: cluster.inNamespace(namespace, undefined).map(endOf), hosts: [], namespaces: [namespace] };
}

/** A principal such as `cluster.local/ns/shop/sa/web`; one of another domain of trust is somebody outside. */
function principal(name: string, origin: Host['origin'], cluster: Cluster): Meant {
  const [, domain, namespace, account = '*'] =
    /^(?:spiffe:\/\/)?([^/]+)\/ns\/([^/*]+)\/(?:sa\/([^/]+)|\*)$/.exec(name) ?? [];
  if (namespace === undefined) return NOBODY;
  if (domain !== 'cluster.local' && domain !== '*') {
    const host = { name: domain.toLowerCase(), origin, remarks: ['a domain of trust'] };
    return { ends: [{ host: host.name }], hosts: [host], namespaces: [] };
  }
  const workloads = cluster.byAccount(namespace, account);
  const isKnown = workloads.length > 0;
  return { ends: workloads.map(endOf), hosts: [], namespaces: isKnown ? [] : [namespace] };
}
