/** Roles of AWS: others who may take one reach what its policies name, and it may itself reach what is another's. */
import { reachOf } from './actions.ts';
import { accountIn, arnOf, covers, thingOf } from './arn.ts';
import { standing } from './denials.ts';
import { accountParty } from './grantees.ts';
import { grantedBy } from './granted.ts';
import type { Opened } from './opened.ts';
import { doubtful, policyOf, type Policy, type Statement } from './policies.ts';
import type { Resource } from './resources.ts';
import { placeIn, type Surroundings } from './surroundings.ts';
import { holderOf } from './tables/all.ts';
import { arnPattern, type Thing } from './things.ts';
import { at, isAbsent, type Value } from './value.ts';

interface Role {
  readonly resource: Resource;
  /** What it may do, as far as a file says it. */
  readonly statements: readonly Statement[];
  /** Is that all that it may do? */
  readonly isWhole: boolean;
}

/** Whom roles let in, and where they lead. */
export function rolesIn(surroundings: Surroundings): Opened[] {
  const roles = surroundings.resources.filter(
    ({ type, mode }) => type === 'aws_iam_role' && mode === 'managed',
  );
  const attached = attachedTo(surroundings);
  return roles.flatMap((resource) => {
    const own = ['inline_policy.policy', 'managed_policy_arns'].flatMap((path) =>
      policiesAt(resource, at(resource.values, path), surroundings),
    );
    const policies = [...own, ...(attached.get(resource) ?? [])];
    const stated = policies.flatMap((policy) => policy.statements);
    const statements = standing(stated, surroundings.counted);
    const role = { resource, statements, isWhole: policies.every(({ isWhole }) => isWhole) };
    return [...trusted(role, surroundings), ...leading(role, surroundings)];
  });
}

const ATTACHMENTS: Readonly<Record<string, readonly [role: string, policy: string]>> = {
  aws_iam_role_policy: ['role', 'policy'],
  aws_iam_role_policy_attachment: ['role', 'policy_arn'],
  aws_iam_policy_attachment: ['roles', 'policy_arn'],
};

/** The policies that other resources attach to roles. */
function attachedTo(surroundings: Surroundings): Map<Resource, Policy[]> {
  const found = new Map<Resource, Policy[]>();
  for (const resource of surroundings.resources) {
    if (!Object.hasOwn(ATTACHMENTS, resource.type)) continue;
    const [rolePath, policyPath] = ATTACHMENTS[resource.type];
    const policies = policiesAt(resource, at(resource.values, policyPath), surroundings);
    const roles = surroundings.things.at(resource, at(resource.values, rolePath), 'aws_iam_role');
    // Of several, it may be one that is meant, or each.
    const meant = roles.length === 1 ? policies : policies.map(doubtful);
    for (const { resource: role } of roles) {
      if (role === undefined) continue;
      const known = found.get(role);
      if (known === undefined) found.set(role, [...meant]);
      else known.push(...meant);
    }
  }
  return found;
}

const OPAQUE: Policy = { statements: [], isWhole: false };

/** Policies by their texts, or by the ARN of one that a file has; one of AWS itself is in no file. */
function policiesAt(resource: Resource, values: readonly Value[], surroundings: Surroundings): Policy[] {
  const { references, things } = surroundings;
  return values
    .filter((value) => !isAbsent(value))
    .flatMap((value) =>
      references.of(resource, value).meant.length > 0
        ? references.of(resource, value).meant.map((each) => {
            if ('resource' in each || !each.text.startsWith('arn:'))
              return policyOf(resource, value, references);
            const policy = things.named(each.text, 'aws_iam_policy', resource, resource.origin).resource;
            return policy === undefined
              ? OPAQUE
              : policyOf(policy, at(policy.values, 'policy')[0], references);
          })
        : [OPAQUE],
    );
}

