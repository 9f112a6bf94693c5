/** Files of the clause catalogue and of the taxonomy: the source of their types, JSON Schemas and validators. */
import { Type, type Static } from '@sinclair/typebox';
import { date, DOTTED_PATTERN, entry, list, mapOf, oneOf, opt, text } from '../manifest/base-format.ts';

/** How far an entry was compared with its source: read in it, partly, or not at all. */
export const VERIFICATIONS = ['read', 'partly', 'unverified'] as const;
const KINDS = ['clause', 'control', 'law', 'standard', 'policy'] as const;
const CLAUSE_PATTERN = '^[a-z0-9][a-z0-9._-]{0,127}$';

const verified = oneOf(VERIFICATIONS, 'How far this was compared with its source.');
const clauseId = (description: string) => Type.String({ pattern: CLAUSE_PATTERN, description });

const clause = entry(
  {
    cite: text('How it is cited, such as "FAR 52.204-21".'),
    title: text('Its title.'),
    kind: oneOf(KINDS, 'What sort of norm it is.'),
    summary: text('What it asks, in our own words.'),
    trigger: opt(text('When a contract or a system falls under it.')),
    flowDown: opt(text('To whom it must be passed on; absent where it need not be.')),
    effective: opt(
      entry(
        { from: opt(date('First day.')), until: opt(date('Last day.')) },
        'The days on which it is in force, as far as known.',
      ),
    ),
    replaces: opt(list(clauseId('Id of a clause.'), 'Clauses that it supersedes.')),
    aliases: opt(
      list(
        entry(
          {
            id: clauseId('Another id under which contracts state it.'),
            from: opt(date('Day from which on it is so called.')),
            note: opt(text('Why.')),
          },
          'Another id.',
        ),
        'Other ids of the same clause.',
      ),
    ),
    maps: opt(list(text('Id in another framework.'), 'Counterparts in other frameworks.')),
    verified,
    source: text('Where it was read, or would have to be.'),
    checked: date('Day of the last comparison with the source.'),
    parameters: opt(
      mapOf(
        entry(
          {
            value: Type.Union(
              [
                list(text('A name.'), 'A list of names.'),
                Type.Number({ description: 'A number.' }),
                text('A duration or a day.'),
              ],
              { description: 'A number, a duration, a day or a list of names.' },
            ),
            verified,
            note: opt(text('What is to be known about it.')),
            source: opt(text('Where it was read, if elsewhere.')),
          },
          'A parameter.',
        ),
        'What code can compare with.',
      ),
    ),
  },
  'A clause, a control, or a provision of a law.',
);

export const clausesSchema = Type.Object(
  {
    source: text('Name of the body of rules; the name of the file, in the catalogue of the product.'),
    title: text('What it is.'),
    clauses: mapOf(clause, 'Clauses, by the ids that contracts would state.', {
      propertyNames: { pattern: CLAUSE_PATTERN },
    }),
  },
  {
    $id: 'urn:flowdown:clauses:1',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Flowdown clauses, format 1',
    description: 'Clauses and controls that rules cite, with the parameters that rules compare with.',
    additionalProperties: false,
  },
);

const name = entry(
  {
    title: text('What it is called.'),
    description: opt(text('What is meant.')),
    dpv: opt(list(text('A term.'), 'Terms of the W3C Data Privacy Vocabulary.')),
    fideslang: opt(list(text('A key.'), 'Keys of the fideslang taxonomy.')),
    contains: opt(list(text('A category.'), 'Categories that such a medium usually shows.')),
  },
  'A name.',
);

const namesBelow = (description: string) =>
  mapOf(name, description, { propertyNames: { pattern: DOTTED_PATTERN } });

export const taxonomySchema = Type.Object(
  {
    categories: opt(namesBelow('Categories of data, dotted from general to special.')),
    purposes: opt(namesBelow('Purposes, dotted from general to special.')),
  },
  {
    $id: 'urn:flowdown:taxonomy:1',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Flowdown taxonomy, format 1',
    description: 'Names of categories and purposes, with their counterparts elsewhere.',
    additionalProperties: false,
  },
);

export type ClausesFile = Static<typeof clausesSchema>;
export type Clause = Static<typeof clause>;
export type TaxonomyFile = Static<typeof taxonomySchema>;
export type Verification = (typeof VERIFICATIONS)[number];
