/** A data contract (ODCS, https://bitol-io.github.io/open-data-contract-standard, versions 2.2 and 3) as it is written. */
import { byForm, listOf, oneOrMore, record, text, type Placed, type Read, type Schema } from '../schema.ts';

/** A column; what is an object or a list has columns of its own. */
export interface Property {
  readonly name: Placed | undefined;
  readonly column: Placed | undefined;
  readonly classification: Placed | undefined;
  readonly tags: readonly Placed[] | undefined;
  readonly properties: readonly Property[] | undefined;
  readonly items: Property | undefined;
}

const nothing: Schema<undefined> = { read: () => undefined };

// Types, rules of quality and examples are many, and say nothing of where data is.
const OPEN = { isOpen: true };

const property: Schema<Property> = record(
  {
    name: text,
    column: text,
    classification: text,
    tags: oneOrMore(text),
    properties: listOf<Property>({ read: (node, where) => property.read(node, where) }),
    items: { read: (node, where) => property.read(node, where) },
  },
  OPEN,
);

const table = record(
  { name: text, table: text, tags: oneOrMore(text), properties: listOf(property), columns: listOf(property) },
  OPEN,
);

const server = record(
  {
    server: text,
    type: text,
    environment: text,
    host: text,
    account: text,
    project: text,
    location: text,
    catalog: text,
    region: text,
  },
  OPEN,
);

// A level can be a list or a map; what is asked for here is one number.
const number = byForm({ scalar: text, map: nothing, list: nothing });

const level = record({ property: text, value: number, unit: text, element: text, column: text }, OPEN);

/** A contract. Version 2 has one server in its root, and tables in `dataset`. */
export const contract = record({
  kind: text,
  apiVersion: text,
  version: text,
  id: text,
  uuid: text,
  name: text,
  status: text,
  tenant: text,
  domain: text,
  dataProduct: text,
  datasetDomain: text,
  quantumName: text,
  tags: oneOrMore(text),
  servers: listOf(server),
  server: text,
  sourcePlatform: text,
  schema: listOf(table),
  dataset: listOf(table),
  team: byForm({ map: record({ name: text }, OPEN), list: nothing, scalar: nothing }),
  slaProperties: listOf(level),
});

export type Contract = Read<typeof contract>;
export type Table = Read<typeof table>;
export type Server = Read<typeof server>;
