import type { ManifestDocument } from '../manifest/read.ts';
import type { Place } from '../rules/kinds/kind.ts';
import type { Span } from './finding.ts';

/** Turns places in the model into spans of the text; the lines are counted only of files that are asked about. */
export interface Places {
  of(place: Place | undefined): Span | undefined;
}

/** Places over documents; paths below an entry are looked up together, one reading for each file. */
export function placesOf(documents: readonly ManifestDocument[], deep: readonly Place[]): Places {
  const spanned = (file: number, start: number, end: number): Span => {
    const { lines, path } = documents[file];
    const { line, column } = lines.at(start);
    return { file: path, start, end, line, column };
  };
  const found = locateDeep(documents, deep);
  return {
    of(place) {
      if (place === undefined) return undefined;
      const entry =
        place.path.length === 2 ? documents[place.file].spanOf(place.path[0], place.path[1]) : undefined;
      const span = entry ?? found.get(placeKey(place));
      return span === undefined ? undefined : spanned(place.file, span.start, span.end);
    },
  };
}

function placeKey({ file, path }: Place): string {
  return JSON.stringify([file, ...path]);
}

function locateDeep(
  documents: readonly ManifestDocument[],
  deep: readonly Place[],
): ReadonlyMap<string, { start: number; end: number }> {
  const found = new Map<string, { start: number; end: number }>();
  for (const file of new Set(deep.map((place) => place.file))) {
    const wanted = deep.filter((place) => place.file === file);
    const spans = documents[file].locate(wanted.map(({ path }) => path));
    wanted.forEach((place, i) => found.set(placeKey(place), spans[i].key));
  }
  return found;
}
