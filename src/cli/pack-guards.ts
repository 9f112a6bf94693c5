/** Packs that have to be the ones that were agreed on, with all that they extend: pinned by a digest, or signed. */
import { FileTrouble } from '../io/files.ts';
import { parentPath } from '../manifest/paths.ts';
import type { Problem } from '../manifest/problem.ts';
import { placeFaults, type ConfigFault } from '../run/config.ts';
import type { ConfigLayer } from '../run/layers.ts';
import { isPinned, pinOf, whatDiffers } from './pack-pins.ts';
import type { PackPlace } from './pack-places.ts';
import { packParts, whyUnsigned, type PackPart } from './pack-signatures.ts';
import type { PackReader } from './packs.ts';

/** What packs are held against. */
export interface PackGuard {
  /** Has read the packs that the configurations name. */
  readonly reader: Pick<PackReader, 'tree' | 'found' | 'placesOf'>;
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
  const { found, placesOf } = guard.reader;
  const named = layers.flatMap(({ path, config }) =>
    (config.packs ?? [])
      .filter((name) => found(name, parentPath(path)) !== undefined)
      .map((name) => ({ name, places: placesOf(name, parentPath(path)) })),
  );
  // Where a pack, or one that it extends, is missing, reading the packs tells it.
  const faults = named.flatMap(({ name, places }) =>
    places === undefined ? [] : faultsOf(name, places, own, guard),
  );
  return placeFaults([...faults, ...unusedFaults(named, own)], own);
}

function faultsOf(
  name: string,
  places: readonly PackPlace[],
  { config }: ConfigLayer,
  { reader: { tree }, day, mustPin }: PackGuard,
): Fault[] {
  const pin = config.pins?.[name];
  const keys = config.signedPacks?.[name];
  const loose = mustPin ? places.find((place) => place.package !== undefined) : undefined;
  if (pin === undefined && keys === undefined && loose === undefined) return [];
  try {
    const parts = packParts(places, tree);
    const reason = keys && whyUnsigned(places, tree, keys, config, day);
    return [
      ...(pin === undefined
        ? looseFaults(name, loose, loose === places[0], parts)
        : pinFaults(name, pin, parts)),
      ...(reason === undefined ? [] : [fault('pack-not-signed', ['signedPacks', name], { name, reason })]),
    ];
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    // INVARIANT: what cannot be held against its pin or signature does not pass for it.
    return [fault('pack-not-guarded', ['packs'], { name, reason: error.message })];
  }
}

function pinFaults(name: string, pin: string, parts: readonly PackPart[]): Fault[] {
  if (isPinned(pin, parts)) return [];
  const reason = whatDiffers(pin, parts);
  const values = { name, found: pinOf(parts), ...(reason !== undefined && { reason }) };
  return [fault('pack-changed', ['pins', name], values)];
}

/** A pack from npm is pinned by that which a configuration names, be it the pack itself or one that extends it. */
function looseFaults(
  name: string,
  loose: PackPlace | undefined,
  isNamed: boolean,
  parts: readonly PackPart[],
): Fault[] {
  if (loose?.package === undefined) return [];
  const values = { name, found: pinOf(parts), ...(!isNamed && { brought: loose.package.name }) };
  return [fault('pack-not-pinned', ['packs'], values)];
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
