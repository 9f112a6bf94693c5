/** What a value is where it is not known yet: its expression in the configuration, followed to resources and texts. */
import type { Node } from '../node.ts';
import { callerOf, callsOf, moduleIndex } from './address.ts';
import type { Resource, Stack } from './resources.ts';
import { isHidden, isUnknown, scalarsIn, textsOf, type Value } from './value.ts';

/** A text, or a resource and what of it is meant, such as `arn`. */
export type Meant = { readonly text: string } | { readonly resource: Resource; readonly attribute: string };

/** What a value can be; not whole where some of it is known only after the change. */
export interface Meaning {
  readonly meant: readonly Meant[];
  readonly isWhole: boolean;
}

/** Where an expression stands. */
interface Scope {
  readonly stack: Stack;
  readonly module: string;
  readonly index?: string;
  readonly forEach?: Node;
}

/** The instances of a resource that is configured once. */
interface Instances {
  readonly all: Resource[];
  readonly byIndex: Map<string, Resource[]>;
}

/** Follows values to what they are. */
export interface References {
  of(resource: Resource, value: Value): Meaning;
  /** What an expression of the root module is. */
  ofRoot(stack: Stack, expression: Node | undefined): Meaning;
}

// Modules that hand a value through to each other, deeper and wider than anybody nests them.
const DEPTH = 40;
const STEPS = 1_000;
const UNKNOWN: Meaning = { meant: [], isWhole: false };

/** References among resources. */
export function referencesAmong(resources: readonly Resource[]): References {
  const instances = new Map<Stack, Map<string, Instances>>();
  for (const resource of resources) {
    const own = instances.get(resource.stack) ?? new Map<string, Instances>();
    instances.set(resource.stack, own);
    const key = `${resource.module}\n${resource.local}`;
    const same = own.get(key) ?? { all: [], byIndex: new Map<string, Resource[]>() };
    own.set(key, same);
    same.all.push(resource);
    const { index } = resource;
    if (index !== undefined) same.byIndex.set(index, [...(same.byIndex.get(index) ?? []), resource]);
  }
  const modules = new Map(
    [...instances].map(([stack, own]) => [
      stack,
      new Set([...own.values()].map(({ all: [{ module }] }) => module)),
    ]),
  );
  let steps = 0;
  const ofExpression = (expression: Node | undefined, scope: Scope, depth: number): Meaning => {
    steps += 1;
    if (expression === undefined || depth > DEPTH || steps > STEPS) return UNKNOWN;
    if (expression.kind === 'list')
      return together(expression.items.map((each) => ofExpression(each, scope, depth)));
    if (expression.kind !== 'map') return UNKNOWN;
    const constant = expression.fields.get('constant_value')?.value;
    if (constant !== undefined) return known(scalarsIn(constant));
    const references = outermost(scalarsIn(expression.fields.get('references')?.value));
    if (references.length === 0) return UNKNOWN;
    const followed = references.map((reference) => ofReference(reference, scope, depth + 1));
    return references.length === 1 ? followed[0] : composed(followed);
  };

  const ofReference = (reference: string, scope: Scope, depth: number): Meaning => {
    const words = wordsOf(reference);
    switch (words[0]) {
      case 'var':
        return ofVariable(words[1], words.slice(2), scope, depth);
      case 'each':
        return ofEach(words, scope, depth);
      case 'module':
        return ofOutput(words.slice(1), scope, depth);
      case 'count':
      case 'local':
      case 'path':
      case 'self':
      case 'terraform':
        return UNKNOWN;
      default:
        return ofResource(words, scope);
    }
  };

  const ofVariable = (name: string, rest: readonly string[], scope: Scope, depth: number): Meaning => {
    const { stack, module } = scope;
    const declared = stack.configurationOf(module)?.variables?.find((each) => each.name.text === name);
    if (declared?.value.sensitive === true) return UNKNOWN;
    const caller = callerOf(module);
    if (caller === undefined) {
      const value = stack.plan?.variables?.find((each) => each.name.text === name)?.value.value;
      return known(scalarsIn(partOf(value ?? declared?.value.default, rest)));
    }
    const calls = stack.configurationOf(caller)?.module_calls;
    const call = calls?.find((each) => each.name.text === callsOf(module).at(-1))?.value;
    const expressions = call?.expressions?.kind === 'map' ? call.expressions.fields : undefined;
    const given = expressions?.get(name)?.value;
    if (given === undefined) return known(scalarsIn(declared?.value.default));
    const index = moduleIndex(module);
    const outside = {
      stack,
      module: caller,
      ...(index !== undefined && { index }),
      forEach: call?.for_each_expression,
    };
    const constant = given.kind === 'map' ? given.fields.get('constant_value')?.value : undefined;
    if (constant !== undefined) return known(scalarsIn(partOf(constant, rest)));
    return ofExpression(given, outside, depth);
  };

  const ofEach = ([, part]: readonly string[], scope: Scope, depth: number): Meaning =>
    part === 'key' && scope.index !== undefined
      ? known([scope.index])
      : ofExpression(scope.forEach, scope, depth);

  const ofOutput = ([name, ...rest]: readonly string[], scope: Scope, depth: number): Meaning => {
    const { stack, module } = scope;
    const { index, fields } = indexed(rest);
    const prefix = module === '' ? '' : `${module}.`;
    const there = [...(modules.get(stack) ?? [])];
    const inner = [...new Set(there.map((each) => instanceIn(each, `${prefix}module.${name}`)))].filter(
      (each) => each !== undefined && (index === undefined || moduleIndex(each) === index),
    );
    const found = (inner.length === 0 ? [`${prefix}module.${name}`] : inner).map((each = '') => {
      const outputs = stack.configurationOf(each)?.outputs;
      const output = outputs?.find((every) => every.name.text === fields[0])?.value;
      return output?.sensitive === true
        ? UNKNOWN
        : ofExpression(output?.expression, { stack, module: each }, depth);
    });
    return together(found);
  };

  const ofResource = (words: readonly string[], scope: Scope): Meaning => {
    const length = words[0] === 'data' ? 3 : 2;
    const local = words.slice(0, length).join('.');
    const { index, fields } = indexed(words.slice(length));
    const found = instances.get(scope.stack)?.get(`${scope.module}\n${local}`);
    const wanted = index ?? scope.index;
    const same = wanted === undefined ? [] : (found?.byIndex.get(wanted) ?? []);
    const chosen = same.length > 0 || index !== undefined ? same : (found?.all ?? []);
    if (chosen.length === 0) return UNKNOWN;
    const attribute = fields[0] ?? '';
    return { meant: chosen.map((resource) => ({ resource, attribute })), isWhole: true };
  };

  return {
    of(resource, value) {
      const texts = textsOf(value);
      if (!isUnknown(value) && !isHidden(value)) return known(texts);
      const { stack, module, index, forEach } = resource;
      const scope = { stack, module, ...(index !== undefined && { index }), forEach };
      steps = 0;
      const { meant, isWhole } = ofExpression(value.expression, scope, 0);
      const isNew = (each: Meant): boolean => !('text' in each) || !texts.includes(each.text);
      return { meant: [...texts.map((text) => ({ text })), ...meant.filter(isNew)], isWhole };
    },
    ofRoot(stack, expression) {
      steps = 0;
      return ofExpression(expression, { stack, module: '' }, 0);
    },
  };
}

