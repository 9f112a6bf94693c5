/** How things are encrypted at rest, and whose the keys are. */
import { holderOf } from './tables/all.ts';
import type { Surroundings } from './surroundings.ts';
import type { Thing } from './things.ts';
import { at, isAbsent, textAt, textsOf, type Value } from './value.ts';

/** What is stated of a thing. */
export interface Encryption {
  readonly method?: string;
  /** The key, which is in the account of who holds it. */
  readonly key?: Thing;
}

/** Encryption by the keys of things. */
export function encryptionIn(surroundings: Surroundings): ReadonlyMap<string, Encryption> {
  const { resources, things } = surroundings;
  const found = new Map<string, Encryption>();
  for (const resource of resources) {
    if (resource.mode === 'data') continue;
    if (resource.type === 'aws_s3_bucket_server_side_encryption_configuration') {
      const [bucket] = things.at(resource, at(resource.values, 'bucket'), 'aws_s3_bucket');
      const defaults = at(resource.values, 'rule.apply_server_side_encryption_by_default');
      const method = defaults.map((each) => textAt(each, 'sse_algorithm')).find((text) => text !== undefined);
      const keys = defaults.flatMap((each) => at(each, 'kms_master_key_id'));
      if (bucket !== undefined)
        found.set(bucket.key, { ...(method && { method }), ...keyIn(keys, resource, things) });
    }
    const holder = holderOf(resource.type);
    if (holder === undefined || (holder.key === undefined && holder.encrypted === undefined)) continue;
    const [attribute, method] = holder.encrypted ?? [];
    const state = attribute === undefined ? undefined : textAt(resource.values, attribute);
    const plain = state === 'false' && holder.isPlainOtherwise ? 'none' : undefined;
    const stated = state === 'true' ? method : plain;
    const keys = holder.key === undefined ? [] : at(resource.values, holder.key);
    const encryption = { ...(stated && { method: stated }), ...keyIn(keys, resource, things) };
    if (Object.keys(encryption).length > 0) found.set(things.of(resource).key, encryption);
  }
  return found;
}

function keyIn(
  values: readonly Value[],
  resource: Parameters<Surroundings['things']['at']>[0],
  things: Surroundings['things'],
): { readonly key?: Thing } {
  // The key of the service itself has no owner that could be told.
  const isOfService = (value: Value): boolean => textsOf(value).some((text) => text.startsWith('alias/aws/'));
  const stated = values.filter((value) => !isAbsent(value) && !isOfService(value));
  const [key] = stated.length === 0 ? [] : things.at(resource, stated, 'aws_kms_key');
  return key === undefined || key.isUnknown ? {} : { key };
}
