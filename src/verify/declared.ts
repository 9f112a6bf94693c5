/** Manifests -> what they declare: one entry for each id, by those who may say it (docs/semantics.md, "Who may say what"). */
import { parseDay } from '../manifest/calendar.ts';
import type {
  Access,
  Authorization,
  DataSet,
  Flow,
  Manifest,
  System,
  Waiver,
  Zone,
} from '../manifest/format.ts';

/** A manifest as it was read. */
export interface ReadManifest {
  readonly path: string;
  readonly manifest: Manifest;
}

/** For whom a manifest may speak, before it narrows that itself. */
export interface Voice {
  /** Place of the entry of trust that it matches; of several declarations of an id, the lowest counts. */
  readonly rank: number;
  readonly parties: readonly string[];
}

/** The voices of manifests by path; absent where everyone speaks for everybody. */
export type Voices = ReadonlyMap<string, Voice>;

/** A disposal that counts. */
export interface Emptied {
  readonly on: number;
  readonly data: 'all' | ReadonlySet<string>;
}

/** What counts of all manifests. References lead to entries that count, or are left out. */
export interface Declared {
  readonly at: number;
  readonly systems: ReadonlyMap<string, System>;
  readonly data: ReadonlyMap<string, DataSet>;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly access: ReadonlyMap<string, Access>;
  readonly authorizations: ReadonlyMap<string, Authorization>;
  readonly waivers: readonly Waiver[];
  /** Those who keep a system, in order; none where that is not known. */
  readonly keepers: ReadonlyMap<string, readonly string[]>;
  readonly disposals: ReadonlyMap<string, readonly Emptied[]>;
  /** The zone of a system, where it counts. */
  zoneOf(system: string): string | undefined;
}

type SectionName = 'zones' | 'systems' | 'data' | 'flows' | 'access' | 'authorizations' | 'waivers';
type EntryOf<S extends SectionName> = NonNullable<Manifest[S]>[string];

interface Statement<T> {
  readonly entry: T;
  readonly path: string;
}

type Statements<T> = ReadonlyMap<string, Statement<T>>;

/** Gathers what counts; what is not clear is told in words. */
export function declaredIn(
  manifests: readonly ReadManifest[],
  voices: Voices | undefined,
  at: number,
): { readonly declared: Declared; readonly unclear: readonly string[] } {
  const unclear: string[] = [];
  const speaksFor = speakers(manifests, voices);
  const choose = <S extends SectionName>(
    section: S,
    mayBeBy: (entry: EntryOf<S>) => readonly string[] | undefined,
  ): Statements<EntryOf<S>> =>
    chosen(statementsIn(manifests, section), { section, mayBeBy, speaksFor, voices, unclear });
  const only = <T>(all: Statements<T>, by: (entry: T) => string): ReadonlyMap<string, T> =>
    new Map(
      [...all].flatMap(([id, { entry, path }]) => (speaksFor(path, by(entry)) ? [[id, entry] as const] : [])),
    );

  const zones = only(
    choose('zones', ({ operator }) => [operator]),
    ({ operator }) => operator,
  );
  const data = only(
    choose('data', ({ owner }) => [owner]),
    ({ owner }) => owner,
  );
  const authorizations = only(
    choose('authorizations', ({ by }) => [by]),
    ({ by }) => by,
  );
  const keepersOf = ({ custodian, zone }: System): string[] =>
    [custodian, zones.get(zone)?.operator].filter((party) => party !== undefined);
  const systems = choose('systems', keepersOf);
  const keepers = keepersIn(systems, zones, keepersOf, speaksFor);
  const reaches =
    (party: string, path: string) =>
    (system: string): boolean =>
      speaksFor(path, party) || (keepers.get(system) ?? []).some((keeper) => speaksFor(path, keeper));
  const access = choose('access', ({ party, systems: reached }) => [
    party,
    ...reached.flatMap((system) => keepers.get(system) ?? []),
  ]);
  const flows = choose('flows', () => undefined);

  for (const [id, { entry }] of flows) {
    for (const end of [entry.from, entry.to]) {
      if (!systems.has(end)) unclear.push(`flows.${id} names the system ${end}, which nobody declares`);
    }
  }
  const declared: Declared = {
    at,
    systems: mapped(systems, ({ entry }) => ({
      ...entry,
      collects: known(entry.collects, data),
      produces: known(entry.produces, data),
    })),
    data: mapped(data, (entry) => ({
      ...entry,
      contains: known(entry.contains, data),
      derivedFrom: known(entry.derivedFrom, data),
    })),
    flows: mapped(flows, ({ entry }) => ({
      ...entry,
      ...(entry.data !== undefined && entry.data !== 'all' && { data: known(entry.data, data) }),
    })),
    access: mapped(access, ({ entry, path }) => ({
      ...entry,
      systems: entry.systems.filter((system) => systems.has(system)).filter(reaches(entry.party, path)),
    })),
    authorizations: mapped(authorizations, (entry) => ({
      ...entry,
      data: known(entry.data, data),
      zones: known(entry.zones, zones),
    })),
    waivers: [
      ...only(
        choose('waivers', ({ by }) => [by]),
        ({ by }) => by,
      ).values(),
    ],
    keepers,
    disposals: mapped(systems, ({ entry }, id) => (keepers.has(id) ? emptied(entry) : [])),
    zoneOf: (system) => {
      const zone = systems.get(system)?.entry.zone;
      return zone !== undefined && zones.has(zone) ? zone : undefined;
    },
  };
  return { declared, unclear };
}

