/** Words of Threat Dragon models, and why fields have no place in a manifest. */
import type { Flow } from '../../manifest/format.ts';

/** What a cell is. */
export type CellKind = 'actor' | 'process' | 'store' | 'flow' | 'box' | 'curve' | 'text' | 'other';

const KINDS: ReadonlyMap<string, CellKind> = new Map([
  ['tm.actor', 'actor'],
  ['actor', 'actor'],
  ['tm.process', 'process'],
  ['process', 'process'],
  ['tm.store', 'store'],
  ['store', 'store'],
  ['tm.flow', 'flow'],
  ['flow', 'flow'],
  ['tm.boundarybox', 'box'],
  ['trust-boundary-box', 'box'],
  ['tm.boundary', 'curve'],
  ['trust-boundary-curve', 'curve'],
  // As the program wrote it for years.
  ['trust-broundary-curve', 'curve'],
  ['tm.text', 'text'],
  ['td-text-block', 'text'],
]);

/** What a cell is by its type, else by its shape. */
export function kindOf(words: readonly string[]): CellKind | undefined {
  return words.map((word) => KINDS.get(word.toLowerCase())).find((kind) => kind !== undefined);
}

/** Marks that say which data is at a cell. One that is not set says nothing: it is not set in any new cell. */
export type DataFlag = 'handlesCardPayment' | 'isALog' | 'storesCredentials' | 'storesInventory';

/** What the data of a mark is called. */
export const DATA_NAMES: Readonly<Record<DataFlag, string>> = {
  handlesCardPayment: 'card-payments',
  isALog: 'log',
  storesCredentials: 'credentials',
  storesInventory: 'inventory',
};

const ENCRYPTED = /^(?:https|tls|ssl|ssh|sftp|scp|ftps|wss|ldaps|smtps|imaps|mqtts|amqps)\b/i;
const EMAIL = /^(?:smtps?|imaps?|pop3s?)\b/i;
const NETWORK =
  /^(?:https?|tls|ssl|ssh|s?ftps?|scp|wss?|web ?sockets?|ldaps?|tcp|udp|mqtts?|amqps?|grpc|rest|odbc|jdbc|sql)\b/i;

/** How a flow travels, where its protocol or its marks tell it. */
export function channelOf(protocol: string, isPublic: boolean): Flow['channel'] {
  if (EMAIL.test(protocol)) return 'email';
  return isPublic || NETWORK.test(protocol) ? 'network' : undefined;
}

/** How a flow is encrypted, where its protocol or its mark tells it. */
export function encryptionOf(protocol: string, isEncrypted: boolean): string | undefined {
  const word = ENCRYPTED.exec(protocol)?.[0].toLowerCase();
  return word ?? (isEncrypted ? 'encrypted' : undefined);
}

const DRAWING = 'belongs to the drawing';
const ANALYSIS = 'belongs to the analysis of risks';
const PROSE = 'prose';
const BUILD = 'says how something is built, not where data goes';

const REASONS: ReadonlyMap<string, string> = new Map([
  ...[
    'placeholder',
    'thumbnail',
    'visible',
    'zIndex',
    'zindex',
    'connector',
    'labels',
    'vertices',
    'ports',
    'tools',
    'width',
    'height',
    'angle',
    'router',
    'size',
    'children',
    'parent',
  ].map((name): [string, string] => [name, DRAWING]),
  ...['threats', 'threatFrequency', 'threatTop', 'diagramTop', 'diagramType'].map(
    (name): [string, string] => [name, ANALYSIS],
  ),
  ...['description', 'contributors', 'reviewer', 'id', 'version', 'release_version', 'released_at'].map(
    (name): [string, string] => [name, PROSE],
  ),
  ...['isSigned', 'privilegeLevel', 'isWebApplication', 'handlesGoodsOrServices'].map(
    (name): [string, string] => [name, BUILD],
  ),
  ['providesAuthentication', 'says who may call whom, not who may have the data'],
  ['owner', 'who made a model does not own what is in it'],
]);

/** Why a field was left out; for one that Threat Dragon does not have, that it is not known. */
export function reasonOf(field: string): string {
  if (field.includes(' ')) return 'no kind of cell that is known';
  return REASONS.get(field.slice(field.lastIndexOf('.') + 1)) ?? 'not a field of Threat Dragon';
}
