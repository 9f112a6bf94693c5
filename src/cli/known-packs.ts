/** The packs that a command can speak of: built-in ones, those of the workspace around it, and those that are typed. */
import { joinPath, shownPath } from '../io/files.ts';
import { today } from '../io/process.ts';
import { DISK, nearestWith } from '../io/tree.ts';
import { compareProblems, type Problem } from '../manifest/problem.ts';
import type { Paint } from '../report/layout.ts';
import { builtInPacks } from '../rules/built-in.ts';
import type { Pack } from '../rules/format.ts';
import { builtInName, choosePacks, type FoundPack } from '../run/chosen-packs.ts';
import { readLayers } from '../run/layers.ts';
import type { PackSource } from '../run/rule-tests.ts';
import { CONFIG_FILE } from '../run/select.ts';
import type { Outcome } from './outcome.ts';
import { Exit, UsageError } from './exit.ts';
import { packReader, typedPack, type PackReader } from './packs.ts';
import { findSettings } from './settings.ts';

/** A pack, and its files where it comes from elsewhere; paths are as they are shown from the working folder. */
export interface KnownPack {
  readonly pack: Pack;
  readonly folder?: string;
  readonly source?: PackSource;
  textOf(path: string): string | undefined;
}

/** Packs, or what is wrong with some of them. */
export interface KnownPacks {
  /** Without those that are not sound. */
  readonly packs: readonly KnownPack[];
  readonly problems: readonly Problem[];
  textOf(path: string): string | undefined;
}

/** Every built-in pack, and every pack of the workspace around the working folder. Throws UsageError. */
export function allPacks(workingFolder: string): KnownPacks {
  const { packs, problems, textOf } = packsAround(workingFolder);
  const own = packs.filter(({ folder }) => folder !== undefined);
  return { packs: [...builtIn(), ...own], problems, textOf };
}

/** Packs as they are typed: names of packs that are known, folders, packages. Throws UsageError where there is none. */
export function packsNamed(names: readonly string[], workingFolder: string): KnownPacks {
  const own = builtIn();
  const isKnown = (name: string): boolean => own.some(({ pack }) => pack.pack === builtInName(name));
  const around = names.every(isKnown) ? NONE : packsAround(workingFolder);
  const reader = packReader(workingFolder, DISK);
  const problems: Problem[] = [];
  const packs = [...new Set(names)].flatMap((name): readonly KnownPack[] => {
    const pack = packNamed(name, [...own, ...around.packs]);
    if (pack !== undefined) return [pack];
    const typed = typedPack(name, reader, workingFolder);
    if (!('trouble' in typed)) return knownOf(typed, reader);
    if (around.problems.length === 0) throw new UsageError(typed.trouble);
    // It could be the name of one that is not sound.
    problems.splice(0, Infinity, ...around.problems);
    return [];
  });
  problems.push(...reader.problems);
  return { packs, problems, textOf: (path) => reader.textOf(path) ?? around.textOf(path) };
}

/** What is to be said where packs are not sound. */
export async function unsound(
  { problems, textOf }: KnownPacks,
  paint: Paint,
  outcome: string,
): Promise<Outcome> {
  const { problemsText } = await import('../report/problems.ts');
  const error = problemsText([...problems].sort(compareProblems), { paint, textOf }, outcome);
  return { out: '', error, exit: Exit.unreadable };
}

const NONE: KnownPacks = { packs: [], problems: [], textOf: () => undefined };

function builtIn(): readonly KnownPack[] {
  return builtInPacks().map((pack) => ({ pack, textOf: () => undefined }));
}

function packNamed(name: string, packs: readonly KnownPack[]): KnownPack | undefined {
  return packs.find(({ pack }) => pack.pack === builtInName(name));
}

/** The packs of the workspace around the working folder; that rules in its configuration do not exist is no matter here. */
function packsAround(workingFolder: string): KnownPacks {
  const root = nearestWith(DISK, workingFolder, CONFIG_FILE);
  if (root === undefined) return NONE;
  const settings = findSettings(root, DISK, { day: today(), mustPin: false, isWithoutBaseline: true });
  const { layers, problems } = readLayers(settings.config, settings.extended ?? new Map());
  const shown = (path: string): string => shownPath(joinPath(root, path), workingFolder);
  const texts = new Map(layers.map(({ path, text }) => [path, text]));
  const textOf = (path: string): string | undefined => {
    const own = shownPath(joinPath(workingFolder, path), root);
    return texts.get(own) ?? settings.textOf?.(own);
  };
  const found = settings.packs ?? (() => undefined);
  return {
    packs: choosePacks(layers, found).packs.map(({ folder, ...each }) => ({
      pack: each.pack,
      ...(folder !== undefined && {
        folder: shown(folder),
        source: { found: { ...each, folder }, packs: found },
      }),
      textOf,
    })),
    problems: [...problems, ...(settings.packProblems ?? [])].map((problem) => ({
      ...problem,
      file: shown(problem.file),
    })),
    textOf,
  };
}

function knownOf(typed: FoundPack, { found, textOf }: PackReader): readonly KnownPack[] {
  const { pack, folder } = typed;
  return pack === undefined ? [] : [{ pack, folder, source: { found: typed, packs: found }, textOf }];
}
