import { absolutePath, folderOf, joinPath, kindOf, shownPath } from '../../io/files.ts';
import { escapeText } from '../../manifest/escape.ts';
import { formatDay } from '../../manifest/calendar.ts';
import { isSkeletonName, packSkeleton, ruleSkeleton } from '../../rules/skeleton.ts';
import { Exit, UsageError } from '../exit.ts';
import type { Outcome } from '../outcome.ts';
import { schemaFor } from '../schema-place.ts';

/** Writes a rule to begin with, and what its pack is about where nothing says that yet. Throws UsageError. */
export function runNewRule(typed: string, today: number, workingFolder: string): Outcome {
  const path = absolutePath(workingFolder, `${typed.replace(/\.yaml$/, '')}.yaml`);
  const folder = folderOf(path);
  const name = shownPath(path, folder).slice(0, -'.yaml'.length);
  const pack = shownPath(folder, folderOf(folder));
  refuseNames(typed, name, pack);
  refusePlaces(folder, path, typed);
  const about = joinPath(folder, 'pack.yaml');
  const files = [
    ...(kindOf(about) === 'missing' ? [{ path: about, text: packSkeleton(pack, dayText(today)) }] : []),
    { path, text: ruleSkeleton(name, schemaFor(folder, 'rule')) },
  ];
  const written = files.map((file) => `wrote ${escapeText(shownPath(file.path, workingFolder))}\n`);
  return {
    out: written.join(''),
    folders: kindOf(folder) === 'missing' ? [folder] : [],
    files,
    exit: Exit.clean,
  };
}

function refuseNames(typed: string, name: string, pack: string): void {
  if (!/[\\/]/.test(typed)) throw new UsageError(`${typed} names no pack; write <pack-folder>/<name>`);
  for (const each of [pack, name]) {
    if (isSkeletonName(each)) continue;
    throw new UsageError(
      `"${each}" is no name for a rule or a pack: it has a-z, 0-9, "-" and "_", at most 64, and starts with a letter`,
    );
  }
  if (name === 'pack') throw new UsageError('pack.yaml says what a pack is about, so no rule is called pack');
}

/** What is there already stays; one folder at most is made. */
function refusePlaces(folder: string, path: string, typed: string): void {
  const kind = kindOf(folder);
  if (kind !== 'folder' && kind !== 'missing') throw new UsageError(`the pack of ${typed} is not a folder`);
  if (kind === 'missing' && kindOf(folderOf(folder)) === 'missing') {
    throw new UsageError(`there is no folder in which the pack of ${typed} could be made`);
  }
  if (kindOf(path) !== 'missing') throw new UsageError(`${typed} is there already`);
}

function dayText(day: number): string {
  const text = formatDay(day);
  if (text === undefined) throw new UsageError('the clock shows no day that can be written');
  return text;
}
