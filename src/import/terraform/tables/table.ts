/** The form of the tables of what resources mean: which hold data, which move it, which let others reach it. */
import type { System } from '../../../manifest/format.ts';

/** A type of resource that can hold or handle data. */
export interface Holder {
  readonly kind?: NonNullable<System['kind']>;
  /** Service and resource of its ARN, with attributes in braces, such as `sqs:{name}`. */
  readonly arn?: string;
  /** Does it keep nothing of its own? */
  readonly isTransient?: true;
  /** Does it count only where something leads to it? */
  readonly isAside?: true;
  /** Whether it is encrypted at rest: an attribute, and the method that it stands for when it is true. */
  readonly encrypted?: readonly [attribute: string, method: string];
  /** Does false there mean that nothing is encrypted? */
  readonly isPlainOtherwise?: true;
  /** The attribute that names its key. */
  readonly key?: string;
}

/** A condition on an attribute of the resource, or of the block that a rule is about. */
export interface When {
  readonly path: string;
  readonly is: RegExp;
}

/**
 * A movement that a resource sets up. Paths are attributes of the block, or with a `^` of the resource; without one it
 * is the resource itself.
 */
export interface Movement {
  /** The block of which each is a movement. */
  readonly each?: string;
  readonly from?: string;
  readonly to?: string;
  /** What a plain name there is the name of. */
  readonly fromType?: string;
  readonly toType?: string;
  /** The account of the target, where it is stated. */
  readonly account?: string;
  /** The target is the same thing in this other region. */
  readonly region?: string;
  /** Attributes that let only some of the data through. */
  readonly narrowed?: readonly string[];
  /** Does something other than the content of the source move, such as logs? */
  readonly isOther?: true;
  readonly when?: When;
  readonly unless?: When;
}

/** What a block on public access of S3 takes away: what lists give, or what policies do. */
export type Guard = 'lists' | 'policies';

/** What makes somebody able to reach a thing. Paths are those of a movement. */
export interface Opening {
  readonly each?: string;
  /** What can be reached. */
  readonly on?: string;
  readonly onType?: string;
  /** A policy of AWS, in JSON. */
  readonly policy?: string;
  /** A policy of Google Cloud, in JSON. */
  readonly bindings?: string;
  /** Who can reach it. */
  readonly grantee?: string;
  /** Attributes that say on whose behalf a service may come, of which one is enough. */
  readonly behalf?: readonly string[];
  /** What is allowed: an action, a role, or a level. */
  readonly actions?: string;
  /** Everybody can, where the condition holds. */
  readonly everybody?: true;
  /** Whoever has a link or a key that the resource makes. */
  readonly bearer?: true;
  /** Does the provider say what stands there where nobody has configured it? It does for all holders. */
  readonly isComputed?: true;
  /** Which setting of a block on public access of S3 takes it away. */
  readonly guard?: Guard;
  readonly when?: When;
  readonly unless?: When;
}

/** What the resources of a provider mean, by their types. */
export interface Table {
  readonly holders: Readonly<Record<string, Holder>>;
  /** Resources that stand for another: the attributes that may name it, and of which type it is. */
  readonly aliases: Readonly<Record<string, readonly [path: string | readonly string[], type?: string]>>;
  readonly movements: Readonly<Record<string, readonly Movement[]>>;
  readonly openings: Readonly<Record<string, readonly Opening[]>>;
}
