/** The words of Threagile models (threagile.io, schema of versions 0.9 and 1.0) and what they are in a manifest. */
import type { Flow, System, Zone } from '../../manifest/format.ts';

/** The fields of a file. */
export const TOP_FIELDS: ReadonlySet<string> = new Set([
  'threagile_version',
  'includes',
  'title',
  'author',
  'contributors',
  'date',
  'application_description',
  'business_overview',
  'technical_overview',
  'business_criticality',
  'management_summary_comment',
  'security_requirements',
  'questions',
  'abuse_cases',
  'tags_available',
  'data_assets',
  'technical_assets',
  'trust_boundaries',
  'shared_runtimes',
  'custom_risk_categories',
  'individual_risk_categories',
  'risk_tracking',
  'diagram_tweak_nodesep',
  'diagram_tweak_ranksep',
  'diagram_tweak_edge_layout',
  'diagram_tweak_suppress_edge_labels',
  'diagram_tweak_layout_left_to_right',
  'diagram_tweak_invisible_connections_between_assets',
  'diagram_tweak_same_rank_assets',
]);

/** How a protocol carries data: over which channel, and whether encrypted; each absent where the word does not say. */
export interface Carriage {
  readonly channel?: Flow['channel'];
  readonly inTransit?: string;
}

const encrypted = (names: readonly string[], channel: Flow['channel']) =>
  names.map((name): [string, Carriage] => [name, { channel, inTransit: name }]);
const plain = (names: readonly string[], channel: Flow['channel']) =>
  names.map((name): [string, Carriage] => [name, { channel, inTransit: 'none' }]);
const open = (names: readonly string[], carriage: Carriage) =>
  names.map((name): [string, Carriage] => [name, carriage]);

/** Protocols of communication links. */
export const PROTOCOLS: ReadonlyMap<string, Carriage> = new Map([
  ...encrypted(
    [
      'https',
      'wss',
      'reverse-proxy-web-protocol-encrypted',
      'jdbc-encrypted',
      'odbc-encrypted',
      'sql-access-protocol-encrypted',
      'nosql-access-protocol-encrypted',
      'binary-encrypted',
      'text-encrypted',
      'ssh',
      'ssh-tunnel',
      'ftps',
      'sftp',
      'scp',
      'ldaps',
      'smb-encrypted',
      'iiop-encrypted',
      'jrmp-encrypted',
    ],
    'network',
  ),
  ...encrypted(['smtp-encrypted', 'pop3-encrypted', 'imap-encrypted'], 'email'),
  ...plain(
    [
      'http',
      'ws',
      'reverse-proxy-web-protocol',
      'jdbc',
      'odbc',
      'sql-access-protocol',
      'nosql-access-protocol',
      'binary',
      'text',
      'ftp',
      'ldap',
      'smb',
      'iiop',
      'jrmp',
    ],
    'network',
  ),
  ...plain(['smtp', 'pop3', 'imap'], 'email'),
  // Their encryption is a matter of configuration, which the word does not tell.
  ...open(['mqtt', 'jms', 'nfs', 'nrpe', 'xmpp'], { channel: 'network' }),
  // Nothing leaves the machine, and no channel of a manifest means that.
  ...open(
    ['local-file-access', 'in-process-library-call', 'inter-process-communication', 'container-spawning'],
    {},
  ),
  ...open(['unknown-protocol'], {}),
]);

/** Encryption of what an asset stores; the words are those of a manifest too. */
export const ENCRYPTIONS: ReadonlySet<string> = new Set([
  'none',
  'transparent',
  'data-with-symmetric-shared-key',
  'data-with-asymmetric-shared-key',
  'data-with-end-user-individual-key',
  // As it was written before version 1.0.
  'data-with-enduser-individual-key',
]);

/** What assets and links are used for, which are purposes of a manifest too. */
export const USAGES: ReadonlySet<string> = new Set(['business', 'devops']);

/** What a technical asset is. */
export const ASSET_TYPES: ReadonlySet<string> = new Set(['external-entity', 'process', 'datastore']);

const ZONE_KINDS: ReadonlyMap<string, Zone['kind']> = new Map([
  ['network-cloud-provider', 'cloud-tenant'],
  ['network-cloud-security-group', 'cloud-tenant'],
]);

