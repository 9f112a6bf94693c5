import { isDeepStrictEqual } from 'node:util';
import { type Answer, answerOf, canonical, judge, type Judged } from './answer.ts';
import { generate, SIZES } from './generate.ts';
import { addGate, makeBaseline } from './generate-gate.ts';
import { diceOf, type Dice } from './random.ts';
import { PACKS, RULES_BY_PACK, type RuleText } from './rules/rules.ts';
import { asText } from './text.ts';
import type { ReferenceWorkspace } from './workspace.ts';

/** What is put to both. */
export interface Question {
  workspace: ReferenceWorkspace;
  rules: RuleText[];
  /** The holdings whose witness is asked for, as `<data>@<system>`. */
  holdings: string[];
}

/** A question that chance has drawn, with the answer of the reference. */
export interface Drawn extends Question {
  judged: Judged;
  expected: Answer;
}

/** One that is asked beside the reference, whose answer it may see. Throws where it cannot read the workspace. */
export type Other = (question: Question, expected: Answer) => Answer;

/** Every so many workspaces one is large. */
const LARGE_EVERY = 50;

/** The workspace of a seed without a baseline, and the rules that it is asked about. */
export function drawWorkspace(seed: number): { workspace: ReferenceWorkspace; rules: RuleText[] } {
  const isLarge = seed % LARGE_EVERY === 0;
  const workspace = generate(seed, isLarge ? SIZES.large : SIZES.small);
  addGate(workspace, seed);
  return { workspace, rules: rulesFor(workspace, isLarge ? 12 : 2, diceOf(seed ^ 0x165667b1)) };
}

/** The question of a seed, always the same. Its baseline is taken from what the reference finds without one. */
export function draw(seed: number): Drawn {
  const { workspace: drawn, rules } = drawWorkspace(seed);
  const judged = judge(drawn, rules);
  const baseline = makeBaseline(judged.findings, seed);
  const workspace = baseline === undefined ? drawn : { ...drawn, baseline };
  const held = [...judged.witnesses.keys()];
  const holdings = seed % LARGE_EVERY === 0 ? held : diceOf(seed ^ 0x85ebca6b).some(held, 0, 1);
  return { workspace, rules, holdings, judged, expected: answerOf(judged, rules, baseline, holdings) };
}

/** Some rules of `core` and of another pack, those that waivers name, and under trust the one on statements without right. */
function rulesFor({ files, trust, waivers = {} }: ReferenceWorkspace, count: number, dice: Dice): RuleText[] {
  const stated = [waivers, ...files.map(({ manifest }) => manifest.waivers ?? {})];
  const named = stated.flatMap((some) => Object.values(some).map(({ rule }) => rule));
  const ofPack = (pack: string) => RULES_BY_PACK.get(pack) ?? [];
  const isNamed = ({ id }: RuleText) =>
    named.includes(id) ||
    named.includes(id.slice('core/'.length)) ||
    (trust !== undefined && id === 'core/unentitled-statement');
  const other = dice.chance(0.4) ? dice.some(ofPack(dice.pick(OTHERS)), count, count) : [];
  const core = dice.some(ofPack('core'), count, count + 2);
  if (named.length === 0 && trust === undefined) return [...core, ...other];
  const onWaivers = ofPack('core').filter((rule) => rule.for === 'waiver');
  const asked = [...core, ...other, ...ofPack('core').filter(isNamed), ...dice.some(onWaivers, 0, 2)];
  return [...new Set(asked)];
}

const OTHERS = PACKS.filter((pack) => pack !== 'core');

/** What the reference answers. Throws where the workspace is none. */
export function expectedOf({ workspace, rules, holdings }: Question): Answer {
  return answerOf(judge(workspace, rules), rules, workspace.baseline, holdings);
}

/** What differs, in words; undefined where nothing does. */
export function differenceTo(other: Other, question: Question, expected: Answer): string | undefined {
  let actual: Answer;
  try {
    actual = other(question, expected);
  } catch (error) {
    return `unreadable: ${String(error)}`;
  }
  if (isDeepStrictEqual(expected, actual) || canonical(expected) === canonical(actual)) return undefined;
  const parts = { ...expected.facts, ...expected, facts: undefined };
  return Object.keys(parts)
    .flatMap((part) => differing(part, expected, actual))
    .join('\n');
}

/** A part of both answers where it is not the same; of lists what one has and the other has not. */
function differing(part: string, expected: Answer, actual: Answer): string[] {
  const partOf = (answer: Answer): unknown => ({ ...answer.facts, ...answer })[part as keyof Answer];
  const [ours, theirs] = [partOf(expected), partOf(actual)];
  if (part === 'facts' || canonical(ours) === canonical(theirs)) return [];
  const without = (some: unknown, others: unknown): unknown => {
    if (!Array.isArray(some) || !Array.isArray(others)) return some;
    const known = new Set(others.map(canonical));
    return some.filter((item) => !known.has(canonical(item)));
  };
  return [
    `${part}, reference:${asText(without(ours, theirs))}`,
    `${part}, engine:${asText(without(theirs, ours))}`,
  ];
}
