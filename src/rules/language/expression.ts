/** Conditions once they are read and checked: paths that exist, tests that fit them. */
import type { Presence } from '../../analysis/detours.ts';
import type { Facts } from '../../analysis/facts.ts';
import type { Path } from './path.ts';

/** A parameter of the rule, by name. */
export interface ParamRef {
  readonly param: string;
}

/** What values are compared with: written in the rule, a parameter, or another attribute of the same fact. */
export type Operand<T> = { readonly literal: T } | ParamRef | { readonly path: Path };

export const ORDERS = ['at-most', 'at-least', 'below', 'above'] as const;
/** How two numbers, durations or dates stand to each other. */
export type Order = (typeof ORDERS)[number];

/** What is asked of one value, and where in its file. */
export type ValueTest = { readonly place: KeyPath } & (
  | { readonly op: 'truth'; readonly wanted: boolean }
  | { readonly op: 'is'; readonly names: Operand<readonly string[]> }
  | { readonly op: 'is-a'; readonly names: Operand<readonly string[]> }
  | { readonly op: 'matches'; readonly pattern: string }
  | { readonly op: 'order'; readonly order: Order; readonly bound: Operand<number | string> }
  | { readonly op: 'same-as'; readonly path: Path }
  | { readonly op: 'within-last' | 'within-next'; readonly duration: Operand<string> }
  | { readonly op: 'where'; readonly condition: Expression }
  | { readonly op: 'not'; readonly test: ValueTest }
  | { readonly op: 'all'; readonly tests: readonly ValueTest[] }
);

/** What is asked of all values at the end of a path. */
export type PathTest =
  | { readonly op: 'stated'; readonly wanted: boolean }
  | { readonly op: 'some' | 'every' | 'none'; readonly test: ValueTest }
  | { readonly op: 'count'; readonly order: Order | 'exactly'; readonly bound: Operand<number | string> }
  | { readonly op: 'subset-of' | 'intersects'; readonly path: Path }
  | TotalTest;

/** Asks for the sum of the records, or of the person-records, of those data for which a condition holds. */
export interface TotalTest {
  readonly op: 'total';
  readonly of: 'records' | 'subjects';
  readonly condition?: Expression;
  readonly bounds: readonly { readonly order: Order; readonly bound: Operand<number | string> }[];
}

/** A condition. */
export type Expression =
  | { readonly op: 'all' | 'any'; readonly parts: readonly Expression[]; readonly place: KeyPath }
  | { readonly op: 'not'; readonly part: Expression; readonly place: KeyPath }
  | Question;

/** A condition that is not made of others. */
export type Question = TestExpression | OnlyViaExpression;

/** Would the datum of the fact not be where it is without some systems? */
export interface OnlyViaExpression {
  readonly op: 'only-via';
  readonly systems: Operand<readonly string[]>;
  /** The datum and the place of a fact. */
  readonly presence: (facts: Facts, i: number) => Presence;
  readonly place: KeyPath;
}

/** What is asked of what stands at the end of a path. */
export interface TestExpression {
  readonly op: 'test';
  readonly path: Path;
  readonly test: PathTest;
  readonly place: KeyPath;
}

/** Where in its file a condition is written: keys, and indices of lists. */
export type KeyPath = readonly string[];
