/** Hosts that a mesh is told of: service entries of Istio. */
import type { Host } from '../deployed/landscape.ts';
import { listOf, record, text } from '../schema.ts';
import { COMMON, pathOf, type KubeObject } from './objects.ts';

const serviceEntry = record({
  ...COMMON,
  spec: record(
    { hosts: listOf(text), location: text, endpoints: listOf(record({ address: text }, { isOpen: true })) },
    { isOpen: true },
  ),
});

/** The hosts of a service entry. To name a host is to allow calls to it; who calls is not said. */
export function hostsOf(object: KubeObject): Host[] {
  const { hosts = [], location, endpoints = [] } = object.read(serviceEntry)?.spec ?? {};
  const addresses = endpoints.flatMap(({ address }) => (address ? [address.text] : [])).sort();
  const remarks = [
    `named by ServiceEntry ${pathOf(object)}${location ? `, ${location.text}` : ''}`,
    ...(addresses.length > 0 ? [`at ${addresses.slice(0, 5).join(', ')}`] : []),
  ];
  return hosts.flatMap(({ text: name, origin }) =>
    name === '*' ? [] : [{ name: name.toLowerCase().replace(/\.$/, ''), origin, remarks }],
  );
}
