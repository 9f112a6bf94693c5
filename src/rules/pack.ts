/** Files of a pack -> rules that have been checked: shape, paths, tests that fit them, placeholders. */
import { schema as packFileSchema, validate as validatePack } from '../generated/pack-validator.js';
import { schema as ruleFileSchema, validate as validateRule } from '../generated/rule-validator.js';
import { nearest } from '../manifest/nearest.ts';
import { compareProblems, type Problem } from '../manifest/problem.ts';
import { locateIn, readDocument, type Source } from '../manifest/read.ts';
import { schemaIssues } from '../manifest/validate.ts';
import { byCodePoint } from '../model/names.ts';
import { placeholdersOf } from './evaluate.ts';
import type { Exception, Pack, PackFile, Rule, RuleFile } from './format.ts';
import type { FactKind } from './kinds/kind.ts';
import { parseCondition } from './language/parse.ts';
import type { Fault as ConditionFault, Reader } from './language/reader.ts';
import { isPath, pathOf } from './language/path.ts';
import { KINDS } from './vocabulary.ts';

/** A pack, or what is wrong with its files. */
export interface PackReading {
  /** INVARIANT: absent where there are problems, or no `pack.yaml`. */
  readonly pack?: Pack;
  readonly problems: readonly Problem[];
  /** The decoded text of a file, where it could be decoded. */
  textOf(path: string): string | undefined;
}

/** A file of a pack that has been read, and its value, which fits the schema. */
interface Sound<T> {
  readonly path: string;
  readonly text: string;
  readonly value: T;
}

/**
 * Reads a pack: `pack.yaml`, and one file for each rule. With the ids of the rules of other packs, it is also a problem to
 * refine a rule that is neither among them nor in the pack.
 */
export function readPack(files: readonly Source[], others?: readonly string[]): PackReading {
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  let about: Sound<PackFile> | undefined;
  const rules: Sound<RuleFile>[] = [];
  for (const file of [...files].sort((a, b) => byCodePoint(a.path, b.path))) {
    const isPack = baseName(file.path) === 'pack';
    const { path } = file;
    const reading = readDocument(file, (value) =>
      isPack
        ? schemaIssues(value, validatePack, packFileSchema)
        : schemaIssues(value, validateRule, ruleFileSchema),
    );
    problems.push(...reading.problems);
    const { value, text } = reading;
    if (text !== undefined) texts.set(path, text);
    if (value === undefined || text === undefined) continue;
    // The validators have just accepted the values: this is where text becomes a type.
    if (isPack) about = { path, text, value: value as unknown as PackFile };
    else rules.push({ path, text, value: value as unknown as RuleFile });
  }
  if (about !== undefined) problems.push(...placed(packFaults(about), about));
  const known = others && [...others, ...rules.map(({ value }) => `${about?.value.pack}/${value.rule}`)];
  for (const rule of rules) problems.push(...placed(ruleFaults(rule, known), rule));
  problems.sort(compareProblems);
  const textOf = (path: string): string | undefined => texts.get(path);
  if (problems.length > 0 || about === undefined) return { problems, textOf };
  const { value } = about;
  const pack = { ...value, rules: rules.map((rule) => withId(rule.value, value.pack)) };
  return { pack, problems, textOf };
}

function withId({ rule, ...rest }: RuleFile, pack: string): Rule {
  return { ...rest, id: `${pack}/${rule}`, pack };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
}

