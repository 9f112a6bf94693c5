/** The words of CycloneDX and what they are in a manifest; why the rest is left out. */
import type { Flow, System } from '../../manifest/format.ts';

export const FORMAT = 'CycloneDX';

/** Versions that are read. 1.2 and 1.3 had services too, without anything that says where data goes. */
export const VERSIONS = ['1.4', '1.5', '1.6', '1.7', '2.0'];

/** Parts that run by themselves, so that a dependency between one and a service is a connection. */
export const RUNNING: ReadonlySet<string> = new Set([
  'application',
  'container',
  'device',
  'machine-learning-model',
  'operating-system',
  'platform',
]);

/** What sort of system components, assets and stores are, where the word tells it. */
export const KINDS: ReadonlyMap<string, NonNullable<System['kind']>> = new Map([
  ['device', 'device'],
  ['machine-learning-model', 'model'],
  ['model', 'model'],
  ['cache', 'store'],
  ['data-store', 'store'],
  ['infrastructure', 'server'],
  ...['api', 'broker', 'function', 'gateway', 'queue', 'service', 'stream'].map(
    (word) => [word, 'service'] as const,
  ),
]);

/** Movements of these types carry what can be known; of what has a type of its own, nobody says the contrary. */
export const NOT_DATA: ReadonlySet<string> = new Set(['control', 'energy', 'physical', 'process', 'signal']);

export const ENVIRONMENTS: ReadonlySet<string> = new Set(['production', 'pilot', 'test']);

/** How protocols carry data; what is not here does not tell. */
const PROTOCOLS: ReadonlyMap<string, { readonly channel?: Flow['channel']; readonly inTransit?: string }> =
  new Map<string, { readonly channel?: Flow['channel']; readonly inTransit?: string }>([
    ...['https', 'wss', 'grpcs', 'ftps', 'sftp', 'ssh', 'ldaps', 'mqtts', 'amqps', 'tls', 'mtls'].map(
      (word) => [word, { channel: 'network', inTransit: word }] as const,
    ),
    ...['http', 'ws', 'ftp', 'ldap', 'telnet'].map(
      (word) => [word, { channel: 'network', inTransit: 'none' }] as const,
    ),
    ...['smtps', 'imaps', 'pop3s'].map((word) => [word, { channel: 'email', inTransit: word }] as const),
    ...['tcp', 'udp', 'amqp', 'mqtt', 'grpc', 'kafka', 'sql'].map(
      (word) => [word, { channel: 'network' }] as const,
    ),
    ...['smtp', 'imap', 'pop3'].map((word) => [word, { channel: 'email' }] as const),
  ]);

/** Channel and encryption of a flow over these protocols, as far as all of them agree. */
export function carriage(protocols: readonly string[]): Partial<Flow> {
  const found = protocols.map((protocol) => PROTOCOLS.get(protocol.toLowerCase()) ?? {});
  const channel = agreed(found.map((each) => each.channel));
  const inTransit = agreed(found.map((each) => each.inTransit));
  return { ...(channel && { channel }), ...(inTransit !== undefined && { encryption: { inTransit } }) };
}

function agreed<T>([first, ...rest]: readonly (T | undefined)[]): T | undefined {
  return rest.every((each) => each === first) ? first : undefined;
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^components /, 'libraries, files and the like run within something else, and hold no data of their own'],
  [/^properties$/, 'properties of others, whose meaning is not part of the format'],
  [/governance\.(?:stewards|custodians)/, 'a manifest has one custodian for a system, and none for data'],
  [/authenticated$/, 'that somebody has to log in says nothing on who may have the data'],
  [/(?:^|\.)(?:description|name|group|version|tags|modelTypes)$/, 'prose and labels'],
  [/^(?:vulnerabilities|risks|threats|controls|declarations|annotations|compositions)/, 'no flow of data'],
  [/boundaries/, 'what a crossing asks for; a manifest says what was done, and rules what is asked'],
  [/(?:access|sharing|handling|retention|disposal|collection|processing)$/, 'requirements in prose'],
  [/flows of the type/, 'what moves is no data'],
  [
    /dependsOn|provides|serves/,
    'ends at something that holds no data of its own, or at nothing in these bills',
  ],
  [/signature/, 'signatures are not verified here'],
];

/** Why a field has no place in a manifest. */
export function reasonOf(field: string): string {
  return REASONS.find(([pattern]) => pattern.test(field))?.[1] ?? 'a manifest has no field for it';
}
