/** Fides resources (fideslang 1 to 3, https://ethyca.github.io/fideslang) as they are written. */
import {
  flag,
  listOf,
  needed,
  oneOrMore,
  record,
  text,
  type Placed,
  type Read,
  type Schema,
} from '../schema.ts';

const contact = record({ name: text, email: text, address: text, phone: text });

const organization = record({
  fides_key: needed(text),
  name: text,
  controller: contact,
  data_protection_officer: contact,
});

/** A field of a collection; fields of documents have fields of their own. */
export interface Field {
  readonly name: Placed | undefined;
  readonly data_categories: readonly Placed[] | undefined;
  readonly fields: readonly Field[] | undefined;
}

const field: Schema<Field> = record({
  name: text,
  data_categories: oneOrMore(text),
  fields: listOf<Field>({ read: (node, where) => field.read(node, where) }),
});

const collection = record({ name: text, data_categories: oneOrMore(text), fields: listOf(field) });

const dataset = record({
  fides_key: needed(text),
  name: text,
  organization_fides_key: text,
  data_categories: oneOrMore(text),
  collections: listOf(collection),
  retention: text,
});

const dataFlow = record({ fides_key: needed(text), type: text, data_categories: oneOrMore(text) });

const declaration = record({
  name: text,
  data_categories: oneOrMore(text),
  data_use: text,
  dataset_references: oneOrMore(text),
  egress: oneOrMore(text),
  ingress: oneOrMore(text),
  retention_period: text,
  data_shared_with_third_parties: flag,
  third_parties: text,
  shared_categories: oneOrMore(text),
});

const system = record({
  fides_key: needed(text),
  name: text,
  organization_fides_key: text,
  system_type: text,
  egress: listOf(dataFlow),
  ingress: listOf(dataFlow),
  privacy_declarations: listOf(declaration),
  dataset_references: oneOrMore(text),
  system_dependencies: oneOrMore(text),
  administrating_department: text,
  vendor_id: text,
  legal_name: text,
  vendor_deleted_date: text,
  responsibility: oneOrMore(text),
  joint_controller_info: text,
  data_responsibility_title: text,
});

/** The sections of a file that say where data is. */
export const fidesFile = record({
  organization: oneOrMore(organization),
  dataset: oneOrMore(dataset),
  system: oneOrMore(system),
});

/** Names of sections, by one of which a file is known. */
export const SECTIONS: ReadonlySet<string> = new Set([
  'organization',
  'dataset',
  'system',
  'data_category',
  'data_use',
  'data_subject',
  'data_qualifier',
  'policy',
  'registry',
]);

export type FidesFile = Read<typeof fidesFile>;
export type Organization = Read<typeof organization>;
export type Dataset = Read<typeof dataset>;
export type FidesSystem = Read<typeof system>;
export type Declaration = Read<typeof declaration>;
export type DataFlow = Read<typeof dataFlow>;

/** All that is said of the categories of a dataset, at whichever level, each once. */
export function categoriesOf({ data_categories = [], collections = [] }: Dataset): readonly Placed[] {
  const found = new Map<string, Placed>();
  const open: Pick<Field, 'data_categories' | 'fields'>[] = [
    { data_categories, fields: undefined },
    ...collections,
  ];
  for (let at = 0; at < open.length; at += 1) {
    for (const each of open[at].data_categories ?? []) if (!found.has(each.text)) found.set(each.text, each);
    for (const each of open[at].fields ?? []) open.push(each);
  }
  return [...found.values()];
}
