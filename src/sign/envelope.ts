/** Envelopes as text: read strictly, written in one way only. */
import { validate as validateEnvelope, schema as envelopeSchema } from '../generated/envelope-validator.js';
import {
  validate as validateStatement,
  schema as statementSchema,
} from '../generated/statement-validator.js';
import { readDocument, type Source } from '../manifest/read.ts';
import type { Problem } from '../manifest/problem.ts';
import { schemaIssues } from '../manifest/validate.ts';
import type { Envelope, Statement } from './envelope-format.ts';

/** Name of the file that holds the signatures of another. */
export function envelopePath(path: string): string {
  return `${path}.dsse.json`;
}

/** An envelope with what is signed, or what is wrong with it. */
export interface EnvelopeReading {
  readonly envelope?: Envelope;
  readonly statement?: Statement;
  readonly problems: readonly Problem[];
}

/** Reads an envelope and the statement in it; both have to be whole. */
export function readEnvelope(source: Source): EnvelopeReading {
  const { path } = source;
  const { envelope, problems } = readOuterEnvelope(source);
  if (envelope === undefined) return { problems };
  const payload = { path: `${path} (payload).json`, bytes: fromBase64(envelope.payload) };
  const inner = readDocument(payload, (value) => schemaIssues(value, validateStatement, statementSchema));
  if (inner.value === undefined) return broken(path, 'its payload is no statement on files');
  return { envelope, statement: inner.value as unknown as Statement, problems: [] };
}

/** Reads an envelope, whatever is in it; the base64 in it is some. */
export function readOuterEnvelope(
  source: Source,
): Omit<EnvelopeReading, 'statement'> & { readonly text?: string } {
  const { value, problems, text } = readDocument(source, (each) =>
    schemaIssues(each, validateEnvelope, envelopeSchema),
  );
  if (value === undefined) return { problems, text };
  // The validator has just accepted the value: this is where text becomes a type.
  const envelope = value as unknown as Envelope;
  const texts = [envelope.payload, ...envelope.signatures.map(({ sig }) => sig)];
  if (!texts.every(isBase64)) return { ...broken(source.path, 'what should be base64 is not'), text };
  return { envelope, problems: [], text };
}

function broken(path: string, reason: string): EnvelopeReading {
  return { problems: [{ code: 'broken-envelope', file: path, start: 0, end: 0, values: { reason } }] };
}

/** The statement on some files, by path and digest. */
export function statementOf(files: readonly { readonly path: string; readonly sha256: string }[]): Statement {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: files.map(({ path, sha256 }) => ({ name: path, digest: { sha256 } })),
    predicateType: 'urn:flowdown:signed-files:1',
    predicate: {},
  };
}

/** The bytes that a signature is made of: DSSE 1.0, PAE(type, payload). */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  const type = encoder.encode(payloadType);
  const head = encoder.encode(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head);
  bytes.set(payload, head.length);
  return bytes;
}

export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** Bytes of base64, with or without padding, also in its form for URLs. */
export function fromBase64(text: string): Uint8Array {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return Uint8Array.from(atob(plain), (char) => char.charCodeAt(0));
}

/** Base64, with padding. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && text.replace(/=+$/, '').length % 4 !== 1;
}
