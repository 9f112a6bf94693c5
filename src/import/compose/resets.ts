/**
 * The tags of compose files (https://docs.docker.com/reference/compose-file/merge/): `!reset` takes away what files before it
 * state, and has no value itself; `!override` puts its value in the place of what they state.
 */
import type { ListNode, MapNode, Node } from '../node.ts';

export const TAGS = ['!reset', '!override'] as const;

/** Where something stands in a file: the keys that lead there, and the numbers of items. */
export type Path = readonly string[];

/** A file without its tags. */
export interface Untagged {
  /** Without what is reset, which is nothing. */
  readonly root: Node;
  /** Where nothing counts that was stated before. */
  readonly resets: readonly Path[];
}

/** Takes the tags of a tree out. */
export function untagged(root: Node): Untagged {
  const resets: Path[] = [];
  const visit = (node: Node, path: Path): Node | undefined => {
    if (node.tag !== undefined) resets.push(path);
    if (node.tag === '!reset') return undefined;
    if (node.kind === 'scalar') return node;
    // What stands in a value that replaces another has nothing before it.
    return children(node, (child, key) => visit(child, [...path, key]));
  };
  return { root: visit(root, []) ?? nothing(root), resets };
}

/** A tree without what stands at paths. */
export function without(root: Node, paths: readonly Path[]): Node {
  if (paths.length === 0 || root.kind === 'scalar') return root;
  if (paths.some(({ length }) => length === 0)) return nothing(root);
  const below = new Map<string, Path[]>();
  for (const [key, ...rest] of paths) below.set(key, [...(below.get(key) ?? []), rest]);
  return children(root, (child, key) => {
    const inside = below.get(key) ?? [];
    return inside.some(({ length }) => length === 0) ? undefined : without(child, inside);
  });
}

/** A map or a list of what becomes of its values; without those of which nothing does. */
function children(
  node: MapNode | ListNode,
  become: (child: Node, key: string) => Node | undefined,
): MapNode | ListNode {
  if (node.kind === 'list')
    return { ...node, items: node.items.flatMap((item, index) => become(item, String(index)) ?? []) };
  const fields = [...node.fields].flatMap(([name, field]) => {
    const value = become(field.value, name);
    return value === undefined ? [] : [[name, { ...field, value }] as const];
  });
  return { ...node, fields: new Map(fields) };
}

function nothing({ span }: Node): Node {
  return { kind: 'scalar', span, text: null };
}
