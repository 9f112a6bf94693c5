/** OpenLineage events (https://openlineage.io/spec, versions 0 to 2) as they are written, with the facets that say where data is. */
import { flag, listOf, mapOf, needed, record, text, type Placed, type Read, type Schema } from '../schema.ts';

// Facets carry their producer and the address of their schema, and whatever else somebody has put in.
const OPEN = { isOpen: true };

const transformation = record({ type: text, subtype: text, masking: flag }, OPEN);

const inputField = record(
  { namespace: text, name: text, field: text, type: text, transformations: listOf(transformation) },
  OPEN,
);

const columnLineage = record(
  {
    fields: mapOf(
      record({ inputFields: listOf(inputField), inputs: listOf(inputField), transformationType: text }, OPEN),
    ),
    dataset: listOf(inputField),
  },
  OPEN,
);

/** A field of a table; fields of structures have fields of their own. */
export interface SchemaField {
  readonly name: Placed | undefined;
  readonly fields: readonly SchemaField[] | undefined;
}

const schemaField: Schema<SchemaField> = record(
  { name: text, fields: listOf<SchemaField>({ read: (node, where) => schemaField.read(node, where) }) },
  OPEN,
);

const ownership = record({ owners: listOf(record({ name: text, type: text }, OPEN)) }, OPEN);

const identifier = record({ namespace: text, name: text }, OPEN);

const lineageInput = record({ namespace: text, name: text, type: text }, OPEN);

const lineageFields = mapOf(record({ inputs: listOf(lineageInput) }, OPEN));

const datasetFacets = record({
  ownership,
  tags: record({ tags: listOf(record({ key: text, value: text, field: text }, OPEN)) }, OPEN),
  schema: record({ fields: listOf(schemaField) }, OPEN),
  symlinks: record({ identifiers: listOf(identifier) }, OPEN),
  columnLineage,
  lifecycleStateChange: record({ lifecycleStateChange: text, previousIdentifier: identifier }, OPEN),
  lineage: record({ inputs: listOf(lineageInput), fields: lineageFields }, OPEN),
});

const dataset = record({ namespace: needed(text), name: needed(text), facets: datasetFacets });

const job = record({
  namespace: needed(text),
  name: needed(text),
  facets: record({
    ownership,
    lineage: record(
      {
        entries: listOf(
          record(
            { namespace: text, name: text, type: text, inputs: listOf(lineageInput), fields: lineageFields },
            OPEN,
          ),
        ),
      },
      OPEN,
    ),
  }),
});

/** An event: of a run, of a job or of a dataset. */
export const lineageEvent = record({
  eventType: text,
  eventTime: text,
  producer: text,
  schemaURL: text,
  run: record({ runId: text }),
  job,
  dataset,
  inputs: listOf(dataset),
  outputs: listOf(dataset),
});

export type LineageEvent = Read<typeof lineageEvent>;
export type EventDataset = Read<typeof dataset>;
export type EventJob = Read<typeof job>;
export type LineageInput = Read<typeof lineageInput>;
export type ColumnLineage = Read<typeof columnLineage>;
export type Owners = Read<typeof ownership>['owners'];
