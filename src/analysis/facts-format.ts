/** The facts as JSON (docs/semantics.md): the source of their types and of `schema/facts.schema.json`. */
import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { count, entry, flag, oneOf } from '../manifest/base-format.ts';

const facts = <T extends Record<string, TSchema>>(fields: T, description: string) =>
  Type.Array(entry(fields, 'One fact.'), { description });
const id = (description: string) => Type.String({ description });
const verdict = (description: string) => oneOf(['true', 'false', 'unknown'], description);
const authorized = {
  authorized: verdict('Is it authorized by every owner for everyone concerned?'),
  failed: Type.Array(
    oneOf(
      ['delegation', 'grantee', 'data', 'action', 'purpose', 'zone', 'channel', 'period', 'custody', 'none'],
      'A factor.',
    ),
    { description: 'What the closest authorization fails on; empty where it is authorized.' },
  ),
};
const system = id('The system.');
const data = id('The data set.');

export const factsSchema = Type.Object(
  {
    version: Type.Literal(1, { description: 'Version of what the facts mean.' }),
    at: Type.String({ format: 'date', description: 'Day of the check.' }),
    holdings: facts(
      {
        system,
        data,
        certain: flag('False where only uncertain copies lie there.'),
        grounded: flag('Does some derivation of that certainty start from a collection?'),
        distance: count('Steps of the witness; a collection counts 0.'),
      },
      'Which system holds which data.',
    ),
    views: facts(
      { system, data, certain: flag('Is it certain that it is shown?') },
      'What active views show where.',
    ),
    transfers: facts(
      {
        flow: id('The flow.'),
        data,
        certain: flag('Is it certain that the flow brought it?'),
        ended: flag('Is the flow over, and its copy not?'),
        authorized: authorized.authorized,
        consequence: flag('Does it follow from another unauthorized act?'),
        cause: Type.Union([entry({ step: id('The step.'), data }, 'The act it follows from.'), Type.Null()], {
          description: 'The act that it follows from, or null.',
        }),
        failed: authorized.failed,
      },
      'What flows brought, where it is still there, and what active views show.',
    ),
    collections: facts({ system, data, ...authorized }, 'Data collected where it still is.'),
    productions: facts({ system, data, ...authorized }, 'Data derived where it still is.'),
    accesses: facts(
      { access: id('The access.'), system, data, ...authorized },
      'Data within reach of active access.',
    ),
    extractable: facts(
      {
        party: id('The party.'),
        system,
        data,
        verdict: oneOf(['true', 'unknown'], 'Can it be carried away?'),
      },
      'Data that a party, not its owner, can or may be able to carry away.',
    ),
    handles: facts({ party: id('The party.'), data }, 'Who handles which data.'),
    tiers: facts(
      { party: id('The party.'), owner: id('The data owner.'), tier: count('Length of the shortest chain.') },
      'How far down a chain of contracts a party stands from a data owner.',
    ),
    exposures: facts(
      {
        zone: id('The zone.'),
        data: Type.Array(data, { description: 'Data held in the zone.' }),
        records: count('Records, without counting twice what is contained or derived.'),
        subjects: count('Person-records; one person may be counted more than once.'),
        lowerBound: flag('May it be more?'),
      },
      'What is lost if a zone falls.',
    ),
    coverage: entry(
      { flows: count('Active flows.'), stated: count('Those that state what they carry.') },
      'How much is stated.',
    ),
  },
  {
    $id: 'urn:flowdown:facts:1',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Flowdown facts, version 1',
    description: 'Everything derived from the manifests of a workspace at one day.',
    additionalProperties: false,
  },
);

export type InspectedFacts = Static<typeof factsSchema>;
