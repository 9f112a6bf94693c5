/** Files of a pack -> rules that have been checked: shape, paths, tests that fit them, placeholders. */
import { schema as packFileSchema, validate as validatePack } from '../generated/pack-validator.js';
import { schema as ruleFileSchema, validate as validateRule } from '../generated/rule-validator.js';
import { nearest } from '../manifest/nearest.ts';
import { locateIn, readDocument } from '../manifest/read.ts';
import type { Problem } from '../manifest/problem.ts';
import { schemaIssues } from '../manifest/validate.ts';
import { byCodePoint } from '../model/names.ts';
import { placeholdersOf } from './evaluate.ts';
import type { Exception, Pack, PackFile, Rule, RuleFile } from './format.ts';
import type { FactKind } from './kinds/kind.ts';
import { parseCondition, type Fault as ConditionFault, type Reader } from './language/parse.ts';
import { isPath, pathOf } from './language/path.ts';
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
  readonly code: ConditionFault['code'] | 'rule-name' | 'unused-parameter' | 'unknown-placeholder';
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

function ruleProblems(rule: RuleFile, file: PackSource): Problem[] {
  const faults = [
    ...nameFaults(rule, baseName(file.path)),
    ...conditionFaults(rule),
    ...placeholderFaults(rule, KINDS[rule.for]),
  ];
  if (faults.length === 0) return [];
  const places = locateIn(
    file,
    faults.map(({ path }) => path),
  );
  return faults.map(({ code, values }, i) => ({ code, file: file.path, ...places[i].value, values }));
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
