import { differenceTo, draw, type Drawn, expectedOf, type Other, type Question } from './comparison.ts';
import { featuresOf } from './features.ts';
import { shrink } from './shrink.ts';
import type { ReferenceWorkspace } from './workspace.ts';

/** A question on which the two do not agree, made as small as it can be. */
export interface Disagreement {
  seed: number;
  question: Question;
  difference: string;
}

export interface Outcome {
  models: number;
  disagreements: Disagreement[];
  /** How many workspaces have what is called so. */
  features: Map<string, number>;
  /** How often each rule came to each verdict, as `<rule> <verdict>`. */
  verdicts: Map<string, number>;
}

export interface FuzzOptions {
  /** Called after each workspace. */
  tell?(outcome: Outcome): void;
  /** Stop after so many disagreements. */
  atMost?: number;
}

/** Asks the reference and another about the workspaces of so many seeds. */
export function fuzz(
  otherOf: (seed: number) => Other,
  seed: number,
  models: number,
  { tell, atMost = 5 }: FuzzOptions = {},
): Outcome {
  const outcome: Outcome = { models: 0, disagreements: [], features: new Map(), verdicts: new Map() };
  for (let at = seed; at < seed + models && outcome.disagreements.length < atMost; at++) {
    const drawn = draw(at);
    const other = otherOf(at);
    const difference = differenceTo(other, drawn, drawn.expected);
    if (difference !== undefined) outcome.disagreements.push({ seed: at, ...smallest(drawn, other) });
    count(drawn, outcome);
    tell?.(outcome);
  }
  return outcome;
}

/** The smallest question with a difference of the same sort: in what is said, or in whether it can be read. */
function smallest({ workspace, rules, holdings }: Question, other: Other): Omit<Disagreement, 'seed'> {
  const differ = (candidate: Question): string | undefined =>
    differenceTo(other, candidate, expectedOf(candidate));
  const isUnread = (difference: string | undefined): boolean => difference?.startsWith('unreadable') === true;
  const kind = isUnread(differ({ workspace, rules, holdings }));
  const isSame = (candidate: Question): boolean => {
    const difference = differ(candidate);
    return difference !== undefined && isUnread(difference) === kind;
  };
  const lean = (found: ReferenceWorkspace, some: Question): ReferenceWorkspace =>
    shrink(found, (candidate) => isSame({ ...some, workspace: candidate }));
  const least = { workspace: lean(workspace, { workspace, rules, holdings }), rules, holdings };
  least.rules = fewest(least.rules, (some) => isSame({ ...least, rules: some }));
  least.holdings = fewest(least.holdings, (some) => isSame({ ...least, holdings: some }));
  least.workspace = lean(least.workspace, least);
  return { question: least, difference: differ(least) ?? '' };
}

/** The items without those that it does not take. */
function fewest<T>(list: T[], suffices: (some: T[]) => boolean): T[] {
  return list.reduce((left, item) => {
    const fewer = left.filter((each) => each !== item);
    return suffices(fewer) ? fewer : left;
  }, list);
}

function count(drawn: Drawn, outcome: Outcome): void {
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const feature of featuresOf(drawn)) add(outcome.features, feature);
  for (const { rule, verdict } of drawn.judged.verdicts) add(outcome.verdicts, `${rule} ${verdict}`);
  outcome.models++;
}
