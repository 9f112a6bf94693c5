import type { Span } from '../manifest/locate.ts';
import type { Sink } from '../manifest/sink.ts';

/** A value of a foreign document with its place; maps keep the order of the document. */
export type Node = MapNode | ListNode | ScalarNode;

interface Tagged {
  /** Its tag, of those that its format has. */
  readonly tag?: string;
}

/** A key with its value; `key` is the place of the key. */
export interface Field {
  readonly name: string;
  readonly key: Span;
  readonly value: Node;
}

export interface MapNode extends Tagged {
  readonly kind: 'map';
  readonly span: Span;
  readonly fields: ReadonlyMap<string, Field>;
}

export interface ListNode extends Tagged {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: readonly Node[];
}

/** A text or, where nothing is written, null. */
export interface ScalarNode extends Tagged {
  readonly kind: 'scalar';
  readonly span: Span;
  readonly text: string | null;
}

/** A sink that keeps every value with its place; `root` is undefined where nothing was told. */
export interface NodeSink extends Sink {
  root(): Node | undefined;
}

interface Open {
  readonly node: Node;
  readonly span: { start: number; end: number };
  readonly fields?: Map<string, Field>;
  readonly items?: Node[];
}

/**
 * Builds the tree of one document with the place of every key and value, which an importer names as their origin. Places
 * are counted from `offset` on.
 */
export function nodeSink(offset = 0): NodeSink {
  const open: Open[] = [];
  let root: Node | undefined;
  let key = { name: '', span: { start: 0, end: 0 } };
  let tag: { readonly tag?: string } = {};

  const place = (node: Node) => {
    const parent = open[open.length - 1];
    if (parent === undefined) root = node;
    else if (parent.items !== undefined) parent.items.push(node);
    // A key that stands twice has been reported; the first one counts.
    else if (parent.fields?.has(key.name) === false)
      parent.fields.set(key.name, { name: key.name, key: key.span, value: node });
  };

  const takeTag = (): typeof tag => {
    const taken = tag;
    tag = {};
    return taken;
  };

  const enter = (level: Open) => {
    place(level.node);
    open.push(level);
  };

  return {
    mapStart(at) {
      const start = at + offset;
      const span = { start, end: start };
      const fields = new Map<string, Field>();
      enter({ node: { kind: 'map', span, fields, ...takeTag() }, span, fields });
    },
    listStart(at) {
      const start = at + offset;
      const span = { start, end: start };
      const items: Node[] = [];
      enter({ node: { kind: 'list', span, items, ...takeTag() }, span, items });
    },
    key: (name, start, end) => (key = { name, span: { start: start + offset, end: end + offset } }),
    scalar: (value, start, end) =>
      place({
        kind: 'scalar',
        span: { start: start + offset, end: end + offset },
        text: value === null ? null : String(value),
        ...takeTag(),
      }),
    tag: (text) => (tag = { tag: text }),
    end(end) {
      const level = open.pop();
      if (level !== undefined) level.span.end = end + offset;
    },
    root: () => root,
  };
}
