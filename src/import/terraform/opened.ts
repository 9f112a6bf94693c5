/** Somebody who is let in, and what a block on public access leaves of that. */
import type { Origin } from '../draft.ts';
import type { Reach } from './actions.ts';
import type { Blocked } from './blocks.ts';
import type { Grantee } from './grantees.ts';
import type { Surroundings } from './surroundings.ts';
import type { Thing } from './things.ts';

/** Somebody who is let in; without a grantee nobody can tell who. */
export interface Opened {
  readonly name: string;
  readonly grantee: Grantee | undefined;
  readonly things: readonly Thing[];
  readonly reach: Exclude<Reach, 'none'>;
  readonly origin: Origin;
  /** What is let in for certain, what was ignored, in words. */
  readonly remarks: readonly string[];
}

/** What is opened, before anybody knows to whom. */
export type Made = Pick<Opened, 'name' | 'things' | 'origin'>;

export const UNKNOWN_POLICY = 'what it allows is known after apply only';
const MAY_BE_BLOCKED = 'a block on public access may take it away, which is known after apply only';

/** What a block on public access leaves of grants. */
export function unblocked(
  opened: readonly Opened[],
  isBlockable: (opened: Opened) => boolean,
  blocked: Blocked,
  { counted }: Surroundings,
): Opened[] {
  if (blocked === undefined) return [...opened];
  const blockable = opened.filter(isBlockable);
  counted.add(blocked === 'certain' ? 'blocked' : 'unblocked', blockable.length);
  if (blocked === 'certain') return opened.filter((each) => !blockable.includes(each));
  return opened.map((each) =>
    blockable.includes(each) ? { ...each, remarks: [...each.remarks, MAY_BE_BLOCKED] } : each,
  );
}
