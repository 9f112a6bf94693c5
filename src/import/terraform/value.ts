/** Values of resources with everything that a plan says of them: what they are, will be, hide, and come from. */
import type { Origin } from '../draft.ts';
import type { Node } from '../node.ts';
import { isNothing, joined } from '../schema.ts';

/** A value somewhere in a resource. */
export interface Value {
  readonly file: string;
  readonly place: string;
  readonly node?: Node;
  /** What after_unknown has for it: true, or the same form as the value. */
  readonly unknown?: Node;
  /** What after_sensitive has for it, likewise. */
  readonly hidden?: Node;
  /** What the configuration has for it: constant_value or references, or a block with such. */
  readonly expression?: Node;
}

/** A field of a map, or of a block that stands once in a list. */
export function fieldOf(value: Value, name: string): Value {
  return {
    file: value.file,
    place: joined(value.place, name),
    node: within(value.node, name),
    unknown: withinMark(value.unknown, name),
    hidden: withinMark(value.hidden, name),
    expression: within(value.expression, name),
  };
}

/** The values at the end of a path of fields such as `rule.destination.bucket`, through all items of lists. */
export function at(value: Value, path: string): Value[] {
  return path
    .split('.')
    .reduce<Value[]>(
      (values, name) => values.flatMap((each) => itemsOf(each).map((item) => fieldOf(item, name))),
      [value],
    );
}

/** The blocks of a list, or the one that stands without a list; one without any form where nothing is known yet. */
export function itemsOf(value: Value): Value[] {
  const { node, expression } = value;
  const known = node?.kind === 'list' ? node.items : [];
  const count = Math.max(known.length, blocksIn(expression));
  if (node?.kind !== 'list' && expression?.kind !== 'list') return [value];
  // What is known to have so many items has no more, whatever the configuration repeats.
  const length = node?.kind === 'list' && known.length > 0 && !isUnknown(value) ? known.length : count;
  return Array.from({ length }, (_, index) => ({
    file: value.file,
    place: `${value.place}[${index}]`,
    node: item(node, index),
    unknown: itemMark(value.unknown, index),
    hidden: itemMark(value.hidden, index),
    expression: expression?.kind === 'list' ? item(expression, index) : expression,
  }));
}

function blocksIn(expression: Node | undefined): number {
  return expression?.kind === 'list' ? expression.items.length : 0;
}

function within(node: Node | undefined, name: string): Node | undefined {
  const map = node?.kind === 'list' && node.items.length === 1 ? node.items[0] : node;
  return map?.kind === 'map' ? map.fields.get(name)?.value : undefined;
}

function item(node: Node | undefined, index: number): Node | undefined {
  return node?.kind === 'list' ? node.items[index] : undefined;
}

// A mark on the whole is a mark on every part of it.
function withinMark(mark: Node | undefined, name: string): Node | undefined {
  return mark?.kind === 'scalar' ? mark : within(mark, name);
}

function itemMark(mark: Node | undefined, index: number): Node | undefined {
  return mark?.kind === 'scalar' ? mark : item(mark, index);
}

/** Is anything in it known only after the change? */
export function isUnknown({ unknown }: Value): boolean {
  return unknown !== undefined && hasMark(unknown);
}

/** Is anything in it hidden? Such a value is never told. */
export function isHidden({ hidden }: Value): boolean {
  return hidden !== undefined && hasMark(hidden);
}

function hasMark(mark: Node): boolean {
  switch (mark.kind) {
    case 'scalar':
      return mark.text === 'true';
    case 'list':
      return mark.items.some(hasMark);
    case 'map':
      return [...mark.fields.values()].some(({ value }) => hasMark(value));
  }
}

/** Is nothing stated, now or after the change? */
export function isAbsent(value: Value): boolean {
  return (value.node === undefined || isNothing(value.node)) && !isUnknown(value);
}

/** The texts that are known, in lists and maps too. */
export function textsOf(value: Value): string[] {
  if (isHidden(value)) return [];
  return scalarsIn(value.node);
}

/** The texts that a value holds. */
export function scalarsIn(node: Node | undefined): string[] {
  switch (node?.kind) {
    case undefined:
      return [];
    case 'scalar':
      return node.text === null || node.text.trim() === '' ? [] : [node.text.trim()];
    case 'list':
      return node.items.flatMap(scalarsIn);
    case 'map':
      return [...node.fields.values()].flatMap(({ value }) => scalarsIn(value));
  }
}

/** The text of a field, where it is one and known. */
export function textAt(value: Value, path: string): string | undefined {
  const [text] = at(value, path).flatMap(textsOf);
  return text;
}

/** Where a value stands. */
export function originOf({ file, place, node }: Value, otherwise: Origin): Origin {
  return node === undefined ? otherwise : { file, place, span: node.span };
}
