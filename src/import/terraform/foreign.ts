/** Things that a file names without describing them: by an ARN, an id, an address on the internet, or a plain name. */
import { arnOf, isAccount } from './arn.ts';
import { providerOf, subscriptionIn, type Place } from './accounts.ts';

/** How such a thing is called, and what its name says about where it is. */
export interface ForeignThing {
  readonly name: string;
  readonly wish: string;
  readonly place: Place;
}

// Names that mean the same thing whoever uses them; other plain names are those of the account in which they stand.
const WORLDWIDE = new Set([
  'aws_s3_bucket',
  'google_storage_bucket',
  'azurerm_storage_account',
  'google_folder',
  'google_organization',
]);

/** What a text names. `type` is what a plain name is the name of, and `near` where it stands. */
export function foreignThing(text: string, type: string | undefined, near: Place): ForeignThing {
  const plain = bucketArn(text, type);
  const arn = arnOf(plain);
  if (arn !== undefined) return arnThing(plain);
  const queue = /^https?:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com\/(\d{12})\/([^/?]+)$/.exec(plain);
  if (queue !== null) return arnThing(`arn:aws:sqs:${queue[1]}:${queue[2]}:${queue[3]}`);
  const host = hostOf(plain);
  if (host !== undefined) return { name: host, wish: host, place: { account: host, isHost: true } };
  return namedThing(plain, type, near);
}

/** Buckets are named by their names, by addresses and by ARNs; here always by the ARN of the bucket. */
function bucketArn(text: string, type: string | undefined): string {
  const name =
    /^s3:\/\/([^/]+)/.exec(text)?.[1] ??
    /^([a-z0-9][a-z0-9.-]+)\.s3[.-][a-z0-9.-]*amazonaws\.com$/.exec(text)?.[1] ??
    (type === 'aws_s3_bucket' && /^[a-z0-9][a-z0-9._-]*$/i.test(text) ? text : undefined) ??
    /^arn:aws[a-z-]*:s3:::([^/]+)\//.exec(text)?.[1];
  return name === undefined ? text : `arn:aws:s3:::${name}`;
}

function arnThing(text: string): ForeignThing {
  const arn = arnOf(text);
  const { service = '', region = '', account = '', resource = '' } = arn ?? {};
  const parts = [service, region, isAccount(account) ? account : '', resource];
  const place = {
    ...(isAccount(account) && { account }),
    ...(region !== '' && { region }),
  };
  return { name: text, wish: parts.filter((part) => part !== '').join('.'), place };
}

/** The host of an address, or the domain of a mailbox. */
function hostOf(text: string): string | undefined {
  const address = /^(?:jdbc:)?[a-z][a-z0-9+.-]*:\/\/(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(text)?.[1];
  const mailbox = /^[^@\s]+@([^@\s]+\.[^@\s]+)$/.exec(text)?.[1];
  const bare = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?$/i.test(text) ? text.replace(/:\d+$/, '') : undefined;
  return (address ?? mailbox ?? bare)?.toLowerCase();
}

function namedThing(text: string, type: string | undefined, near: Place): ForeignThing {
  const subscription = subscriptionIn(text);
  if (subscription !== undefined)
    return {
      name: text,
      wish: `azure.${text.split('/').slice(-2).join('.')}`,
      place: { account: subscription },
    };
  const project = /(?:^|\/)projects\/([^/]+)\//.exec(text)?.[1];
  if (project !== undefined)
    return { name: text, wish: `gcp.${project}.${text.split('/').at(-1)}`, place: { account: project } };
  const isOwn = type !== undefined && !WORLDWIDE.has(type) && providerOf(type) !== undefined;
  const name = type === undefined ? text : `${type}:${text}`;
  return { name, wish: name.replace(':', '.'), place: isOwn ? near : {} };
}
