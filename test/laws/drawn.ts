/** Random workspaces and what the library says of them, for laws. `FLOWDOWN_LAW_MODELS` sets how many each law looks at. */
import * as library from '../../src/index.ts';
import type { Manifest } from '../../src/manifest/format.ts';
import type { Answer } from '../reference/answer.ts';
import { drawWorkspace, type Question } from '../reference/comparison.ts';
import { answerOfLibrary } from '../reference/library.ts';
import { type Dice, diceOf } from '../reference/random.ts';
import type { ReferenceWorkspace } from '../reference/workspace.ts';

const MODELS = Number(process.env.FLOWDOWN_LAW_MODELS ?? 400);
const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);

export type Section = keyof Pick<
  Manifest,
  'flows' | 'authorizations' | 'access' | 'contracts' | 'systems' | 'waivers'
>;

export const ask: (question: Question) => Answer = (question) => answerOfLibrary(library)(question, NOTHING);

const NOTHING: Answer = {
  facts: undefined,
  witnesses: {},
  findings: [],
  ruled: {},
  baseline: undefined,
  fails: false,
};

/** Questions of which a law holds, each with dice of its own; one without a required manifest, which is a law to itself. */
export function eachQuestion(test: (question: Question, dice: Dice, seed: number) => void): void {
  for (let seed = SEED; seed < SEED + MODELS; seed++) {
    const question = { ...drawWorkspace(seed), holdings: [] };
    if (question.workspace.required === undefined) test(question, diceOf(seed), seed);
  }
}

/** A copy of a workspace with something changed. */
export function changed(
  workspace: ReferenceWorkspace,
  change: (copy: ReferenceWorkspace) => void,
): ReferenceWorkspace {
  const copy = structuredClone(workspace);
  change(copy);
  return copy;
}

/** All entries of a section, each with its id and the file that declares it. */
export function entriesOf<S extends Section | 'parties' | 'data' | 'zones'>(
  { files }: ReferenceWorkspace,
  section: S,
): { id: string; entry: NonNullable<Manifest[S]>[string]; manifest: Manifest }[] {
  return files.flatMap(({ manifest }) =>
    Object.entries((manifest[section] ?? {}) as Record<string, NonNullable<Manifest[S]>[string]>).map(
      ([id, entry]) => ({ id, entry, manifest }),
    ),
  );
}

/** Adds an entry under an id that no generator draws. */
export function add(workspace: ReferenceWorkspace, section: Section, entry: object, dice: Dice): void {
  const { manifest } = dice.pick(workspace.files);
  Object.assign(manifest, { [section]: { ...manifest[section], added: entry } });
}

/** Any authorization between parties of the workspace, for its data. */
export function anyAuthorization(workspace: ReferenceWorkspace, dice: Dice): object | undefined {
  const parties = entriesOf(workspace, 'parties').map(({ id }) => id);
  const data = entriesOf(workspace, 'data');
  if (parties.length === 0 || data.length === 0) return undefined;
  const { id, entry } = dice.pick(data);
  const actions = ['collect', 'hold', 'view', 'derive', 'maintain', 'declassify'];
  return {
    by: dice.chance(0.7) ? entry.owner : dice.pick(parties),
    to: dice.pick(parties),
    ...(dice.chance(0.7) ? { data: [id] } : { categories: [entry.category].flat() }),
    actions: dice.some(actions, 1, 4),
    delegable: dice.between(0, 2),
  };
}
