/** Certificates of checks as files: what they are held against, and their envelopes. */
import { sha256, signerOf, verifyEd25519, type Signer } from '../io/crypto.ts';
import { absolutePath, FileTrouble, readRegularFile } from '../io/files.ts';
import type { Problem } from '../manifest/problem.ts';
import { SIZE_LIMIT } from '../manifest/text.ts';
import { evidenceOf, unfitness } from '../certify/evidence.ts';
import type { Workspace } from '../run/workspace.ts';
import { keysOf, type Key } from '../sign/signers.ts';
import { fromBase64, PAYLOAD_TYPE, preAuthEncoding, readOuterEnvelope, toBase64 } from '../sign/envelope.ts';
import { canonicalJson, type Json } from '../verify/canonical.ts';
import type { Evidence } from '../verify/evidence.ts';
import type { Reason } from '../verify/verify.ts';
import { UsageError } from './exit.ts';
import type { Found } from './workspaces.ts';

/** What the certificate of a workspace is held against. Throws UsageError where its check cannot be certified. */
export function evidenceIn({ inputs, voiceOf }: Found, workspace: Workspace): Evidence {
  const reason = unfitness(workspace, inputs.manifests);
  if (reason !== undefined) throw uncertified(reason);
  return evidenceOf({ workspace, ...inputs, voiceOf, sha256 });
}

/** Why there is no certificate. */
export function uncertified(reason: string): UsageError {
  return new UsageError(`this check cannot be certified: ${reason}`);
}

/** The key of a file. Throws UsageError. */
export function signerIn(path: string, workingFolder: string): Signer {
  try {
    return signerOf(new TextDecoder().decode(readRegularFile(absolutePath(workingFolder, path), SIZE_LIMIT)));
  } catch (error) {
    if (error instanceof FileTrouble) throw new UsageError(`the key ${path}: ${error.message}`);
    throw error;
  }
}

/** A certificate in an envelope with a signature. */
export function inEnvelope(text: string, { sign, publicKey }: Signer): string {
  const payload = new TextEncoder().encode(text);
  const sig = toBase64(sign(preAuthEncoding(PAYLOAD_TYPE, payload)));
  const signatures = [{ keyid: keyIdOf(publicKey), sig }];
  return canonicalJson({ payloadType: PAYLOAD_TYPE, payload: toBase64(payload), signatures });
}

function keyIdOf(publicKey: string): string {
  return sha256(fromBase64(publicKey));
}

/** What is in a file: a certificate, with what its envelope shows, or what keeps it from being read. */
export interface Unwrapped {
  readonly bytes: Uint8Array;
  readonly signedBy: readonly string[];
  readonly reasons: readonly Reason[];
  readonly problems: readonly Problem[];
  readonly text?: string;
}

/** Takes a certificate out of its envelope, if it is in one. With a key that is wanted, that one has to have signed it. */
export function unwrapped(
  path: string,
  bytes: Uint8Array,
  keys: Readonly<Record<string, Key>>,
  day: number,
  isWanted: boolean,
): Unwrapped {
  const plain = { bytes, signedBy: [], problems: [] };
  if (
    !/^\s*\{\s*"(?:payload|payloadType|signatures)"/.test(new TextDecoder().decode(bytes.subarray(0, 200)))
  ) {
    return { ...plain, reasons: isWanted ? [{ place: '', words: 'it is not signed' }] : [] };
  }
  const { envelope, problems, text } = readOuterEnvelope({ path: `${path}.json`, bytes });
  if (envelope === undefined)
    return { ...plain, reasons: [], problems: problems.map((each) => ({ ...each, file: path })), text };
  const payload = fromBase64(envelope.payload);
  const reasons: Reason[] = [];
  const complain = (place: string, words: string): unknown => reasons.push({ place, words });
  if (canonicalJson(envelope as Json) !== text)
    complain('', 'the envelope is not written in canonical JSON (RFC 8785)');
  if (toBase64(payload) !== envelope.payload)
    complain('payload', 'it is base64 that means the same as another');
  const signers = keysOf(envelope, keys, day, verifyEd25519);
  if (signers.keys.length === 0) complain('signatures', signers.reason);
  const known = Object.entries(keys).flatMap(([id, key]) => [id, keyIdOf(key.public)]);
  envelope.signatures.forEach(({ keyid, sig }, i) => {
    const isAlone = envelope.signatures.length === 1 && signers.keys.length === 1;
    if (isAlone && keyid !== undefined && !known.includes(keyid))
      complain(`signatures[${i}].keyid`, 'it names another key than the one that has signed');
    if (toBase64(fromBase64(sig)) !== sig)
      complain(`signatures[${i}].sig`, 'it is base64 that means the same as another');
  });
  return { bytes: payload, signedBy: signers.keys, reasons, problems: [] };
}
