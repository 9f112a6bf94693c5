import { newKeys, sha256, signerOf, type Signer } from '../../io/crypto.ts';
import {
  absolutePath,
  FileTrouble,
  folderOf,
  joinPath,
  kindOf,
  readRegularFile,
  shownPath,
} from '../../io/files.ts';
import { DISK, nearestWith } from '../../io/tree.ts';
import { escapeText } from '../../manifest/escape.ts';
import { describe } from '../../manifest/problem.ts';
import { SIZE_LIMIT } from '../../manifest/text.ts';
import { jsonText } from '../../report/json-text.ts';
import { CONFIG_FILE } from '../../run/select.ts';
import type { Envelope, Statement } from '../../sign/envelope-format.ts';
import {
  envelopePath,
  fromBase64,
  PAYLOAD_TYPE,
  preAuthEncoding,
  readEnvelope,
  statementOf,
  toBase64,
} from '../../sign/envelope.ts';
import { Exit, UsageError } from '../exit.ts';
import type { Outcome, ReportFile } from '../outcome.ts';
import { ABOUT } from '../pack-places.ts';
import { PACK_ENVELOPE, packParts, type FileDigest } from '../pack-signatures.ts';
import { packReader } from '../packs.ts';

/** Options of `sign`, as they were typed. */
export interface SignArguments {
  readonly key?: string;
  readonly newKey?: string;
  readonly name?: string;
}

/** Signs manifests and packs, or makes a key to do so. Throws UsageError. */
export function runSign(paths: readonly string[], options: SignArguments, workingFolder: string): Outcome {
  const { key, newKey, name } = options;
  if (newKey !== undefined) {
    if (key !== undefined || paths.length > 0)
      throw new UsageError('--new-key makes a key, and signs nothing');
    return madeKey(newKey, workingFolder);
  }
  if (key === undefined) throw new UsageError('sign wants --key <file>; sign --new-key <file> makes one');
  if (paths.length === 0) throw new UsageError('sign wants manifests, or folders of packs');
  const signer = orUsage(`the key ${key}`, () => signerOf(textOf(absolutePath(workingFolder, key))));
  const files = paths.map((path) => signed(path, signer, name, workingFolder));
  return { out: files.map(({ path }) => `wrote ${escapeText(path)}\n`).join(''), files, exit: Exit.clean };
}

function madeKey(path: string, workingFolder: string): Outcome {
  if (kindOf(absolutePath(workingFolder, path)) !== 'missing')
    throw new UsageError(`${path} is there already; a key is not replaced`);
  const { pem, publicKey } = newKeys();
  return {
    out: `wrote ${escapeText(path)}: keep it secret. Its public half, for the configuration:\n\nkeys:\n  <name>: { public: "${publicKey}" }\n`,
    // Nobody else is to read it.
    files: [{ path, text: pem, mode: 0o600 }],
    exit: Exit.clean,
  };
}

/** The envelope of one file or pack, at its path. */
function signed(path: string, signer: Signer, name: string | undefined, workingFolder: string): ReportFile {
  const target = absolutePath(workingFolder, path);
  const isPack = kindOf(target) === 'folder' && kindOf(joinPath(target, ABOUT)) === 'file';
  const statement = orUsage(path, () =>
    statementOf(isPack ? filesOfPack(target, workingFolder) : [digestOf(target)]),
  );
  const beside = isPack ? joinPath(path, PACK_ENVELOPE) : envelopePath(path);
  return {
    path: beside,
    text: jsonText(envelopeOf(statement, signer, name, earlier(absolutePath(workingFolder, beside)))),
  };
}

/** The files of a pack and of all that it extends. Throws FileTrouble where one of these is missing. */
function filesOfPack(folder: string, workingFolder: string): readonly FileDigest[] {
  const reader = packReader(workingFolder, DISK);
  const places = reader.placesFrom({ folder, real: folder });
  if (places !== undefined) return packParts(places, DISK).flatMap(({ files }) => files);
  const words = reader.problems.map((problem) => `${problem.file}: ${describe(problem).message}`);
  throw new FileTrouble(`a pack that it extends cannot be read: ${words.join(' ')}`);
}

/** A manifest by its path from the folder of its workspace. */
function digestOf(path: string): { readonly path: string; readonly sha256: string } {
  const root = nearestWith(DISK, folderOf(path), CONFIG_FILE);
  if (root === undefined)
    throw new FileTrouble(
      `there is no ${CONFIG_FILE} around it, and a signature is for a path in a workspace`,
    );
  return { path: shownPath(path, root), sha256: sha256(readRegularFile(path, SIZE_LIMIT)) };
}

/** Signatures of others on the same contents are kept. */
function envelopeOf(
  statement: Statement,
  { sign, publicKey }: Signer,
  name = sha256(fromBase64(publicKey)),
  before: Envelope | undefined,
): Envelope {
  const payload = new TextEncoder().encode(JSON.stringify(statement));
  const text = toBase64(payload);
  const others = before?.payload === text ? before.signatures.filter(({ keyid }) => keyid !== name) : [];
  const sig = toBase64(sign(preAuthEncoding(PAYLOAD_TYPE, payload)));
  return { payloadType: PAYLOAD_TYPE, payload: text, signatures: [...others, { keyid: name, sig }] };
}

function earlier(path: string): Envelope | undefined {
  if (kindOf(path) === 'missing') return undefined;
  return readEnvelope({ path, bytes: readRegularFile(path, SIZE_LIMIT) }).envelope;
}

function textOf(path: string): string {
  return new TextDecoder().decode(readRegularFile(path, SIZE_LIMIT));
}

function orUsage<T>(what: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof FileTrouble) throw new UsageError(`${what}: ${error.message}`);
    throw error;
  }
}
