/** The mapping of foreign names, `flowdown.mapping.yaml`: the source of its types, JSON Schema and validator. */
import { Type, type Static } from '@sinclair/typebox';
import { DOTTED_PATTERN, ID_PATTERN, list, mapOf, opt, text } from '../manifest/base-format.ts';

const id = (description: string) => Type.String({ pattern: ID_PATTERN, description });
const category = Type.String({ pattern: DOTTED_PATTERN, maxLength: 256, description: 'A category.' });

export const mappingSchema = Type.Object(
  {
    $schema: opt(text('The JSON Schema of this file, for editors.')),
    parties: opt(mapOf(id('Id of a party.'), 'Accounts, owners, vendors and the like, to parties.')),
    zones: opt(mapOf(id('Id of a zone.'), 'Networks, namespaces, boundaries and the like, to zones.')),
    systems: opt(mapOf(id('Id of a system.'), 'Hosts, buckets, services and the like, to systems.')),
    data: opt(mapOf(id('Id of a data set.'), 'Names of data, to data sets.')),
    categories: opt(
      mapOf(
        Type.Union([category, list(category, 'Categories.')]),
        'Classifications, tags and labels, to categories of data.',
      ),
    ),
  },
  {
    $id: 'urn:flowdown:mapping:1',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Mapping of foreign names',
    description: 'What the names in files of other formats are in manifests.',
    additionalProperties: false,
  },
);

export type Mapping = Omit<Static<typeof mappingSchema>, '$schema'>;
export type NameKind = keyof Mapping;
