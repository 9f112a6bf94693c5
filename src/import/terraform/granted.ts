/** Whom policies of AWS let in. */
import { reachOf } from './actions.ts';
import { providerOf } from './accounts.ts';
import { isPublic, isRestricted, type Blocked } from './blocks.ts';
import { standing } from './denials.ts';
import { accountParty, type Grantee } from './grantees.ts';
import { unblocked, UNKNOWN_POLICY, type Made, type Opened } from './opened.ts';
import { narrowedTo, partyOf, policyOf, type Principal, type Statement } from './policies.ts';
import type { Resource } from './resources.ts';
import type { Surroundings } from './surroundings.ts';
import { isAbsent, type Value } from './value.ts';

interface Guarded {
  readonly made: Made;
  readonly blocked: Blocked;
  readonly surroundings: Surroundings;
}

/** All whom a policy on a thing lets in. */
export function byPolicy(
  resource: Resource,
  value: Value,
  { made, blocked, surroundings }: Guarded,
): Opened[] {
  if (isAbsent(value)) return [];
  const policy = policyOf(resource, value, surroundings.references);
  const statements = standing(policy.statements, surroundings.counted);
  const opened = isPublic(policy)
    ? partedBy(isRestricted, statements).flatMap(([statement, isIn]) => {
        const found = byStatement(statement, made, surroundings);
        const isForeign = ({ grantee }: Opened): boolean => grantee?.name !== made.things[0].place.account;
        return isIn ? unblocked(found, isForeign, blocked, surroundings) : found;
      })
    : statements.flatMap((statement) => byStatement(statement, made, surroundings));
  return policy.isWhole
    ? opened
    : [...opened, { ...made, grantee: undefined, reach: 'remote', remarks: [UNKNOWN_POLICY] }];
}

/** Statements by their principals: those who are meant, and the others. */
function partedBy(
  isMeant: (principal: Principal) => boolean,
  statements: readonly Statement[],
): (readonly [statement: Statement, isMeant: boolean])[] {
  return statements.flatMap((statement) =>
    [true, false]
      .map((is) => [statement.principals.filter((each) => isMeant(each) === is), is] as const)
      .filter(([principals]) => principals.length > 0)
      .map(([principals, is]) => [{ ...statement, principals }, is] as const),
  );
}

/** Whom a statement of a policy on a thing lets in. */
function byStatement(statement: Statement, made: Made, surroundings: Surroundings): Opened[] {
  const reach = reachOf(statement.actions, statement.isExcept);
  if (reach === 'none') {
    surroundings.counted.add('bringing');
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
export function ownerOf(resource: Resource, placeOf: Surroundings['placeOf']): Grantee | undefined {
  const { account } = placeOf(resource);
  const provider = providerOf(resource.type);
  return account === undefined || provider === undefined ? undefined : accountParty(account, provider);
}
