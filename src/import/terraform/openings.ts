/** Who is let in: by policies on resources, by grants, shares and lists, and by roles that others may take. */
import type { Origin } from '../draft.ts';
import { reachOf, reachOfRole, type Reach } from './actions.ts';
import { providerOf, type Provider } from './accounts.ts';
import { accountParty, granteeOf, PUBLIC, type Grantee } from './grantees.ts';
import { blocksOf, holds } from './movements.ts';
import { narrowedTo, partyOf, policyOf, type Principal, type Statement } from './policies.ts';
import type { Resource } from './resources.ts';
import { isConfigured, pathIn, placeIn, type Surroundings } from './surroundings.ts';
import { openingsOf } from './tables/all.ts';
import type { Opening } from './tables/table.ts';
import type { Thing } from './things.ts';
import { isAbsent, textsOf, type Value } from './value.ts';

/** Somebody who is let in; without a grantee nobody can tell who. */
export interface Opened {
  readonly name: string;
  readonly grantee: Grantee | undefined;
  readonly things: readonly Thing[];
  readonly reach: Exclude<Reach, 'none'>;
  readonly origin: Origin;
  /** What is let in for certain, what was ignored, in words. */
  readonly remarks: readonly string[];
}

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
  const made = { name: surroundings.nameOf(resource), things, origin: placeIn(resource, values) };
  if (things.length === 0) return [];
  if (opening.everybody)
    return [
      {
        ...made,
        grantee: isMet ? PUBLIC : undefined,
        reach: 'remote',
        remarks: isMet ? [] : [UNKNOWN_POLICY],
      },
    ];
  if (opening.bearer) return [{ ...made, grantee: undefined, reach: 'remote', remarks: [BEARER] }];
  if (opening.policy !== undefined)
    return values.flatMap((value) => byPolicy(resource, value, made, surroundings));
  if (opening.bindings !== undefined)
    return values.flatMap((value) => byBindings(resource, value, made, surroundings));
  return byGrantees(resource, block, opening, { values, made, surroundings });
}

const BEARER = 'whoever has the link that is made here';
const UNKNOWN_POLICY = 'what it allows is known after apply only';

type Made = Pick<Opened, 'name' | 'things' | 'origin'>;

function openThings(
  resource: Resource,
  block: Value,
  { on, onType }: Opening,
  { things }: Surroundings,
): Thing[] {
  return on === undefined ? [things.of(resource)] : things.at(resource, pathIn(resource, block, on), onType);
}

function byPolicy(resource: Resource, value: Value, made: Made, surroundings: Surroundings): Opened[] {
  if (isAbsent(value)) return [];
  const policy = policyOf(resource, value, surroundings.references);
  const opened = policy.statements.flatMap((statement) => byStatement(statement, made, surroundings));
  return policy.isWhole
    ? opened
    : [...opened, { ...made, grantee: undefined, reach: 'remote', remarks: [UNKNOWN_POLICY] }];
}

/** Whom a statement of a policy on a thing lets in. */
export function byStatement(statement: Statement, made: Made, surroundings: Surroundings): Opened[] {
  const { counted } = surroundings;
  if (!statement.isAllow) {
    counted.add('deny');
    return [];
  }
  const reach = reachOf(statement.actions, statement.isExcept);
  if (reach === 'none') {
    counted.add('bringing');
    return [];
  }
  return grantedBy(statement, surroundings).map(({ grantee, remarks }) => ({
    ...made,
    grantee,
    reach,
    remarks,
  }));
}

/** Who is meant by a statement, by its principals and by what its conditions say for certain. */
export function grantedBy(
  { principals, conditions }: Pick<Statement, 'principals' | 'conditions'>,
  surroundings: Surroundings,
): Pick<Opened, 'grantee' | 'remarks'>[] {
  const narrowed = narrowedTo(conditions);
  let isIgnored = conditions.length > (narrowed === undefined ? 0 : 1);
  const granted = principals.flatMap((principal): readonly (Grantee | undefined)[] => {
    const grantee = granteeIn(principal, surroundings);
    const isAnyone = grantee?.isPublic === true || grantee?.isService === true;
    if (isAnyone && narrowed !== undefined) return narrowed;
    isIgnored ||= conditions.length > 0;
    return [grantee];
  });
  if (isIgnored) surroundings.counted.add('condition');
  const remarks = isIgnored
    ? [`conditions that narrow it no further: ${conditions.map(({ key }) => key).join(', ')}`]
    : [];
  return granted.map((grantee) => ({ grantee, remarks }));
}

function granteeIn(principal: Principal, { placeOf }: Surroundings): Grantee | undefined {
  if (principal.kind === 'unknown') return undefined;
  return principal.kind === 'resource' ? ownerOf(principal.resource, placeOf) : partyOf(principal);
}

/** The account in which a resource is. */
function ownerOf(resource: Resource, placeOf: Surroundings['placeOf']): Grantee | undefined {
  const { account } = placeOf(resource);
  const provider = providerOf(resource.type);
  return account === undefined || provider === undefined ? undefined : accountParty(account, provider);
}

interface Listed {
  readonly values: readonly Value[];
  readonly made: Made;
  readonly surroundings: Surroundings;
}

/** Those that an attribute names. */
function byGrantees(
  resource: Resource,
  block: Value,
  { actions, behalf = [] }: Opening,
  { values, made, surroundings }: Listed,
): Opened[] {
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
  return meant.map((grantee) => ({
    ...made,
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

/** The bindings of a policy of Google Cloud: roles with members, in JSON or in a document of the configuration. */
function byBindings(resource: Resource, value: Value, made: Made, surroundings: Surroundings): Opened[] {
  const { meant, isWhole } = surroundings.references.of(resource, value);
  const bindings = meant.map((each) => bindingsOf(each));
  const opened = bindings
    .flatMap((found = []) => found)
    .flatMap(({ role, members }) => {
      const reach = reachOfRole(role);
      if (reach === 'none') {
        surroundings.counted.add('bringing');
        return [];
      }
      const remarks = [`allowed: ${role}`];
      return members.map((member) => ({ ...made, grantee: granteeOf(member, 'google'), reach, remarks }));
    });
  const isKnown = isWhole && bindings.every((each) => each !== undefined);
  return isKnown
    ? opened
    : [...opened, { ...made, grantee: undefined, reach: 'remote', remarks: [UNKNOWN_POLICY] }];
}

interface Binding {
  readonly role: string;
  readonly members: readonly string[];
}

function bindingsOf(
  meant: { readonly text: string } | { readonly resource: Resource },
): Binding[] | undefined {
  const [text] = 'text' in meant ? [meant.text] : textsOfField(meant.resource, 'policy_data');
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    const bindings = (value as { bindings?: unknown } | null)?.bindings;
    return Array.isArray(bindings) ? bindings.flatMap(bindingOf) : [];
  } catch {
    return undefined;
  }
}

function bindingOf(value: unknown): Binding[] {
  const { role, members } = (value ?? {}) as { role?: unknown; members?: unknown };
  if (typeof role !== 'string' || !Array.isArray(members)) return [];
  return [{ role, members: members.filter((each): each is string => typeof each === 'string') }];
}

function textsOfField(resource: Resource, name: string): string[] {
  return pathIn(resource, resource.values, name).flatMap(textsOf);
}
