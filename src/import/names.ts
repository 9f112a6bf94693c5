/** What foreign names are in a manifest: by the mapping, or by themselves; each name that was asked for is remembered. */
import { nearest } from '../manifest/nearest.ts';
import { idsFor } from './ids.ts';
import type { Mapping, NameKind } from './mapping-format.ts';
import type { Origin } from './draft.ts';

/** A foreign name that wants an id: what it is, such as "AWS account", where it stands, and the id that it asks for. */
export interface ForeignName {
  readonly name: string;
  readonly what: string;
  readonly origin?: Origin;
  /** The name itself when absent. */
  readonly wish?: string;
  /** Does the importer know by itself what it is? Then the mapping may say otherwise, and nobody has to. */
  readonly isKnown?: boolean;
}

/** An id for a foreign name. One that the mapping gives may be declared elsewhere; its entry is a mention. */
export interface NamedId {
  readonly id: string;
  readonly isMapped: boolean;
}

/** A foreign name for which the mapping has nothing. */
export interface Unmapped {
  readonly kind: NameKind;
  readonly name: string;
  readonly what: string;
  readonly origin?: Origin;
  /** A name of the mapping that it may be a slip of, or the other way round. */
  readonly suggestion?: string;
}

/** What is to be told of a mapping after an import. */
export interface NamesReport {
  /** Ordered by kind, then name. */
  readonly unmapped: readonly Unmapped[];
  /** Names of the mapping that no file has. */
  readonly idle: readonly { readonly kind: NameKind; readonly name: string; readonly suggestion?: string }[];
}

/** Looks foreign names up, and remembers what was asked. */
export interface Names {
  /**
   * Ids of one kind, all different unless the mapping says otherwise, by name. What the mapping does not have gets the id
   * that it asks for, or with a number behind it where that is taken; the order of names makes no difference.
   */
  ids(
    kind: Exclude<NameKind, 'categories'>,
    wanted: readonly ForeignName[],
    options: { readonly fallback: string; readonly reserved?: readonly string[] },
  ): ReadonlyMap<string, NamedId>;
  /** The id that the mapping has for a name, if any; nothing is made up. */
  find(kind: Exclude<NameKind, 'categories'>, wanted: ForeignName): string | undefined;
  /** The categories that the mapping has for a name, if any. */
  categories(wanted: ForeignName): readonly string[] | undefined;
  report(): NamesReport;
}

const KINDS: readonly NameKind[] = ['parties', 'zones', 'systems', 'data', 'categories'];

type Meaning = { readonly [K in NameKind]: NonNullable<Mapping[K]>[string] };

/** Names by a mapping. */
export function namesBy(mapping: Mapping): Names {
  const asked = new Map<NameKind, Map<string, ForeignName>>(KINDS.map((kind) => [kind, new Map()]));
  const lookUp = <K extends NameKind>(kind: K, wanted: ForeignName): Meaning[K] | undefined => {
    const known = asked.get(kind);
    if (known?.has(wanted.name) === false) known.set(wanted.name, wanted);
    const table = (mapping[kind] ?? {}) as Readonly<Record<string, Meaning[K]>>;
    return Object.hasOwn(table, wanted.name) ? table[wanted.name] : undefined;
  };
  return {
    ids(kind, wanted, { fallback, reserved = [] }) {
      const mapped = new Map<string, string>();
      for (const each of wanted) {
        const id = lookUp(kind, each);
        if (id !== undefined) mapped.set(each.name, id);
      }
      const open = new Map(
        wanted.filter(({ name }) => !mapped.has(name)).map(({ name, wish }) => [name, wish ?? name]),
      );
      const made = idsFor(open, fallback, [...reserved, ...Object.values(mapping[kind] ?? {})]);
      const ids = new Map<string, NamedId>();
      for (const [name, id] of mapped) ids.set(name, { id, isMapped: true });
      for (const [name, id] of made) ids.set(name, { id, isMapped: false });
      return ids;
    },
    find: lookUp,
    categories(wanted) {
      const found = lookUp('categories', wanted);
      return found === undefined || Array.isArray(found) ? found : [found];
    },
    report: () => reportOf(mapping, asked),
  };
}

function reportOf(
  mapping: Mapping,
  asked: ReadonlyMap<NameKind, ReadonlyMap<string, ForeignName>>,
): NamesReport {
  const perKind = KINDS.map((kind) => {
    const stated = Object.keys(mapping[kind] ?? {}).sort();
    const found = asked.get(kind) ?? new Map<string, ForeignName>();
    const names = [...found.keys()].sort();
    const idle = stated.filter((name) => !found.has(name));
    const unmapped = names.filter((name) => !stated.includes(name) && found.get(name)?.isKnown !== true);
    return {
      unmapped: unmapped.map((name) => {
        const { what, origin } = found.get(name) ?? { what: '' };
        return { kind, name, what, ...(origin && { origin }), ...suggestionFor(name, idle) };
      }),
      idle: idle.map((name) => ({ kind, name, ...suggestionFor(name, unmapped) })),
    };
  });
  return {
    unmapped: perKind.flatMap(({ unmapped }) => unmapped),
    idle: perKind.flatMap(({ idle }) => idle),
  };
}

// Each name is held against each other one, and a file may have any number of them.
const COMPARED = 500;

function suggestionFor(name: string, others: readonly string[]): { readonly suggestion?: string } {
  const suggestion = nearest(name, others.slice(0, COMPARED));
  return suggestion === undefined ? {} : { suggestion };
}
