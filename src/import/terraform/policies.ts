/** Policies of AWS: statements from JSON, or from a document that is known only in part. */
import { accountIn, isAccount } from './arn.ts';
import { accountParty, federatedBy, granteeOf, type Grantee } from './grantees.ts';
import type { References } from './references.ts';
import type { Resource } from './resources.ts';
import { at, fieldOf, isAbsent, isHidden, isUnknown, itemsOf, textAt, textsOf, type Value } from './value.ts';

/** Whom a statement is about, or that nobody can tell yet. */
export type Principal =
  | { readonly kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser'; readonly text: string }
  | { readonly kind: 'resource'; readonly resource: Resource }
  | { readonly kind: 'unknown' };

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  readonly isAllow: boolean;
  readonly actions: readonly string[];
  /** Is it about all actions but these? */
  readonly isExcept: boolean;
  readonly principals: readonly Principal[];
  readonly resources: readonly string[];
  /** Resources of the plan whose names are not known yet. */
  readonly things: readonly Resource[];
  readonly conditions: readonly Condition[];
  /** Does it certainly hold for all that it names, without conditions and exceptions? */
  readonly isPlain: boolean;
  /** Are all of its actions and resources known? */
  readonly isKnown: boolean;
}

/** What a policy states; not whole where some of it cannot be known yet. */
export interface Policy {
  readonly statements: readonly Statement[];
  readonly isWhole: boolean;
}

const OPAQUE: Policy = { statements: [], isWhole: false };
// Documents that are made from others, deeper than anybody nests them.
const DEPTH = 20;

/** The policy that a value holds, or leads to. */
export function policyOf(resource: Resource, value: Value, references: References, depth = 0): Policy {
  if (depth > DEPTH) return OPAQUE;
  const { meant, isWhole } = references.of(resource, value);
  const parts = meant.map((each): Policy => {
    if ('text' in each) return parsed(each.text);
    if (each.resource.type === 'aws_iam_policy_document') return documentOf(each.resource, references, depth);
    if (each.resource.type === 'aws_iam_policy')
      return policyOf(each.resource, fieldOf(each.resource.values, 'policy'), references, depth + 1);
    return OPAQUE;
  });
  return merged(parts, isWhole);
}

// Of several documents one may stand for another, or replace what it says.
function merged(parts: readonly Policy[], isWhole: boolean): Policy {
  const statements = parts.flatMap((part) => part.statements);
  return {
    statements: isWhole && parts.length === 1 ? statements : statements.map(doubted),
    isWhole: isWhole && parts.every((part) => part.isWhole),
  };
}

/** A policy of which it is not certain that it counts. */
export function doubtful({ statements, isWhole }: Policy): Policy {
  return { statements: statements.map(doubted), isWhole };
}

function doubted(statement: Statement): Statement {
  return { ...statement, isPlain: false };
}

function parsed(text: string): Policy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return OPAQUE;
  }
  const statements = listed(member(value, 'Statement'));
  return { statements: statements.map(statementOf), isWhole: typeof value === 'object' && value !== null };
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const found = Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found?.[1];
}

function listed(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function textsIn(value: unknown): string[] {
  return listed(value).flatMap((each) =>
    typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean' ? [String(each)] : [],
  );
}

function statementOf(value: unknown): Statement {
  const except = textsIn(member(value, 'NotAction'));
  const everybodyBut = member(value, 'NotPrincipal');
  return {
    isAllow: !/^deny$/i.test(textsIn(member(value, 'Effect'))[0] ?? ''),
    actions: except.length > 0 ? except : textsIn(member(value, 'Action')),
    isExcept: except.length > 0,
    principals: everybodyBut === undefined ? principalsIn(member(value, 'Principal')) : [EVERYBODY],
    resources: member(value, 'NotResource') === undefined ? textsIn(member(value, 'Resource')) : ['*'],
    things: [],
    conditions: conditionsIn(member(value, 'Condition')),
    isPlain: LIMITS.every((name) => member(value, name) === undefined),
    isKnown: true,
  };
}

const LIMITS = ['NotPrincipal', 'NotAction', 'NotResource', 'Condition'] as const;

const EVERYBODY: Principal = { kind: 'AWS', text: '*' };

function principalsIn(value: unknown): Principal[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return textsIn(value).map((text) => ({ kind: 'AWS', text }));
  return Object.entries(value).flatMap(([kind, texts]) =>
    textsIn(texts).map((text) => principalOf(kind, text)),
  );
}

function principalOf(kind: string, text: string): Principal {
  switch (kind) {
    case 'Service':
    case 'Federated':
    case 'CanonicalUser':
      return { kind, text };
    default:
      return { kind: 'AWS', text };
  }
}

function conditionsIn(value: unknown): Condition[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([operator, keys]) =>
    typeof keys === 'object' && keys !== null
      ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: textsIn(values) }))
      : [],
  );
}

