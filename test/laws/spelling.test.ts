/** The same statements in other words: other files, another order, other names, another notation, another history. */
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { describe, openSession, type WorkspaceInput } from '../../src/index.ts';
import { tapeOfYaml } from '../../src/manifest/fast/yaml.ts';
import { Strings } from '../../src/manifest/fast/strings.ts';
import type { Answer } from '../reference/answer.ts';
import type { Question } from '../reference/comparison.ts';
import { answerOfResult, inputOf } from '../reference/library.ts';
import type { Dice } from '../reference/random.ts';
import { REFERENCES } from '../reference/references.ts';
import type { ReferenceWorkspace } from '../reference/workspace.ts';
import { ask, changed, eachQuestion } from './drawn.ts';

/** Workspaces in which every file speaks for everyone, so that nothing hangs on files. */
function eachOpen(test: (question: Question, dice: Dice, seed: number) => void): void {
  eachQuestion((question, dice, seed) => {
    const { workspace } = question;
    if (workspace.trust !== undefined) return;
    test(question, dice, seed);
  });
}

type Sections = Record<string, Record<string, unknown> | undefined>;

const SECTIONS = Object.keys(REFERENCES);

/** Every entry in a file that chance chooses. */
function split(workspace: ReferenceWorkspace, dice: Dice): ReferenceWorkspace {
  return changed(workspace, (copy) => {
    const manifests = copy.files.map(({ manifest }) => manifest as unknown as Sections);
    const others: Sections[] = ['x', 'y', 'z'].map(() => ({}));
    for (const manifest of manifests) {
      for (const section of SECTIONS) {
        for (const [id, entry] of Object.entries(manifest[section] ?? {})) {
          const home = dice.pick(others);
          home[section] = { ...home[section], [id]: entry };
        }
        delete manifest[section];
      }
    }
    for (const [i, manifest] of others.entries()) {
      const flowdown = { flowdown: 1 as const, ...manifest };
      copy.files.splice(dice.between(0, copy.files.length), 0, {
        path: `${i}.flow.json`,
        manifest: flowdown,
      });
    }
  });
}

/** Files, entries, keys and lists the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned).reverse();
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, turned(each)]);
  return Object.fromEntries(entries.reverse());
}

it.each([
  ['files are split', split],
  ['everything is written the other way round', (workspace: ReferenceWorkspace) => turned(workspace)],
])('nothing changes where %s', (_, rewrite) => {
  eachOpen((question, dice, seed) => {
    const workspace = rewrite(question.workspace, dice) as ReferenceWorkspace;
    expect(ask({ ...question, workspace }), `seed ${seed}`).toEqual(ask(question));
  });
});

const MARK = 'zq-';

/** Every entry has another name, in the same order of names; waivers, which name findings, are left out. */
function renamed(workspace: ReferenceWorkspace): ReferenceWorkspace {
  const named = (id: unknown): unknown => (id === 'all' ? id : `${MARK}${String(id)}`);
  const follow = (part: unknown, [key, ...rest]: string[]): void => {
    if (typeof part !== 'object' || part === null) return;
    const at = part as Record<string, unknown>;
    const keys = key === '*' ? (Array.isArray(part) ? Object.keys(part) : []) : [key];
    for (const each of keys.filter((own) => Object.hasOwn(part, own))) {
      if (rest.length === 0) at[each] = named(at[each]);
      else follow(at[each], rest);
    }
  };
  return changed(workspace, (copy) => {
    for (const { manifest } of copy.files) {
      const stated = manifest as unknown as Sections;
      for (const [section, fields] of Object.entries(REFERENCES)) {
        for (const entry of Object.values(stated[section] ?? {})) {
          for (const [field] of fields) follow(entry, field.split('.'));
        }
        const entries = Object.entries(stated[section] ?? {}).map(([id, entry]) => [named(id), entry]);
        if (stated[section] !== undefined) stated[section] = Object.fromEntries(entries) as never;
      }
      follow(manifest, ['speaksFor', '*']);
    }
  });
}

