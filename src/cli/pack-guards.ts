/** Packs that have to be the ones that were agreed on: pinned by a digest, or signed. */
import { FileTrouble, joinPath } from '../io/files.ts';
import type { FileTree } from '../io/tree.ts';
import { parentPath } from '../manifest/paths.ts';
import type { Problem } from '../manifest/problem.ts';
import { placeFaults, type ConfigFault } from '../run/config.ts';
import type { ConfigLayer } from '../run/layers.ts';
import { packPin, whyUnsigned } from './pack-signatures.ts';
import { placeOf, type PackPlace } from './pack-places.ts';

/** What packs are held against. */
export interface PackGuard {
  readonly root: string;
  readonly tree: FileTree;
  /** Day on which keys have to hold. */
  readonly day: number;
  /** Has each pack from npm to be pinned? */
  readonly mustPin: boolean;
}

type Fault = Omit<ConfigFault, 'layer'>;

/** What is wrong with the packs that configurations name; pins and keys are those of the workspace itself. */
export function guardFaults(
  layers: readonly ConfigLayer[],
  own: ConfigLayer,
  guard: PackGuard,
): readonly Problem[] {
  const named = layers.flatMap(({ path, config }) =>
    (config.packs ?? []).flatMap((name) => {
      const place = placeOf(name, joinPath(guard.root, parentPath(path)), guard.tree);
      return place === undefined ? [] : [{ name, place }];
    }),
  );
  // Where a name leads to no pack, reading the packs tells it.
  const faults = named.flatMap(({ name, place }) =>
    'folder' in place ? faultsOf(name, place, own, guard) : [],
  );
  return placeFaults([...faults, ...unusedFaults(named, own)], own);
}

function faultsOf(name: string, place: PackPlace, { config }: ConfigLayer, guard: PackGuard): Fault[] {
  const { tree, day, mustPin } = guard;
  const pinned = config.pins?.[name];
  const keys = config.signedPacks?.[name];
  try {
    const found = packPin(place.real, tree);
    const isLoose = pinned === undefined && mustPin && place.package !== undefined;
    const reason = keys && whyUnsigned(place.real, tree, keys, config, day);
    return [
      ...(isLoose ? [fault('pack-not-pinned', ['packs'], { name, found })] : []),
      ...(pinned !== undefined && pinned !== found
        ? [fault('pack-changed', ['pins', name], { name, found })]
        : []),
      ...(reason === undefined ? [] : [fault('pack-not-signed', ['signedPacks', name], { name, reason })]),
    ];
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    return []; // reading the pack tells it
  }
}

/** A pin or a demand for a signature that concerns no pack is a slip, and guards nothing. */
function unusedFaults(named: readonly { readonly name: string }[], { config }: ConfigLayer): Fault[] {
  return (['pins', 'signedPacks'] as const).flatMap((key) =>
    Object.keys(config[key] ?? {})
      .filter((name) => named.every((each) => each.name !== name))
      .map((name) => fault('guards-no-pack', [key, name], { name })),
  );
}

function fault(code: ConfigFault['code'], path: readonly string[], values: ConfigFault['values']): Fault {
  return { code, path, values };
}
