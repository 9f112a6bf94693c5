/** Why a finding: every condition of its rule for the fact that it is about, with the values that decided them. */
import type { Facts } from '../analysis/facts.ts';
import { formatDay } from '../manifest/calendar.ts';
import { byCodePoint } from '../model/names.ts';
import type { ManifestDocument } from '../manifest/read.ts';
import { nearest } from '../manifest/nearest.ts';
import type { ActiveRule } from '../findings/collect.ts';
import type { Finding, Span } from '../findings/finding.ts';
import { placesOf } from '../findings/places.ts';
import { compileRule, conditionsOf, paramNames } from '../rules/evaluate.ts';
import type { ParamSource } from '../rules/format.ts';
import type { Place } from '../rules/kinds/kind.ts';
import { KINDS } from '../rules/vocabulary.ts';
import { exceptionTrace, isSaid, traceOf, type ExceptionTrace, type Trace, type Tracing } from './trace.ts';

/** A parameter, its value, and where that comes from. */
export interface ParamValue {
  readonly name: string;
  readonly description: string;
  /** As people read it. */
  readonly value: string;
  readonly source: 'rule' | 'like' | 'clause' | 'configuration';
  /** The clause of the catalogue whose parameter it is, and how far that was verified. */
  readonly clause?: ParamSource;
}

/** A finding with everything that its rule asked. */
export interface Explanation {
  readonly at: string;
  readonly finding: Finding;
  /** The rule that the rule is an instance of. */
  readonly like?: string;
  readonly params: readonly ParamValue[];
  /** Facts that the rule applies to; absent where it applies to all of its kind. */
  readonly where?: Trace;
  readonly unless: readonly ExceptionTrace[];
  readonly require: Trace;
  /** Is it certain that there is the fact? If not, the fields on which that hangs. */
  readonly isCertain: boolean;
  readonly doubts: readonly string[];
}

/** What explaining a finding needs: the facts of the day of its check, and how its rule was configured. */
export interface Explaining {
  readonly facts: Facts;
  readonly documents: readonly ManifestDocument[];
  readonly active: ActiveRule;
  /** Names of the parameters that the configuration sets. */
  readonly configured: readonly string[];
}

/** Explains a finding. */
export function explainFinding(finding: Finding, explaining: Explaining): Explanation {
  const { facts, documents, active } = explaining;
  const fact = factOf(finding, active, facts);
  // What is to be looked up is known once all is told, and each file is read for all of it together.
  const wanted: Place[] = [];
  conditionsTold(active, facts, fact, (found) => {
    wanted.push(...found);
    return [];
  });
  const places = placesOf(documents, wanted);
  const look = (found: readonly Place[]): readonly Span[] => found.flatMap((place) => places.of(place) ?? []);
  const kind = KINDS[active.rule.for];
  const isCertain = kind.isCertain(facts, fact);
  return {
    at: formatDay(facts.at) ?? '',
    finding,
    ...(active.rule.like !== undefined && { like: active.rule.like }),
    params: paramValues(explaining),
    ...conditionsTold(active, facts, fact, look),
    isCertain,
    doubts: isCertain ? [] : kind.doubts(facts, fact),
  };
}

function conditionsTold(
  { rule, params }: ActiveRule,
  facts: Facts,
  fact: number,
  look: Tracing['look'],
): Pick<Explanation, 'where' | 'unless' | 'require'> {
  const { kind, where, unless, require } = conditionsOf(rule, params);
  const tracing: Tracing = { rule, params, facts, kind, fact, look };
  return {
    ...(isSaid(where) && { where: traceOf(where, tracing) }),
    unless: unless.map((each) => exceptionTrace(each, tracing)),
    require: traceOf(require, tracing),
  };
}

/** The number of the fact that a finding is about. */
function factOf({ subject, data, verdict }: Finding, { rule, params }: ActiveRule, facts: Facts): number {
  const { kind, verdict: verdictOn } = compileRule(rule, params, facts);
  const isIt = (i: number): boolean =>
    kind.subject(facts, i) === subject &&
    (data === undefined || facts.model.data.ids[kind.datum(facts, i)] === data) &&
    verdictOn(i) === verdict;
  for (let i = 0; i < kind.count(facts); i++) if (isIt(i)) return i;
  throw new Error(`no fact of the kind ${rule.for} has the finding ${subject}`);
}

function paramValues({ active: { rule, params }, configured }: Explaining): readonly ParamValue[] {
  return Object.entries(rule.params ?? {}).map(([name, { description, from }]): ParamValue => {
    const told = { name, description, value: paramNames(params[name]).join(', ') };
    if (configured.includes(name)) return { ...told, source: 'configuration' };
    if (from !== undefined) return { ...told, source: 'clause', clause: from };
    const isTaken = rule.inherited?.params?.includes(name) === true;
    return { ...told, source: isTaken ? 'like' : 'rule' };
  });
}

/** How many findings are named where it is open which is meant. */
const NAMED_LIMIT = 10;

/**
 * Finds a finding by its fingerprint or the beginning of that, or by its subject, where only one fits; else says which could
 * be meant.
 */
export function findingNamed(
  findings: readonly Finding[],
  typed: string,
  at: number,
): Finding | { readonly trouble: string } {
  const tests: readonly ((finding: Finding) => boolean)[] = [
    ({ fingerprint }) => fingerprint === typed,
    // A whole part goes before the beginning of one: flow:a is not meant by flow:ab.
    ({ fingerprint }) => fingerprint.startsWith(`${typed}|`),
    ({ subject }) => subject === typed,
    ({ fingerprint }) => fingerprint.startsWith(typed),
  ];
  const fitting = tests.map((test) => findings.filter(test)).find((found) => found.length > 0) ?? [];
  const prints = [...new Set(fitting.map(({ fingerprint }) => fingerprint))];
  if (prints.length === 1) return fitting[0];
  if (prints.length > 1) return { trouble: `${typed} could be any of ${listed(prints)}` };
  return { trouble: `there is no finding ${typed} as of ${formatDay(at)}${meant(typed, findings)}` };
}

function meant(typed: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return ', nor any other';
  const printsOn = (subject: string | undefined): readonly string[] => [
    ...new Set(findings.filter((each) => each.subject === subject).map(({ fingerprint }) => fingerprint)),
  ];
  // Fingerprints are long, and a slip in the rule leaves the subject as it is.
  const [, subject = typed] = typed.split('|');
  const subjects = findings.map((each) => each.subject);
  const near = [printsOn(subject), printsOn(nearest(subject, subjects))].find((found) => found.length > 0);
  if (near === undefined)
    return `; there are ${listed([...new Set(findings.map((each) => each.fingerprint))])}`;
  return `; did you mean ${listed(near)}?`;
}

function listed(prints: readonly string[]): string {
  const more = prints.length - NAMED_LIMIT;
  const named = [...prints].sort(byCodePoint).slice(0, NAMED_LIMIT).map(quoted).join(', ');
  return more > 0 ? `${named} and ${more} more` : named;
}

// A shell takes the bars for something else.
function quoted(print: string): string {
  return `"${print}"`;
}
