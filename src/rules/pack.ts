/** Files of a pack -> rules that have been checked: shape, names of attributes, tests that fit them, placeholders. */
import { schema as packFileSchema, validate as validatePack } from '../generated/pack-validator.js';
import { schema as ruleFileSchema, validate as validateRule } from '../generated/rule-validator.js';
import { nearest } from '../manifest/nearest.ts';
import { locateIn, readDocument } from '../manifest/read.ts';
import { placeholders, type Problem } from '../manifest/problem.ts';
import { schemaIssues } from '../manifest/validate.ts';
import { byCodePoint } from '../model/names.ts';
import type { Condition, Pack, PackFile, Rule, RuleFile, Test } from './format.ts';
import type { Attribute, FactKind } from './kinds/kind.ts';
import { KINDS } from './vocabulary.ts';

/** A file of a pack. */
export interface PackSource {
  readonly path: string;
  readonly text: string;
}

/** A pack, or what is wrong with its files. */
export interface PackReading {
  readonly pack?: Pack;
  readonly problems: readonly Problem[];
}

/** Reads a pack: `pack.yaml`, and one file for each rule. */
export function readPack(files: readonly PackSource[]): PackReading {
  const problems: Problem[] = [];
  let about: PackFile | undefined;
  const rules: RuleFile[] = [];
  for (const file of [...files].sort((a, b) => byCodePoint(a.path, b.path))) {
    const isPack = baseName(file.path) === 'pack';
    const reading = readDocument(file, (value) =>
      isPack
        ? schemaIssues(value, validatePack, packFileSchema)
        : schemaIssues(value, validateRule, ruleFileSchema),
    );
    problems.push(...reading.problems);
    if (reading.value === undefined) continue;
    // The validators have just accepted the values: this is where text becomes a type.
    if (isPack) about = reading.value as unknown as PackFile;
    else {
      const rule = reading.value as unknown as RuleFile;
      problems.push(...ruleProblems(rule, file));
      rules.push(rule);
    }
  }
  if (problems.length > 0 || about === undefined) return { problems };
  const { pack } = about;
  return { pack: { ...about, rules: rules.map((rule) => withId(rule, pack)) }, problems };
}

function withId({ rule, ...rest }: RuleFile, pack: string): Rule {
  return { ...rest, id: `${pack}/${rule}`, pack };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
}

interface Fault {
  readonly code: Problem['code'];
  readonly path: readonly string[];
  readonly values: Record<string, string>;
}

function ruleProblems(rule: RuleFile, file: PackSource): Problem[] {
  const kind = KINDS[rule.for];
  const expected = baseName(file.path);
  const misnamed: Fault[] =
    rule.rule === expected
      ? []
      : [{ code: 'rule-name', path: ['rule'], values: { found: rule.rule, expected } }];
  const faults: Fault[] = [
    ...misnamed,
    ...conditionFaults(rule.where ?? {}, ['where'], kind, rule.for),
    ...(rule.unless ?? []).flatMap(({ when }, at) =>
      conditionFaults(when, ['unless', String(at), 'when'], kind, rule.for),
    ),
    ...conditionFaults(rule.require, ['require'], kind, rule.for),
    ...paramFaults(rule),
    ...(['message', 'remedy'] as const).flatMap((field) =>
      placeholderFaults(rule[field], field, kind, rule.for),
    ),
  ];
  if (faults.length === 0) return [];
  const places = locateIn(
    file,
    faults.map(({ path }) => path),
  );
  return faults.map(({ code, values }, i) => ({ code, file: file.path, ...places[i].value, values }));
}

function conditionFaults(
  condition: Condition,
  path: readonly string[],
  kind: FactKind,
  name: string,
): Fault[] {
  return Object.entries(condition).flatMap(([key, test]): Fault[] => {
    const attribute = kind.attributes[key];
    if (attribute === undefined)
      return [unknownName('unknown-attribute', key, [...path, key], Object.keys(kind.attributes), name)];
    if (fits(test, attribute)) return [];
    return [{ code: 'wrong-test', path: [...path, key], values: { key, expected: TESTS[attribute.type] } }];
  });
}

/** Parameters that conditions use without having them, or that no condition uses. */
function paramFaults(rule: RuleFile): Fault[] {
  const declared = Object.keys(rule.params ?? {});
  const places = [
    ...usedParams(rule.where ?? {}, ['where']),
    ...(rule.unless ?? []).flatMap(({ when }, at) => usedParams(when, ['unless', String(at), 'when'])),
    ...usedParams(rule.require, ['require']),
  ];
  const used = new Set(places.map(({ name }) => name));
  return [
    ...places
      .filter(({ name }) => !declared.includes(name))
      .map(({ name, path }): Fault => ({ code: 'undeclared-parameter', path, values: { name } })),
    ...declared
      .filter((name) => !used.has(name))
      .map((name): Fault => ({ code: 'unused-parameter', path: ['params', name], values: { name } })),
  ];
}

function usedParams(condition: Condition, path: readonly string[]): { name: string; path: string[] }[] {
  return Object.entries(condition).flatMap(([key, test]) => {
    const compared = typeof test === 'object' && 'not' in test ? test.not : test;
    if (typeof compared !== 'object') return [];
    const names = 'is-a' in compared ? compared['is-a'] : compared['one-of'];
    return 'param' in names ? [{ name: names.param, path: [...path, key] }] : [];
  });
}

const TESTS: Readonly<Record<Attribute['type'], string>> = {
  truth: 'true or false',
  name: 'a name, or one-of or is-a with a list of names',
  names: 'a name, or one-of or is-a with a list of names',
};

function fits(test: Test, { type }: Attribute): boolean {
  return (typeof test === 'boolean') === (type === 'truth');
}

function placeholderFaults(template: string, field: string, kind: FactKind, name: string): Fault[] {
  return placeholders(template)
    .filter((word) => !kind.placeholders.includes(word))
    .map((word) => unknownName('unknown-placeholder', word, [field], kind.placeholders, name));
}

function unknownName(
  code: 'unknown-attribute' | 'unknown-placeholder',
  key: string,
  path: readonly string[],
  known: readonly string[],
  kind: string,
): Fault {
  const suggestion = nearest(key, known);
  return { code, path, values: { key, kind, known: known.join(', '), ...(suggestion && { suggestion }) } };
}