/** The kind of a zone, where the type of a trust boundary tells it: an on-premises network can be of several kinds. */
export function zoneKind(type: string): Zone['kind'] {
  return ZONE_KINDS.get(type);
}

const TECHNOLOGY_KINDS: Readonly<Record<string, readonly string[]>> = {
  workstation: [
    'browser',
    'web-browser',
    'desktop',
    'desktop-system',
    'devops-client',
    'client-system',
    'client',
  ],
  device: ['mobile-app', 'iot-device', 'iot', 'hsm', 'hardware-security-module'],
  store: [
    'block-storage',
    'san',
    'big-data-platform',
    'data-lake',
    'database',
    'db',
    'file-server',
    'file-storage',
    'identity-store-database',
    'identity-store-ldap',
    'local-file-system',
    'local-storage',
    'artifact-registry',
    'sourcecode-repository',
    'search-index',
    'vault',
  ],
  server: [
    'application-server',
    'app-server',
    'web-server',
    'web-application',
    'web-app',
    'mail-server',
    'ldap-server',
    'mainframe',
    'cms',
    'erp',
    'ejb',
  ],
  service: [
    'web-service-rest',
    'rest-api',
    'web-service-soap',
    'soap-api',
    'function',
    'gateway',
    'load-balancer',
    'reverse-proxy',
    'waf',
    'identity-provider',
    'idp',
    'message-queue',
    'mq',
    'service-mesh',
    'service-registry',
    'search-engine',
    'monitoring',
    'build-pipeline',
    'container-platform',
    'stream-processing',
    'batch-processing',
    'scheduler',
  ],
};

const KIND_OF: ReadonlyMap<string, System['kind']> = new Map(
  Object.entries(TECHNOLOGY_KINDS).flatMap(([kind, names]) =>
    names.map((name): [string, System['kind']] => [name, kind as System['kind']]),
  ),
);

/** The kind of a system by the first technology that tells it; a data store is a store whatever it is made of. */
export function systemKind(type: string, technologies: readonly string[]): System['kind'] {
  if (type === 'datastore') return 'store';
  return technologies.map((name) => KIND_OF.get(name)).find((kind) => kind !== undefined);
}

const RATING = 'a rating; a manifest has categories and permissions instead';
const PROSE = 'prose';
const TAG = 'tags mean what their authors agreed on';
const BUILD = 'says how something is built, not where data goes';
const LOGIN = 'says who may call whom, not who may have the data';
const ANALYSIS = 'belongs to the analysis of risks';
const DRAWING = 'belongs to the drawing';

/** Why fields that are known have no place in a manifest, by their last name. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ...['confidentiality', 'integrity', 'availability', 'business_criticality'].map(
    (name): [string, string] => [name, RATING],
  ),
  ...[
    'description',
    'justification_cia_rating',
    'justification_out_of_scope',
    'management_summary_comment',
    'business_overview',
    'technical_overview',
    'application_description',
    'author',
    'contributors',
  ].map((name): [string, string] => [name, PROSE]),
  ['tags', TAG],
  ['tags_available', TAG],
  ...[
    'size',
    'machine',
    'multi_tenant',
    'redundant',
    'custom_developed_parts',
    'used_as_client_by_human',
    'data_formats_accepted',
    'readonly',
    'ip_filtered',
  ].map((name): [string, string] => [name, BUILD]),
  ['authentication', LOGIN],
  ['authorization', LOGIN],
  ...[
    'questions',
    'abuse_cases',
    'security_requirements',
    'individual_risk_categories',
    'custom_risk_categories',
    'raa',
  ].map((name): [string, string] => [name, ANALYSIS]),
  ['usage', 'what a data set is for depends on the flow'],
]);

/** Why a field was left out; for one that Threagile does not have, that it is not known. */
export function reasonOf(field: string): string {
  const name = field.slice(field.lastIndexOf('.') + 1);
  if (name.startsWith('diagram_tweak_')) return DRAWING;
  return REASONS.get(name) ?? (name.includes(' ') ? 'not a word of Threagile' : 'not a field of Threagile');
}