/** Those whom the trust policy of a role lets take it, with all that the role can reach. */
function trusted(role: Role, surroundings: Surroundings): Opened[] {
  const { references, things, nameOf, counted } = surroundings;
  const { resource } = role;
  const values = at(resource.values, 'assume_role_policy').filter((value) => !isAbsent(value));
  const origin = placeIn(resource, values);
  return values.flatMap((value) => {
    const { statements, isWhole } = policyOf(resource, value, references);
    const granted = standing(statements, counted).flatMap((statement) => grantedBy(statement, surroundings));
    // A service that takes a role does so for the account that the role is in.
    const others = granted.filter(({ grantee }) => grantee?.isService !== true);
    if (!isWhole) others.push({ grantee: undefined, remarks: ['what it allows is known after apply only'] });
    if (others.length === 0) return [];
    const reached = reachedBy(role, surroundings);
    const all = [things.of(resource), ...reached.things];
    const unsure = role.isWhole
      ? []
      : ['what the role may do is not in the files: all in its account is taken for it'];
    return others.map(({ grantee, remarks }) => ({
      name: nameOf(resource),
      grantee,
      things: all,
      reach: reached.reach,
      origin,
      remarks: [...remarks, ...unsure],
    }));
  });
}

interface Reached {
  readonly things: readonly Thing[];
  readonly reach: Opened['reach'];
}

/** What a role can reach in its account. */
function reachedBy(
  { resource, statements, isWhole }: Role,
  { resources, things, placeOf }: Surroundings,
): Reached {
  const { account } = placeOf(resource);
  const own = resources.filter(
    (each) =>
      each.mode === 'managed' &&
      each.type.startsWith('aws_') &&
      holderOf(each.type) !== undefined &&
      each.type !== 'aws_iam_role' &&
      placeOf(each).account === account,
  );
  const reading = statements.filter(isReading);
  const reached = isWhole ? own.filter((each) => reading.some((statement) => isNamed(each, statement))) : own;
  const isAdmin = reading.some(({ actions, isExcept }) => reachOf(actions, isExcept) === 'admin');
  return { things: reached.map((each) => things.of(each)), reach: isAdmin ? 'admin' : 'remote' };
}

function isReading({ actions, isExcept }: Statement): boolean {
  return reachOf(actions, isExcept) !== 'none';
}

/** Does a statement name a resource? One whose name is not known yet may be what any pattern covers. */
function isNamed(resource: Resource, { actions, isExcept, resources, things }: Statement): boolean {
  if (things.includes(resource)) return true;
  const thing = arnPattern(resource) ?? `${holderOf(resource.type)?.arn?.split(':')[0] ?? ''}:*`;
  const [service] = thing.split(':');
  const isAbout =
    isExcept ||
    actions.some((action) => covers(action.toLowerCase().split(':')[0], service === 'es' ? 'es' : service));
  return (
    (isAbout || service === '') && resources.some((pattern) => pattern === '*' || coversThing(pattern, thing))
  );
}

function coversThing(pattern: string, thing: string): boolean {
  const arn = arnOf(pattern);
  return (
    arn !== undefined &&
    (covers(thingOf(arn), thing) || (thing.endsWith(':*') && covers(arn.service, thing.split(':')[0])))
  );
}

/** Things of other accounts that the policies of a role name: its own account can reach them, if they let it. */
function leading({ resource, statements }: Role, surroundings: Surroundings): Opened[] {
  const { things, nameOf, placeOf, counted } = surroundings;
  const { account } = placeOf(resource);
  if (account === undefined) return [];
  const named = statements.filter(isReading).flatMap((each) => each.resources);
  const foreign = [...new Set(named)].flatMap((text): Thing[] => {
    const owner = accountIn(text);
    if (owner === account) return [];
    const thing = arnOf(text);
    if (thing === undefined || (owner === undefined && thing.service !== 's3')) return [];
    const bare = thing.service === 's3' ? `arn:aws:s3:::${thing.resource.split('/')[0]}` : text;
    if (/[*?]|\$\{|:$/.test(bare)) {
      if (owner !== undefined) counted.add('pattern');
      return [];
    }
    const found = things.named(bare, undefined, resource, resource.origin);
    return found.place.account === account ? [] : [found];
  });
  if (foreign.length === 0) return [];
  return [
    {
      name: nameOf(resource),
      grantee: accountParty(account, 'aws'),
      things: [...new Map(foreign.map((thing) => [thing.key, thing])).values()],
      reach: 'remote',
      origin: resource.origin,
      remarks: ['as far as their own policies let it'],
    },
  ];
}
