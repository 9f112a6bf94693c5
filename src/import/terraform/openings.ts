/** Who is let in: by policies on resources, by grants, shares and lists, and by roles that others may take. */
import { reachOf, reachOfRole, type Reach } from './actions.ts';
import { providerOf, type Provider } from './accounts.ts';
import { byBindings } from './bindings.ts';
import type { Blocked } from './blocks.ts';
import { byPolicy, ownerOf } from './granted.ts';
import { granteeOf, PUBLIC, type Grantee } from './grantees.ts';
import { blocksOf, holds } from './movements.ts';
import { unblocked, UNKNOWN_POLICY, type Made, type Opened } from './opened.ts';
import type { Resource } from './resources.ts';
import { isConfigured, pathIn, placeIn, type Surroundings } from './surroundings.ts';
import { inProject, isOfProject } from './projects.ts';
import { openingsOf } from './tables/all.ts';
import type { Opening } from './tables/table.ts';
import type { Thing } from './things.ts';
import { isAbsent, textsOf, type Value } from './value.ts';

/** All that is opened by policies, grants and lists of resources. */
export function openingsIn(surroundings: Surroundings): Opened[] {
  return surroundings.resources.flatMap((resource) =>
    openingsOf(resource.type).flatMap((opening) =>
      blocksOf(resource, opening.each).flatMap((block) => openedBy(resource, block, opening, surroundings)),
    ),
  );
}

function openedBy(resource: Resource, block: Value, opening: Opening, surroundings: Surroundings): Opened[] {
  const { when, unless } = opening;
  const isMet = when === undefined ? true : holds(resource, block, when);
  if (isMet === false || (unless !== undefined && holds(resource, block, unless) === true)) return [];
  const path = opening.policy ?? opening.bindings ?? opening.grantee;
  if (!isConfigured(resource, opening.each ?? path ?? when?.path, opening.isComputed)) return [];
  const values = path === undefined ? [] : pathIn(resource, block, path);
  if (path !== undefined && values.every(isAbsent)) return [];
  const things = openThings(resource, block, opening, surroundings);
  if (things.length === 0) return [];
  const made = { name: surroundings.nameOf(resource), things, origin: placeIn(resource, values) };
  const { guard } = opening;
  const found = { resource, block, opening, values, isMet: isMet === true };
  if (guard === undefined) return openedAt(found, made, undefined, surroundings);
  return things.flatMap((thing) =>
    openedAt(found, { ...made, things: [thing] }, surroundings.blocks(thing, guard), surroundings),
  );
}

/** What opens something: a row of the table, in a block of a resource. */
interface Found {
  readonly resource: Resource;
  readonly block: Value;
  readonly opening: Opening;
  /** Of the attribute that says who is let in, or what is allowed. */
  readonly values: readonly Value[];
  /** Does the condition of the row hold for certain? */
  readonly isMet: boolean;
}

function openedAt(found: Found, made: Made, blocked: Blocked, surroundings: Surroundings): Opened[] {
  const { resource, opening, values, isMet } = found;
  if (opening.policy !== undefined)
    return values.flatMap((value) => byPolicy(resource, value, { made, blocked, surroundings }));
  if (opening.everybody) {
    const opened = isMet
      ? { ...made, grantee: PUBLIC, reach: 'remote' as const, remarks: [] }
      : { ...made, grantee: undefined, reach: 'remote' as const, remarks: [UNKNOWN_POLICY] };
    return unblocked([opened], () => true, blocked, surroundings);
  }
  if (opening.bearer) return [{ ...made, grantee: undefined, reach: 'remote', remarks: [BEARER] }];
  if (opening.bindings !== undefined)
    return values.flatMap((value) => byBindings(found, value, made, surroundings));
  const opened = byGrantees(found, made, surroundings);
  return unblocked(opened, ({ grantee }) => grantee?.isPublic === true, blocked, surroundings);
}

const BEARER = 'whoever has the link that is made here';

function openThings(
  resource: Resource,
  block: Value,
  { on, onType }: Opening,
  { things }: Surroundings,
): Thing[] {
  return on === undefined ? [things.of(resource)] : things.at(resource, pathIn(resource, block, on), onType);
}

/** Those that an attribute names. */
function byGrantees(
  { resource, block, opening, values }: Found,
  made: Made,
  surroundings: Surroundings,
): Opened[] {
  const { actions, behalf = [] } = opening;
  const provider = providerOf(resource.type) ?? 'aws';
  const allowed = actions === undefined ? [] : pathIn(resource, block, actions).flatMap(textsOf);
  const reach = reachIn(provider, allowed);
  if (reach === 'none') {
    surroundings.counted.add('bringing');
    return [];
  }
  const masters = behalf.flatMap((path) => pathIn(resource, block, path)).filter((value) => !isAbsent(value));
  const grantees = values
    .filter((value) => !isAbsent(value))
    .flatMap((value) => namedBy(resource, value, provider, surroundings));
  const meant = grantees.flatMap((grantee) => {
    const isAnyone = grantee?.isPublic === true || grantee?.isService === true;
    if (!isAnyone) return [grantee];
    const narrowed = masters.flatMap((value) => namedBy(resource, value, provider, surroundings));
    const [certain] = narrowed.filter((each) => each !== undefined && each.isPublic !== true);
    return [certain ?? grantee];
  });
  const inside = isOfProject(opening) ? inProject(resource, allowed, surroundings) : [];
  return meant.map((grantee) => ({
    ...made,
    things: [...made.things, ...inside],
    grantee,
    reach,
    remarks: allowed.length === 0 ? [] : [`allowed: ${allowed.join(', ')}`],
  }));
}

function reachIn(provider: Provider, allowed: readonly string[]): Reach {
  if (provider === 'aws') return reachOf(allowed);
  return allowed.reduce<Reach>(
    (most, role) => more(most, reachOfRole(role)),
    allowed.length === 0 ? 'remote' : 'none',
  );
}

const ORDER: readonly Reach[] = ['none', 'remote', 'admin'];

function more(a: Reach, b: Reach): Reach {
  return ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b;
}

function namedBy(
  resource: Resource,
  value: Value,
  provider: Provider,
  { references, placeOf }: Surroundings,
): (Grantee | undefined)[] {
  const { meant, isWhole } = references.of(resource, value);
  const found = meant.map((each) =>
    'text' in each ? granteeOf(each.text, provider) : ownerOf(each.resource, placeOf),
  );
  return isWhole ? found : [...found, undefined];
}
