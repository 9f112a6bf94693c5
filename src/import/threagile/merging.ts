/** One model from files of which some include others, as Threagile merges them; nothing may stand in two of them. */
import { includedPath } from '../includes.ts';
import type { Source } from '../importer.ts';
import type { Report } from '../reporting.ts';
import { reportTwice } from '../sections.ts';
import type { Tally } from '../summary.ts';
import type { Model, Part, Titled } from './model.ts';
import { readPart } from './reading.ts';

/** Reads and merges files. A title that two of them have is a problem. */
export function modelIn(sources: readonly Source[], report: Report, left: Tally): Model {
  const parts = sources.flatMap((source): (readonly [string, Part])[] => {
    const { path: file, roots, problems } = source;
    const part = roots[0] && readPart(roots[0], { file, problems, left });
    return part === undefined ? [] : [[file, part]];
  });
  const section = <T>(pick: (part: Part) => readonly T[]): T[] =>
    parts.flatMap(([, part]) => [...pick(part)]);
  const titles = <T extends Titled>(name: string, pick: (part: Part) => readonly T[]): T[] =>
    withoutSecond(name, section(pick), report);
  const [title] = section((part) => (part.title === undefined ? [] : [part.title]));
  const [date] = section((part) => (part.date === undefined ? [] : [part.date]));
  return {
    ...(title !== undefined && { title }),
    ...(date !== undefined && { date }),
    missing: missingIn(parts, new Set(sources.map(({ path }) => path))),
    dataAssets: titles('data_assets', (part) => part.dataAssets),
    assets: titles('technical_assets', (part) => part.assets),
    boundaries: titles('trust_boundaries', (part) => part.boundaries),
    runtimes: titles('shared_runtimes', (part) => part.runtimes),
    risks: section((part) => part.risks),
    left,
  };
}

/** Threagile merges two entries of one title field by field, and which of two values counts is left to chance. */
function withoutSecond<T extends Titled>(name: string, entries: readonly T[], report: Report): T[] {
  const first = new Map<string, T>();
  for (const entry of entries) {
    const earlier = first.get(entry.title);
    if (earlier === undefined) first.set(entry.title, entry);
    else reportTwice(name, { ...entry, id: entry.title }, earlier.origin, report);
  }
  return [...first.values()];
}

function missingIn(
  parts: readonly (readonly [string, Part])[],
  given: ReadonlySet<string>,
): Model['missing'] {
  const missing = new Map<string, Part['includes'][number]>();
  for (const [file, { includes }] of parts) {
    for (const include of includes) {
      const path = includedPath(file, include.text);
      if (!given.has(path) && !missing.has(path)) missing.set(path, include);
    }
  }
  return missing;
}
