/** The summary of an import: every resource is counted, whether anything became of it or not. */
import type { Dropped, ImportSummary } from '../summary.ts';
import { NOT_STATED, UNKNOWN, type Entries } from './entries.ts';
import type { Resource, Stack } from './resources.ts';
import { isRead } from './tables/all.ts';

const REASONS: Readonly<Record<string, readonly [field: string, reason: string]>> = {
  deny: [
    'statements that deny',
    'a denial takes nothing away that it does not certainly cover: who, what and where, without conditions and exceptions',
  ],
  denied: ['grants that a denial covers', 'who is named there is certainly kept out'],
  blocked: ['grants that a block on public access takes away', 'who is meant by them is kept out'],
  nowhere: [
    'blocks on public access of which nobody can tell the bucket or the account yet',
    'they take nothing away as long as that is so',
  ],
  bringing: ['grants that only bring data or show no content', 'whoever has them reaches nothing'],
  pattern: ['patterns in policies of roles', 'which things of other accounts they cover is not in the files'],
  share: ['principals of shares', 'what is shared with them is not in the files'],
};

// Read together with what they belong to, and nothing by themselves.
const PARTS =
  /^aws_(?:iam_(?:policy|role_policy|role_policy_attachment|policy_attachment|policy_document)|ram_\w+|caller_identity|s3_bucket_server_side_encryption_configuration|s3_account_public_access_block)$|^google_(?:client_config|iam_policy)$|^azurerm_client_config$/;

/** The summary of what came of files. */
export function summaryOf(
  stacks: readonly Stack[],
  { draft, ownOpenings }: Entries,
  counted: readonly Dropped[],
): ImportSummary {
  const resources = stacks.flatMap((stack) => stack.resources);
  const managed = resources.filter(({ mode }) => mode === 'managed');
  return {
    mapped: [
      { from: 'resources', count: managed.length, to: 'systems', made: draft.systems.length },
      {
        from: 'replications, deliveries and the like',
        count: draft.flows.length,
        to: 'flows',
        made: draft.flows.length,
      },
      {
        from: 'policies, grants and shares',
        count: draft.access.length,
        to: 'access',
        made: draft.access.length,
      },
      {
        from: 'accounts and others who are named',
        count: draft.parties.length,
        to: 'parties',
        made: draft.parties.length,
      },
      {
        from: 'accounts with their regions',
        count: draft.zones.length,
        to: 'zones',
        made: draft.zones.length,
      },
      { from: 'tags with a meaning', count: draft.data.length, to: 'data sets', made: draft.data.length },
    ],
    assumed: assumptions(draft, counted),
    open: openPoints(stacks, draft),
    dropped: [...unread(managed), ...removed(stacks), ...own(ownOpenings), ...reasoned(counted)],
  };
}

function told(count: number, words: string): string[] {
  return count === 0 ? [] : [`${words}: ${count}`];
}

function count<T>(list: readonly T[], isCounted: (item: T) => boolean): number {
  return list.filter(isCounted).length;
}

function assumptions(draft: Entries['draft'], counted: readonly Dropped[]): string[] {
  const ignored = counted.find(({ field }) => field === 'condition')?.count ?? 0;
  return [
    ...told(ignored, 'conditions of policies that say not for certain whose account is meant narrow nothing'),
    ...told(
      counted.find(({ field }) => field === 'unblocked')?.count ?? 0,
      'what a block on public access takes away, if at all, is known after apply only: the grants stay',
    ),
    ...told(
      count(draft.systems, ({ value }) => value.collects !== undefined),
      'data of a tag comes into being where no movement brings it',
    ),
    ...told(
      count(draft.access, ({ value }) => value.party === UNKNOWN),
      `a policy that is known after apply only lets somebody in (${UNKNOWN}), who may do nothing`,
    ),
    ...told(
      count(draft.systems, ({ value }) => value.custodian === NOT_STATED),
      `what no file tells the account of is in the custody of ${NOT_STATED}, who may do nothing`,
    ),
    ...told(
      count(draft.systems, ({ value }) => value.storage === 'transient'),
      'topics, streams of deliveries and the like keep nothing (storage: transient)',
    ),
  ];
}

function openPoints(stacks: readonly Stack[], draft: Entries['draft']): string[] {
  return [
    ...stacks
      .filter(({ isPartial }) => isPartial)
      .map(({ file }) => `${file} says that it is not the whole plan: what it leaves out is not here`),
    'authorizations and contracts: without them nobody may have the data of others',
    ...told(
      count(draft.flows, ({ value }) => value.data === undefined),
      'flows of which nobody can tell what they carry: map tags, systems, or the address of the flow under data',
    ),
    ...told(
      count(draft.parties, ({ id }) => id.startsWith('provider-')),
      'accounts that the files do not name: map provider:<name> under parties',
    ),
    ...told(
      count(draft.flows, ({ value }) => value.encryption === undefined),
      'flows without encryption.inTransit',
    ),
  ];
}

function unread(resources: readonly Resource[]): Dropped[] {
  const counts = new Map<string, number>();
  for (const { type } of resources)
    if (!isRead(type) && !PARTS.test(type)) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, number]) => ({
      field,
      count: number,
      reason: 'nothing about data is read from resources of this type',
    }));
}

function removed(stacks: readonly Stack[]): Dropped[] {
  const sum = stacks.reduce((all, stack) => all + stack.removed, 0);
  return sum === 0
    ? []
    : [{ field: 'resources that are removed', count: sum, reason: 'they are gone after the change' }];
}

function own(openings: number): Dropped[] {
  const reason = 'they let in only whose account it is';
  return openings === 0 ? [] : [{ field: 'grants within an account', count: openings, reason }];
}

function reasoned(counted: readonly Dropped[]): Dropped[] {
  return counted.flatMap(({ field, count: number }) => {
    const known = Object.hasOwn(REASONS, field) ? REASONS[field] : undefined;
    return known === undefined || number === 0 ? [] : [{ field: known[0], count: number, reason: known[1] }];
  });
}
