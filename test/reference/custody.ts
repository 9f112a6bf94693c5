import type { Authorization } from '../../src/manifest/format.ts';
import { sorted } from './order.ts';
import { everyCategoryIsOneOf, found, inside, isActive } from './vocabulary.ts';
import type { Model } from './workspace.ts';

/** keepers(s), by id; empty where custody is unknown (section 2, custody and owners; section 3). */
export function keepers(model: Model, system: string): string[] {
  return sorted(model.custody.get(system) ?? []);
}

/** Is keepers(a) = keepers(b)? Never where custody is unknown. */
export function sameKeepers(model: Model, a: string, b: string): boolean {
  if (!model.custody.has(a) || !model.custody.has(b)) return false;
  return keepers(model, a).join() === keepers(model, b).join();
}

/** owners(d), by id (section 2, custody and owners). */
export function owners(model: Model, data: string): string[] {
  const datum = found(model.data, data);
  const all = [datum.owner];
  for (const source of datum.derivedFrom ?? []) {
    all.push(...owners(model, source).filter((owner) => !hasReleased(model, owner, source, data)));
  }
  return sorted(all);
}

/** Has the owner of the source released what is derived from it (section 2, custody and owners)? */
function hasReleased(model: Model, owner: string, source: string, derived: string): boolean {
  const datum = found(model.data, derived);
  if (datum.deidentified === undefined) return false;
  if (owner === datum.owner) return true;
  return [...model.authorizations.values()].some(
    (authorization) =>
      isActive(model, authorization) &&
      authorization.by === owner &&
      authorization.to === datum.owner &&
      authorization.actions.includes('declassify') &&
      concerns(model, authorization, source),
  );
}

/** Is the datum in contains* of one that is named, or is every category of it named (section 2, authorization)? */
export function concerns(model: Model, authorization: Authorization, data: string): boolean {
  const named = authorization.data ?? [];
  if (named.some((container) => inside(model, container).has(data))) return true;
  return everyCategoryIsOneOf(found(model.data, data), authorization.categories ?? []);
}
