import { missingManifests } from './trust.ts';
import type { ReferenceWorkspace, Sections } from './workspace.ts';

type Section = keyof Sections;

/** Section 1: the fields that refer to entries, and of which section; `*` stands for each item of a list. */
export const REFERENCES: Record<Section, [field: string, to: Section][]> = {
  parties: [['assessments.*.by', 'parties']],
  contracts: [
    ['acquirer', 'parties'],
    ['supplier', 'parties'],
    ['under', 'contracts'],
    ['incidentNotification.to', 'parties'],
    ['subcontracting.approved.*', 'parties'],
  ],
  zones: [['operator', 'parties']],
  systems: [
    ['zone', 'zones'],
    ['custodian', 'parties'],
    ['encryption.keyHolder', 'parties'],
    ['collects.*', 'data'],
    ['produces.*', 'data'],
    ['disposals.*.data.*', 'data'],
    ['assessments.*.by', 'parties'],
  ],
  data: [
    ['owner', 'parties'],
    ['contains.*', 'data'],
    ['derivedFrom.*', 'data'],
  ],
  flows: [
    ['from', 'systems'],
    ['to', 'systems'],
    ['data.*', 'data'],
    ['by', 'parties'],
  ],
  access: [
    ['party', 'parties'],
    ['systems.*', 'systems'],
  ],
  authorizations: [
    ['by', 'parties'],
    ['to', 'parties'],
    ['data.*', 'data'],
    ['zones.*', 'zones'],
  ],
  waivers: [['by', 'parties']],
};

/** A reference to an id that no file declares. */
interface Dangling {
  file: number;
  /** From the manifest to the reference. */
  path: string[];
}

/** Section 1: a reference to an id that no file declares is an error, whether or not the statement counts. */
export function checkReferences(workspace: ReferenceWorkspace): void {
  const [first] = danglingIn(workspace);
  if (first !== undefined) throw new Error(`${first.path.join('.')} refers to nothing`);
}

/**
 * D18: while a required manifest is missing, an id that no file declares refers to nothing. An item of a list is left out, for
 * any other reference its whole entry; and so on, until nothing leads nowhere.
 */
export function withoutDangling(stated: ReferenceWorkspace): ReferenceWorkspace {
  if (missingManifests(stated).length === 0) return stated;
  const dangling = danglingIn(stated);
  if (dangling.length === 0) return stated;
  const workspace = structuredClone(stated);
  // Later items go before earlier ones, whose place stays, and entries after the lists in them.
  const isItem = ({ path }: Dangling) => /^\d+$/.test(path[path.length - 1]);
  for (const { file, path } of dangling.filter(isItem).reverse()) {
    const list = path.slice(0, -1).reduce<unknown>(valueIn, workspace.files[file].manifest);
    (list as unknown[]).splice(Number(path[path.length - 1]), 1);
  }
  for (const each of dangling.filter((other) => !isItem(other))) {
    const [section, id] = each.path;
    delete (workspace.files[each.file].manifest[section as Section] as Record<string, unknown>)[id];
  }
  return withoutDangling(workspace);
}

/** By file, and in each list in its order. */
function danglingIn({ files }: ReferenceWorkspace): Dangling[] {
  const declared = (section: Section) =>
    new Set(files.flatMap(({ manifest }) => Object.keys(manifest[section] ?? {})));
  const known = new Map(SECTIONS.map((section) => [section, declared(section)]));
  return files.flatMap(({ manifest }, file) => {
    const lead = (from: string[], value: unknown, field: string[], to: Section) =>
      placesOf(value, field, from).filter(
        (path) => !known.get(to)?.has(String(path.reduce<unknown>(valueIn, manifest))),
      );
    const heads = lead(['speaksFor'], manifest.speaksFor, ['*'], 'parties');
    const others = SECTIONS.flatMap((section) =>
      Object.entries<unknown>(manifest[section] ?? {}).flatMap(([id, entry]) =>
        FIELDS[section].flatMap(([field, to]) => lead([section, id], entry, field, to)),
      ),
    );
    return [...heads, ...others].map((path) => ({ file, path }));
  });
}

const SECTIONS = Object.keys(REFERENCES) as Section[];

const FIELDS = Object.fromEntries(
  SECTIONS.map((section) => [section, REFERENCES[section].map(([field, to]) => [field.split('.'), to])]),
) as Record<Section, [field: string[], to: Section][]>;

/** The paths of what stands at a field; nothing where it is not stated, or is `all` instead of a list. */
function placesOf(value: unknown, [key, ...rest]: string[], at: string[]): string[][] {
  if (value === undefined) return [];
  if (key === undefined) return [at];
  if (key !== '*') return placesOf(valueIn(value, key), rest, [...at, key]);
  return Array.isArray(value) ? value.flatMap((item, i) => placesOf(item, rest, [...at, String(i)])) : [];
}

function valueIn(value: unknown, key: string): unknown {
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return isThere ? (value as Record<string, unknown>)[key] : undefined;
}
