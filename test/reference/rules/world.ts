import { derive, type Derivation, type Facts, facts } from '../facts.ts';
import { withoutDangling } from '../references.ts';
import type { Model, ReferenceWorkspace } from '../workspace.ts';

/** A workspace with all that was derived from it. */
export interface World {
  workspace: ReferenceWorkspace;
  model: Model;
  derivation: Derivation;
  known: Facts;
  /** The waivers that are of use, where findings were looked for (D24). */
  used?: Set<string>;
}

export function worldOf(
  stated: ReferenceWorkspace,
  derivation = derive(stated),
  known = facts(stated, derivation),
): World {
  const workspace = withoutDangling(stated);
  return { workspace, model: derivation.model, derivation, known };
}

/** Works something out once for each world. */
export function perWorld<T>(make: (world: World) => T): (world: World) => T {
  const made = new WeakMap<World, { value: T }>();
  return (world) => {
    let known = made.get(world);
    if (known === undefined) made.set(world, (known = { value: make(world) }));
    return known.value;
  };
}

/** Works something out once for each world and key. */
export function perKey<T>(make: (world: World, key: string) => T): (world: World, key: string) => T {
  const made = perWorld(() => new Map<string, T>());
  return (world, key) => {
    const known = made(world);
    if (!known.has(key)) known.set(key, make(world, key));
    return known.get(key) as T;
  };
}
