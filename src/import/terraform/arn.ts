/** Amazon Resource Names, such as `arn:aws:sqs:eu-west-1:111122223333:plates`. */

export interface Arn {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Takes an ARN apart; undefined for what is none. */
export function arnOf(text: string): Arn | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const [, , service = '', region = '', account = '', ...resource] = text.split(':');
  return resource.length === 0 ? undefined : { service, region, account, resource: resource.join(':') };
}

/** The account number in an ARN, where it has one. */
export function accountIn(text: string): string | undefined {
  const account = arnOf(text)?.account ?? '';
  return isAccount(account) ? account : undefined;
}

export function isAccount(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** Which thing an ARN is about: service and resource, without what is inside it, as `s3:images` for all of its objects. */
export function thingOf({ service, resource }: Arn): string {
  switch (service) {
    case 's3':
      return `s3:${resource.split('/')[0]}`;
    case 'dynamodb':
      return `dynamodb:${resource.split('/').slice(0, 2).join('/')}`;
    case 'lambda':
      return `lambda:${resource.split(':').slice(0, 2).join(':')}`;
    case 'logs':
      return `logs:${resource.replace(/:(?:\*|log-stream:.*)$/s, '')}`;
    case 'kinesis':
      return `kinesis:${resource.split('/').slice(0, 2).join('/')}`;
    case 'secretsmanager':
      return `secretsmanager:${resource.replace(/-[A-Za-z0-9]{6}$|-\?{6}$/, '')}`;
    default:
      return `${service}:${resource}`;
  }
}

/** Does a pattern with * and ? cover a text? Case is that of the text. */
export function covers(pattern: string, text: string): boolean {
  // The greedy way with one step back is linear enough; a regular expression of a stranger's stars is not.
  let star = -1;
  let mark = 0;
  let at = 0;
  let p = 0;
  while (at < text.length) {
    if (p < pattern.length && (pattern[p] === '?' || (pattern[p] !== '*' && pattern[p] === text[at]))) {
      p += 1;
      at += 1;
    } else if (pattern[p] === '*') {
      star = p;
      mark = at;
      p += 1;
    } else if (star >= 0) {
      p = star + 1;
      mark += 1;
      at = mark;
    } else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
