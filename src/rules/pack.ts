/** Files of a pack -> rules that have been checked: shape, paths, tests that fit them, placeholders. */
import { schema as clausesFileSchema, validate as validateClauses } from '../generated/clauses-validator.js';
import { schema as packFileSchema, validate as validatePack } from '../generated/pack-validator.js';
import { schema as ruleFileSchema, validate as validateRule } from '../generated/rule-validator.js';
import {
  schema as taxonomyFileSchema,
  validate as validateTaxonomy,
} from '../generated/taxonomy-validator.js';
import { nearest } from '../manifest/nearest.ts';
import { compareProblems, type Problem } from '../manifest/problem.ts';
import { locateIn, readDocument, type Source } from '../manifest/read.ts';
import type { JsonSchema, Validator } from '../manifest/schema.ts';
import { schemaIssues } from '../manifest/validate.ts';
import { byCodePoint } from '../model/names.ts';
import type { ClausesFile, TaxonomyFile } from './catalogue-format.ts';
import { catalogueOf } from './catalogue.ts';
import { completeRule, type Around, type CompletionFault } from './complete.ts';
import { conditionsOf, placeholdersOf } from './evaluate.ts';
import type { Exception, Pack, PackFile, Rule, RuleFile } from './format.ts';
import type { FactKind } from './kinds/kind.ts';
import { parseCondition } from './language/parse.ts';
import type { Fault as ConditionFault, Reader } from './language/reader.ts';
import { isPath, pathOf } from './language/path.ts';
import type { LogicFault } from './logic/fault.ts';
import { logicFaults } from './logic/rule.ts';
import { defaultsOf } from './params.ts';
import { taxonomyOf } from './taxonomy.ts';
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

interface Sorted {
  about?: Sound<PackFile>;
  clauses?: Sound<ClausesFile>;
  taxonomy?: Sound<TaxonomyFile>;
  readonly rules: Sound<RuleFile>[];
}

/** The form of a file of a pack, by its name; asked for only here, since a check of built-in packs needs no validator. */
function formOf(name: string): readonly [Validator, JsonSchema] {
  switch (name) {
    case 'pack':
      return [validatePack, packFileSchema];
    case 'clauses':
      return [validateClauses, clausesFileSchema];
    case 'taxonomy':
      return [validateTaxonomy, taxonomyFileSchema];
    default:
      return [validateRule, ruleFileSchema];
  }
}

/**
 * Reads a pack: `pack.yaml`, one file for each rule, and perhaps `clauses.yaml` and `taxonomy.yaml`. What is around it
 * are the rules of other packs, which its rules may refine or be like, and the clauses that they may cite. Without that,
 * what a rule refines is not looked for.
 */
export function readPack(files: readonly Source[], around?: Around): PackReading {
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  const sorted: Sorted = { rules: [] };
  for (const file of [...files].sort((a, b) => byCodePoint(a.path, b.path))) {
    const { path } = file;
    const name = baseName(path);
    const [validator, schema] = formOf(name);
    const reading = readDocument(file, (value) => schemaIssues(value, validator, schema));
    problems.push(...reading.problems);
    const { value, text } = reading;
    if (text !== undefined) texts.set(path, text);
    if (value !== undefined && text !== undefined) sortIn(sorted, name, { path, text, value });
  }
  const { about, clauses, taxonomy, rules: written } = sorted;
  if (about !== undefined) problems.push(...placed(packFaults(about), about));
  const { catalogue, taken } = catalogueOf(clauses === undefined ? [] : [clauses.value], around?.catalogue);
  if (clauses !== undefined) {
    const faults = taken.map(({ id, path }): Fault => ({ code: 'clause-taken', path, values: { id } }));
    problems.push(...placed(faults, clauses));
  }
  if (taxonomy !== undefined) problems.push(...placed(nameTakenFaults(taxonomy.value, around), taxonomy));
  const name = about?.value.pack ?? '';
  const known = around && [
    ...around.rules.map(({ id }) => id),
    ...written.map(({ value }) => `${name}/${value.rule}`),
  ];
  const rules: Rule[] = [];
  const nearby = { rules: [...(around?.rules ?? [])], catalogue };
  // A rule can be like one of its own pack, which is complete by then.
  for (const each of likeLast(written)) {
    const { rule, faults } = completeRule(each.value, name, nearby);
    if (rule !== undefined) {
      rules.push(rule);
      nearby.rules.push(rule);
    }
    problems.push(...placed([...faults, ...ruleFaults(each, rule, known)], each));
  }
  problems.sort(compareProblems);
  const textOf = (path: string): string | undefined => texts.get(path);
  if (problems.length > 0 || about === undefined) return { problems, textOf };
  const pack: Pack = {
    ...about.value,
    rules: rules.sort((a, b) => byCodePoint(a.id, b.id)),
    ...(clauses && { clauses: clauses.value }),
    ...(taxonomy && { taxonomy: taxonomy.value }),
  };
  return { pack, problems, textOf };
}

