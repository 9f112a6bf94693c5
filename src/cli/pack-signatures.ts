/** What a pack consists of, as digests: for signatures of packs, and for pins. */
import { sha256, verifyEd25519 } from '../io/crypto.ts';
import { joinPath, slashed } from '../io/files.ts';
import type { FileTree } from '../io/tree.ts';
import { SIZE_LIMIT } from '../manifest/text.ts';
import { byCodePoint } from '../model/names.ts';
import type { Config } from '../run/config-format.ts';
import { envelopePath } from '../sign/envelope.ts';
import { signersOf } from '../sign/signers.ts';
import { readEnvelopeAt } from './signatures.ts';

/** Name of the file that holds the signatures of a pack. */
export const PACK_ENVELOPE = envelopePath('pack');

/** A file and what it holds. */
export interface FileDigest {
  readonly path: string;
  readonly sha256: string;
}

/** Every file that stands in the folder of a pack, in order of their names. Throws FileTrouble. */
export function packDigests(folder: string, tree: FileTree): readonly FileDigest[] {
  const names = tree.list(folder, { isDeep: false }).files.filter((name) => name !== PACK_ENVELOPE);
  tree.expect(names.map((name) => joinPath(folder, name)));
  return names
    .sort(byCodePoint)
    .map((name) => ({ path: slashed(name), sha256: sha256(tree.read(joinPath(folder, name), SIZE_LIMIT)) }));
}

/** One digest of a whole pack, as a pin has it. Throws FileTrouble. */
export function packPin(folder: string, tree: FileTree): string {
  const lines = packDigests(folder, tree).map(({ path, sha256: digest }) => `${digest}  ${path}\n`);
  return `sha256-${sha256(new TextEncoder().encode(lines.join('')))}`;
}

/** Why a pack does not count as signed by one of some keys; undefined where it does. Throws FileTrouble. */
export function whyUnsigned(
  folder: string,
  tree: FileTree,
  wanted: readonly string[],
  { keys = {} }: Config,
  day: number,
): string | undefined {
  if (tree.kindOf(joinPath(folder, PACK_ENVELOPE)) === 'missing') return `there is no ${PACK_ENVELOPE}`;
  const { envelope, statement } = readEnvelopeAt(PACK_ENVELOPE, folder, tree);
  if (envelope === undefined || statement === undefined) return `${PACK_ENVELOPE} is no signature of files`;
  const digests = packDigests(folder, tree);
  if (statement.subject.length !== digests.length) return 'its files are not those that were signed';
  for (const file of digests) {
    const signers = signersOf({ envelope, statement }, file, keys, day, verifyEd25519);
    if (wanted.some((key) => signers.keys.includes(key))) continue;
    const by =
      signers.keys.length === 0 ? signers.reason : `it is signed by ${signers.keys.join(', ')} alone`;
    return `${file.path}: ${by}`;
  }
  return undefined;
}
