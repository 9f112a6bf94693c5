/** Accounts, projects and subscriptions: whose a resource is, and in which region it stands. */
import type { Node } from '../node.ts';
import { accountIn, arnOf } from './arn.ts';
import type { References } from './references.ts';
import type { Resource, Stack } from './resources.ts';
import { textAt } from './value.ts';

export type Provider = 'aws' | 'google' | 'azure';

/** Where something is, as far as anybody says. */
export interface Place {
  /** The number or name of the account, project or subscription, or `provider:aws` where only the provider is known. */
  readonly account?: string;
  readonly region?: string;
  /** Is it no account but a host on the internet, which stands for whoever runs it? */
  readonly isHost?: true;
}

/** The provider of a type of resource, of those that are read. */
export function providerOf(type: string): Provider | undefined {
  if (type.startsWith('aws_')) return 'aws';
  if (type.startsWith('google_')) return 'google';
  return type.startsWith('azurerm_') ? 'azure' : undefined;
}

/** Says where resources are. */
export function placesOf(
  resources: readonly Resource[],
  references: References,
): (resource: Resource) => Place {
  const witnessed = witnesses(resources);
  const configured = new Map<Stack, Map<string, Place>>();
  const ofProvider = (resource: Resource): Place => {
    const { stack } = resource;
    const known = configured.get(stack) ?? new Map<string, Place>();
    configured.set(stack, known);
    const key = keyOf(resource);
    const found = known.get(key) ?? configuredPlace(stack, key, references, witnessed.get(stack)?.get(key));
    known.set(key, found);
    return found;
  };
  const made = new Map<Resource, Place>();
  return (resource) => {
    const place = made.get(resource) ?? placeOf(resource, ofProvider(resource));
    made.set(resource, place);
    return place;
  };
}

/** The key of the configuration of a provider, without the module that repeats it. */
function keyOf({ provider, type }: Resource): string {
  return provider?.replace(/^.*:/s, '') ?? type.split('_')[0];
}

function placeOf(resource: Resource, inherited: Place): Place {
  const { values, type } = resource;
  const own = ownPlace(values, type);
  const account = own.account ?? inherited.account;
  const region = own.region ?? inherited.region;
  return { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
}

function ownPlace(values: Resource['values'], type: string): Place {
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => textAt(values, name)).find((text) => text !== undefined);
  switch (providerOf(type)) {
    case 'aws': {
      const arn = [first('arn'), first('id')].find((text) => accountIn(text ?? '') !== undefined) ?? '';
      const account = accountIn(arn) ?? first('owner_id');
      const region = first('region') ?? (arnOf(arn)?.region || undefined);
      return { account, region: region ?? first('availability_zone')?.replace(/(\d)[a-z]$/, '$1') };
    }
    case 'google': {
      const path = first('id', 'self_link') ?? '';
      // Places are names, or addresses that end with them.
      const stated = first('location', 'region') ?? first('zone')?.replace(/-[a-z]$/, '');
      const region = stated?.split('/').at(-1);
      return {
        account: first('project') ?? /(?:^|\/)projects\/([^/]+)\//.exec(path)?.[1],
        region: region?.toLowerCase(),
      };
    }
    case 'azure':
      return {
        account: subscriptionIn(first('id') ?? ''),
        region: first('location')?.toLowerCase().replaceAll(' ', ''),
      };
    case undefined:
      return {};
  }
}

/** The subscription in the id of a resource of Azure. */
export function subscriptionIn(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1].toLowerCase();
}

/** Accounts that all resources of a provider's configuration agree on, and those that it was asked for by name. */
function witnesses(resources: readonly Resource[]): Map<Stack, Map<string, ReadonlySet<string>>> {
  const found = new Map<Stack, Map<string, Set<string>>>();
  for (const resource of resources) {
    const account = witnessIn(resource);
    if (account === undefined) continue;
    const perKey = found.get(resource.stack) ?? new Map<string, Set<string>>();
    found.set(resource.stack, perKey);
    const key = keyOf(resource);
    perKey.set(key, (perKey.get(key) ?? new Set<string>()).add(account));
  }
  return found;
}

const IDENTITIES: ReadonlyMap<string, string> = new Map([
  ['aws_caller_identity', 'account_id'],
  ['google_client_config', 'project'],
  ['azurerm_client_config', 'subscription_id'],
]);

function witnessIn({ mode, type, values }: Resource): string | undefined {
  const attribute = IDENTITIES.get(type);
  if (attribute !== undefined) return textAt(values, attribute);
  return mode === 'managed' ? ownPlace(values, type).account : undefined;
}

// What in the configuration of a provider can lead to another account than that of its other configurations.
const CREDENTIALS =
  /^(?:profile|access_key|assume_role\w*|shared_c\w+|credentials|access_token|impersonate_\w+|project|subscription_id|tenant_id|client_\w+|allowed_account_ids|forbidden_account_ids)$/;

function configuredPlace(
  stack: Stack,
  key: string,
  references: References,
  witnessed: ReadonlySet<string> | undefined,
): Place {
  const configurations = stack.plan?.configuration?.provider_config ?? [];
  const expressions = configurations.find(({ name }) => name.text === key)?.value.expressions;
  const known = (name: string): string | undefined => {
    const { meant } = references.ofRoot(stack, fieldIn(expressions, name));
    const texts = meant.flatMap((each) => ('text' in each ? each.text : []));
    return texts.length === 1 ? texts[0] : undefined;
  };
  const assumed = known('assume_role.role_arn') ?? known('assume_role_with_web_identity.role_arn') ?? '';
  const [only] = witnessed?.size === 1 ? witnessed : [];
  const account =
    known('allowed_account_ids') ??
    accountIn(assumed) ??
    known('project') ??
    known('subscription_id') ??
    only;
  const region = known('region');
  const names = expressions?.kind === 'map' ? [...expressions.fields.keys()] : [];
  const name = names.some((each) => CREDENTIALS.test(each)) ? key : key.split('.')[0];
  return { account: account ?? `provider:${name}`, ...(region !== undefined && { region }) };
}

function fieldIn(node: Node | undefined, path: string): Node | undefined {
  return path.split('.').reduce<Node | undefined>((found, name) => {
    const map = found?.kind === 'list' ? found.items[0] : found;
    return map?.kind === 'map' ? map.fields.get(name)?.value : undefined;
  }, node);
}
