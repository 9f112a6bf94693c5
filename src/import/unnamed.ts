/** Owners whom a model does not name, and names that say as much. */
import type { DataSet, Party, Zone } from '../manifest/format.ts';
import type { DraftEntry } from './draft.ts';

// Two names: were the unknown owner of data and the unknown owner of a system one party, it would have its own data.
export const NO_DATA_OWNER = 'data-owner-not-stated';
export const NO_OPERATOR = 'operator-not-stated';

/** Parties that stand for owners whom a model does not name, as far as something in it is said to be theirs. */
export function unnamedParties(
  zones: readonly DraftEntry<Zone>[],
  data: readonly DraftEntry<DataSet>[],
): DraftEntry<Party>[] {
  const used = new Set([
    ...zones.map(({ value }) => value.operator),
    ...data.map(({ value }) => value.owner),
  ]);
  return [
    placeholder(NO_DATA_OWNER, 'The owner of data for which the model names none'),
    placeholder(NO_OPERATOR, 'The owner of systems for which the model names none'),
  ].filter(({ id }) => used.has(id));
}

function placeholder(id: string, name: string): DraftEntry<Party> {
  const remarks = ['not in the model: put the right party in its place'];
  return { id, value: { name }, remarks, isMention: true };
}

/** Does an owner's name say that nobody knows the owner? Taken for names, two such would be one party. */
export function isNobody(owner: string): boolean {
  return (
    !/[\p{L}\p{N}]/u.test(owner) ||
    /^(?:unknown|unclear|undefined|none|nobody|null|n\/?a|tbd|todo|not (?:set|stated|known|specified))$/i.test(
      owner,
    )
  );
}