/** Packs that a pack extends, as its `pack.yaml` names them; none where that is not sound, which reading it tells. */
export function extendedBy(about: Source): readonly string[] {
  const { value } = readDocument(about, (tree) => schemaIssues(tree, validatePack, packFileSchema));
  // The validator has just accepted the value: this is where text becomes a type.
  return (value as unknown as PackFile | undefined)?.extends ?? [];
}

function sortIn(sorted: Sorted, name: string, { path, text, value }: Sound<unknown>): void {
  // The validators have just accepted the values: this is where text becomes a type.
  if (name === 'pack') sorted.about = { path, text, value: value as PackFile };
  else if (name === 'clauses') sorted.clauses = { path, text, value: value as ClausesFile };
  else if (name === 'taxonomy') sorted.taxonomy = { path, text, value: value as TaxonomyFile };
  else sorted.rules.push({ path, text, value: value as RuleFile });
}

/** Rules of a pack in an order in which each comes after the one of the same pack that it is like; a circle is cut. */
function likeLast(rules: readonly Sound<RuleFile>[]): readonly Sound<RuleFile>[] {
  const byName = new Map(rules.map((rule) => [rule.value.rule, rule]));
  const ordered = new Set<Sound<RuleFile>>();
  for (const rule of rules) {
    const chain = new Set<Sound<RuleFile>>();
    let next: Sound<RuleFile> | undefined = rule;
    while (next !== undefined && !chain.has(next) && !ordered.has(next)) {
      chain.add(next);
      const { like = '' } = next.value;
      next = byName.get(like.slice(like.indexOf('/') + 1));
    }
    for (const each of [...chain].reverse()) ordered.add(each);
  }
  return [...ordered];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
}

interface Fault {
  readonly code:
    | ConditionFault['code']
    | CompletionFault['code']
    | LogicFault['code']
    | 'pack-name'
    | 'rule-name'
    | 'clause-taken'
    | 'name-taken'
    | 'refines-nothing'
    | 'unused-parameter'
    | 'unknown-placeholder';
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  /** Other places in the file that it has to do with. */
  readonly beside?: readonly (readonly string[])[];
}

/** Faults as problems, at their places. */
function placed(faults: readonly Fault[], file: Sound<unknown>): Problem[] {
  if (faults.length === 0) return [];
  const paths = faults.flatMap(({ path, beside = [] }) => [path, ...beside]);
  const places = locateIn(file, paths);
  let next = 0;
  return faults.map((fault) => {
    const { code, values, beside = [] } = fault;
    const { key, value } = places[next];
    const related = places
      .slice(next + 1, next + 1 + beside.length)
      .map((other) => ({ ...other.key, file: file.path, note: 'the other one' }));
    next += 1 + beside.length;
    return {
      code,
      file: file.path,
      ...(isOfKey(fault) ? key : value),
      values,
      ...(related.length > 0 && { related }),
    };
  });
}

const OF_KEYS: ReadonlySet<Fault['code']> = new Set([
  'unused-parameter',
  'unknown-operator',
  'not-at-system',
  'name-taken',
  'never-true',
  'never-false',
  'contradiction',
  'needless-test',
  'idle-exception',
  'covered-exception',
  'never-violated',
  'unthought-unknown',
]);

