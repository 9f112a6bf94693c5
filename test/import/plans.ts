/** Plans of Terraform for tests: changes of resources in an account, and what they let others reach. */
import type { Mapping } from '../../src/import/mapping-format.ts';
import type { Manifest } from '../../src/manifest/format.ts';
import { manifestAs } from './models.ts';

export const OURS = '111122223333';
export const THEIRS = '444455556666';

export type Values = Readonly<Record<string, unknown>>;

/** A change of a resource to these values, of which some are unknown. */
export function change(
  address: string,
  after: Values | null,
  unknown: Values = {},
  more: Values = {},
): Values {
  const actions = after === null ? ['delete'] : ['create'];
  return { address, change: { actions, after, after_unknown: unknown, ...more } };
}

const OWN = change('data.aws_caller_identity.me', { account_id: OURS });
export const BUCKET = change('aws_s3_bucket.images', { bucket: 'images', tags: { DataClass: 'plates' } });

/** A plan of these changes in the account of the plan, with expressions of resources by address. */
export function planOf(
  changes: readonly Values[],
  expressions: Readonly<Record<string, Values>> = {},
  more: Values = {},
): string {
  const resources = Object.entries(expressions).map(([address, found]) => ({ address, expressions: found }));
  return JSON.stringify(
    {
      format_version: '1.2',
      resource_changes: [OWN, ...changes],
      configuration: { root_module: { resources } },
      ...more,
    },
    null,
    1,
  );
}

export function manifestOf(text: string, mapping: Mapping = {}): Manifest {
  return manifestAs('terraform', { 'plan.json': text }, mapping);
}

/** Who can reach what, as `party kind systems`. */
export function accessIn({ access = {} }: Manifest): string[] {
  return Object.values(access).map(({ party, kind, systems }) => `${party} ${kind} ${systems.join(' ')}`);
}

export function policy(...statements: readonly Values[]): string {
  return JSON.stringify({ Statement: statements });
}
