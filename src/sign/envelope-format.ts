/** Signatures of files, as DSSE envelopes around in-toto statements: the source of their types, JSON Schema and validator. */
import { Type, type Static } from '@sinclair/typebox';
import { entry, list, text } from '../manifest/base-format.ts';

const base64 = (description: string, maxLength = 1_000_000) =>
  Type.String({ minLength: 1, maxLength, description });
// A certificate can be as long as the manifests that it is about.
const PAYLOAD_LIMIT = 100_000_000;

/** DSSE 1.0 (github.com/secure-systems-lab/dsse, envelope.md). */
export const envelopeSchema = Type.Object(
  {
    payloadType: Type.Literal('application/vnd.in-toto+json', { description: 'What the payload is.' }),
    payload: base64('The statement that is signed, in base64.', PAYLOAD_LIMIT),
    signatures: list(
      entry(
        {
          keyid: Type.Optional(text('Name of the key: a hint, which decides nothing.')),
          sig: base64('Signature of payload type and payload, in base64.'),
        },
        'One signature.',
      ),
      'Signatures; one that is good is enough.',
    ),
  },
  {
    $id: 'urn:flowdown:envelope:1',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Signature of files',
    description: 'A DSSE envelope with an in-toto statement on the contents of files.',
    additionalProperties: false,
  },
);

/** in-toto Statement v1, with what is signed and nothing more. */
export const statementSchema = Type.Object(
  {
    _type: Type.Literal('https://in-toto.io/Statement/v1', { description: 'Version of the statement.' }),
    subject: list(
      entry(
        {
          name: text('Path of the file, from the folder of its workspace or pack.'),
          digest: entry(
            { sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'In hexadecimal.' }) },
            'Digest of its bytes.',
          ),
        },
        'A file.',
      ),
      'The files that are signed.',
    ),
    predicateType: Type.Literal('urn:flowdown:signed-files:1', { description: 'What is said of them.' }),
    predicate: entry({}, 'Nothing more.'),
  },
  {
    $id: 'urn:flowdown:signed-files:1',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Signed files',
    description: 'An in-toto statement on the contents of files.',
    additionalProperties: false,
  },
);

export type Envelope = Static<typeof envelopeSchema>;
export type Statement = Static<typeof statementSchema>;
