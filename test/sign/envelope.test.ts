import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newKeys, sha256, signerOf, verifyEd25519 } from '../../src/io/crypto.ts';
import { describe as wordsFor } from '../../src/manifest/problem.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import {
  envelopePath,
  fromBase64,
  PAYLOAD_TYPE,
  preAuthEncoding,
  readEnvelope,
  statementOf,
  toBase64,
} from '../../src/sign/envelope.ts';
import { signersOf, type Key } from '../../src/sign/signers.ts';
import { folderWith } from '../cli/run.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const FILE = { path: 'suppliers/firm.flow.yaml', sha256: sha256(bytesOf('flowdown: 1\n')) };
const DAY = parseDay('2026-01-15') ?? 0;

const [ONE, OTHER, STRANGER] = Array.from({ length: 3 }, newKeys);

interface Signed {
  readonly keyid?: string;
  readonly pem: string;
}

/** The text of an envelope, signed by some keys. */
function envelopeText(by: readonly Signed[], files = [FILE]): string {
  const payload = bytesOf(JSON.stringify(statementOf(files)));
  const signatures = by.map(({ keyid, pem }) => ({
    ...(keyid !== undefined && { keyid }),
    sig: toBase64(signerOf(pem).sign(preAuthEncoding(PAYLOAD_TYPE, payload))),
  }));
  return JSON.stringify({ payloadType: PAYLOAD_TYPE, payload: toBase64(payload), signatures });
}

const reading = (text: string) => readEnvelope({ path: envelopePath(FILE.path), bytes: bytesOf(text) });

function signers(text: string, keys: Readonly<Record<string, Key>>, file = FILE, day = DAY) {
  const { envelope, statement, problems } = reading(text);
  expect(problems).toEqual([]);
  if (envelope === undefined || statement === undefined) throw new Error('no envelope');
  return signersOf({ envelope, statement }, file, keys, day, verifyEd25519);
}

const KEYS = { one: { public: ONE.publicKey }, other: { public: OTHER.publicKey } };

