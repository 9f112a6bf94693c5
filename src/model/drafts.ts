/**
 * What can be said of manifests of which some are not sound yet: references that lead nowhere, ids declared twice, cycles.
 * With it every problem is told at once, not file faults first and the rest after they are mended.
 */
import type { JsonSchema } from '../manifest/schema.ts';
import { byCodePoint } from './names.ts';
import { orderBelow } from './order.ts';
import { groupBy } from './rows.ts';
import type { LinkProblem } from './statements.ts';

/** Is an id declared in a section, with effect or without? Undefined where there is no such section. */
export type IsDeclared = (section: string, id: string) => boolean | undefined;

/** The plain value of a file whose structure is known, sound or not. */
export type Draft = unknown;

/** Problems between drafts, in no order; `schema` is that of manifests. */
export function draftProblems(
  drafts: readonly Draft[],
  schema: JsonSchema,
  { isTrusted }: { readonly isTrusted: boolean },
): readonly LinkProblem[] {
  const declared = declaredIds(drafts, Object.keys(schema.properties ?? {}));
  return [
    // With trust, who may declare an id decides; that takes sound files.
    ...(isTrusted ? [] : duplicates(declared)),
    ...drafts.flatMap((draft, file) =>
      unknownReferences(draft, schema, file, (section, id) => declared.get(section)?.has(id)),
    ),
    ...cycles(drafts, declared),
  ];
}

/** Files that declare an id, by section and id. */
type Declared = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

function declaredIds(drafts: readonly Draft[], sections: readonly string[]): Declared {
  const declared = new Map<string, Map<string, number[]>>();
  for (const section of sections) {
    const ids = new Map<string, number[]>();
    drafts.forEach((draft, file) => {
      for (const id of idsIn(draft, section)) ids.set(id, [...(ids.get(id) ?? []), file]);
    });
    declared.set(section, ids);
  }
  return declared;
}

/** Ids that a draft, or a manifest, declares in a section. */
export function idsIn(draft: Draft, section: string): readonly string[] {
  return Object.keys(childOf(draft, section) ?? {});
}

/** A map inside a map; undefined where there is none. */
function childOf(value: unknown, key: string): Readonly<Record<string, unknown>> | undefined {
  if (!isMap(value) || !Object.hasOwn(value, key)) return undefined;
  const child = value[key];
  return isMap(child) ? child : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function duplicates(declared: Declared): LinkProblem[] {
  return [...declared].flatMap(([section, ids]) =>
    section === 'taxonomy'
      ? []
      : [...ids].flatMap(([id, [first, ...others]]) =>
          others.map((file): LinkProblem => ({
            code: 'duplicate-id',
            file,
            path: [section, id],
            on: 'key',
            values: { section, id },
            related: [{ file: first, path: [section, id], note: 'first declared here' }],
          })),
        ),
  );
}

/** Walks a value along its schema; wherever the schema says that a text names an entry, the entry has to be there. */
export function unknownReferences(
  draft: Draft,
  schema: JsonSchema,
  file: number,
  isDeclared: IsDeclared,
): LinkProblem[] {
  const problems: LinkProblem[] = [];
  walk(draft, schema, []);
  return problems;

  function walk(value: unknown, at: JsonSchema, path: readonly string[]): void {
    const section = at['x-ref'];
    if (typeof value === 'string' && section !== undefined) {
      const isId = new RegExp(at.pattern ?? '').test(value);
      if (isId && isDeclared(section, value) === false) {
        problems.push({ code: 'unknown-reference', file, path, on: 'value', values: { section, id: value } });
      }
    } else if (Array.isArray(value)) {
      const items = itemSchema(at);
      if (items !== undefined) value.forEach((item, i) => walk(item, items, [...path, String(i)]));
    } else if (isMap(value)) {
      for (const key of Object.keys(value)) {
        const next = at.properties?.[key] ?? at.additionalProperties;
        if (typeof next === 'object') walk(value[key], next, [...path, key]);
      }
    }
  }
}

/** The schema of the items of a list, which may be one of several forms. */
function itemSchema({ items, anyOf }: JsonSchema): JsonSchema | undefined {
  return items ?? anyOf?.find((form) => form.items !== undefined)?.items;
}

function cycles(drafts: readonly Draft[], declared: Declared): LinkProblem[] {
  const ids = [...(declared.get('data') ?? [])].sort(([a], [b]) => byCodePoint(a, b));
  const numbers = new Map(ids.map(([id], at) => [id, at]));
  const tails: number[] = [];
  const heads: number[] = [];
  const arrow = (above: number | undefined, below: number | undefined): void => {
    if (above === undefined || below === undefined) return;
    tails.push(above);
    heads.push(below);
  };
  for (const [id, files] of ids) {
    const datum = childOf(childOf(drafts[files[0]], 'data'), id);
    for (const inside of textsOf(datum?.contains)) arrow(numbers.get(id), numbers.get(inside));
    for (const source of textsOf(datum?.derivedFrom)) arrow(numbers.get(source), numbers.get(id));
  }
  return orderBelow(groupBy(ids.length, tails, heads)).cycles.map((members) => {
    const names = members.map((member) => ids[member][0]);
    return {
      code: 'cycle',
      file: ids[members[0]][1][0],
      path: ['data', names[0]],
      on: 'key',
      values: { section: 'data', path: [...names, names[0]].join(' > ') },
    };
  });
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