/** A document of the configuration: what it says in JSON where that is known, else statement by statement. */
function documentOf(document: Resource, references: References, depth: number): Policy {
  const { values } = document;
  const json = textAt(values, 'json');
  if (json !== undefined) return parsed(json);
  const statement = fieldOf(values, 'statement');
  const from = ['source_policy_documents', 'override_policy_documents', 'source_json', 'override_json']
    .map((name) => fieldOf(values, name))
    .filter((value) => !isAbsent(value))
    .map((value) => policyOf(document, value, references, depth + 1));
  const isKnown = statement.node !== undefined || statement.expression?.kind === 'list';
  if (!isKnown) return merged(from, from.length > 0 && !isUnknown(statement));
  const own = itemsOf(statement).map((each) => blockOf(document, each, references));
  return merged([{ statements: own, isWhole: true }, ...from], true);
}

function blockOf(document: Resource, block: Value, references: References): Statement {
  const texts = (path: string): string[] => at(block, path).flatMap(textsOf);
  const except = texts('not_actions');
  const resources = at(block, 'resources').flatMap((value) => references.of(document, value).meant);
  const named = resources.flatMap((each) => ('text' in each ? each.text : []));
  const has = (name: string): boolean => !isAbsent(fieldOf(block, name));
  const principals = fieldOf(block, 'principals');
  return {
    isAllow: !/^deny$/i.test(texts('effect')[0] ?? ''),
    actions: except.length > 0 ? except : texts('actions'),
    isExcept: except.length > 0,
    principals: has('not_principals')
      ? [EVERYBODY]
      : isAbsent(principals)
        ? []
        : itemsOf(principals).flatMap((each) => principalBlock(document, each, references)),
    resources: has('not_resources') ? ['*'] : named,
    things: resources.flatMap((each) => ('text' in each ? [] : each.resource)),
    conditions: itemsOf(fieldOf(block, 'condition')).flatMap((each) => {
      const values = at(each, 'values').flatMap((value) => references.of(document, value));
      const meant = values.flatMap((value) => value.meant);
      const isWhole = values.every((value) => value.isWhole) && meant.every((value) => 'text' in value);
      const operator = textAt(each, 'test');
      const key = textAt(each, 'variable');
      // What is not known whole narrows nothing for certain.
      if (operator === undefined || key === undefined || !isWhole) return [];
      return [{ operator, key, values: meant.flatMap((value) => ('text' in value ? value.text : [])) }];
    }),
    // Without its form nobody can tell: blocks that are made for each of something are not in a configuration.
    isPlain: block.node !== undefined && !BLOCK_LIMITS.some(has),
    isKnown: ['actions', 'resources'].every((name) => isCertain(fieldOf(block, name))),
  };
}

function isCertain(value: Value): boolean {
  return !isUnknown(value) && !isHidden(value);
}

const BLOCK_LIMITS = ['not_principals', 'not_actions', 'not_resources', 'condition'] as const;

function principalBlock(document: Resource, block: Value, references: References): Principal[] {
  const kind = textAt(block, 'type') ?? 'AWS';
  const { meant, isWhole } = references.of(document, fieldOf(block, 'identifiers'));
  const found = meant.map((each): Principal =>
    'text' in each ? principalOf(kind, each.text) : { kind: 'resource', resource: each.resource },
  );
  return isWhole ? found : [...found, { kind: 'unknown' }];
}

/** Who a principal with a name is; undefined where that does not tell. */
export function partyOf({
  kind,
  text,
}: Exclude<Principal, { kind: 'resource' | 'unknown' }>): Grantee | undefined {
  return kind === 'Federated' ? federatedBy(text) : granteeOf(text, 'aws');
}

// Only these can be said to hold for certain: what is missing in a request fails them.
const CERTAIN = /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/i;

/** Those on whose account alone a statement counts, where its conditions say so for certain; what else they say is ignored. */
export function narrowedTo(conditions: readonly Condition[]): readonly Grantee[] | undefined {
  for (const { operator, key, values } of conditions) {
    if (!CERTAIN.test(operator) || values.length === 0) continue;
    const parties = values.map((value) => narrowing(key.toLowerCase(), value));
    if (parties.every((party) => party !== undefined)) return parties;
  }
  return undefined;
}

function narrowing(key: string, value: string): Grantee | undefined {
  switch (key) {
    case 'aws:principalorgid':
    case 'aws:sourceorgid':
      return /^o-[a-z0-9]+$/.test(value)
        ? granteeOf(`arn:aws:organizations::0:organization/${value}`, 'aws')
        : undefined;
    case 'aws:principalorgpaths':
    case 'aws:sourceorgpaths': {
      const [organization] = value.split('/');
      return /^o-[a-z0-9]+$/.test(organization)
        ? granteeOf(`arn:aws:organizations::0:organization/${organization}`, 'aws')
        : undefined;
    }
    case 'aws:principalaccount':
    case 'aws:sourceaccount':
    case 'aws:sourceowner':
    case 'kms:calleraccount':
      return isAccount(value) ? accountParty(value, 'aws') : undefined;
    case 'aws:principalarn':
    case 'aws:sourcearn': {
      const account = accountIn(value);
      return account === undefined ? undefined : accountParty(account, 'aws');
    }
    default:
      return undefined;
  }
}
