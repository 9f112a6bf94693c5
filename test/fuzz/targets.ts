/** Readers of what others write, each with what must hold of any input. Whatever breaks it throws. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IMPORTERS } from '../../src/import/formats.ts';
import { describe, type Problem } from '../../src/manifest/problem.ts';
import { readPack } from '../../src/rules/pack.ts';
import { promised, reasonsFor, resealed, type Certified } from '../verify/certified.ts';
import { certify } from '../verify/certified.ts';
import { readCertificate } from '../../src/verify/verify.ts';
import { importedSoundly, samplesOf } from '../import/soundly.ts';
import { mutate } from '../manifest/fast/mutate.ts';
import type { Dice } from '../reference/random.ts';

/** What became of an input. */
export type Fate = 'taken' | 'refused';

/** One sort of input: made and tried by the choices of dice, so that a seed makes it again. */
export interface Target {
  readonly name: string;
  attempt(dice: Dice): { readonly input: string; readonly fate: () => Fate };
}

/** All targets, over the files of the project. */
export function targetsIn(root: string): readonly Target[] {
  return [
    importers(join(root, 'test/import/')),
    rules(join(root, 'rules')),
    certificates(join(root, 'examples')),
  ];
}

function importers(folder: string): Target {
  const samples = [...IMPORTERS.values()].flatMap((importer) =>
    samplesOf(importer.name, folder)
      .filter(({ text }) => text.length < 20_000)
      .map((sample) => ({ importer, ...sample })),
  );
  return {
    name: 'importers',
    attempt(dice) {
      const { importer, path, text } = dice.pick(samples);
      const input = mutate(text, dice, 4);
      return {
        input,
        fate: () => (importedSoundly(importer, path, input) === undefined ? 'refused' : 'taken'),
      };
    },
  };
}

function rules(folder: string): Target {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\/[\w-]+\.yaml$/.test(path) && !/\b(?:clauses|taxonomy)\b/.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  const about = (path: string) => ({ path: `${path.split('/')[0]}/pack.yaml`, pack: path.split('/')[0] });
  return {
    name: 'rules',
    attempt(dice) {
      const { path, text } = dice.pick(files);
      const input = mutate(text, dice, 4);
      const { path: packPath, pack } = about(path);
      const described = `pack: ${pack}\ntitle: Mine\ndescription: A test.\nreviewed: 2026-01-01\n`;
      const sources =
        path === packPath
          ? [{ path, text: input }]
          : [
              { path: packPath, text: described },
              { path, text: input },
            ];
      return {
        input,
        fate() {
          const reading = readPack(sources);
          soundProblems(reading.problems, reading.textOf);
          assert.equal(reading.pack === undefined, reading.problems.length > 0);
          return reading.pack === undefined ? 'refused' : 'taken';
        },
      };
    },
  };
}

/** Changed certificates, of which half are sealed again, as a forger would who knows how. */
function certificates(folder: string): Target {
  const originals = certifiedExamples(folder);
  return {
    name: 'certificates',
    attempt(dice) {
      const original = dice.pick(originals);
      const changed = mutate(original.text, dice, 3);
      const { certificate } = readCertificate('c.json', new TextEncoder().encode(changed));
      const input = certificate !== undefined && dice.chance(0.7) ? resealed(certificate) : changed;
      return { input, fate: () => judged(input, original) };
    },
  };
}

/** A changed certificate that is valid has to promise what the original does. */
function judged(input: string, { text, evidence }: Certified): Fate {
  if (reasonsFor(input, evidence).length > 0) return 'refused';
  assert.deepEqual(promised(JSON.parse(input)), promised(JSON.parse(text)));
  return 'taken';
}

function certifiedExamples(folder: string): readonly Certified[] {
  return ['border-pilot', 'toll-road'].flatMap((name) => {
    const root = join(folder, name);
    const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.flow.yaml'),
    );
    const texts = Object.fromEntries(
      paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]),
    );
    return paths.length === 0 ? [] : [certify(texts, '2019-06-01')];
  });
}

function soundProblems(problems: readonly Problem[], textOf: (path: string) => string | undefined): void {
  for (const problem of problems) {
    const length = textOf(problem.file)?.length ?? 0;
    assert.ok(
      0 <= problem.start && problem.start <= problem.end && problem.end <= length,
      'a place outside the file',
    );
    assert.notEqual(describe(problem).message, '');
  }
}