describe('the bytes that are signed', () => {
  it('are those of the example in the specification', () => {
    const encoded = preAuthEncoding('http://example.com/HelloWorld', bytesOf('hello world'));
    expect(textOf(encoded)).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  it('count bytes and not characters, and keep bytes that are no text', () => {
    expect(textOf(preAuthEncoding('t', bytesOf('ä')))).toBe('DSSEv1 1 t 2 ä');
    expect(textOf(preAuthEncoding('', bytesOf('')))).toBe('DSSEv1 0  0 ');
    const bytes = Uint8Array.of(0, 255, 10);
    expect(preAuthEncoding('t', bytes).slice(-3)).toEqual(bytes);
  });

  it('are signed as OpenSSL checks it, and checked as OpenSSL signs it', () => {
    const folder = folderWith();
    const [key, publicKey, message, signature] = ['key.pem', 'public.pem', 'message', 'signature'].map(
      (name) => join(folder, name),
    );
    const encoded = preAuthEncoding(PAYLOAD_TYPE, bytesOf('{}'));
    writeFileSync(key, ONE.pem);
    writeFileSync(publicKey, `-----BEGIN PUBLIC KEY-----\n${ONE.publicKey}\n-----END PUBLIC KEY-----\n`);
    writeFileSync(message, encoded);
    writeFileSync(signature, signerOf(ONE.pem).sign(encoded));
    const openssl = (...args: string[]): Buffer =>
      execFileSync('openssl', ['pkeyutl', ...args, '-rawin', '-in', message]);
    expect(openssl('-verify', '-pubin', '-inkey', publicKey, '-sigfile', signature).toString()).toContain(
      'Verified',
    );
    const foreign = openssl('-sign', '-inkey', key);
    expect(verifyEd25519(ONE.publicKey, encoded, foreign)).toBe(true);
    expect(verifyEd25519(OTHER.publicKey, encoded, foreign)).toBe(false);
  });
});

describe('base64', () => {
  it('is read with and without padding, and in its form for URLs', () => {
    const bytes = Uint8Array.of(251, 255, 254, 1);
    expect(toBase64(bytes)).toBe('+//+AQ==');
    for (const text of ['+//+AQ==', '+//+AQ', '-__-AQ==', '-__-AQ']) expect(fromBase64(text)).toEqual(bytes);
  });
});

describe('whose signature counts', () => {
  it('is that of the key, whatever the envelope calls it', () => {
    expect(signers(envelopeText([{ keyid: 'one', ...ONE }]), KEYS)).toEqual({ keys: ['one'], reason: '' });
    expect(signers(envelopeText([ONE].map(({ pem }) => ({ pem }))), KEYS).keys).toEqual(['one']);
    expect(signers(envelopeText([{ keyid: 'other', pem: ONE.pem }]), KEYS).keys).toEqual(['one']);
    expect(signers(envelopeText([{ keyid: 'one', pem: STRANGER.pem }]), KEYS)).toEqual({
      keys: [],
      reason: 'no key that the configuration knows has signed it',
    });
  });

  it('may be several, of which each counts for itself', () => {
    const text = envelopeText([{ pem: STRANGER.pem }, { pem: OTHER.pem }, { pem: ONE.pem }]);
    expect(signers(text, KEYS).keys).toEqual(['one', 'other']);
    const lapsed = { ...KEYS, one: { ...KEYS.one, revoked: '2020-01-01' } };
    expect(signers(text, lapsed)).toEqual({
      keys: ['other'],
      reason: 'the key one is revoked since 2020-01-01',
    });
  });

  it.each([
    [{ until: '2026-01-15' }, ''],
    [{ until: '2026-01-14' }, 'the key one ended on 2026-01-14'],
    [{ from: '2026-01-15' }, ''],
    [{ from: '2026-01-16' }, 'the key one begins on 2026-01-16, after 2026-01-15'],
    // Whoever has a key that was revoked can date a signature back.
    [{ revoked: '2030-01-01' }, 'the key one is revoked since 2030-01-01'],
  ])('hangs on %j', (period, reason) => {
    const found = signers(envelopeText([{ pem: ONE.pem }]), { one: { ...KEYS.one, ...period } });
    expect(found).toEqual({ keys: reason === '' ? ['one'] : [], reason });
  });

  it('is nobody for another path, or for other bytes', () => {
    const text = envelopeText([{ pem: ONE.pem }]);
    expect(signers(text, KEYS, { ...FILE, path: 'suppliers/Firm.flow.yaml' }).reason).toBe(
      'the signature is for suppliers/firm.flow.yaml',
    );
    expect(signers(text, KEYS, { ...FILE, sha256: sha256(bytesOf('flowdown: 1 \n')) }).reason).toBe(
      'the file is not the one that was signed',
    );
  });

  it('is nobody where the payload was changed after it was signed', () => {
    const good = JSON.parse(envelopeText([{ pem: ONE.pem }], [{ ...FILE, path: 'a.flow.yaml' }])) as object;
    const { payload } = JSON.parse(envelopeText([{ pem: STRANGER.pem }])) as { payload: string };
    expect(signers(JSON.stringify({ ...good, payload }), KEYS).keys).toEqual([]);
  });

  it('is nobody where the public half is none, or of another kind', () => {
    const text = envelopeText([{ pem: ONE.pem }]);
    expect(
      signers(text, { odd: { public: 'AAAA' }, key: { public: toBase64(bytesOf('no key at all')) } }).keys,
    ).toEqual([]);
  });
});

describe('an envelope', () => {
  const good = JSON.parse(envelopeText([{ keyid: 'one', pem: ONE.pem }])) as Record<string, unknown>;
  const payloadOf = (statement: unknown): string => toBase64(bytesOf(JSON.stringify(statement)));
  const statement = statementOf([FILE]);

  it.each<[string, unknown]>([
    ['of another type', { ...good, payloadType: 'text/plain' }],
    ['without signatures', { ...good, signatures: [] }],
    ['with fields of its own', { ...good, note: 'x' }],
    ['without a payload', { ...good, payload: undefined }],
    ['whose signature is no base64', { ...good, signatures: [{ sig: 'a b' }] }],
    ['whose payload is no base64', { ...good, payload: '{"a":1}' }],
    ['whose payload is no JSON', { ...good, payload: toBase64(bytesOf('x: 1 }')) }],
    [
      'whose payload is another statement',
      { ...good, payload: payloadOf({ ...statement, predicateType: 'x' }) },
    ],
    ['whose payload says more', { ...good, payload: payloadOf({ ...statement, more: true }) }],
    ['of nothing', { ...good, payload: payloadOf({ ...statement, subject: [] }) }],
    ['that is a list', [good]],
  ])('%s is broken, with words and a place', (_, value) => {
    const { envelope, problems } = reading(JSON.stringify(value));
    expect(envelope).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ file }) => file === envelopePath(FILE.path))).toBe(true);
    expect(wordsFor(problems[0]).message).not.toContain('?');
  });

  it.each(['', '{', '{"payload":1,"payload":2}', 'payload: x'])('that reads %j is broken', (text) => {
    expect(reading(text).problems).not.toEqual([]);
  });
});