interface Fault {
  readonly code:
    | ConditionFault['code']
    | 'pack-name'
    | 'rule-name'
    | 'refines-nothing'
    | 'unused-parameter'
    | 'unknown-placeholder';
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

/** Faults as problems, at their places. */
function placed(faults: readonly Fault[], file: Sound<unknown>): Problem[] {
  if (faults.length === 0) return [];
  const places = locateIn(
    file,
    faults.map(({ path }) => path),
  );
  return faults.map((fault, i) => {
    const { code, values } = fault;
    const place = isOfKey(fault) ? places[i].key : places[i].value;
    return { code, file: file.path, ...place, values };
  });
}

/** Is it a key that is wrong, and not what it leads to? The name of an attribute can stand in either place. */
function isOfKey({ code, path, values: { key = '' } }: Fault): boolean {
  if (code === 'unused-parameter' || code === 'unknown-operator') return true;
  return code === 'unknown-attribute' && path[path.length - 1].includes(key);
}

/** A file without a folder leaves the name open. */
function packFaults({ path, value: { pack } }: Sound<PackFile>): Fault[] {
  const expected = path.split('/').at(-2) ?? pack;
  return pack === expected ? [] : [{ code: 'pack-name', path: ['pack'], values: { found: pack, expected } }];
}

function ruleFaults({ path, value: rule }: Sound<RuleFile>, known: readonly string[] | undefined): Fault[] {
  return [
    ...nameFaults(rule, baseName(path)),
    ...(known === undefined ? [] : refinedFaults(rule, known)),
    ...conditionFaults(rule),
    ...placeholderFaults(rule, KINDS[rule.for]),
  ];
}

/** More general rules that no pack has. */
function refinedFaults({ refines = [] }: RuleFile, known: readonly string[]): Fault[] {
  return [refines].flat().flatMap((id, i): Fault[] => {
    if (known.includes(id)) return [];
    const suggestion = nearest(id, known) ?? known.find((each) => each.endsWith(`/${id}`));
    const path = Array.isArray(refines) ? ['refines', String(i)] : ['refines'];
    return [{ code: 'refines-nothing', path, values: { id, ...(suggestion && { suggestion }) } }];
  });
}

function nameFaults({ rule }: RuleFile, expected: string): Fault[] {
  return rule === expected ? [] : [{ code: 'rule-name', path: ['rule'], values: { found: rule, expected } }];
}

function conditionFaults(rule: RuleFile): Fault[] {
  const params = Object.fromEntries(
    Object.entries(rule.params ?? {}).map(([name, { default: value }]) => [name, value]),
  );
  const faults: ConditionFault[] = [];
  const used = new Set(placeholdersOf(rule));
  const reader: Reader = { attributes: KINDS[rule.for].attributes, about: rule.for, params, used, faults };
  if (rule.where !== undefined) parseCondition(rule.where, ['where'], reader);
  parseExceptions(rule.unless ?? [], ['unless'], reader);
  parseCondition(rule.require, ['require'], reader);
  const unused = Object.keys(params).filter((name) => !used.has(name));
  return [
    ...faults,
    ...unused.map((name): Fault => ({ code: 'unused-parameter', path: ['params', name], values: { name } })),
  ];
}

function parseExceptions(exceptions: readonly Exception[], where: readonly string[], reader: Reader): void {
  exceptions.forEach(({ when, unless }, i) => {
    parseCondition(when, [...where, String(i), 'when'], reader);
    parseExceptions(unless ?? [], [...where, String(i), 'unless'], reader);
  });
}

/** Words in braces that are neither a word of the fact, nor a path, nor a parameter. */
function placeholderFaults(rule: RuleFile, kind: FactKind): Fault[] {
  const known = [...kind.placeholders, ...Object.keys(rule.params ?? {})];
  return (['message', 'remedy'] as const).flatMap((field) =>
    placeholdersOf({ message: '', remedy: '', [field]: rule[field] })
      .filter((word) => !known.includes(word) && !isPath(pathOf(word, kind.attributes)))
      .map((key): Fault => {
        const candidates = [...known, ...Object.keys(kind.attributes)];
        const suggestion = nearest(key, candidates);
        const values = {
          key,
          kind: rule.for,
          known: candidates.join(', '),
          ...(suggestion && { suggestion }),
        };
        return { code: 'unknown-placeholder', path: [field], values };
      }),
  );
}
