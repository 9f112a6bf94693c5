/** Who has signed a file: signatures, keys and a day -> the keys that count, and why others do not. */
import { formatDay, parseDay } from '../manifest/calendar.ts';
import { byCodePoint, joined } from '../model/names.ts';
import type { Envelope, Statement } from './envelope-format.ts';
import { fromBase64, preAuthEncoding } from './envelope.ts';

/** A key that the configuration knows. */
export interface Key {
  /** Ed25519, as SubjectPublicKeyInfo (DER) in base64: the body of a PEM file. */
  readonly public: string;
  readonly from?: string;
  readonly until?: string;
  /** Day from which on nothing that it signed counts, whenever it was signed. */
  readonly revoked?: string;
}

/** Checks one signature; what is no key or no signature is no good one. */
export type Verify = (publicKey: string, message: Uint8Array, signature: Uint8Array) => boolean;

/** Whose signatures a file has. */
export interface Signers {
  /** Keys whose signature counts, in order. */
  readonly keys: readonly string[];
  /** Why there are no others, in words; empty where there is nothing to say. */
  readonly reason: string;
}

/** A file, as it lies there. */
export interface SignedFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * The keys by which a file is signed. Every signature is tried with every key: the name that an envelope gives to a key is
 * written by whoever made the envelope.
 */
export function signersOf(
  { envelope, statement }: { readonly envelope: Envelope; readonly statement: Statement },
  file: SignedFile,
  keys: Readonly<Record<string, Key>>,
  day: number,
  verify: Verify,
): Signers {
  const subject = statement.subject.find(({ name }) => name === file.path);
  if (subject === undefined) {
    const paths = statement.subject.map(({ name }) => name);
    return { keys: [], reason: `the signature is for ${joined(paths.slice(0, 3))}` };
  }
  if (subject.digest.sha256 !== file.sha256) {
    return { keys: [], reason: 'the file is not the one that was signed' };
  }
  return keysOf(envelope, keys, day, verify);
}

/** The keys whose signature on an envelope counts, whatever is in it. */
export function keysOf(
  envelope: Envelope,
  keys: Readonly<Record<string, Key>>,
  day: number,
  verify: Verify,
): Signers {
  const message = preAuthEncoding(envelope.payloadType, fromBase64(envelope.payload));
  const signed = Object.keys(keys)
    .sort(byCodePoint)
    .filter((id) => envelope.signatures.some(({ sig }) => verify(keys[id].public, message, fromBase64(sig))));
  if (signed.length === 0) return { keys: [], reason: 'no key that the configuration knows has signed it' };
  const lapses = signed.map((id) => lapseOf(id, keys[id], day));
  return {
    keys: signed.filter((_, i) => lapses[i] === undefined),
    reason: lapses.filter((lapse) => lapse !== undefined).join('; '),
  };
}

/** Why a key does not count on a day. */
function lapseOf(id: string, { from, until, revoked }: Key, day: number): string | undefined {
  if (revoked !== undefined) return `the key ${id} is revoked since ${revoked}`;
  if (until !== undefined && (parseDay(until) ?? -Infinity) < day) return `the key ${id} ended on ${until}`;
  if (from !== undefined && (parseDay(from) ?? Infinity) > day)
    return `the key ${id} begins on ${from}, after ${formatDay(day)}`;
  return undefined;
}
