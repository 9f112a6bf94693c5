import type { Problem } from './problem.ts';
import type { Sink } from './sink.ts';

/** A reader of one source format; it tells the sink what the text holds and gives the problems. */
export type Reader = (text: string, file: string, sink: Sink) => Problem[];

/** A piece of the text, in UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a path leads: the key (for a list item and the root, which have none, the value) and the value.
 * When the path does not exist, both belong to its nearest existing parent and `isExact` is false.
 */
export interface Location {
  readonly key: Span;
  readonly value: Span;
  readonly isExact: boolean;
}

interface Watched {
  readonly children: Map<string, Watched>;
  key: Span | undefined;
  value: { start: number; end: number } | undefined;
}

/**
 * Finds the places of paths by reading the text once more, so that no document needs to carry the positions of
 * all its values. Segments are keys, or list indices as decimal strings; the empty path is the root.
 */
export function locate(
  text: string,
  file: string,
  reader: Reader,
  paths: readonly (readonly string[])[],
): Location[] {
  const root = watched();
  for (const path of paths) watchPath(root, path);
  reader(text, file, watchingSink(root));
  return paths.map((path) => resolve(root, path));
}

function watched(): Watched {
  return { children: new Map(), key: undefined, value: undefined };
}

function watchPath(root: Watched, path: readonly string[]): void {
  let node = root;
  for (const segment of path) {
    const next = node.children.get(segment) ?? watched();
    node.children.set(segment, next);
    node = next;
  }
}

interface Level {
  readonly node: Watched | undefined;
  readonly isList: boolean;
  index: number;
}

function watchingSink(root: Watched): Sink {
  const levels: Level[] = [];
  let entered: Watched | undefined = root;

  // The watched node of the value that begins now, if any.
  const nodeOfValue = (): Watched | undefined => {
    const level = levels[levels.length - 1];
    if (level === undefined || !level.isList) return entered;
    level.index += 1;
    return level.node?.children.get(String(level.index));
  };

  const begin = (start: number, isList: boolean) => {
    const node = nodeOfValue();
    if (node !== undefined) node.value = { start, end: start };
    levels.push({ node, isList, index: -1 });
  };

  return {
    mapStart: (start) => begin(start, false),
    listStart: (start) => begin(start, true),
    key(text, start, end) {
      entered = levels[levels.length - 1].node?.children.get(text);
      if (entered !== undefined) entered.key = { start, end };
    },
    scalar(_, start, end) {
      const node = nodeOfValue();
      if (node !== undefined) node.value = { start, end };
    },
    end(end) {
      const value = levels.pop()?.node?.value;
      if (value !== undefined) value.end = end;
    },
  };
}

const NOWHERE: Span = { start: 0, end: 0 };

function resolve(root: Watched, path: readonly string[]): Location {
  let found = root;
  for (const segment of path) {
    const next = found.children.get(segment);
    if (next?.value === undefined) return locationOf(found, false);
    found = next;
  }
  return locationOf(found, true);
}

function locationOf(node: Watched, isExact: boolean): Location {
  const value = node.value ?? NOWHERE;
  return { key: node.key ?? value, value, isExact };
}
