import { isAlias, isMap, isNode, isSeq, visit } from 'yaml';
import type { Alias, Document, Node, Pair, Scalar, YAMLMap } from 'yaml';
import type { ProblemList } from './problem.ts';
import { DEPTH_LIMIT } from './sink.ts';

/** What aliases and merge keys of one document stand for. */
export interface Aliases {
  /** The node that an alias stands for; undefined when there is no such anchor, which has been reported. */
  target(alias: Alias): Node | undefined;
  /** The pairs of a map as they count: its own, and those that it merges and does not state itself. */
  pairs(map: YAMLMap): readonly Pair[];
}

/**
 * Resolves the aliases of a document, each to the last anchor of its name above it. `spend` is told of each pair that a
 * merge looks at, and answers whether there may be more; so a chain of merges cannot take time out of proportion.
 */
export function resolveAliases(document: Document, problems: ProblemList, spend: () => boolean): Aliases {
  const targets = targetsOf(document, problems);
  // A map under way has an empty list here, so that a merge into itself ends.
  const known = new Map<YAMLMap, readonly Pair[]>();

  const sourceOf = (node: unknown): YAMLMap | undefined => {
    const source = isAlias(node) ? targets.get(node) : node;
    return isMap(source) ? source : undefined;
  };

  const sourcesOf = (merge: Pair): YAMLMap[] => {
    const value = isAlias(merge.value) ? targets.get(merge.value) : merge.value;
    // An alias without an anchor has been reported already.
    if (value === undefined) return [];
    const sources = (isSeq(value) ? value.items : [value]).map(sourceOf);
    const sound = sources.filter((source) => source !== undefined);
    if (sound.length < sources.length) reportMerge(merge, problems);
    return sound;
  };

  const pairsOf = (map: YAMLMap, level: number): readonly Pair[] => {
    const merges = map.items.filter(isMerge);
    if (merges.length === 0) return map.items;
    const found = known.get(map);
    if (found !== undefined) return found;
    known.set(map, []);
    const pairs = map.items.filter((pair) => !isMerge(pair));
    const names = new Set(pairs.map(nameOf));
    for (const merge of merges) {
      for (const source of sourcesOf(merge)) {
        if (source === map || level > DEPTH_LIMIT) reportMerge(merge, problems);
        else takeOver(pairsOf(source, level + 1), pairs, names, spend);
      }
    }
    known.set(map, pairs);
    return pairs;
  };

  return { target: (alias) => targets.get(alias), pairs: (map) => pairsOf(map, 0) };
}

function targetsOf(document: Document, problems: ProblemList): Map<Alias, Node | undefined> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  visit(document, (_, node) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      targets.set(node, target);
      if (target === undefined) {
        const [start, end] = node.range ?? [0, 0];
        problems.add('unknown-anchor', start, end, { name: node.source });
      }
    } else if (isNode(node) && 'anchor' in node && node.anchor !== undefined) anchors.set(node.anchor, node);
  });
  return targets;
}

function isMerge(pair: Pair): boolean {
  return nameOf(pair) === '<<';
}

function nameOf(pair: Pair): string {
  return String((pair.key as Scalar).value);
}

function reportMerge(merge: Pair, problems: ProblemList): void {
  const [start, end] = (merge.key as Scalar).range ?? [0, 0];
  problems.add('wrong-merge', start, end);
}

// What is stated earlier counts; a key of the map itself is stated before all that it merges.
function takeOver(inherited: readonly Pair[], pairs: Pair[], names: Set<string>, spend: () => boolean): void {
  for (const pair of inherited) {
    if (!spend()) return;
    const name = nameOf(pair);
    if (names.has(name)) continue;
    names.add(name);
    pairs.push(pair);
  }
}
