/** Digests and Ed25519 signatures (RFC 8032), by Node's own code, which is loaded when it is first asked for. */
import type * as NodeCrypto from 'node:crypto';
import { getBuiltinModule } from 'node:process';
import { FileTrouble } from './files.ts';

/** Most runs need none of it, and loading it takes as long as reading a small workspace. */
function node(): typeof NodeCrypto {
  return getBuiltinModule('node:crypto');
}

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return node().createHash('sha256').update(bytes).digest('hex');
}

/** Is this an Ed25519 signature of a message? What is no key, or none of this kind, has signed nothing. */
export function verifyEd25519(publicKey: string, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = node().createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    return key.asymmetricKeyType === 'ed25519' && node().verify(null, message, key, signature);
  } catch {
    return false;
  }
}

/** A key that signs. */
export interface Signer {
  /** Its public half, as configurations have it. */
  readonly publicKey: string;
  sign(message: Uint8Array): Uint8Array;
}

/** The key of a PEM file. Throws FileTrouble. */
export function signerOf(pem: string): Signer {
  try {
    const key = node().createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'ed25519') throw new FileTrouble('it is no Ed25519 key');
    return {
      publicKey: publicText(node().createPublicKey(key)),
      sign: (message) => node().sign(null, message, key),
    };
  } catch (error) {
    if (error instanceof FileTrouble) throw error;
    throw new FileTrouble('it is no private key in PEM, or one behind a password');
  }
}

/** The public half of a key, as configurations have it, of a PEM file or of that text itself. Throws FileTrouble. */
export function publicKeyOf(text: string): string {
  try {
    const key = text.includes('-----BEGIN')
      ? node().createPublicKey(text)
      : node().createPublicKey({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') throw new FileTrouble('it is no Ed25519 key');
    return publicText(key);
  } catch (error) {
    if (error instanceof FileTrouble) throw error;
    throw new FileTrouble('it is no key in PEM, and no public key as the configuration has it');
  }
}

/** A new pair of keys: the private one in PEM, the public one as configurations have it. */
export function newKeys(): { readonly pem: string; readonly publicKey: string } {
  const { privateKey, publicKey } = node().generateKeyPairSync('ed25519');
  return {
    pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicKey: publicText(publicKey),
  };
}

function publicText(key: NodeCrypto.KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).toString('base64');
}
