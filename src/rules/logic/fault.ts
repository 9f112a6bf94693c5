import type { KeyPath } from '../language/expression.ts';

/** Something in the conditions of a rule that is well formed and cannot be meant. */
export interface LogicFault {
  readonly code:
    | 'impossible-name'
    | 'needless-name'
    | 'never-true'
    | 'never-false'
    | 'contradiction'
    | 'needless-test'
    | 'idle-exception'
    | 'covered-exception'
    | 'never-violated'
    | 'unthought-unknown';
  readonly path: KeyPath;
  readonly values: Readonly<Record<string, string>>;
  /** Other places in the same file that it has to do with. */
  readonly beside?: readonly KeyPath[];
}