type SpeaksFor = (path: string, party: string) => boolean;

function speakers(manifests: readonly ReadManifest[], voices: Voices | undefined): SpeaksFor {
  if (voices === undefined) return () => true;
  const narrowed = new Map(manifests.map(({ path, manifest }) => [path, manifest.speaksFor]));
  return (path, party) =>
    (voices.get(path)?.parties ?? []).includes(party) && (narrowed.get(path)?.includes(party) ?? true);
}

function statementsIn<S extends SectionName>(
  manifests: readonly ReadManifest[],
  section: S,
): ReadonlyMap<string, readonly Statement<EntryOf<S>>[]> {
  const all = new Map<string, Statement<EntryOf<S>>[]>();
  for (const { path, manifest } of manifests) {
    const entries: Record<string, EntryOf<S>> = (manifest[section] as Record<string, EntryOf<S>>) ?? {};
    for (const [id, entry] of Object.entries(entries)) {
      const rivals = all.get(id);
      if (rivals === undefined) all.set(id, [{ entry, path }]);
      else rivals.push({ entry, path });
    }
  }
  return all;
}

interface Choice<T> {
  readonly section: string;
  /** Those for any of whom its file has to speak; undefined where anyone may say it. */
  mayBeBy(entry: T): readonly string[] | undefined;
  readonly speaksFor: SpeaksFor;
  readonly voices: Voices | undefined;
  readonly unclear: string[];
}

/** One declaration of each id: by a file with the right to it before one without, then by the rank of the file. */
function chosen<T>(
  all: ReadonlyMap<string, readonly Statement<T>[]>,
  { section, mayBeBy, speaksFor, voices, unclear }: Choice<T>,
): Statements<T> {
  const orderOf = ({ entry, path }: Statement<T>): number => {
    const parties = mayBeBy(entry);
    const isEntitled = parties === undefined || parties.some((party) => speaksFor(path, party));
    return (isEntitled ? 0 : 1e9) + (voices?.get(path)?.rank ?? 0);
  };
  return mapped(all, (rivals, id) => {
    if (rivals.length === 1) return rivals[0];
    const ranked = rivals.map((each) => ({ each, order: orderOf(each) })).sort((a, b) => a.order - b.order);
    if (ranked[0].order === ranked[1].order)
      unclear.push(`${section}.${id} is declared in ${ranked[0].each.path} and in ${ranked[1].each.path}`);
    return ranked[0].each;
  });
}

function keepersIn(
  systems: Statements<System>,
  zones: ReadonlyMap<string, Zone>,
  keepersOf: (system: System) => readonly string[],
  speaksFor: SpeaksFor,
): ReadonlyMap<string, readonly string[]> {
  const keepers = new Map<string, readonly string[]>();
  for (const [id, { entry, path }] of systems) {
    const parties = [...new Set(keepersOf(entry))].sort();
    if (zones.has(entry.zone) && parties.some((party) => speaksFor(path, party))) keepers.set(id, parties);
  }
  return keepers;
}

function emptied({ disposals = [] }: System): readonly Emptied[] {
  return disposals.map(({ on, data }) => ({
    on: parseDay(on) ?? -Infinity,
    data: data === 'all' ? data : new Set(data),
  }));
}

function known(ids: string[] | undefined, entries: ReadonlyMap<string, unknown>): string[] | undefined {
  return ids?.filter((id) => entries.has(id));
}

function mapped<T, R>(
  map: ReadonlyMap<string, T>,
  change: (value: T, id: string) => R,
): ReadonlyMap<string, R> {
  return new Map([...map].map(([id, value]) => [id, change(value, id)]));
}