/** Is it a key that is wrong, and not what it leads to? The name of an attribute can stand in either place. */
function isOfKey({ code, path, values: { key = '' } }: Fault): boolean {
  if (OF_KEYS.has(code)) return true;
  // A clause is a key, another id of it a value.
  if (code === 'clause-taken') return path.length === 2;
  return code === 'unknown-attribute' && path[path.length - 1].includes(key);
}

function nameTakenFaults(taxonomy: TaxonomyFile, around: Around | undefined): Fault[] {
  return taxonomyOf(taxonomy, '', around?.taxonomy).taken.map(({ section, id, by }) => ({
    code: 'name-taken',
    path: [section, id],
    values: { section, id, by },
  }));
}

/** A file without a folder leaves the name open. */
function packFaults({ path, value: { pack } }: Sound<PackFile>): Fault[] {
  const expected = path.split('/').at(-2) ?? pack;
  return pack === expected ? [] : [{ code: 'pack-name', path: ['pack'], values: { found: pack, expected } }];
}

/** Faults of a rule as it is written; its conditions can be looked at where it is complete. */
function ruleFaults(
  { path, value: written }: Sound<RuleFile>,
  rule: Rule | undefined,
  known: readonly string[] | undefined,
): Fault[] {
  return [
    ...nameFaults(written, baseName(path)),
    ...(known === undefined ? [] : refinedFaults(written, known)),
    ...(rule === undefined ? [] : [...conditionFaults(written, rule), ...placeholderFaults(written, rule)]),
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

function conditionFaults(written: RuleFile, rule: Rule): Fault[] {
  const params = defaultsOf(rule);
  const faults: ConditionFault[] = [];
  const used = new Set(placeholdersOf(rule));
  const { attributes, presence } = KINDS[rule.for];
  const reader: Reader = { attributes, presence, about: rule.for, params, used, faults };
  if (written.where !== undefined) parseCondition(written.where, ['where'], reader);
  parseExceptions(written.unless ?? [], ['unless'], reader);
  if (written.require !== undefined) parseCondition(written.require, ['require'], reader);
  // Parameters of the rule that it is like are used there.
  const inherited: Reader = { ...reader, faults: [] };
  if (rule.like !== undefined) {
    parseCondition(rule.inherited?.where ?? {}, [], inherited);
    parseExceptions(rule.inherited?.unless ?? [], [], inherited);
    parseCondition(rule.require, [], inherited);
  }
  const unused = Object.keys(written.params ?? {}).filter((name) => !used.has(name));
  // What follows from conditions is known where each of them could be read.
  const ofLogic = faults.length + inherited.faults.length > 0 ? [] : logicFaultsOf(written, rule);
  return [
    ...faults,
    ...ofLogic,
    ...unused.map((name): Fault => ({ code: 'unused-parameter', path: ['params', name], values: { name } })),
  ];
}

function logicFaultsOf(written: RuleFile, rule: Rule): readonly LogicFault[] {
  const defaults = Object.fromEntries(
    Object.entries(written.params ?? {}).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  return logicFaults(conditionsOf(rule, defaultsOf(rule)), { defaults, cases: written.cases });
}

function parseExceptions(exceptions: readonly Exception[], where: readonly string[], reader: Reader): void {
  exceptions.forEach(({ when, unless }, i) => {
    parseCondition(when, [...where, String(i), 'when'], reader);
    parseExceptions(unless ?? [], [...where, String(i), 'unless'], reader);
  });
}

/** Words in braces that are neither a word of the fact, nor a path, nor a parameter. */
function placeholderFaults(written: RuleFile, rule: Rule): Fault[] {
  const kind: FactKind = KINDS[rule.for];
  const known = [...kind.placeholders, ...Object.keys(rule.params ?? {})];
  return (['message', 'remedy'] as const).flatMap((field) =>
    placeholdersOf({ message: '', remedy: '', [field]: written[field] ?? '' })
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
