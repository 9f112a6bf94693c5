/** Hosts that settings lead to: URLs, `host:port`, lists of them, connection strings. */

/** Stands in a value where a part of it is not known. It is no character of a text. */
export const UNKNOWN = '\u0000';

/** A host that a value names. */
export interface Address {
  /** In lower case, without a dot at its end; of a bucket with the scheme before it, such as `s3://pictures`. */
  readonly host: string;
  /** In lower case, such as `https`; absent where there is no URL. */
  readonly scheme?: string;
  /** Is it an address only if something has this name, as `redis:6379` is? */
  readonly isWeak: boolean;
}

/** What a setting says of where it leads. */
export interface Addresses {
  readonly found: readonly Address[];
  /** Does it lead to a host that is not known here? */
  readonly isOpen: boolean;
}

const NONE: Addresses = { found: [], isOpen: false };

const VALUE_LIMIT = 65_536;

// Settings that say who may come or where to listen, not where to go.
const OWN_SIDE =
  /(?:^|[_.-])(?:allow|allowed|bind|cors|listen|listeners?|virtual|advertised?|trusted|no[_-]proxy|letsencrypt)(?:[_.-]|$)/i;
const HOST_NAMED = /(?:^|[_.-])(?:host|hostname|addr)(?:[_.-]?\d+)?$/i;
const PLACE_NAMED =
  /(?:^|[_.-])(?:addresses|address|backend|bootstrap|brokers?|dsn|endpoints?|hosts|nodes|peers?|proxy|seeds?|servers?|svc|upstreams?|ur[il]s?)(?:[_.-]?\d+)?$/i;

/** Does a setting name the side of the one that has it, so that an address in it is no destination? */
export function isOwnSide(name: string): boolean {
  return OWN_SIDE.test(name);
}

/** The hosts that a setting leads to. What a text of no name holds counts only as far as it is a URL. */
export function addressesIn(name: string, value: string): Addresses {
  if (value.length > VALUE_LIMIT || isOwnSide(name)) return NONE;
  const texts = [...urlsIn(value), ...connectionsIn(value)];
  const isPlace = HOST_NAMED.test(name) || PLACE_NAMED.test(name);
  const wanted = texts.length > 0 ? texts : wordsIn(name, value);
  const hosts = wanted.map(({ text, ...rest }) => ({ text, host: hostOf(text), ...rest }));
  const found = hosts.flatMap(({ host, scheme, isWeak }) =>
    host === undefined ? [] : [{ host, ...(scheme && { scheme }), isWeak }],
  );
  const isUnknown = hosts.some(({ text, host }) => host === undefined && text.includes(UNKNOWN));
  return { found, isOpen: isUnknown || (isPlace && value === UNKNOWN) };
}

interface Candidate {
  /** A host with what may stand around it: a port, a user. */
  readonly text: string;
  readonly scheme?: string;
  readonly isWeak: boolean;
}

const NO_NETWORK = new Set(['classpath', 'data', 'dns', 'file', 'npipe', 'spiffe', 'unix', 'urn', 'vault']);
const BUCKETS = new Set(['abfs', 'abfss', 'az', 'gcs', 'gs', 's3', 's3a', 's3n', 'wasb', 'wasbs']);

/** The authorities of URLs; one URL can name several hosts. */
function urlsIn(value: string): Candidate[] {
  const starts = [...value.matchAll(/([a-z][a-z0-9+.-]{0,40}):\/\//gi)];
  return starts.flatMap(({ 0: start, 1: word, index }, at) => {
    const scheme = word.toLowerCase();
    if (NO_NETWORK.has(scheme)) return [];
    const rest = value.slice(index + start.length, starts.at(at + 1)?.index);
    const authority = /^[^\s"'`<>\\/?#)]*/.exec(rest)?.[0] ?? '';
    const hosts = authority.slice(authority.lastIndexOf('@') + 1).split(',');
    const before = BUCKETS.has(scheme) ? `${scheme}://` : '';
    return hosts.filter(Boolean).map((text) => ({ text: before + text, scheme, isWeak: false }));
  });
}

const PAIRS =
  /(?:^|[;\s])(?:server|host|hostname|data source|datasource|addr|address|accountendpoint)\s?=\s?(?:tcp:)?([^;,\s]+)/gi;

/** Hosts of connection strings such as `Server=db;Database=x` and `user@tcp(db:3306)/x`. */
function connectionsIn(value: string): Candidate[] {
  if (value.includes('://')) return [];
  const places = [...value.matchAll(/@(?:tcp|tcp4|tcp6)\(([^)\s]+)\)/g)];
  const pairs = /[;\s]/.test(value) ? [...value.matchAll(PAIRS)] : [];
  return [...places, ...pairs].map(([, text]) => ({ text, isWeak: false }));
}

const NO_HOSTS = new Set(
  'auto default disabled enabled false n no none null off on true undefined unset y yes'.split(' '),
);

/** Words that are hosts by the name of the setting, or by a port behind them. */
function wordsIn(name: string, value: string): Candidate[] {
  if (name === '') return [];
  const isHost = HOST_NAMED.test(name);
  const isPlace = isHost || PLACE_NAMED.test(name);
  return value.split(/[\s,;]+/).flatMap((word): Candidate[] => {
    if (NO_HOSTS.has(word.toLowerCase())) return [];
    const text = word.slice(word.lastIndexOf('@') + 1);
    const hasPort = /^[^:/]+:[\d\0]{1,5}(?:\/.*)?$/.test(text);
    if (hasPort) return [{ text: text.replace(/\/.*$/, ''), isWeak: !isPlace }];
    if (text !== word || !isPlace || text.includes(':') || text.includes('/')) return [];
    return [{ text, isWeak: !isHost && !/\.[a-z]{2,}\.?$/i.test(text) }];
  });
}

const HOST = /^[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?$/;
const LOCAL = /^(?:localhost|.*\.localhost|localhost\.localdomain|127\.[0-9.]+|0\.0\.0\.0)$/;

/** The host of an authority without its user; undefined where it is none, or the machine itself. */
function hostOf(text: string): string | undefined {
  const [, bucket = '', authority] = /^([a-z0-9]+:\/\/)?(.*)$/is.exec(text.toLowerCase()) ?? [];
  const six = /^\[([0-9a-f:.]+)\]/.exec(authority)?.[1];
  if (six !== undefined) return six === '::1' || six === '::' ? undefined : six;
  const host = authority.replace(/:[\d\0]*$/, '').replace(/\.$/, '');
  if (!HOST.test(host) || /^[0-9]+$/.test(host) || LOCAL.test(host)) return undefined;
  return bucket + host;
}

const SECURE = new Set(
  'amqps ftps grpcs https imaps ldaps mongodb+srv mqtts nats+tls rediss sftp smtps ssh ssl tls wss'.split(
    ' ',
  ),
);
const PLAIN = new Set(['ftp', 'http', 'telnet', 'ws']);

/** What a scheme says of encryption on the way, if it says anything: many leave it to options. */
export function encryptionOf(scheme: string | undefined): string | undefined {
  if (scheme === undefined) return undefined;
  return SECURE.has(scheme) ? scheme : PLAIN.has(scheme) ? 'none' : undefined;
}
