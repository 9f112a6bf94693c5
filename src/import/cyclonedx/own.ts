/**
 * What bills that were written from a manifest say in properties named `flowdown:`, where the format has no field. Permissions
 * and contracts are not among them: nobody permits anything by a bill of materials.
 */
import { readJson } from '../../manifest/json.ts';
import { documentSink, type Tree } from '../../manifest/tree.ts';
import type { Origin } from '../draft.ts';
import { reportOtherFormat } from '../read.ts';
import type { Source } from '../importer.ts';
import type { Placed } from '../schema.ts';
import type { BillForm } from './form.ts';
import { FORMAT } from './words.ts';

/** The sections that are kept. */
export type OwnSection = 'parties' | 'zones' | 'systems' | 'data' | 'flows';

/** Fields of an entry. */
export interface OwnEntry {
  readonly value: { readonly [field: string]: Tree };
  readonly origin: Origin;
}

/** Entries by section and id. */
export interface Own extends Readonly<Record<OwnSection, ReadonlyMap<string, OwnEntry>>> {
  /** From, to and name of what the flows are shown as, where the format has fields for them. */
  readonly shown: ReadonlySet<string>;
}

const MARK = 'flowdown:manifest';
const ENTRY = /^flowdown:(parties|zones|systems|data|flows):(.+)$/;
const OF = /^(?:party|zone|system|data|flow):([a-z0-9][a-z0-9._-]*)$/;
const LABEL = /^(?:([^]*) \()?([a-z0-9][a-z0-9._-]*)\)?$/;

/** What a bill says in properties of ours; undefined for the bills of others. */
export function ownOf({ properties = [] }: BillForm, source: Source): Own | undefined {
  const mark = properties.find(({ name }) => name?.text === MARK);
  if (mark === undefined) return undefined;
  if (mark.value?.text !== '1') {
    const what = `its property ${MARK} has another version than 1`;
    reportOtherFormat(source, { format: FORMAT, what, remedy: 'Write it anew.' }, mark.origin.span);
  }
  const own: Record<OwnSection, Map<string, OwnEntry>> = {
    parties: new Map(),
    zones: new Map(),
    systems: new Map(),
    data: new Map(),
    flows: new Map(),
  };
  for (const { name, value, origin } of properties) {
    const [, section, id] = ENTRY.exec(name?.text ?? '') ?? [];
    if (section === undefined) continue;
    const fields = value && fieldsIn(value, source);
    if (fields !== undefined) own[section as OwnSection].set(id, { value: fields, origin });
  }
  return { ...own, shown: shownAs(own.flows) };
}

function shownAs(flows: ReadonlyMap<string, OwnEntry>): Set<string> {
  const shown = [...flows.values()].flatMap(({ value: { from, to, data, categories } }) => {
    const names = data ?? categories ?? '';
    return (Array.isArray(names) ? names : [names]).map((name) => JSON.stringify([from, to, name]));
  });
  return new Set(shown);
}

/** The fields that are written in a text, as JSON. */
function fieldsIn({ text, origin }: Placed, source: Source): OwnEntry['value'] | undefined {
  const sink = documentSink();
  const isRead = readJson(text, origin.file, sink).length === 0;
  const value = isRead ? sink.value() : null;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  const { start, end } = origin.span;
  source.problems.add('wrong-type', start, end, {
    place: origin.place,
    expected: 'a map of fields, as JSON in a text',
    found: 'another text',
  });
  return undefined;
}

/** The properties that are read. */
export function isOwnProperty(name: string): boolean {
  return name === MARK || ENTRY.test(name);
}

/** The id that a reference of ours holds, such as "system:archive". */
export function ownRef(ref: string): string | undefined {
  return OF.exec(ref)?.[1];
}

/** Name and id of a party in our writing: "Road Agency (road-agency)", or the id alone. */
export function ownLabel(label: string): { readonly id: string; readonly name?: string } | undefined {
  const [, name, id] = LABEL.exec(label) ?? [];
  return id === undefined ? undefined : { id, ...(name !== undefined && { name }) };
}

/** The fields that name entries, by section; lists are gone through. */
const REFERENCES: Readonly<Record<OwnSection, Readonly<Record<string, OwnSection>>>> = {
  parties: { 'assessments.by': 'parties' },
  zones: { operator: 'parties' },
  systems: {
    zone: 'zones',
    custodian: 'parties',
    'encryption.keyHolder': 'parties',
    collects: 'data',
    produces: 'data',
    'disposals.data': 'data',
    'assessments.by': 'parties',
  },
  data: { owner: 'parties', contains: 'data', derivedFrom: 'data' },
  flows: { from: 'systems', to: 'systems', data: 'data', by: 'parties' },
};

/** The fields of an entry with the ids that its references have now. */
export function withReferences(
  section: OwnSection,
  { value }: OwnEntry,
  idOf: (section: OwnSection, id: string) => string,
): { readonly [field: string]: Tree } {
  const at = (tree: Tree, path: string): Tree => {
    if (Array.isArray(tree)) return tree.map((item) => at(item, path));
    if (typeof tree === 'object' && tree !== null) return fields(tree, path);
    const target = REFERENCES[section][path];
    return typeof tree === 'string' && target !== undefined && tree !== 'all' ? idOf(target, tree) : tree;
  };
  const fields = (tree: { readonly [field: string]: Tree }, path: string): { [field: string]: Tree } =>
    Object.fromEntries(
      Object.entries(tree).map(([name, field]) => [name, at(field, path === '' ? name : `${path}.${name}`)]),
    );
  return fields(value, '');
}
