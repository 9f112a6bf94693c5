/**
 * Blocks on public access of S3 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html),
 * of a bucket or of all buckets of an account. `ignore_public_acls` makes what lists give everybody count for nothing;
 * `restrict_public_buckets` leaves only services of AWS of what a public policy gives to others. `block_public_acls` and
 * `block_public_policy` refuse what is still to be set, and take nothing away from what is there.
 */
import type { Tally } from '../summary.ts';
import type { References } from './references.ts';
import type { Resource } from './resources.ts';
import type { Policy, Principal } from './policies.ts';
import type { Guard } from './tables/table.ts';
import type { Thing, Things } from './things.ts';
import { at, fieldOf, isAbsent, isHidden, isUnknown, textsOf } from './value.ts';

/** Whether something is blocked for certain, or may be as far as anybody knows before the change. */
export type Blocked = 'certain' | 'possible' | undefined;

/** Says what is blocked at things. */
export type Blocks = (thing: Thing, guard: Guard) => Blocked;

const OF_BUCKET = 'aws_s3_bucket_public_access_block';
const OF_ACCOUNT = 'aws_s3_account_public_access_block';

const SETTINGS: Readonly<Record<Guard, string>> = {
  lists: 'ignore_public_acls',
  policies: 'restrict_public_buckets',
};
const GUARDS: readonly Guard[] = ['lists', 'policies'];

interface Known {
  readonly resources: readonly Resource[];
  readonly references: References;
  readonly things: Things;
  readonly counted: Tally;
  placeOf(resource: Resource): Thing['place'];
}

/** The blocks that stand in files. */
export function blocksIn(known: Known): Blocks {
  const states = new Map<string, Blocked>();
  for (const resource of known.resources.filter(isBlock)) {
    const keys = keysOf(resource, known);
    for (const guard of GUARDS) {
      const set = settingOf(resource, guard);
      for (const key of keys.all) {
        const state = set === 'certain' && !keys.isCertain ? 'possible' : set;
        states.set(`${guard}\n${key}`, stronger(states.get(`${guard}\n${key}`), state));
      }
    }
  }
  return (thing, guard) =>
    [thing.key, accountKey(thing.place.account, thing.resource)].reduce<Blocked>(
      (state, key) => stronger(state, states.get(`${guard}\n${key}`)),
      undefined,
    );
}

function stronger(a: Blocked, b: Blocked): Blocked {
  return a === 'certain' || b === 'certain' ? 'certain' : (a ?? b);
}

interface Keys {
  /** What a block is on: the keys of things, or of an account. */
  readonly all: readonly string[];
  readonly isCertain: boolean;
}

function isBlock({ type, mode }: Resource): boolean {
  return mode === 'managed' && (type === OF_BUCKET || type === OF_ACCOUNT);
}

function keysOf(resource: Resource, known: Known): Keys {
  return resource.type === OF_BUCKET ? bucketKeys(resource, known) : accountKeys(resource, known);
}

function bucketKeys(resource: Resource, { references, things, counted }: Known): Keys {
  const values = at(resource.values, 'bucket');
  const found = things.at(resource, values, 'aws_s3_bucket').filter(({ isUnknown: isAny }) => isAny !== true);
  if (found.length === 0) counted.add('nowhere');
  const isWhole = values.every((value) => references.of(resource, value).isWhole);
  return { all: found.map(({ key }) => key), isCertain: isWhole && found.length === 1 };
}

/** The account that a block names, or else the one that it stands in. */
function accountKeys(resource: Resource, { references, placeOf, counted }: Known): Keys {
  const value = fieldOf(resource.values, 'account_id');
  const isStated = value.node !== undefined ? !isAbsent(value) : value.expression !== undefined;
  const { meant } = isStated ? references.of(resource, value) : { meant: [] };
  const accounts = isStated
    ? meant.map((each) => ('text' in each ? each.text : placeOf(each.resource).account))
    : [placeOf(resource).account];
  if (accounts.length !== 1) counted.add('nowhere');
  return { all: accounts.map((account) => accountKey(account, resource)), isCertain: accounts.length === 1 };
}

/** An account of which only the provider is known is the same in one file only. */
function accountKey(account: string | undefined, resource: Resource | undefined): string {
  const file = account?.startsWith('provider:') === true ? (resource?.stack.file ?? '?') : '';
  return `account\n${file}\n${account ?? '?'}`;
}

// An expression is not followed here: it may turn what it refers to into its opposite.
function settingOf({ values }: Resource, guard: Guard): Blocked {
  const value = fieldOf(values, SETTINGS[guard]);
  if (isUnknown(value) || isHidden(value)) return 'possible';
  return textsOf(value)[0] === 'true' ? 'certain' : undefined;
}

/** Is a policy public for certain? One that lets everybody in under conditions may not be. */
export function isPublic({ statements }: Policy): boolean {
  return statements.some(
    ({ isAllow, isPlain, principals }) => isAllow && isPlain && principals.some(isEverybody),
  );
}

function isEverybody(principal: Principal): boolean {
  return principal.kind === 'AWS' && principal.text === '*';
}

/** Whom a block keeps out where the policy is public: all but services of AWS, and who is not known yet. */
export function isRestricted(principal: Principal): boolean {
  return 'text' in principal && principal.kind !== 'Service';
}
