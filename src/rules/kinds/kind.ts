import type { Facts } from '../../analysis/facts.ts';
import type { Presence } from '../../analysis/detours.ts';
import type { Closest } from '../../analysis/authorization.ts';
import type { Attributes } from '../things/attribute.ts';

/** What stands for placeholders: a text, or names that are joined when they are told, those of several facts together. */
export type Words = Readonly<Record<string, string | readonly string[]>>;

/** Where something stands in the manifests: a path of keys in a file. */
export interface Place {
  readonly file: number;
  readonly path: readonly string[];
}

/** One kind of fact that rules quantify over, with the words to tell it. */
export interface FactKind {
  readonly description: string;
  count(facts: Facts): number;
  /** What the finding is about; with the rule, the datum and the owner it is the finding's identity. */
  subject(facts: Facts, i: number): string;
  /** The act that the fact belongs to: facts of one act are told together. */
  act(facts: Facts, i: number): string;
  place(facts: Facts, i: number): Place | undefined;
  isCertain(facts: Facts, i: number): boolean;
  /** Fields to state so that an uncertain fact becomes certain or vanishes. */
  doubts(facts: Facts, i: number): readonly string[];
  /** Number of the datum, or -1. */
  datum(facts: Facts, i: number): number;
  /** Where the copy lies, or -1, and the flow that brought it, or -1. */
  ends(facts: Facts, i: number): { readonly system: number; readonly flow: number };
  /** Where the datum is that the fact is about, where that can be asked without some systems. */
  presence?(facts: Facts, i: number): Presence;
  /** What comes closest to allowing it, where that was asked and refused. */
  refusal?(facts: Facts, i: number): Closest | undefined;
  /** The fact that it follows from, as (step, datum). */
  cause?(facts: Facts, i: number): { readonly step: string; readonly datum: number } | undefined;
  readonly attributes: Attributes;
  /** Data whose sums are told, where the fact is about several. */
  exposed?(facts: Facts, i: number): Iterable<number>;
  /** Placeholders of messages beside the paths of attributes: name to text. */
  words(facts: Facts, i: number): Words;
  /** Placeholders that `words` gives. */
  readonly placeholders: readonly string[];
}