function known(texts: readonly string[]): Meaning {
  return { meant: texts.map((text) => ({ text })), isWhole: texts.length > 0 };
}

function together(meanings: readonly Meaning[]): Meaning {
  return {
    meant: meanings.flatMap(({ meant }) => meant),
    isWhole: meanings.length > 0 && meanings.every(({ isWhole }) => isWhole),
  };
}

// Of a text that is put together from several things, the resources tell what is meant and the other texts are parts.
function composed(meanings: readonly Meaning[]): Meaning {
  const { meant } = together(meanings);
  const resources = meant.filter((each) => 'resource' in each && each.resource.mode === 'managed');
  const documents = meant.filter((each) => 'resource' in each && each.resource.mode === 'data');
  return { meant: [...resources, ...documents], isWhole: resources.length + documents.length > 0 };
}

/** References without those that only repeat the beginning of another, as Terraform lists both. */
function outermost(references: readonly string[]): string[] {
  const all = new Set(references);
  const beginnings = new Set<string>();
  for (const reference of all) {
    for (let end = nextEnd(reference, 0); end > 0; end = nextEnd(reference, end + 1))
      beginnings.add(reference.slice(0, end));
  }
  return [...all].filter((reference) => !beginnings.has(reference));
}

function nextEnd(reference: string, from: number): number {
  const rest = reference.slice(from).search(/[.[]/);
  return rest < 0 ? -1 : from + rest;
}

/** The words of a reference: names, and indexes with a bracket before them. */
function wordsOf(reference: string): string[] {
  return [...reference.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(
    ([, quoted, bare, name]) => name ?? `[${quoted ?? bare}`,
  );
}

function indexed(words: readonly string[]): { readonly index?: string; readonly fields: readonly string[] } {
  const [first] = words;
  const fields = words.filter((word) => !word.startsWith('['));
  return first?.startsWith('[') && !/^\[(?:\*|count\.|each\.|var\.|local\.)/.test(first)
    ? { index: first.slice(1), fields }
    : { fields };
}

function partOf(node: Node | undefined, [word, ...rest]: readonly string[]): Node | undefined {
  if (word === undefined || node === undefined) return node;
  if (node.kind === 'map') return partOf(node.fields.get(word.replace(/^\[/, ''))?.value, rest);
  const index = Number(word.slice(1));
  return node.kind === 'list' && Number.isInteger(index) ? partOf(node.items[index], rest) : node;
}

/** The instance of a module that another is, or is in. */
function instanceIn(module: string, call: string): string | undefined {
  if (module === call || module.startsWith(`${call}.`)) return call;
  if (!module.startsWith(`${call}[`)) return undefined;
  const end = /\](?=\.|$)/.exec(module.slice(call.length));
  return end === null ? undefined : module.slice(0, call.length + end.index + 1);
}
