/** Rules as they are written -> complete rules: with what they take from the rule that they are like, and from clauses. */
import { nearest } from '../manifest/nearest.ts';
import {
  citationOf,
  parameterNames,
  parameterOf,
  type Catalogue,
  type ClauseParameter,
} from './catalogue.ts';
import type { Param, Rule, RuleFile } from './format.ts';
import { sortOf } from './params.ts';
import type { Taxonomy } from './taxonomy.ts';

/** Something wrong in a rule, at a path of keys. */
export interface CompletionFault {
  readonly code:
    | 'missing-field'
    | 'like-nothing'
    | 'like-own'
    | 'like-too-long'
    | 'unknown-clause'
    | 'unknown-clause-parameter'
    | 'wrong-default'
    | 'not-preview'
    | 'unknown-limit';
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

/** What is known around a rule: the rules that it may be like, the clauses that it may cite, the names that there are. */
export interface Around {
  readonly rules: readonly Rule[];
  readonly catalogue: Catalogue;
  readonly taxonomy?: Taxonomy;
}

/** A complete rule, or what keeps it from being complete. */
export interface Completion {
  /** INVARIANT: absent only where there are faults. */
  readonly rule?: Rule;
  readonly faults: readonly CompletionFault[];
}

// What a rule cannot do without, and takes from the one that it is like.
const NEEDED = ['severity', 'for', 'require', 'message', 'rationale', 'remedy'] as const;
// What makes it like the other.
const TAKEN = ['for', 'require', 'limit'] as const;

type Parts = Pick<Rule, (typeof NEEDED)[number]>;

/** Completes the rule of a pack. */
export function completeRule(written: RuleFile, pack: string, around: Around): Completion {
  const faults: CompletionFault[] = [];
  const base = baseOf(written, around.rules, faults);
  faults.push(...chainFaults(written, base, around.rules));
  faults.push(...(written.like === undefined ? missingFields(written) : ownFields(written)));
  const params = paramsOf(written, base, around.catalogue, faults);
  const references = referencesOf(written, around.catalogue, faults);
  const limit = written.limit ?? base?.limit;
  if (limit !== undefined && !Object.hasOwn(params, limit)) {
    faults.push({ code: 'unknown-limit', path: ['limit'], values: { name: limit } });
  }
  faults.push(...previewFaults(written, params));
  const parts = Object.fromEntries(NEEDED.map((key) => [key, written[key] ?? base?.[key]])) as Partial<Parts>;
  if (!isWhole(parts) || (written.like !== undefined && base === undefined)) return { faults };
  const id = `${pack}/${written.rule}`;
  const refines = [...new Set([...[written.refines ?? []].flat(), ...(base ? [base.id] : [])])];
  const { title, status, like, where, unless, clauses, cases } = written;
  return {
    faults,
    rule: {
      id,
      pack,
      title,
      ...(status && { status }),
      ...(like !== undefined && { like }),
      family: base?.family ?? id,
      ...parts,
      ...(refines.length > 0 && { refines }),
      ...(limit !== undefined && { limit }),
      ...(Object.keys(params).length > 0 && { params }),
      ...(base && { inherited: inheritedFrom(base, Object.keys(written.params ?? {})) }),
      ...(where && { where }),
      ...(unless && { unless }),
      ...(clauses && { clauses }),
      references,
      cases,
    },
  };
}

function isWhole(parts: Partial<Parts>): parts is Parts {
  return NEEDED.every((key) => parts[key] !== undefined);
}

/** Where a rule comes from, in words: clauses as they are cited, then what else it names. */
function referencesOf(
  { clauses = [], references = [] }: RuleFile,
  catalogue: Catalogue,
  faults: CompletionFault[],
): readonly string[] {
  const cited = clauses.flatMap((id, at) => {
    const found = clauseNamed(id, ['clauses', String(at)], catalogue, faults);
    return found === undefined ? [] : [citationOf(found)];
  });
  if (clauses.length + references.length === 0) faults.push(missing('references', []));
  return [...cited, ...references];
}

function baseOf({ like }: RuleFile, rules: readonly Rule[], faults: CompletionFault[]): Rule | undefined {
  if (like === undefined) return undefined;
  const base = rules.find(({ id }) => id === like);
  if (base === undefined) {
    const known = rules.map(({ id }) => id);
    const suggestion = nearest(like, known) ?? known.find((id) => id.endsWith(`/${like}`));
    faults.push({
      code: 'like-nothing',
      path: ['like'],
      values: { id: like, ...(suggestion !== undefined && { suggestion }) },
    });
  }
  return base;
}

// A reader of the last would have to read all of them; what they ask together grows with each.
const LONGEST_CHAIN = 8;

/** A rule that is like one that is like one, and so on. */
function chainFaults({ like }: RuleFile, base: Rule | undefined, rules: readonly Rule[]): CompletionFault[] {
  let length = 0;
  for (let next = base; next !== undefined; length++) {
    if (length === LONGEST_CHAIN) {
      return [{ code: 'like-too-long', path: ['like'], values: { id: like ?? '', most: String(length) } }];
    }
    const { like: further } = next;
    next = further === undefined ? undefined : rules.find(({ id }) => id === further);
  }
  return [];
}

function missingFields(written: RuleFile): CompletionFault[] {
  return NEEDED.filter((key) => written[key] === undefined).map((key) => missing(key, []));
}

function missing(key: string, path: readonly string[]): CompletionFault {
  const place = path.length === 0 ? 'The file' : path.join('.');
  return { code: 'missing-field', path, values: { place, key } };
}

function ownFields(written: RuleFile): CompletionFault[] {
  return TAKEN.filter((key) => written[key] !== undefined).map((key) => ({
    code: 'like-own',
    path: [key],
    values: { key, id: written.like ?? '' },
  }));
}

/** What a rule hands on to those that are like it. */
function inheritedFrom(base: Rule, own: readonly string[]): Rule['inherited'] {
  return {
    ...wholeConditions(base),
    params: Object.keys(base.params ?? {}).filter((name) => !own.includes(name)),
  };
}

/** All that limits what a rule applies to, as it is written: what comes from the rule that it is like, then its own. */
export function wholeConditions({
  inherited = {},
  where,
  unless = [],
}: Rule): Pick<Rule, 'where' | 'unless'> {
  const wheres = [inherited.where, where].filter((each) => each !== undefined);
  const exceptions = [...(inherited.unless ?? []), ...unless];
  return {
    ...(wheres.length > 0 && { where: wheres.length === 1 ? wheres[0] : { all: wheres } }),
    ...(exceptions.length > 0 && { unless: exceptions }),
  };
}

/** Parameters of the rule and of the one that it is like, each with a value. */
function paramsOf(
  { params = {} }: RuleFile,
  base: Rule | undefined,
  catalogue: Catalogue,
  faults: CompletionFault[],
): Record<string, Param> {
  const complete: Record<string, Param> = { ...base?.params };
  for (const [name, { default: value, from, description }] of Object.entries(params)) {
    const path = ['params', name];
    const before = Object.hasOwn(complete, name) ? complete[name] : undefined;
    const ofClause = from && clauseParameter(from, path, catalogue, faults);
    const chosen = ofClause?.value ?? value ?? (from === undefined ? before?.default : undefined);
    if (from === undefined && chosen === undefined) faults.push(missing('default', path));
    const told = description ?? before?.description;
    if (told === undefined) faults.push(missing('description', path));
    if (chosen === undefined || told === undefined) continue;
    const expected = sortOf(before?.default ?? ofClause?.value ?? chosen);
    const isOther = value !== undefined && String(value) !== String(chosen);
    if (isOther || sortOf(chosen) !== expected) {
      faults.push({ code: 'wrong-default', path: [...path, 'default'], values: { name, expected } });
    }
    complete[name] = {
      default: chosen,
      description: told,
      ...(from && ofClause && { from: { ...from, cite: ofClause.cite, verified: ofClause.verified } }),
    };
  }
  return complete;
}

function clauseParameter(
  { clause: id, parameter }: { readonly clause: string; readonly parameter: string },
  path: readonly string[],
  catalogue: Catalogue,
  faults: CompletionFault[],
): ClauseParameter | undefined {
  const clause = clauseNamed(id, [...path, 'from', 'clause'], catalogue, faults);
  if (clause === undefined) return undefined;
  const found = parameterOf(clause, parameter);
  if (found === undefined) {
    const known = parameterNames(clause);
    const suggestion = nearest(parameter, known);
    faults.push({
      code: 'unknown-clause-parameter',
      path: [...path, 'from', 'parameter'],
      values: {
        name: parameter,
        id,
        known: known.join(', ') || 'none',
        ...(suggestion !== undefined && { suggestion }),
      },
    });
  }
  return found;
}

function clauseNamed(id: string, path: readonly string[], catalogue: Catalogue, faults: CompletionFault[]) {
  const clause = catalogue.get(id);
  if (clause === undefined) {
    const suggestion = nearest(id, [...catalogue.keys()]);
    faults.push({
      code: 'unknown-clause',
      path,
      values: { id, ...(suggestion !== undefined && { suggestion }) },
    });
  }
  return clause;
}

/** A number that nobody could verify must not decide anything that nobody has asked for. */
function previewFaults({ status }: RuleFile, params: Readonly<Record<string, Param>>): CompletionFault[] {
  if (status !== undefined) return [];
  return Object.entries(params)
    .filter(([, { from }]) => from?.verified === 'unverified')
    .map(([name, { from }]) => ({
      code: 'not-preview',
      path: ['params', name],
      values: { name, clause: from?.clause ?? '' },
    }));
}