function withoutWaivers(workspace: ReferenceWorkspace): ReferenceWorkspace {
  return changed(workspace, (copy) => {
    delete copy.waivers;
    for (const { manifest } of copy.files) delete manifest.waivers;
  });
}

it('nothing but names changes where everything is called otherwise', () => {
  let count = 0;
  eachOpen((question, _, seed) => {
    const workspace = withoutWaivers(question.workspace);
    // A name that is "unknown" is as good as none where rules ask for it.
    const ids = workspace.files.flatMap(({ manifest }) =>
      SECTIONS.flatMap((section) => Object.keys((manifest as unknown as Sections)[section] ?? {})),
    );
    if (ids.includes('unknown')) return;
    const other = JSON.stringify(ask({ ...question, workspace: renamed(workspace) }));
    expect(JSON.parse(other.replaceAll(MARK, '')), `seed ${seed}`).toEqual(
      JSON.parse(JSON.stringify(ask({ ...question, workspace }))),
    );
    count++;
  });
  expect(count).toBeGreaterThan(20);
});

/** What a session says, by its input or after changes. */
function saidBy(session: ReturnType<typeof openSession>, at: string): Partial<Answer> {
  const { result, problems } = session.check({ at });
  if (result === undefined) throw new Error(problems.map((problem) => describe(problem).message).join());
  return { ...answerOfResult(result), facts: session.inspect({ at }).facts as Answer['facts'] };
}

/** The same manifests as other files. */
function written(
  { workspace, rules }: Question,
  extension: string,
  text: (manifest: object) => string,
): WorkspaceInput {
  const files = workspace.files.map(({ path, manifest }) => ({
    path: path.replace('json', extension),
    text: text(manifest),
  }));
  return { ...inputOf(workspace, rules), files };
}

it('nothing changes where it is written in YAML, whichever reader takes it', () => {
  const isFast = ({ files }: WorkspaceInput) =>
    files.map((file) => {
      const text = 'text' in file ? file.text : '';
      return tapeOfYaml(new TextEncoder().encode(text), new Strings([]), true) !== undefined;
    });
  const read = new Map([true, false].map((fast) => [fast, 0]));
  eachOpen((question, _, seed) => {
    const { at } = question.workspace;
    const expected = saidBy(
      openSession(written(question, 'json', (manifest) => JSON.stringify(manifest))),
      at,
    );
    for (const style of ['block', 'flow'] as const) {
      const input = written(question, 'yaml', (manifest) => stringify(manifest, { collectionStyle: style }));
      for (const fast of isFast(input)) read.set(fast, (read.get(fast) ?? 0) + 1);
      expect(saidBy(openSession(input), at), `${style}, seed ${seed}`).toEqual(expected);
    }
  });
  for (const [fast, count] of read)
    expect(count, `read by the ${fast ? 'fast' : 'other'} reader`).toBeGreaterThan(50);
});

it('nothing remains of what a session held before', () => {
  let before: ReferenceWorkspace | undefined;
  eachOpen((question, dice, seed) => {
    const { workspace, rules } = question;
    const input = inputOf(workspace, rules);
    const session = openSession({ ...input, files: inputOf(before ?? workspace, rules).files });
    session.check({ at: workspace.at });
    for (const { path } of before?.files ?? []) if (dice.chance(0.5)) session.remove(path);
    for (const file of dice.some(input.files, 1, 9)) session.change(file);
    for (const file of input.files) session.change(file);
    session.inspect({ at: workspace.at });
    const paths = new Set(input.files.map(({ path }) => path));
    for (const { path } of before?.files ?? []) if (!paths.has(path)) session.remove(path);
    expect(saidBy(session, workspace.at), `seed ${seed}`).toEqual(saidBy(openSession(input), workspace.at));
    before = workspace;
  });
});
