/** Addresses of resources, such as `module.store["eu"].aws_s3_bucket.images[0]`. */

/** An address, taken apart. */
export interface Address {
  /** The module with its indexes, such as `module.store["eu"]`; empty for the root. */
  readonly module: string;
  /** Without module and index, such as `aws_s3_bucket.images` or `data.aws_iam_policy_document.read`. */
  readonly local: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  /** What count or for_each calls the instance, without quotes. */
  readonly index?: string;
}

const MODULE = /^module\.[^.[\]"]+(?:\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\])?/;

/** Takes an address apart; whatever text it is, there is an answer. */
export function addressOf(address: string): Address {
  const module = modulePart(address);
  const rest = address.slice(module === '' ? 0 : module.length + 1);
  const bracket = rest.indexOf('[');
  const local = bracket < 0 ? rest : rest.slice(0, bracket);
  const mode = local.startsWith('data.') ? 'data' : 'managed';
  const [type] = (mode === 'data' ? local.slice('data.'.length) : local).split('.');
  const index = bracket < 0 ? undefined : unquoted(rest.slice(bracket + 1, rest.lastIndexOf(']')));
  return { module, local, mode, type, ...(index !== undefined && { index }) };
}

function modulePart(address: string): string {
  let end = 0;
  for (;;) {
    const start = end === 0 ? 0 : end + 1;
    const [segment] = MODULE.exec(address.slice(start)) ?? [];
    if (segment === undefined || address[start + segment.length] !== '.') return address.slice(0, end);
    end = start + segment.length;
  }
}

/** The names of the modules on the way, without indexes: the place of a module in the configuration. */
export function callsOf(module: string): string[] {
  return segmentsOf(module).map((segment) => segment.slice('module.'.length).replace(/\[.*$/s, ''));
}

/** The module in which a module is called; undefined for the root. */
export function callerOf(module: string): string | undefined {
  const segments = segmentsOf(module);
  return segments.length === 0 ? undefined : segments.slice(0, -1).join('.');
}

/** What count or for_each calls the instance of a module. */
export function moduleIndex(module: string): string | undefined {
  const last = segmentsOf(module).at(-1) ?? '';
  const bracket = last.indexOf('[');
  return bracket < 0 ? undefined : unquoted(last.slice(bracket + 1, -1));
}

function segmentsOf(module: string): string[] {
  const segments: string[] = [];
  for (let rest = module; rest !== '';) {
    const [segment] = MODULE.exec(rest) ?? [rest];
    segments.push(segment);
    rest = rest.slice(segment.length + 1);
  }
  return segments;
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1').replace(/\\(["\\])/g, '$1');
}

/** An address without brackets and quotes, as an id can have it: `module.store-eu.aws_s3_bucket.images-0`. */
export function plainAddress(address: string): string {
  return address.replace(/\["?([^\]"]*)"?\]/g, '-$1');
}
