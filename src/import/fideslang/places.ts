/** The places of Fides resources: systems, datasets as stores, and what is only named. */
import type { Origin } from '../draft.ts';
import { categoriesOf, type Dataset, type FidesFile, type FidesSystem } from './model.ts';
import { isForeignType, isForOthers } from './words.ts';

/** The organization of what names none, by the definition of fideslang. */
export const DEFAULT_ORGANIZATION = 'default_organization';

/** Somewhere that data is. */
export interface Place {
  /** Such as `system billing`; a dataset and a system can share a key. */
  readonly ref: string;
  readonly key: string;
  readonly kind: 'system' | 'dataset' | 'user' | 'third-party' | 'unknown';
  /** The name of the party that keeps it; undefined where nobody says. */
  readonly keeper: { readonly name: string; readonly what: string } | undefined;
  /** The key of the organization whose data it is; undefined where it is handled for others. */
  readonly organization: string | undefined;
  /** Categories that are there, by what the files say. */
  readonly categories: readonly string[];
  readonly origin: Origin;
  readonly system?: FidesSystem;
  readonly dataset?: Dataset;
}

/** Places by their refs, as far as files describe them. */
export function placesOf(files: readonly FidesFile[]): Map<string, Place> {
  const places = [
    ...files.flatMap(({ system = [] }) => system.map(systemPlace)),
    ...files.flatMap(({ dataset = [] }) => dataset.map(datasetPlace)),
  ];
  return new Map(places.map((place) => [place.ref, place]));
}

function systemPlace(system: FidesSystem): Place {
  const key = system.fides_key.text;
  const organization = system.organization_fides_key?.text ?? DEFAULT_ORGANIZATION;
  const roles = [
    ...(system.responsibility ?? []),
    ...(system.data_responsibility_title ? [system.data_responsibility_title] : []),
  ];
  const declared = (system.privacy_declarations ?? []).flatMap(({ data_categories = [] }) => data_categories);
  return {
    ref: `system ${key}`,
    key,
    kind: 'system',
    keeper: keeperOf(system, organization),
    organization: isForOthers(roles.map(({ text }) => text)) ? undefined : organization,
    categories: [...new Set(declared.map(({ text }) => text))],
    origin: system.fides_key.origin,
    system,
  };
}

function keeperOf(system: FidesSystem, organization: string): Place['keeper'] {
  const vendor = system.legal_name ?? system.vendor_id;
  if (vendor !== undefined) return { name: vendor.text, what: 'vendor' };
  if (!isForeignType(system.system_type?.text)) return { name: organization, what: 'organization' };
  return { name: system.name?.text ?? system.fides_key.text, what: 'third-party system' };
}

function datasetPlace(dataset: Dataset): Place {
  const organization = dataset.organization_fides_key?.text ?? DEFAULT_ORGANIZATION;
  return {
    ref: `dataset ${dataset.fides_key.text}`,
    key: dataset.fides_key.text,
    kind: 'dataset',
    keeper: { name: organization, what: 'organization' },
    organization,
    categories: categoriesOf(dataset).map(({ text }) => text),
    origin: dataset.fides_key.origin,
    dataset,
  };
}

/** A place that a system names as the other end of what it sends or gets. */
export function namedPlace(
  kind: 'user' | 'third-party' | 'unknown',
  name: string,
  { organization }: Place,
  origin: Origin,
): Place {
  const keepers = {
    user: { name: 'user', what: 'the users of systems' },
    'third-party': name === '' ? undefined : { name, what: 'third parties of a declaration' },
    unknown: undefined,
  };
  return {
    ref: `${kind} ${name}`,
    key: name,
    kind,
    keeper: keepers[kind],
    organization,
    categories: [],
    origin,
  };
}
