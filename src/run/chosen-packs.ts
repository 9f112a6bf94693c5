/** Names of packs in configurations and packs -> the packs that are on. */
import { nearest } from '../manifest/nearest.ts';
import { parentPath } from '../manifest/paths.ts';
import { byCodePoint } from '../model/names.ts';
import { builtInPack, PACK_NAMES } from '../rules/built-in.ts';
import type { Pack } from '../rules/format.ts';
import { meaningOf, SECTIONS } from '../rules/taxonomy.ts';
import type { ConfigFault } from './config.ts';
import type { ConfigLayer, Stated } from './layers.ts';

/** A pack from elsewhere. */
export interface FoundPack {
  /** Absent where it cannot be used, which is told elsewhere. */
  readonly pack?: Pack;
  /** Its folder, from that of the workspace; names in its `extends` are looked up from there. */
  readonly folder: string;
  /** The npm package that brings it. */
  readonly package?: { readonly name: string; readonly version?: string };
}

/** Packs from elsewhere: what a name means in a file of a folder, whose path is relative to the workspace. */
export type FoundPacks = (name: string, folder: string) => FoundPack | undefined;

/** A pack that is on, and why. */
export interface ChosenPack extends Partial<Omit<FoundPack, 'pack'>> {
  readonly pack: Pack;
  /** Where a configuration names it, or the name of the pack that extends it; absent where it is on by default. */
  readonly by?: Stated | string;
}

/** The packs that are on, in order of their names. */
export interface PackChoice {
  readonly packs: readonly ChosenPack[];
  readonly faults: readonly ConfigFault[];
  /** Is each of the packs there that are named? */
  readonly isComplete: boolean;
}

/** The name of a built-in pack, which may say that it is one. */
export function builtInName(name: string): string {
  return name.replace(/^flowdown:/, '');
}

/** A pack where it is on by being named nowhere. */
const DEFAULT = 'core';

/** Chooses the packs that some layer names, with those that they extend. */
export function choosePacks(layers: readonly ConfigLayer[], found: FoundPacks): PackChoice {
  const chosen = new Map<string, ChosenPack>();
  const faults: ConfigFault[] = [];
  let isComplete = true;

  const add = (name: string, folder: string, by: ChosenPack['by'], stated: Stated): void => {
    const each = lookUp(name, folder, found);
    if (each?.pack === undefined) {
      isComplete = false;
      if (each === undefined) faults.push({ ...stated, ...unknownPack(name) });
      return;
    }
    const pack: ChosenPack = { ...each, pack: each.pack, ...(by !== undefined && { by }) };
    const before = chosen.get(pack.pack.pack) ?? reservedBy(pack);
    if (before !== undefined) {
      if (before.pack !== pack.pack) faults.push({ ...stated, ...twice(before, pack) });
      return;
    }
    chosen.set(pack.pack.pack, pack);
    for (const extended of pack.pack.extends ?? []) add(extended, pack.folder ?? '', pack.pack.pack, stated);
  };

  const isNamed = layers.some(({ config }) => config.packs !== undefined);
  if (!isNamed) add(DEFAULT, '', undefined, { layer: layers.length - 1, path: [] });
  layers.forEach(({ config, path }, layer) =>
    config.packs?.forEach((name, at) => {
      const stated = { layer, path: ['packs', String(at)] };
      add(name, parentPath(path), stated, stated);
    }),
  );
  const packs = [...chosen.values()].sort((a, b) => byCodePoint(a.pack.pack, b.pack.pack));
  return { packs, faults: [...faults, ...clashes([...chosen.values()])], isComplete };
}

function lookUp(name: string, folder: string, found: FoundPacks): Partial<FoundPack> | undefined {
  const pack = builtInPack(builtInName(name));
  return pack === undefined ? found(name, folder) : { pack };
}

/** A name that comes with the product stays what it is, whether or not that pack is on. */
function reservedBy({ pack, folder }: ChosenPack): ChosenPack | undefined {
  const builtIn = folder === undefined ? undefined : builtInPack(pack.pack);
  return builtIn && { pack: builtIn };
}

function unknownPack(name: string): Pick<ConfigFault, 'code' | 'values'> {
  const suggestion = nearest(builtInName(name), PACK_NAMES);
  const values = { name, known: PACK_NAMES.join(', '), ...(suggestion !== undefined && { suggestion }) };
  return { code: 'unknown-pack', values };
}

function twice(one: ChosenPack, other: ChosenPack): Pick<ConfigFault, 'code' | 'values'> {
  const where = ({ folder }: ChosenPack): string => folder ?? 'one that comes with Flowdown';
  return {
    code: 'pack-twice',
    values: { name: other.pack.pack, one: where(one), other: where(other) },
  };
}

/** Clauses and names that two packs define, of which neither knows the other; told where the later one is asked for. */
function clashes(chosen: readonly ChosenPack[]): readonly ConfigFault[] {
  const known = new Map<string, { readonly owner: string; readonly meaning: string }>();
  return chosen.flatMap(({ pack: whole, by }) =>
    meaningsOf(whole).flatMap(([key, id, meaning]): readonly ConfigFault[] => {
      const before = known.get(key);
      if (before === undefined) known.set(key, { owner: whole.pack, meaning });
      if (before === undefined || before.owner === whole.pack || before.meaning === meaning) return [];
      const values = { one: before.owner, other: whole.pack, id };
      return [{ code: 'packs-clash', ...statedBy(by, chosen), values }];
    }),
  );
}

/** The place in a configuration that leads to a pack. */
function statedBy(by: ChosenPack['by'], chosen: readonly ChosenPack[]): Stated {
  if (typeof by === 'object') return by;
  const extending = chosen.find(({ pack }) => pack.pack === by);
  return extending === undefined ? { layer: 0, path: [] } : statedBy(extending.by, chosen);
}

/** What a pack defines: a key, its name, and its meaning; a clause is never meant to be the same as another. */
function meaningsOf({ pack, clauses, taxonomy = {} }: Pack): readonly (readonly [string, string, string])[] {
  const ids = Object.entries(clauses?.clauses ?? {}).flatMap(([id, { aliases = [] }]) => [
    id,
    ...aliases.map((alias) => alias.id),
  ]);
  return [
    ...ids.map((id) => [`clause ${id}`, id, pack] as const),
    ...SECTIONS.flatMap((section) =>
      Object.entries(taxonomy[section] ?? {}).map(
        ([id, entry]) => [`${section} ${id}`, id, meaningOf(entry)] as const,
      ),
    ),
  ];
}
