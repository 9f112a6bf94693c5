/** Random manifests that the schema of manifests allows: every field and form of it, whatever is added later. */
import fc, { type Arbitrary } from 'fast-check';
import { schema } from '../../../src/generated/manifest-schema.js';
import type { Manifest } from '../../../src/manifest/format.ts';
import type { JsonSchema } from '../../../src/manifest/schema.ts';

const SECTIONS = [
  'parties',
  'contracts',
  'zones',
  'systems',
  'data',
  'flows',
  'access',
  'authorizations',
  'waivers',
] as const;

// Ids (the first of which is a word for nothing where no table has it) that look like words, numbers and days, and names that look like formulas, lists, dates and quotes.
const IDS = ['unknown', 'a', 'b-2', 'c.d_e', 'yes', '2019-05-31', '007', 'id', 'constructor'];
const NAMES = ['a', 'personal.name', 'x-y.z_1', 'unknown', 'n', '1'];
const PIECES = [
  ...'abXY01 ;,"\'=+-@\t\n()/\\|#\u00e9\u05d0\uff1d',
  '\r\n',
  ' (2019-05-31)',
  'n/a',
  'unknown',
  'no',
  'all',
  'sep=;',
  'id,name',
];

const text = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''));

function valueFor(field: JsonSchema): Arbitrary<unknown> {
  if (field.anyOf !== undefined) return fc.oneof(...field.anyOf.map(valueFor));
  if (field.const !== undefined) return fc.constant(field.const);
  if (field.enum !== undefined) return fc.constantFrom(...field.enum);
  if (field.items !== undefined) return fc.array(valueFor(field.items), { minLength: 1, maxLength: 3 });
  if (field['x-ref'] !== undefined) return fc.constantFrom(...IDS.slice(1));
  if (field.properties !== undefined) return entryFor(field);
  if (field.type === 'boolean') return fc.boolean();
  if (field.type === 'integer')
    return fc.oneof(fc.nat(), fc.constantFrom(0, 1000, 184_000, Number.MAX_SAFE_INTEGER));
  if (field.format === 'date') return fc.constantFrom('2019-05-31', '2020-02-29', '0001-01-01');
  if (field.format === 'duration') return fc.constantFrom('P30D', 'PT72H', 'P1Y2M3DT4H5M6S', 'P2W');
  return field.pattern === undefined ? text : fc.constantFrom(...NAMES);
}

function entryFor({ properties = {}, required = [] }: JsonSchema): Arbitrary<unknown> {
  // What is needed and says nothing is refused.
  const isNeeded = (key: string) => required.includes(key);
  const fields = Object.fromEntries(
    Object.entries(properties).map(([key, field]) => [
      key,
      valueFor(field).map((value) =>
        isNeeded(key) && typeof value === 'string'
          ? /^(?:|n\/a|unknown|-+)$/i.test(value.trim())
            ? 'x'
            : value
          : value,
      ),
    ]),
  );
  return fc.record(fields, { requiredKeys: [...required] as never[] });
}

/** Manifests in which all parties are there; what else they refer to may not be. */
export const manifests: Arbitrary<Manifest> = fc
  .record(
    Object.fromEntries(
      SECTIONS.map((section) => {
        const entry = (schema as JsonSchema).properties?.[section].additionalProperties as JsonSchema;
        return [section, fc.dictionary(fc.constantFrom(...IDS), entryFor(entry), { maxKeys: 3 })];
      }),
    ),
    { requiredKeys: [] },
  )
  .map((sections) => allowed({ flowdown: 1, ...sections } as unknown as Manifest));

/** Of fields that exclude each other one, and of those of which one is needed one. */
function allowed(manifest: Manifest): Manifest {
  manifest.parties = { ...Object.fromEntries(IDS.slice(1).map((id) => [id, {}])), ...manifest.parties };
  for (const flow of Object.values(manifest.flows ?? {})) if (flow.data !== undefined) delete flow.categories;
  for (const each of Object.values(manifest.authorizations ?? {}))
    if (each.data === undefined) each.categories ??= ['a'];
  return manifest;
}
