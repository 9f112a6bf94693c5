/** Who is meant by a principal of a policy, a member of a binding, or the like. */
import { accountIn, arnOf, isAccount } from './arn.ts';
import { subscriptionIn, type Provider } from './accounts.ts';

/** Somebody that a file names: by what name, what that is, and how it is called in a manifest. */
export interface Grantee {
  /** The name that a mapping has for it. */
  readonly name: string;
  readonly what: string;
  readonly wish: string;
  readonly title: string;
  readonly isPublic?: true;
  /** Does it come on behalf of whoever tells it to? */
  readonly isService?: true;
}

export const PUBLIC: Grantee = {
  name: '*',
  what: 'Everybody',
  wish: 'public',
  title: 'Everybody',
  isPublic: true,
};

/** An account, a project or a subscription, by its number or name. */
export function accountParty(account: string, provider: Provider): Grantee {
  if (account.startsWith('provider:')) {
    const key = account.slice('provider:'.length);
    return {
      name: account,
      what: 'The account of a provider',
      wish: `provider-${key}`,
      title: `The account of the provider ${key}`,
    };
  }
  const [what, prefix] = {
    aws: ['AWS account', 'aws'],
    google: ['Google Cloud project', 'gcp'],
    azure: ['Azure subscription', 'azure'],
  }[provider];
  return { name: account, what, wish: `${prefix}-${account}`, title: `${what} ${account}` };
}

/** Who is meant by a text; undefined where it does not tell. */
export function granteeOf(text: string, provider: Provider): Grantee | undefined {
  switch (provider) {
    case 'aws':
      return awsGrantee(text);
    case 'google':
      return googleGrantee(text);
    case 'azure':
      return azureGrantee(text);
  }
}

function named(name: string, what: string): Grantee {
  return { name, what, wish: name, title: name };
}

function awsGrantee(text: string): Grantee | undefined {
  if (text === '*' || /^all$/i.test(text) || /\/(?:AllUsers|AuthenticatedUsers)$/.test(text)) return PUBLIC;
  if (isAccount(text)) return accountParty(text, 'aws');
  if (/\.amazonaws\.com(?:\.cn)?$/.test(text)) return serviceOf(text);
  const arn = arnOf(text);
  if (arn === undefined) return otherAwsGrantee(text);
  const organization = /(?:^|\/)(o-[a-z0-9]+)/.exec(arn.resource)?.[1];
  if (arn.service === 'organizations' && organization !== undefined)
    return named(organization, 'AWS organization');
  const federated = /^(?:oidc|saml)-provider\/(.+)$/s.exec(arn.resource)?.[1];
  if (federated !== undefined) return federatedBy(federated);
  const account = accountIn(text);
  if (account !== undefined) return accountParty(account, 'aws');
  if (arn.account.includes('*') || arn.account === '') return arn.account === '' ? undefined : PUBLIC;
  return serviceOf(`${arn.account}.amazonaws.com`);
}

function serviceOf(host: string): Grantee {
  return { ...named(host, 'Service of AWS'), isService: true };
}

/** Whoever an identity provider vouches for. */
export function federatedBy(text: string): Grantee | undefined {
  if (text === '*') return PUBLIC;
  const name = /^arn:.*:(?:oidc|saml)-provider\/(.+)$/s.exec(text)?.[1] ?? text;
  return named(name, 'Identity provider');
}

function otherAwsGrantee(text: string): Grantee | undefined {
  if (/^o-[a-z0-9]{10,32}$/.test(text)) return named(text, 'AWS organization');
  if (/^[0-9a-f]{64}$/.test(text)) return { ...named(text, 'Canonical user of AWS'), wish: `aws-${text}` };
  if (text.includes('@')) return domainOf(text);
  // Ids of principals that are gone, or that lead to nobody from outside their account.
  if (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(text) || text.includes('${')) return undefined;
  return named(text, 'Principal');
}

function domainOf(address: string): Grantee {
  return named(address.slice(address.lastIndexOf('@') + 1).toLowerCase(), 'Domain of an account');
}

function googleGrantee(text: string): Grantee | undefined {
  const bare = text.replace(/^(?:OWNER|READER|WRITER):/i, '').replace(/^deleted:/, '');
  if (/allUsers$|allAuthenticatedUsers$/i.test(bare)) return PUBLIC;
  const rest = bare.replace(/^(?:user|group|domain|serviceAccount)[:-]/, '');
  const project =
    /@([^.@]+)\.iam\.gserviceaccount\.com$/.exec(rest)?.[1] ??
    /^(\d+)(?:-compute@developer|@cloudservices)\.gserviceaccount\.com$/.exec(rest)?.[1] ??
    /^project(?:Owner|Editor|Viewer):(.+)$/.exec(rest)?.[1] ??
    /^project-(?:owners|editors|viewers)-(.+)$/.exec(rest)?.[1] ??
    /(?:^|\/)projects\/([^/]+)/.exec(rest)?.[1];
  if (project !== undefined) return googleProject(rest, project);
  if (/^(?:principal|principalSet):/.test(rest)) return named(rest, 'Federated identity');
  if (rest.includes('@')) return domainOf(rest);
  return rest === '' ? undefined : named(rest, bare.startsWith('domain:') ? 'Domain' : 'Member');
}

// Agents of Google's own services carry the number of the project that they work for.
function googleProject(member: string, project: string): Grantee {
  const number = /^service-(\d+)@/.exec(member)?.[1] ?? project.replace(/\.google\.com$/, '');
  return accountParty(number, 'google');
}

function azureGrantee(text: string): Grantee | undefined {
  if (text === '*') return PUBLIC;
  const subscription = subscriptionIn(text);
  if (subscription !== undefined) return accountParty(subscription, 'azure');
  const isGuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
  return isGuid
    ? { ...named(text.toLowerCase(), 'Principal of Azure'), wish: `azure-${text.toLowerCase()}` }
    : named(text, 'Principal');
}
